/** The shape of a rule about the set-up: one thing that must be so for the gate to work here. */
import type { SetupFacts } from "../evidence/setup-facts.ts";
import type { SetupView } from "./view.ts";

/**
 * `problem`: somebody has to mend it, or the gate does not hold. `unseen`: it could not be looked at. `note`: worth knowing, and
 * nothing that the gate could hold or see by itself.
 */
export type Gravity = "problem" | "unseen" | "note";

export interface Remark {
  readonly gravity: Gravity;
  /** For machines: `environment.missing`. */
  readonly code: string;
  /** What is so, in a sentence. */
  readonly what: string;
  /** `file:line`, or the address of a page; null where it has no place. */
  readonly where: string | null;
  /** What to do about it; null where nothing is to be done. */
  readonly todo: string | null;
  /** Lines to paste, as they stand in a file. */
  readonly lines: readonly string[];
}

/** Facts that may not have been seen. */
export type Fact = {
  [K in keyof SetupFacts]-?: SetupFacts[K] extends { readonly status: string } ? K : never;
}[keyof SetupFacts];

export interface SetupRule {
  readonly id: string;
  /** What is so where the rule has nothing to say: "Approval environments exist and ask somebody". */
  readonly claim: string;
  readonly platforms: readonly SetupFacts["platform"][];
  /** Without one of these the answer is `unseen`, and `judge` is not called. */
  readonly needs: readonly Fact[];
  /** Does it read the pipeline's files? */
  readonly readsPipeline?: boolean;
  judge(view: SetupView): readonly Remark[];
}

type More = Partial<Pick<Remark, "where" | "todo" | "lines">>;

const remark =
  (gravity: Gravity) =>
  (code: string, what: string, { where = null, todo = null, lines = [] }: More = {}): Remark => ({
    gravity,
    code,
    what,
    where,
    todo,
    lines,
  });

export const problem = remark("problem");
export const unseen = remark("unseen");
export const note = remark("note");
