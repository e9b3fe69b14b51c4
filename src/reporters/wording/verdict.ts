/** A word, a sign and a tone for everything that is judged: no meaning rests on a colour alone. */
import type { Result } from "../../core/result.ts";

type Finding = Result["findings"][number];

/** `bad` blocks, `open` waits or is unknown, `quiet` needs no attention. */
export type Tone = "good" | "bad" | "open" | "quiet";

export interface Verdict {
  readonly word: string;
  readonly symbol: string;
  readonly tone: Tone;
}

export const verdicts: Readonly<Record<Result["decision"], Verdict>> = {
  allow: { word: "ALLOWED", symbol: "✓", tone: "good" },
  wait: { word: "WAIT", symbol: "…", tone: "open" },
  block: { word: "BLOCKED", symbol: "✗", tone: "bad" },
  error: { word: "NOT DETERMINED", symbol: "?", tone: "open" },
};

const statuses: Readonly<Record<Finding["status"], Verdict>> = {
  fail: { word: "FAIL", symbol: "✗", tone: "bad" },
  unknown: { word: "UNKNOWN", symbol: "?", tone: "open" },
  pending: { word: "WAIT", symbol: "…", tone: "open" },
  pass: { word: "PASS", symbol: "✓", tone: "good" },
  skipped: { word: "SKIPPED", symbol: "-", tone: "quiet" },
};

/** An advisory finding never stops a release, so it is never shown as if it did. */
export function verdictOf({ status, enforcement }: Finding): Verdict {
  const verdict = statuses[status];
  return enforcement === "advisory" && verdict.tone === "bad" ? { ...verdict, tone: "open" } : verdict;
}

/** What is merely told has no sign. */
export const explanationVerdicts: Readonly<Record<Result["explanation"]["status"], Verdict>> = {
  holds: { word: "GIVEN", symbol: "✓", tone: "good" },
  missing: { word: "MISSING", symbol: "…", tone: "open" },
  impossible: { word: "IMPOSSIBLE", symbol: "✗", tone: "bad" },
  rejected: { word: "REJECTED", symbol: "✗", tone: "bad" },
  error: { word: "NOT DETERMINED", symbol: "?", tone: "open" },
  aside: { word: "", symbol: "", tone: "quiet" },
};

const gravity: readonly Finding["status"][] = ["fail", "unknown", "pending", "pass", "skipped"];

/** Passed or not asked: nobody has to do anything. */
export const isSettled = ({ status }: Finding): boolean => status === "pass" || status === "skipped";

const rank = (finding: Finding): number =>
  gravity.indexOf(finding.status) +
  (isSettled(finding) ? 2 : finding.enforcement === "advisory" ? 1 : 0) * gravity.length;

/** What moves the decision first, then what is only advice, then what is settled; the gravest first among each. */
export const byGravity = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => rank(a) - rank(b));
