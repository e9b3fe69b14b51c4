/** What both dialects of CODEOWNERS share: how a line is cut into words, and how it names somebody. */
import type { PathRule } from "./path-index.ts";

/** `team`: `@org/team` or a GitLab group; `role`: GitLab's `@@maintainers`; `user`: on GitLab perhaps a group of the top level. */
export interface Owner {
  readonly kind: "user" | "email" | "team" | "role";
  /** As it is written. */
  readonly text: string;
}

/** What a dialect makes of one line. */
export type ParsedLine =
  | {
      readonly kind: "entry";
      readonly pattern: string;
      readonly rule: PathRule;
      readonly owners: readonly Owner[];
      readonly excludes: boolean;
    }
  | { readonly kind: "passed-over"; readonly because: string };

const user = /^@[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const team = /^@[\p{L}\p{N}][\p{L}\p{N}._-]*(?:\/[\p{L}\p{N}._-]+)+$/u;
const role = /^@@(?:developer|maintainer|owner)s?$/iu;
const email = /^[^\s@]+@[^\s@]+$/u;

/** The owner that a word names; null when it names none. */
export function parseOwner(text: string): Owner | null {
  if (!text.startsWith("@")) return email.test(text) ? { kind: "email", text } : null;
  if (text.startsWith("@@")) return role.test(text) ? { kind: "role", text } : null;
  if (text.includes("/")) return team.test(text) ? { kind: "team", text } : null;
  return user.test(text) ? { kind: "user", text } : null;
}

/** The same, with what a word was found to be kept: a file names few owners very often. */
export function rememberingOwners(): (text: string) => Owner | null {
  const known = new Map<string, Owner | null>();
  return (text) => {
    let owner = known.get(text);
    if (owner === undefined) {
      owner = parseOwner(text);
      known.set(text, owner);
    }
    return owner;
  };
}

/** A pattern without slashes before and behind it. */
export function withoutSlashes(pattern: string): string {
  let [start, end] = [0, pattern.length];
  while (pattern[start] === "/") start++;
  while (end > start && pattern[end - 1] === "/") end--;
  return pattern.slice(start, end);
}

/** Cuts a line, without white space around it, at white space that no backslash escapes. */
export function splitWords(line: string): readonly string[] {
  if (line.includes("\\")) return line.match(/(?:\\.|[^\s\\]|\\$)+/gu) ?? [];
  // Nearly always one blank stands between two words.
  if (!/[^\S ]| {2}/.test(line)) return line.split(" ");
  return line.split(/\s+/u).filter((word) => word !== "");
}
