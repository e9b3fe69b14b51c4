/** Risk under several policies at once. */
import type { RulesInForce } from "./case.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { assess } from "./risk/assess.ts";
import type { RiskAssessment } from "./risk/assessment.ts";
import { higher, isAtLeast } from "./risk/level.ts";

/** The highest level over all policies; when they differ the change of policy itself raises a floor. */
export function assessAll(
  inForce: readonly RulesInForce[],
  evidence: Evidence,
  policiesDiffer: boolean,
): RiskAssessment {
  const settings = inForce.map(({ rules }) => rules.risk);
  const assessments = (settings.length > 0 ? settings : [undefined]).map((each) =>
    assess({
      traits: evidence.changeTraits,
      changedFiles: evidence.changedFiles,
      release: evidence.release,
      request: evidence.deploymentRequest,
      ...(each === undefined ? {} : { settings: each }),
    }),
  );
  const highest = assessments.reduce((a, b) => (isAtLeast(a.level, b.level) ? a : b));
  if (!policiesDiffer) return highest;
  const floor = {
    level: "high" as const,
    reason: "The release changes the policy that it is judged by.",
    paths: [],
    says: "policy-change" as const,
  };
  return { ...highest, level: higher(highest.level, floor.level), floors: [...highest.floors, floor] };
}
