/** A check's answer, and the words to build one with. */
import type { WindowAnswer } from "../calendar/window.ts";

export type FindingStatus = "pass" | "fail" | "pending" | "unknown" | "skipped";
export type Enforcement = "required" | "advisory";

/** What `judge` returns. `fail`: someone must change something; `pending`: time or people will answer; `unknown`: cannot see. */
export interface Verdict {
  readonly status: FindingStatus;
  /** Stable, for machines: `tests.failed`. */
  readonly code: string;
  /** One line. */
  readonly summary: string;
  readonly details: readonly string[];
  /** What a person does next; null when nothing is to be done. */
  readonly fix: string | null;
  /** Only from `change-window`: what the calendar says. */
  readonly window?: WindowAnswer;
}

/** A verdict with the check it came from and how much it weighs. */
export interface Finding extends Verdict {
  readonly check: string;
  /** The rule inside the check, where it has several (`documents`). */
  readonly subject: string | null;
  /** Whose policy asked: the trusted one, or that of the base or head where they differ; `gate` for what is asked of every release. */
  readonly askedBy: "trusted" | "base" | "head" | "gate";
  readonly enforcement: Enforcement;
  /** Did the check judge this release at all? False below its `from-risk`. */
  readonly applied: boolean;
}

interface Extras {
  readonly details?: readonly string[];
  readonly fix?: string;
  readonly window?: WindowAnswer;
}

const verdict = (status: FindingStatus, code: string, summary: string, extras: Extras = {}): Verdict => ({
  status,
  code,
  summary,
  details: extras.details ?? [],
  fix: extras.fix ?? null,
  ...(extras.window === undefined ? {} : { window: extras.window }),
});

export const pass = (code: string, summary: string, extras?: Extras): Verdict => verdict("pass", code, summary, extras);
export const fail = (code: string, summary: string, extras: Extras & { readonly fix: string }): Verdict =>
  verdict("fail", code, summary, extras);
export const pending = (code: string, summary: string, extras?: Extras): Verdict =>
  verdict("pending", code, summary, extras);
export const unknown = (code: string, summary: string, extras?: Extras): Verdict =>
  verdict("unknown", code, summary, extras);
export const skipped = (code: string, summary: string, extras?: Extras): Verdict =>
  verdict("skipped", code, summary, extras);

const severity: readonly FindingStatus[] = ["fail", "unknown", "pending", "pass", "skipped"];

/**
 * One verdict out of the parts of a check: the gravest part speaks (fail, unknown, pending, pass, skipped; the first of equals),
 * and the other parts' summaries stand in its details. Throws on an empty list: a check without parts proves nothing.
 */
export function combine(parts: readonly Verdict[]): Verdict {
  const ranked = parts.map((part, order) => ({ part, rank: severity.indexOf(part.status) * parts.length + order }));
  const gravest = ranked.reduce((a, b) => (b.rank < a.rank ? b : a)).part;
  if (parts.length === 1) return gravest;
  const others = parts.filter((part) => part !== gravest);
  return { ...gravest, details: [...gravest.details, ...others.flatMap((part) => [part.summary, ...part.details])] };
}
