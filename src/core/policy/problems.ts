/** What is wrong with a policy, where it stands, and what was expected there. */
import type { Place } from "./located.ts";
import { quoted, shownLine } from "./shown.ts";

export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly col: number;
  readonly message: string;
  /** A phrase that follows "expected:"; null where the message says it all. */
  readonly expected: string | null;
  /** The name that was most likely meant. */
  readonly suggestion: string | null;
  /** The line as it stands in the file. */
  readonly text: string;
}

/** More than this many are counted and not told: nobody reads them, and the first ones usually cause the others. */
const mostTold = 50;

/** A problem at a place of a file. */
export function problemAt(
  place: Place,
  message: string,
  more: { readonly expected?: string | null; readonly suggestion?: string | null } = {},
): Problem {
  const { source, offset } = place;
  const { line, col } = source.lines.linePos(Math.min(offset, source.text.length));
  const start = offset - (col - 1);
  const newline = source.text.indexOf("\n", start);
  const text = source.text.slice(start, newline === -1 ? undefined : newline);
  return {
    file: source.file,
    line,
    col: Array.from(text.slice(0, col - 1)).length + 1,
    message,
    expected: more.expected ?? null,
    suggestion: more.suggestion ?? null,
    text: text.endsWith("\r") ? text.slice(0, -1) : text,
  };
}

/** In the order given for files, then by position; what is told twice (a mistake in `defaults`) is told once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const once = new Map(
    problems.map((problem) => [JSON.stringify([problem.file, problem.line, problem.col, problem.message]), problem]),
  );
  return [...once.values()].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.col - b.col,
  );
}

/** `file:line:col: message`, the line with a marker, what was expected, and the nearest name. */
export function renderProblem(problem: Problem): string {
  const { file, line, col, message, expected, suggestion } = problem;
  const number = String(line);
  const { text, marker } = shownLine(problem.text, col);
  return [
    `${file}:${line}:${col}: ${message}`,
    `  ${number} | ${text}`.trimEnd(),
    `  ${" ".repeat(number.length)} | ${" ".repeat(marker)}^`,
    ...(expected === null ? [] : [`  expected: ${expected}`]),
    ...(suggestion === null ? [] : [`  did you mean ${quoted(suggestion)}?`]),
  ].join("\n");
}

/** All problems, one after the other. */
export function renderProblems(problems: readonly Problem[]): string {
  const told = problems.slice(0, mostTold).map(renderProblem);
  const rest = problems.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more problem${rest === 1 ? "" : "s"}`] : [])].join("\n\n");
}

/** The policy is wrong and its author must mend it. `message` is the rendering of all problems. */
export class PolicyError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const ordered = inOrder(problems);
    super(renderProblems(ordered));
    this.name = "PolicyError";
    this.problems = ordered;
  }
}
