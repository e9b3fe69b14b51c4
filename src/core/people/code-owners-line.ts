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

const name = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]*)";
const user = new RegExp(`^@${name}$`, "u");
const team = new RegExp(`^@${name}(?:/[\\p{L}\\p{N}._-]+)+$`, "u");
const role = /^@@(?:developer|maintainer|owner)s?$/iu;
const email = /^[^\s@]+@[^\s@]+$/u;

/** The owner that a word names; null when it names none. */
export function parseOwner(word: string): Owner | null {
  if (role.test(word)) return { kind: "role", text: word };
  if (team.test(word)) return { kind: "team", text: word };
  if (user.test(word)) return { kind: "user", text: word };
  return email.test(word) ? { kind: "email", text: word } : null;
}

/** Cuts a line at white space that no backslash escapes. */
export const splitWords = (line: string): readonly string[] => line.match(/(?:\\.|[^\s\\]|\\$)+/gu) ?? [];
