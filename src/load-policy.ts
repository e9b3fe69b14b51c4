/** Loads a policy with everything it extends, from wherever the caller reads files. */
import { readCalendarFiles } from "./calendar-files.ts";
import type { Places } from "./core/calendar/places.ts";
import { builtIns } from "./core/policy/builtins.ts";
import { calendarFilesIn } from "./core/policy/calendars.ts";
import { extensionOf, mostFiles } from "./core/policy/extends.ts";
import type { Place } from "./core/policy/located.ts";
import { parsePolicy } from "./core/policy/parse.ts";
import type { Policy } from "./core/policy/policy.ts";
import { type Problem, problemAt } from "./core/policy/problems.ts";
import { readSource, type Source } from "./core/policy/read-source.ts";
import { quoted } from "./core/policy/shown.ts";
import { type FileReading, PlatformError } from "./platforms/platform.ts";

/** One file that the policy was made of. */
export interface PolicyFile {
  /** `builtin:standard`, or the path below the root of the repository. */
  readonly path: string;
  /** Where it was read, for people. */
  readonly where: string;
}

export interface LoadedPolicy {
  readonly policy: Policy;
  /** Where the entries of its calendars are written, by paths below the root of the repository. */
  readonly places: Places;
  /** The file itself first, then what it extends, in that order. */
  readonly files: readonly PolicyFile[];
  /** Does it rest on no other file of the repository? Then the same text is the same policy. */
  readonly standsAlone: boolean;
}

interface Options {
  /** The name that messages use for a file; its path where nothing is given. */
  readonly show?: (path: string) => string;
  /** Reads GitLab's freeze periods; absent where nobody can. */
  readonly readFreezePeriods?: (() => Promise<FileReading>) | undefined;
}

type Read = (path: string) => Promise<FileReading>;
type Wanted = { readonly kind: "built-in"; readonly name: string } | { readonly kind: "file"; readonly path: string };

interface Loaded {
  readonly source: Source;
  readonly file: PolicyFile;
}

const idOf = (wanted: Wanted): string => (wanted.kind === "built-in" ? `builtin:${wanted.name}` : wanted.path);

/**
 * Loads `entry`: `builtin:NAME`, for which `read` is never called, or a path below the root of the repository, with forward slashes.
 * Throws `PolicyError` for whatever its author must mend, and `PlatformError`: `usage` where the entry itself is absent or no such
 * built-in exists, `unreadable` where a file may be there and cannot be read.
 */
export async function loadPolicy(
  entry: string,
  read: Read,
  { show = (path) => path, readFreezePeriods }: Options = {},
): Promise<LoadedPolicy> {
  const chain: Loaded[] = [];
  const problems: Problem[] = [];
  let wanted: (Wanted & { readonly at?: Place }) | null = entryOf(entry);
  while (wanted !== null) {
    const loaded: Loaded | null = await load(wanted, read, show);
    if (loaded === null) {
      problems.push(absent(wanted, show));
      break;
    }
    chain.push(loaded);
    const next = extensionOf(loaded.source, loaded.file.path);
    if (next.kind === "none") break;
    const problem = next.kind === "wrong" ? next.problem : chainProblem(next, chain);
    if (problem !== null) problems.push(problem);
    wanted = next.kind === "wrong" || problem !== null ? null : next;
  }
  const sources = chain.map(({ source }) => source);
  const calendarFiles = await readCalendarFiles(sources, read, readFreezePeriods ?? null);
  const { policy, entries } = parsePolicy(sources, problems, calendarFiles);
  const pathOf = new Map(chain.map(({ source, file }) => [source.file, file.path]));
  return {
    policy,
    places: Object.fromEntries(
      entries.map(({ entry, file, line }) => [entry, `${pathOf.get(file) ?? file}:${line}`] as const),
    ),
    files: chain.map(({ file }) => file),
    standsAlone: calendarFilesIn(sources).length === 0 && sources.slice(1).every(({ isBuiltIn }) => isBuiltIn),
  };
}

function entryOf(entry: string): Wanted {
  if (!entry.startsWith("builtin:")) return { kind: "file", path: entry };
  const name = entry.slice("builtin:".length);
  if (builtIns.has(name)) return { kind: "built-in", name };
  const known = [...builtIns.keys()].map((each) => `builtin:${each}`).join(", ");
  throw new PlatformError("usage", `There is no built-in policy ${quoted(entry)}.`, `Choose one of ${known}.`);
}

async function load(wanted: Wanted, read: Read, show: (path: string) => string): Promise<Loaded | null> {
  const path = idOf(wanted);
  if (wanted.kind === "built-in") {
    const bytes = builtIns.get(wanted.name);
    return bytes === undefined ? null : { source: readSource(path, bytes, true), file: { path, where: path } };
  }
  const reading = await read(path);
  if (reading.status === "absent") return null;
  if (reading.status === "unreadable")
    throw new PlatformError("unreadable", `The policy file ${show(path)} cannot be read: ${reading.because}`);
  return { source: readSource(show(path), reading.bytes), file: { path, where: reading.where } };
}

/** The file that was asked for is a matter of usage; one that another file names is a mistake in that file. */
function absent(wanted: Wanted & { readonly at?: Place }, show: (path: string) => string): Problem {
  const name = wanted.kind === "file" ? show(wanted.path) : idOf(wanted);
  if (wanted.at !== undefined)
    return problemAt(wanted.at, `there is no file ${quoted(name)}`, {
      expected: "the path of a policy, relative to this file",
    });
  throw new PlatformError("usage", `The policy file ${name} does not exist.`, "Check the path.");
}

function chainProblem(next: Wanted & { readonly at: Place }, chain: readonly Loaded[]): Problem | null {
  const id = idOf(next);
  const start = chain.findIndex(({ file }) => file.path === id);
  if (start !== -1) {
    const circle = [...chain.slice(start).map(({ file }) => file.path), id].map(quoted).join(" extends ");
    return problemAt(next.at, `policies extend each other in a circle: ${circle}`, {
      expected: "a policy that does not build on this one",
    });
  }
  if (chain.length < mostFiles) return null;
  return problemAt(next.at, `more than ${mostFiles} policies extend each other`, {
    expected: `at most ${mostFiles} files in a row`,
  });
}
