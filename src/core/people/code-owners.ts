/**
 * Who owns a path, by a CODEOWNERS file in GitHub's or GitLab's dialect.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 * https://docs.gitlab.com/user/project/codeowners/reference/
 */
import { parseGithubLine } from "./code-owners-github.ts";
import { type GitlabHeading, parseGitlabEntry, parseGitlabHeading } from "./code-owners-gitlab.ts";
import { type Owner, rememberingOwners } from "./code-owners-line.ts";
import { PathIndex } from "./path-index.ts";

export type { Owner };

/** The line that decides about a path, in one section. */
export interface Ownership {
  /** From 1. */
  readonly line: number;
  readonly pattern: string;
  /** GitLab's section as first written; null on GitHub and outside sections. */
  readonly section: string | null;
  /** Empty where the file says that nobody owns it. */
  readonly owners: readonly Owner[];
  /** How many of the owners must approve. */
  readonly approvals: number;
}

export interface CodeOwnersBook {
  /** How many lines name a pattern. */
  readonly rules: number;
  /** Lines that the platform passes over, and why; sorted by line. */
  readonly passedOver: readonly { readonly line: number; readonly because: string }[];
  /** The last matching line; on GitLab of each section that is not optional, in the order of the file. */
  ownersOf(path: string): readonly Ownership[];
}

interface Section {
  readonly name: string | null;
  isOptional: boolean;
  approvals: number;
  defaults: readonly Owner[];
}

/** Where an entry stands: its section, and its place in the book. */
interface Slot {
  readonly section: number;
  readonly entry: number;
  readonly excludes: boolean;
}

/** GitHub does not load a larger file. */
const longest = 3 * 1024 * 1024;

/**
 * Reads a CODEOWNERS file. Lines are put into an index by their literal parts once, so that asking for a path costs about its number
 * of segments, whatever the number of lines. A text over 3 MiB has no rules, and says so.
 */
export function readCodeOwners(text: string, dialect: "github" | "gitlab"): CodeOwnersBook {
  if (text.length > longest)
    return {
      rules: 0,
      passedOver: [{ line: 1, because: "the file is larger than 3 MiB and is not loaded" }],
      ownersOf: () => [],
    };
  const sections: Section[] = [{ name: null, isOptional: false, approvals: 1, defaults: [] }];
  const byName = new Map<string, number>();
  const entries: Ownership[] = [];
  const passedOver: { line: number; because: string }[] = [];
  const index = new PathIndex<Slot>();
  const ownerOf = rememberingOwners();
  let current = 0;

  const open = (heading: GitlabHeading): void => {
    const key = heading.name.toLowerCase();
    const known = byName.get(key);
    if (known === undefined) {
      byName.set(key, sections.length);
      current = sections.push({ ...heading }) - 1;
      return;
    }
    // Of doubled headings the stricter holds: required before optional, more approvals before fewer.
    const section = sections[known] as Section;
    section.isOptional &&= heading.isOptional;
    section.approvals = Math.max(section.approvals, heading.approvals);
    if (heading.defaults.length > 0) section.defaults = heading.defaults;
    current = known;
  };

  for (const [number, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const heading = dialect === "gitlab" ? parseGitlabHeading(line, ownerOf) : null;
    if (heading !== null) {
      open(heading);
      continue;
    }
    const parsed = dialect === "gitlab" ? parseGitlabEntry(line, ownerOf) : parseGithubLine(line, ownerOf);
    if (parsed.kind === "passed-over") {
      passedOver.push({ line: number + 1, because: parsed.because });
      continue;
    }
    const section = sections[current] as Section;
    const owners = parsed.owners.length > 0 ? parsed.owners : section.defaults;
    index.add(parsed.rule, { section: current, entry: entries.length, excludes: parsed.excludes });
    entries.push({ line: number + 1, pattern: parsed.pattern, section: section.name, owners, approvals: 1 });
  }

  return {
    rules: entries.length,
    passedOver,
    ownersOf(path) {
      const last = new Map<number, number>();
      const excluded = new Set<number>();
      for (const { section, entry, excludes } of index.matches(path)) {
        if (excludes) excluded.add(section);
        else if (entry > (last.get(section) ?? -1)) last.set(section, entry);
      }
      return [...last]
        .filter(([section]) => !excluded.has(section) && sections[section]?.isOptional === false)
        .sort(([a], [b]) => a - b)
        .map(([section, entry]) => ({
          ...(entries[entry] as Ownership),
          approvals: sections[section]?.approvals ?? 1,
        }));
    },
  };
}
