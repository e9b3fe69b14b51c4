/**
 * Directives: conditions that an approver writes into the comment, one a line, in a small form:
 * `gate: not-before 2026-12-01T20:00Z`, `gate: not-after 2026-12-02T06:00Z`, `gate: only canary`, `gate: overrule`.
 */
import { formatInstant, type Instant, parseInstant } from "../calendar/instant.ts";
import { directiveProblem } from "./explain.ts";
import type { ApproverCondition } from "./tally-result.ts";

export interface Directives {
  /** The latest `not-before`; null without one. */
  readonly notBefore: Instant | null;
  /** The earliest `not-after`; null without one. */
  readonly notAfter: Instant | null;
  /** What the release has to stay within: `canary`. Sorted, each once. */
  readonly only: readonly string[];
  /** Does the approver take it upon them to overrule a rejection? */
  readonly overrules: boolean;
  /** Lines that look like a directive and are none, with what is wrong, in the order of the comment. */
  readonly invalid: readonly { readonly line: string; readonly because: string }[];
}

/** A line that begins with `gate:`, or would without a bullet, quotation or code mark before it. */
const lookalike = /^[\s>*+\-`_]*gate\s*:/i;
/** What every line that looks like one has: most comments have none, and are not taken apart. */
const somewhere = /gate\s*:/i;
const directive = /^\s*gate:\s*([a-z-]+)(?:\s+(\S+))?\s*$/i;
const strategy = /^[a-z0-9][a-z0-9-]{0,62}$/;
const longestShown = 80;

const noConditions: readonly ApproverCondition[] = [];
const none: Directives = { notBefore: null, notAfter: null, only: [], overrules: false, invalid: [] };

/** Reads the directives of a comment. A line that looks like one and is not valid is handed back, never guessed at. */
export function readDirectives(comment: string): Directives {
  if (!somewhere.test(comment)) return none;
  const found = { notBefore: null as Instant | null, notAfter: null as Instant | null, overrules: false };
  const only = new Set<string>();
  const invalid: { line: string; because: string }[] = [];
  for (const line of comment.split(/\r\n|\n|\r/)) {
    if (!lookalike.test(line)) continue;
    const [, word = "", argument] = directive.exec(line) ?? [];
    const refuse = (because: string): void => void invalid.push({ line: line.trim().slice(0, longestShown), because });
    const kind = word.toLowerCase();
    if (kind === "not-before" || kind === "not-after") {
      const instant = parseInstant(argument ?? "");
      if (instant === null) refuse(directiveProblem.time());
      else if (kind === "not-before") found.notBefore = Math.max(found.notBefore ?? instant, instant);
      else found.notAfter = Math.min(found.notAfter ?? instant, instant);
    } else if (kind === "only") {
      if (argument === undefined || !strategy.test(argument)) refuse(directiveProblem.only());
      else only.add(argument);
    } else if (kind === "overrule" && argument === undefined) found.overrules = true;
    else refuse(directiveProblem.unknown());
  }
  return { ...found, only: [...only].sort(), invalid };
}

/** What these directives ask of the deployment, for people and for the deploy job. */
export function conditionsOf(person: string, directives: Directives): readonly ApproverCondition[] {
  if (directives === none) return noConditions;
  const { notBefore, notAfter, only } = directives;
  return [
    ...(notAfter === null ? [] : [{ person, name: "not-after" as const, value: formatInstant(notAfter) }]),
    ...(notBefore === null ? [] : [{ person, name: "not-before" as const, value: formatInstant(notBefore) }]),
    ...only.map((value) => ({ person, name: "only" as const, value })),
  ];
}
