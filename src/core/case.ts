/** A case: everything that a decision rests on. */
import type { Places } from "./calendar/places.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { EnvironmentPolicy, Policy } from "./policy/policy.ts";
import type { Question } from "./question.ts";
import type { JudgedPolicy } from "./result.ts";

/** One policy that must be met: the trusted one, and those at the base and the head where they differ from it. */
export interface PolicyInForce {
  readonly role: JudgedPolicy["role"];
  readonly source: string;
  readonly policy: Policy;
  /** Where the entries of its calendars are written: for words alone, and no part of its digest. Absent where that is not known. */
  readonly places?: Places;
}

/** Everything a decision rests on; plain JSON, so that a record of it can be judged again. The trusted policy comes first. */
export interface Case {
  readonly policies: readonly PolicyInForce[];
  readonly evidence: Evidence;
  readonly question: Question;
}

/** A policy in force with the entry of its `environments` that holds for the target. */
export interface RulesInForce extends PolicyInForce {
  readonly rules: EnvironmentPolicy;
}
