/** The record: everything a decision rests on and the decision itself, with digests, so that it can be judged again a year later. */

import type { Case } from "../core/case.ts";
import type { Result } from "../core/result.ts";
import { digestOf } from "./digest.ts";
import type { Digests } from "./reporter.ts";

export const recordSchema = "release-gate/record/v1";

/** One JSON document per decision. `decision` is the digest of all of it but itself. */
export interface DecisionRecord extends Case {
  readonly schema: typeof recordSchema;
  readonly tool: { readonly name: "release-gate"; readonly version: string };
  /** Digest of the record before this one in a chain; null where none was given. */
  readonly previous: string | null;
  readonly result: Result;
  readonly digests: Digests;
}

/** Policies are never changed once they are read, and each is asked for more than once in a run. */
const digests = new WeakMap<Case["policies"], string>();

/** Several policies in force have one digest together; one alone has its own. */
export function policyDigest({ policies }: Pick<Case, "policies">): string {
  const known = digests.get(policies);
  if (known !== undefined) return known;
  const digest = digestOf(
    policies.length === 1 ? policies[0]?.policy : policies.map(({ role, policy }) => ({ role, policy })),
  );
  digests.set(policies, digest);
  return digest;
}

/**
 * The digests that belong to a record's contents; what it claims of itself is not looked at. In the digest of the decision policies and
 * evidence are stood for by their own digests: a change of one byte in them changes it all the same.
 */
export function digestsOf(record: Omit<DecisionRecord, "digests">): Digests {
  const digests = { policy: policyDigest(record), evidence: digestOf(record.evidence) };
  const policies = record.policies.map(({ role, source, places }) => ({
    role,
    source,
    ...(places === undefined ? {} : { places }),
  }));
  return { ...digests, decision: digestOf({ ...record, policies, evidence: null, digests }) };
}

/** Puts a record together. `version` is the tool's. */
export function makeRecord(judged: Case, result: Result, version: string, previous: string | null): DecisionRecord {
  const { policies, evidence, question } = judged;
  const body = {
    schema: recordSchema,
    tool: { name: "release-gate" as const, version },
    previous,
    policies,
    evidence,
    question,
    result,
  } as const;
  return { ...body, digests: digestsOf(body) };
}
