/** One line of CODEOWNERS as GitHub reads it: gitignore's patterns with exceptions, then owners. */
import { type Owner, type ParsedLine, splitWords, withoutSlashes } from "./code-owners-line.ts";
import { anyDepth, type PathSegment, readSegments } from "./path-index.ts";

/** What gitignore has and CODEOWNERS has not: GitHub shows such a line as an error and passes over it. */
function unsupported(pattern: string): string | null {
  if (pattern.startsWith("!")) return "GitHub's CODEOWNERS cannot exclude with !";
  if (pattern.startsWith("\\#")) return "GitHub's CODEOWNERS cannot escape #";
  if (/[[\]]/.test(pattern)) return "GitHub's CODEOWNERS has no character ranges";
  return null;
}

/** `ownerOf` tells what a word names. */
export function parseGithubLine(line: string, ownerOf: (word: string) => Owner | null): ParsedLine {
  const [pattern = "", ...rest] = splitWords(line);
  const because = unsupported(pattern);
  if (because !== null) return { kind: "passed-over", because };
  const comment = rest.findIndex((word) => word.startsWith("#"));
  const words = comment < 0 ? rest : rest.slice(0, comment);
  const owners: Owner[] = [];
  for (const word of words) {
    const owner = ownerOf(word);
    if (owner === null || owner.kind === "role") return { kind: "passed-over", because: `${word} is no owner` };
    owners.push(owner);
  }

  const isFolder = pattern.endsWith("/");
  const body = withoutSlashes(pattern);
  // As in gitignore: a slash at the beginning or in the middle ties the pattern to the root.
  const isRooted = pattern.startsWith("/") || body.includes("/");
  if (body === "") return { kind: "passed-over", because: "the pattern is empty" };
  const written = readSegments(body);
  if (written === null) return { kind: "passed-over", because: "the pattern cannot be read" };
  const segments: readonly PathSegment[] = isRooted ? written : [anyDepth, ...written];
  // `docs/*` means the files right in docs; any other name stands for a file, or for a folder with everything below.
  const direct = isRooted && !isFolder && (body === "*" || body.endsWith("/*"));
  return {
    kind: "entry",
    pattern,
    rule: { segments, itself: !isFolder, below: !direct },
    owners,
    excludes: false,
  };
}
