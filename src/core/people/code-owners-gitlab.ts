/** One line of CODEOWNERS as GitLab reads it: headings of sections, and entries matched as Ruby's File.fnmatch does. */
import { type Owner, type ParsedLine, splitWords, withoutSlashes } from "./code-owners-line.ts";
import { readSegments } from "./path-index.ts";

export interface GitlabHeading {
  readonly name: string;
  readonly isOptional: boolean;
  readonly approvals: number;
  readonly defaults: readonly Owner[];
}

/** Tells what a word names. */
type OwnerOf = (word: string) => Owner | null;

/** GitLab passes over what is no owner, and keeps the rest of the line. */
const ownersIn = (words: readonly string[], ownerOf: OwnerOf): readonly Owner[] =>
  words.flatMap((word) => ownerOf(word) ?? []);

/** `^[Name][2] @owner`; null when the line is no heading, and then it is an entry. */
export function parseGitlabHeading(line: string, ownerOf: OwnerOf): GitlabHeading | null {
  const [, caret, name = "", count, rest = ""] = /^(\^)?\[([^\]]+)\](?:\[([^\]]*)\])?(.*)$/u.exec(line) ?? [];
  if (name.trim() === "" || (rest !== "" && !/^\s/u.test(rest))) return null;
  const approvals = count !== undefined && /^\d{1,4}$/.test(count) ? Math.max(1, Number(count)) : 1;
  return { name: name.trim(), isOptional: caret === "^", approvals, defaults: ownersIn(splitWords(rest), ownerOf) };
}

/** A pattern without a slash before it is found at any depth; one with a slash behind it means all that is below. */
export function parseGitlabEntry(line: string, ownerOf: OwnerOf): ParsedLine {
  const [written = "", ...words] = splitWords(line);
  const excludes = written.startsWith("!");
  const pattern = excludes ? written.slice(1) : written;
  const unescaped = pattern.replace(/^\\#/, "#");
  const isFolder = unescaped.endsWith("/");
  const body = withoutSlashes(unescaped);
  if (body === "") {
    if (unescaped === "") return { kind: "passed-over", because: "the pattern is empty" };
    return {
      kind: "entry",
      pattern: written,
      rule: { segments: [], itself: false, below: true },
      owners: ownersIn(words, ownerOf),
      excludes,
    };
  }
  // fnmatch takes `**` for more than one folder only where a slash follows: at the end it is one `*`.
  const segments = readSegments(
    `${unescaped.startsWith("/") ? "" : "**/"}${isFolder ? body : body.replace(/(^|\/)\*\*$/, "$1*")}`,
  );
  if (segments === null) return { kind: "passed-over", because: "the pattern cannot be read" };
  return {
    kind: "entry",
    pattern: written,
    rule: { segments, itself: !isFolder, below: isFolder },
    owners: ownersIn(words, ownerOf),
    excludes,
  };
}
