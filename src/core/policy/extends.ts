/** Reads what a policy file extends: a built-in, or a file beside it. */

import { nearest } from "../nearest.ts";
import { builtIns } from "./builtins.ts";
import { entryOf, type Place } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";
import type { Source } from "./read-source.ts";
import { quoted } from "./shown.ts";

/** More files in a row than any organisation stacks. */
export const mostFiles = 10;

export type Extension =
  | { readonly kind: "none" }
  | { readonly kind: "built-in"; readonly name: string; readonly at: Place }
  /** Relative to the root of the repository. */
  | { readonly kind: "file"; readonly path: string; readonly at: Place }
  | { readonly kind: "wrong"; readonly problem: Problem };

const forms = "`builtin:NAME`, or a file of this repository such as `./policies/base.yml`";
const repository = /^[\w.-]+\/[\w.-]+\/\/[^\s@]+@\S+$/u;

/** `a/./b/../c` -> `a/c`; null when it leads above the root. */
function normal(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

const wrong = (at: Place, message: string, expected: string | null, suggestion: string | null = null): Extension => ({
  kind: "wrong",
  problem: problemAt(at, message, { expected, suggestion }),
});

/** What `source` extends. `path` is where it stands, relative to the root of the repository. */
export function extensionOf(source: Source, path: string): Extension {
  const value = entryOf(source.tree ?? undefined, "extends")?.value;
  if (value === undefined) return { kind: "none" };
  const { at } = value;
  if (value.kind !== "scalar" || typeof value.value !== "string")
    return wrong(
      at,
      `\`extends\` ${value.kind === "scalar" ? (value.value === null ? "has no value" : `cannot be ${quoted(String(value.value))}`) : `cannot be a ${value.kind}`}`,
      forms,
    );
  const target = value.value;
  if (target.startsWith("builtin:")) return builtInExtension(target.slice("builtin:".length), at);
  if (repository.test(target)) return wrong(at, "a policy of another repository cannot be read by this version", forms);
  if (target.startsWith("./") || target.startsWith("../")) return fileExtension(target, path, at);
  const bare = /^[\w.-][\w./-]*\.ya?ml$/u.test(target)
    ? `./${target}`
    : builtIns.has(target)
      ? `builtin:${target}`
      : null;
  return wrong(
    at,
    `nothing can be extended by the name ${quoted(target)}`,
    forms,
    bare ??
      nearest(
        target,
        [...builtIns.keys()].map((name) => `builtin:${name}`),
      ),
  );
}

function builtInExtension(name: string, at: Place): Extension {
  if (builtIns.has(name)) return { kind: "built-in", name, at };
  const known = [...builtIns.keys()].map((each) => `builtin:${each}`);
  return wrong(
    at,
    `there is no built-in policy ${quoted(name)}`,
    `one of ${known.map(quoted).join(", ")}`,
    nearest(`builtin:${name}`, known),
  );
}

function fileExtension(target: string, path: string, at: Place): Extension {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const resolved = normal(`${folder}/${target}`);
  if (resolved === null) return wrong(at, "this path leads above the root of the repository", forms);
  return { kind: "file", path: resolved, at };
}
