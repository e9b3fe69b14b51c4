/** The few expressions of workflow files that the examples use, worked out as GitHub does. */
import { runInNewContext } from "node:vm";

export type JobResult = "success" | "failure" | "cancelled" | "skipped";

export interface Needs {
  readonly [job: string]: { readonly result: JobResult; readonly outputs: Readonly<Record<string, string>> };
}

const bare = (expression: string): string => expression.replace(/^\$\{\{|\}\}$/g, "").trim();

/** `a.b-c` as JavaScript reads it. */
const readable = (expression: string): string => expression.replace(/\.([a-z]+(?:-[a-z]+)+)/g, '["$1"]');

/** As GitHub does it: an `if` that asks for no status begins with `success()`, which holds only where all needed jobs succeeded. */
export function holds(condition: string | undefined, needs: Needs, isCancelled: boolean, more: object = {}): boolean {
  const success = (): boolean => !isCancelled && Object.values(needs).every(({ result }) => result === "success");
  const expression = bare(condition ?? "success()");
  const whole = /\b(success|failure|always|cancelled)\(\)/.test(expression)
    ? expression
    : `success() && (${expression})`;
  return runInNewContext(readable(whole), { ...more, needs, success, cancelled: () => isCancelled }) === true;
}

/** A value with its expressions filled in. */
export const filledIn = (value: string, context: object): string =>
  value.replaceAll(/\$\{\{.*?\}\}/g, (expression) =>
    String(runInNewContext(readable(bare(expression)), { ...context }) ?? ""),
  );
