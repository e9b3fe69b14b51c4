/** From what people write for a commit to its hash. */
import type { Repository } from "../model.ts";

/** The commit that a tag object names, or the hash itself. */
export function peel(repository: Repository, sha: string): string {
  const object = repository.store.all.get(sha);
  if (object?.type !== "tag") return sha;
  return /^object ([0-9a-f]{40})/.exec(object.data.toString())?.[1] ?? sha;
}

/** A branch, a tag, a full ref, `HEAD`, a hash or the beginning of one, with `~N` and `^N` behind it; null where there is none. */
export function resolve(repository: Repository, name: string): string | null {
  const [, start = "", steps = ""] = /^(.*?)((?:[~^]\d*)*)$/.exec(name) ?? [];
  let at = named(repository, start);
  for (const [, sign = "", count] of steps.matchAll(/([~^])(\d*)/g)) {
    const number = count === "" ? 1 : Number(count);
    for (let step = 0; step < (sign === "~" ? number : 1); step += 1)
      at = repository.store.commit(at ?? "")?.parents[sign === "~" ? 0 : number - 1] ?? null;
  }
  return at;
}

function named(repository: Repository, name: string): string | null {
  const { refs, store, defaultBranch } = repository;
  const wanted = name === "HEAD" ? defaultBranch : name;
  const ref = [`refs/heads/${wanted}`, `refs/tags/${wanted}`, wanted, `refs/${wanted}`].find((one) => refs.has(one));
  if (ref !== undefined) return peel(repository, refs.get(ref) ?? "");
  if (store.commit(wanted) !== undefined) return wanted;
  if (!/^[0-9a-f]{7,39}$/.test(wanted)) return null;
  const starts = [...store.all].filter(([sha, { type }]) => type === "commit" && sha.startsWith(wanted));
  return starts.length === 1 ? (starts[0]?.[0] ?? null) : null;
}
