/** Who descends from whom: ancestors, ranges in git's order, merge bases. */
import type { Commit, ObjectStore } from "./objects.ts";

/** Histories never change, so the last few that were walked are kept. */
const walked = new WeakMap<ObjectStore, Map<string, ReadonlySet<string>>>();
const mostKept = 16;

/** A commit and everything before it. */
export function ancestors(store: ObjectStore, sha: string): ReadonlySet<string> {
  const kept = walked.get(store) ?? new Map<string, ReadonlySet<string>>();
  walked.set(store, kept);
  const known = kept.get(sha);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(store.commit(next)?.parents ?? []));
  }
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(sha, seen);
  return seen;
}

/**
 * `git log head --not excluded`, newest first: by committer's date, never a parent before its child. `excluded` holds the ancestors of
 * all that it holds.
 */
export function log(store: ObjectStore, head: string, excluded: ReadonlySet<string> = new Set()): Commit[] {
  const children = new Map<string, number>();
  const parentsOf = (sha: string): readonly string[] => store.commit(sha)?.parents ?? [];
  const open = excluded.has(head) ? [] : [head];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (children.has(next)) continue;
    children.set(next, 0);
    open.push(...parentsOf(next).filter((parent) => !excluded.has(parent)));
  }
  const reach = [...children.keys()];
  for (const sha of reach)
    for (const parent of parentsOf(sha))
      if (children.has(parent)) children.set(parent, (children.get(parent) ?? 0) + 1);
  const ready = reach.filter((sha) => children.get(sha) === 0);
  const out: Commit[] = [];
  const date = (sha: string): string => store.commit(sha)?.committer.at ?? "";
  while (ready.length > 0) {
    let newest = 0;
    for (let at = 1; at < ready.length; at += 1) if (date(ready[at] ?? "") > date(ready[newest] ?? "")) newest = at;
    const [sha = ""] = ready.splice(newest, 1);
    const commit = store.commit(sha);
    if (commit !== undefined) out.push(commit);
    for (const parent of parentsOf(sha)) {
      if (!children.has(parent)) continue;
      const left = (children.get(parent) ?? 0) - 1;
      children.set(parent, left);
      if (left === 0) ready.push(parent);
    }
  }
  return out;
}

/** `git merge-base`: the newest common ancestor that is no ancestor of another; null for histories without one. */
export function mergeBase(store: ObjectStore, a: string, b: string): string | null {
  const common = ancestors(store, a);
  const seen = new Set<string>();
  const met: string[] = [];
  const open = [b];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (common.has(next)) met.push(next);
    else open.push(...(store.commit(next)?.parents ?? []));
  }
  const best = met.filter((one) => !met.some((other) => other !== one && ancestors(store, other).has(one)));
  const date = (sha: string): string => store.commit(sha)?.committer.at ?? "";
  return best.sort((x, y) => (date(x) < date(y) ? 1 : -1))[0] ?? null;
}

export interface Comparison {
  readonly mergeBase: string | null;
  /** In the head and not in the base, oldest first. */
  readonly ahead: readonly Commit[];
  readonly behindBy: number;
  readonly status: "diverged" | "ahead" | "behind" | "identical";
}

/** What GitHub's comparison BASE...HEAD says. */
export function compare(store: ObjectStore, base: string, head: string): Comparison {
  const ahead = log(store, head, ancestors(store, base)).reverse();
  const behindBy = log(store, base, ancestors(store, head)).length;
  const status =
    ahead.length > 0 ? (behindBy > 0 ? "diverged" : "ahead") : behindBy > 0 ? "behind" : ("identical" as const);
  return { mergeBase: mergeBase(store, base, head), ahead, behindBy, status };
}
