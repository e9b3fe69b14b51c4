/** Puts every question that a policy asks to the evidence, and collects the answers. */
import type { Evidence } from "../evidence/evidence.ts";
import { isAtLeast } from "../risk/level.ts";
import type { Check, Rule, Situation } from "./check.ts";
import { type Finding, skipped, unknown, type Verdict } from "./finding.ts";
import type { CheckSettings } from "./needs.ts";
import { checks } from "./registry.ts";

interface Answer {
  readonly verdict: Verdict;
  readonly applied: boolean;
}

function ask(check: Check, rule: Rule, evidence: Evidence, situation: Situation): Answer {
  const { riskLevel, release } = situation;
  if (rule.fromRisk !== null && !isAtLeast(riskLevel, rule.fromRisk)) {
    const summary = `Asked from ${rule.fromRisk} risk on; the risk is ${riskLevel}.`;
    return { verdict: skipped(`${check.id}.not-at-this-risk`, summary), applied: false };
  }
  if (check.aboutRange && release.relation === "same") {
    const summary = "Nothing is new: what would be deployed is what runs there.";
    return { verdict: skipped(`${check.id}.nothing-new`, summary), applied: true };
  }
  return { verdict: rule.judge(evidence, situation), applied: true };
}

const bySubject = ({ subject: a }: Rule, { subject: b }: Rule): number => {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
};

/** A policy that was not parsed by this version may ask what it does not know: it cannot be answered, and is never left out. */
const unanswerable = (id: string): Omit<Finding, "askedBy"> => ({
  check: id,
  subject: null,
  enforcement: "required",
  applied: true,
  ...unknown("policy.unknown-check", `The policy asks for the check ${id}, which this version does not know.`, {
    fix: "Use the version of Release Gate that the policy was written for, or remove the check.",
  }),
});

/** The findings of one policy: in the order of the registry, then by subject. */
export function runChecks(
  settings: CheckSettings,
  evidence: Evidence,
  situation: Situation,
  askedBy: Finding["askedBy"],
): readonly Finding[] {
  const findings = checks
    .filter(({ id }) => Object.hasOwn(settings, id))
    .flatMap((check) =>
      [...check.rules(settings[check.id])].sort(bySubject).map((rule): Finding => {
        const { verdict, applied } = ask(check, rule, evidence, situation);
        return {
          check: check.id,
          subject: rule.subject,
          askedBy,
          enforcement: rule.enforcement,
          applied,
          ...verdict,
        };
      }),
    );
  const known = new Set(checks.map(({ id }) => id));
  const unanswered = Object.keys(settings)
    .filter((id) => !known.has(id))
    .sort();
  return [...findings, ...unanswered.map((id) => ({ ...unanswerable(id), askedBy }))];
}
