/** Holds a part of the policy against its schema. */
import type { z } from "zod";
import { type Judged, problemsOf } from "./issues.ts";
import { plain } from "./located.ts";
import type { Problem } from "./problems.ts";

export interface Judgement<T> {
  /** Null when there are problems. */
  readonly value: T | null;
  readonly problems: readonly Problem[];
}

type Issue = z.core.$ZodIssue;

/** A policy is judged once in a run: code made for its schema alone would cost more than it saves. */
const once = { jitless: true };

function holderAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let holder = value;
  for (const key of path) holder = typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
  return holder;
}

/** A copy without the keys that the schema does not know. */
function withoutUnknownKeys(value: unknown, issues: readonly Issue[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = holderAt(copy, issue.path);
    if (typeof holder === "object" && holder !== null)
      for (const key of issue.keys) Reflect.deleteProperty(holder, key);
  }
  return copy;
}

/**
 * A schema does not ask whether values fit together while a key is unknown. So the rest is judged once more without that key: all
 * problems are told at once.
 */
export function judge<T>(judged: Judged & { readonly schema: z.ZodType<T> }): Judgement<T> {
  const value = plain(judged.located);
  const first = judged.schema.safeParse(value, once);
  if (first.success) return { value: first.data, problems: [] };
  const { issues } = first.error;
  const again = issues.some(({ code }) => code === "unrecognized_keys")
    ? judged.schema.safeParse(withoutUnknownKeys(value, issues), once).error?.issues
    : undefined;
  return { value: null, problems: problemsOf([...issues, ...(again ?? [])], judged) };
}
