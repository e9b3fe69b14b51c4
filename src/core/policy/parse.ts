/** Parses a policy: files are merged, names become their definitions, defaults are filled in, and every problem is told. */
import type { z } from "zod";
import { groupSettings, namedGroup } from "../approvals/groups.ts";
import { type Calendar, calendarSettings } from "../calendar/calendar.ts";
import { holidayList } from "../calendar/holidays.ts";
import { resolvedCalendars, type WrittenEntry, writtenEntries } from "./calendars.ts";
import { canonicalPolicy } from "./canonical-policy.ts";
import { isGlob } from "./environment-for.ts";
import { judge } from "./judge.ts";
import { entryOf, type Located, type LocatedEntry, type LocatedMap } from "./located.ts";
import { merge, without } from "./merge.ts";
import type { EnvironmentPolicy, Policy } from "./policy.ts";
import { PolicyError, type Problem, problemAt } from "./problems.ts";
import type { Source } from "./read-source.ts";
import { reference } from "./references.ts";
import { environmentSettings, outlineSchema } from "./schema.ts";
import { quoted } from "./shown.ts";

type Told = (problems: readonly Problem[]) => void;
type Entries = readonly (readonly [string, LocatedEntry])[];

/** The top of each file by itself: what merging would hide is told here. Values of the wrong kind are left out of the merge. */
function outline(source: Source, tell: Told): LocatedMap | null {
  tell(source.problems);
  if (source.tree === null) return null;
  tell(judge({ located: source.tree, schema: outlineSchema, path: [] }).problems);
  const entries = [...source.tree.entries].filter(
    ([key, { value }]) => key === "version" || key === "extends" || value.kind === "map",
  );
  return { ...source.tree, entries: new Map(entries) };
}

/** A built-in's `*` must not catch what a policy that extends it forgot to name. */
const inherited = (source: Source, tree: LocatedMap): LocatedMap =>
  source.isBuiltIn ? without(tree, ["environments"]) : tree;

function merged(sources: readonly Source[], tell: Told): Located | null {
  const trees = sources.map((source) => outline(source, tell));
  const layers = trees.flatMap((tree, index) => {
    const source = sources[index];
    return tree === null || source === undefined ? [] : [index === 0 ? tree : inherited(source, tree)];
  });
  const base = layers.at(-1);
  if (base === undefined || layers.length < sources.length) return null;
  return layers.slice(0, -1).reduceRight<Located>((under, over) => merge(under, over), base);
}

const entriesOf = (root: Located, key: string): Entries => {
  const value = entryOf(root, key)?.value;
  return value?.kind === "map" ? [...value.entries] : [];
};

/** In place of settings that are wrong or not at hand; where one is used the policy is refused, so nothing ever reads it. */
const standIn = <T>(): T => ({}) as T;

const namedCalendar = (name: string, settings: z.output<typeof calendarSettings>): Calendar => ({ ...settings, name });

/** Definitions by name. A wrong one is told once, here, and still counts as defined. */
function definitions<S extends z.ZodType, T>(
  root: Located,
  section: "calendars" | "groups" | "holidays",
  schema: S,
  named: (name: string, settings: z.output<S>) => T,
  tell: Told,
): ReadonlyMap<string, T> {
  return new Map(
    entriesOf(root, section).map(([name, { value }]) => {
      const judged = judge<z.output<S>>({
        located: value,
        schema: schema as z.ZodType<z.output<S>>,
        path: [section, name],
      });
      tell(judged.problems);
      return [name, named(name, judged.value ?? standIn())] as const;
    }),
  );
}

/** Names are compared without case, so two that differ in nothing else are one environment told twice. */
function twins(environments: Entries): readonly Problem[] {
  const first = new Map<string, string>();
  return environments.flatMap(([name, { key }]) => {
    const earlier = first.get(name.toLowerCase());
    if (earlier === undefined) first.set(name.toLowerCase(), name);
    if (earlier === undefined || isGlob(name)) return [];
    const expected = "each environment once; names are compared without case";
    return [problemAt(key, `${quoted(name)} is the same environment as ${quoted(earlier)}`, { expected })];
  });
}

/** Exact names by code unit, then globs as they are listed. */
function inOrder(environments: readonly EnvironmentPolicy[]): readonly EnvironmentPolicy[] {
  const exact = environments.filter(({ name }) => !isGlob(name));
  return [...exact.sort((a, b) => (a.name < b.name ? -1 : 1)), ...environments.filter(({ name }) => isGlob(name))];
}

export interface ParsedPolicy {
  readonly policy: Policy;
  /** Where the entries of its calendars are written. */
  readonly entries: readonly WrittenEntry[];
}

/**
 * The policy that these files make: the file itself first, then what it extends, and so on. `broken` says why the chain of files ends
 * early: then only what no missing file could mend is told besides. `files` has the texts of the iCalendar files that calendars name.
 * Throws `PolicyError` with every problem of every file. The policy is plain JSON in canonical form.
 */
export function parsePolicy(
  sources: readonly Source[],
  broken: readonly Problem[] = [],
  files: ReadonlyMap<string, string> = new Map(),
): ParsedPolicy {
  const problems: Problem[] = [];
  const tell: Told = (more) => problems.push(...more);
  const root = merged(sources, tell);
  const isPartial = broken.length > 0;
  if (root === null) throw new PolicyError([...problems, ...broken]);

  const groups = definitions(root, "groups", groupSettings, namedGroup, tell);
  const holidays = definitions(root, "holidays", holidayList, (_name, days) => days, tell);
  const named = definitions(root, "calendars", calendarSettings, namedCalendar, tell);
  const { calendars, problems: unresolved } = resolvedCalendars(root, named, holidays, files, isPartial);
  tell(unresolved);
  const schema = environmentSettings({
    calendar: reference("calendar", calendars, isPartial ? (name) => namedCalendar(name, standIn()) : undefined),
    group: reference("group", groups, isPartial ? (name) => namedGroup(name, standIn()) : undefined),
  });

  const defaults = entryOf(root, "defaults")?.value;
  if (defaults !== undefined) tell(judge({ located: defaults, schema, path: ["defaults"], isPartial: true }).problems);
  const listed = entriesOf(root, "environments");
  tell(twins(listed));
  const environments = listed.flatMap(([name, { value }]) => {
    const located = defaults === undefined ? value : merge(defaults, value);
    const judged = judge({ located, schema, path: ["environments", name], isPartial });
    tell(judged.problems);
    return judged.value === null ? [] : [{ name, ...judged.value, request: judged.value.request ?? null }];
  });
  if (problems.length + broken.length > 0) throw new PolicyError([...problems, ...broken]);
  const policy = canonicalPolicy({
    version: 1,
    groups: Object.fromEntries(groups),
    calendars: Object.fromEntries(calendars),
    environments: inOrder(environments),
  });
  return { policy, entries: writtenEntries(root) };
}
