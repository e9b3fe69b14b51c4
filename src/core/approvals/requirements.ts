/** Approval requirements: who must approve this release, and why. */
import type { ChangedFile } from "../evidence/changed-files.ts";
import type { EvidenceKind } from "../evidence/evidence.ts";
import { compileGlobs } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import { atOrBelow, type RiskLevel, riskLevels } from "../risk/level.ts";
import { unsureBecause, whenBecause } from "./explain.ts";
import { type Group, textOf } from "./groups.ts";
import { compare } from "./order.ts";
import type { ApprovalSettings, RequirementSettings } from "./settings.ts";

/** `count` different people, each from any of the groups. */
export interface Requirement {
  /** Sorted by name, each group once. */
  readonly anyOf: readonly Group[];
  readonly count: number;
  /** Why it is asked: "risk is high", "src/auth/** changed". */
  readonly because: string;
}

/** A stable text for "the same groups". */
export const keyOfGroups = (anyOf: readonly Group[]): string => anyOf.map(textOf).join("\n");

/**
 * The same groups asked for twice are asked for once, with the higher count and every reason: whoever approves, approves for all of
 * them. Sorted by the names of the groups.
 */
export function mergeRequirements(requirements: readonly Requirement[]): readonly Requirement[] {
  const merged = new Map<string, { anyOf: readonly Group[]; count: number; reasons: Set<string> }>();
  for (const { anyOf, count, because } of requirements) {
    const groups = [...new Map(anyOf.map((group) => [textOf(group), group])).entries()]
      .sort(([a, left], [b, right]) => compare(left.name, right.name) || compare(a, b))
      .map(([, group]) => group);
    const key = keyOfGroups(groups);
    const entry = merged.get(key) ?? { anyOf: groups, count: 0, reasons: new Set<string>() };
    entry.count = Math.max(entry.count, count);
    entry.reasons.add(because);
    merged.set(key, entry);
  }
  return [...merged.entries()]
    .sort(([a, left], [b, right]) => compare(namesOf(left.anyOf), namesOf(right.anyOf)) || compare(a, b))
    .map(([, { anyOf, count, reasons }]) => ({ anyOf, count, because: [...reasons].join("; ") }));
}

const namesOf = (groups: readonly Group[]): string => groups.map(({ name }) => name).join("\n");

/**
 * Everything that must be approved at this level: what the level lists (else the nearest listed level below it; with none below,
 * nothing), and what each `when` adds whose paths the release touches, under the new name or the old one. When the changed files
 * cannot be read, every `when` applies. All requirements have to hold at once.
 */
export function requirementsFor(
  settings: ApprovalSettings,
  level: RiskLevel,
  changedFiles: Observed<readonly ChangedFile[]> | undefined,
): readonly Requirement[] {
  const byLevel = (atOrBelow(level, settings) ?? []).map((asked) => requirement(asked, `risk is ${level}`));
  const byPath = settings.when.flatMap(({ paths, require, reason }) => {
    const touched = touches(paths, changedFiles);
    if (touched === false) return [];
    return require.map((asked) => requirement(asked, whenBecause({ paths, reason: reason ?? null, touched })));
  });
  return mergeRequirements([...byLevel, ...byPath]);
}

/**
 * What is asked when the release may have any of `levels`, the likeliest first: everything that the first asks, and of the others
 * what goes beyond it.
 */
export function requirementsForAny(
  settings: ApprovalSettings,
  [level, ...others]: readonly [RiskLevel, ...RiskLevel[]],
  changedFiles: Observed<readonly ChangedFile[]> | undefined,
): readonly Requirement[] {
  const asked = requirementsFor(settings, level, changedFiles);
  const isAsked = ({ anyOf, count }: Requirement): boolean =>
    asked.some((known) => keyOfGroups(known.anyOf) === keyOfGroups(anyOf) && known.count >= count);
  const beyond = others.flatMap((other) =>
    requirementsFor(settings, other, changedFiles)
      .filter((more) => !isAsked(more))
      .map((more) => ({ ...more, because: unsureBecause(other) })),
  );
  return mergeRequirements([...asked, ...beyond]);
}

const requirement = ({ anyOf, count }: RequirementSettings, because: string): Requirement => ({
  anyOf,
  count,
  because,
});

/** The globs that a changed file matches; `false` without one, `null` when nobody can tell. */
function touches(
  globs: readonly string[],
  changedFiles: Observed<readonly ChangedFile[]> | undefined,
): readonly string[] | false | null {
  if (changedFiles?.status !== "observed") return null;
  const paths = changedFiles.value.flatMap(({ path, previousPath }) =>
    previousPath === null ? [path] : [path, previousPath],
  );
  const touched = globs.filter((glob) => paths.some(compileGlobs([glob])));
  return touched.length === 0 ? false : touched;
}

/** Every group that could be asked to approve, at any level and for any path. */
export const groupsOf = (settings: ApprovalSettings): readonly Group[] =>
  [...riskLevels.flatMap((level) => settings[level] ?? []), ...settings.when.flatMap((rule) => rule.require)].flatMap(
    ({ anyOf }) => anyOf,
  );

/**
 * The kinds of evidence that approvals need under these settings, sorted. None where nobody is ever asked. Change requests are needed
 * for their authors, on platforms that have any.
 */
export function evidenceForApprovals(settings: ApprovalSettings): readonly EvidenceKind[] {
  const asksSomebody = settings.when.length > 0 || riskLevels.some((level) => (settings[level]?.length ?? 0) > 0);
  if (!asksSomebody) return [];
  const kinds: EvidenceKind[] = ["commits", "deploymentApprovals", "triggerers"];
  if (settings.when.length > 0) kinds.push("changedFiles");
  if (settings.exclude["change-request-authors"]) kinds.push("reviews");
  return kinds.sort();
}
