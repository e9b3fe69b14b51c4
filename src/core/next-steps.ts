/** Of everything that could be done, the three things that help most, in the order in which to do them. */
import { sentenceFor } from "./approvals/explain.ts";
import type { Finding, FindingStatus } from "./checks/finding.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { Result } from "./result.ts";

const atMost = 3;

/** At most three sentences: what hides the release itself first, then what blocks, then what is unknown, who must approve, what time will bring, and then good advice. */
export function nextSteps(result: Omit<Result, "nextSteps">, { commits }: Evidence): readonly string[] {
  const { findings, approvals, risk, policies } = result;
  const missing = approvals.requirements.filter((requirement) => requirement.missing > 0);
  const steps = [
    ...(commits?.status === "unavailable" && commits.fix !== undefined ? [commits.fix] : []),
    ...approvals.rejections.flatMap(({ fix }) => fix ?? []),
    ...fixes(findings, "required", "fail"),
    ...fixes(findings, "required", "unknown"),
    ...missing.flatMap((requirement) => [sentenceFor(requirement), ...(requirement.askAgain ?? [])]),
    ...fixes(findings, "required", "pending"),
    ...fixes(findings, "advisory", "fail"),
    ...risk.fixes,
    ...(policies.some(({ source }) => source.startsWith("builtin:"))
      ? [
          "Write a policy of your own in .release-gate.yml: begin with `extends: builtin:standard` and change what does not fit.",
        ]
      : []),
    ...fixes(findings, "advisory", "unknown"),
  ];
  return [...new Set(steps)].slice(0, atMost);
}

const fixes = (findings: readonly Finding[], enforcement: Finding["enforcement"], status: FindingStatus): string[] =>
  findings.flatMap((finding) =>
    finding.enforcement === enforcement && finding.status === status && finding.fix !== null ? [finding.fix] : [],
  );
