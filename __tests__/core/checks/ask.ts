/** Asks one check about evidence, as a policy with these settings would. */
import { z } from "zod";
import type { Check, Situation } from "../../../src/core/checks/check.ts";
import type { Verdict } from "../../../src/core/checks/finding.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";

const references = { calendar: z.string().transform((name) => ({ name, "time-zone": "UTC", freezes: [] })) };

/** Settings as the policy's schema puts them out; throws when the schema refuses them. */
export const parse = (check: Check, settings: unknown): unknown => check.settings(references).parse(settings);

/** What the schema says against these settings; an empty list when nothing. */
export const problems = (check: Check, settings: unknown): readonly string[] =>
  check
    .settings(references)
    .safeParse(settings)
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

export const now = "2026-06-10T10:00:00Z";

export const situation = (evidence: Evidence, over: Partial<Situation> = {}): Situation => ({
  now,
  environment: "production",
  changeType: "normal",
  riskLevel: "low",
  release: evidence.release,
  ...over,
});

/** The verdict of a check's first rule. */
export function ask(check: Check, settings: unknown, evidence: Evidence, over: Partial<Situation> = {}): Verdict {
  const rule = check.rules(parse(check, settings))[0];
  if (rule === undefined) throw new Error("These settings ask nothing.");
  return rule.judge(evidence, situation(evidence, over));
}

/** Status and code in one: what most rules are about. */
export const told = ({ status, code }: Verdict): string => `${status} ${code}`;
