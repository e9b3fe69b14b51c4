/** Which policies a release must meet: the trusted one, and those at its base and head where they differ. No release relaxes its own gate. */
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Places } from "./core/calendar/places.ts";
import { canonicalText } from "./core/canonical.ts";
import type { PolicyInForce } from "./core/case.ts";
import { PolicyError } from "./core/policy/problems.ts";
import type { GateRequest } from "./gate-request.ts";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import { PlatformError, type PolicyRef, type Session } from "./platforms/platform.ts";
import { defaultNote, defaultPolicy, loadFromDisk, loadUsual, usualPolicyFile } from "./policy-from-disk.ts";

export interface PoliciesInForce {
  readonly policies: readonly PolicyInForce[];
  /** What must be said aloud. */
  readonly notes: readonly string[];
}

/**
 * Reads the policies for a release. `session` is null where saved evidence is judged: then only the disk is read. Throws
 * `PolicyError` for an invalid policy, and `PlatformError`: `usage` for a named file that is missing, `unreadable` for one that may
 * be there but cannot be read.
 */
export async function policiesInForce(
  { policy, repository }: GateRequest,
  cwd: string,
  session: Session | null,
): Promise<PoliciesInForce> {
  if (policy !== null) return namedPolicy(policy, cwd, session);
  if (session !== null) return usualPolicy(session);
  const { loaded, note } = await loadUsual(resolve(cwd, repository));
  return { policies: [trusted(loaded)], notes: note === null ? [] : [note] };
}

/** A named file inside the repository is held against its own past, wherever it stands there; any other stands for itself. */
async function namedPolicy(named: string, cwd: string, session: Session | null): Promise<PoliciesInForce> {
  const path =
    session?.root == null || named.startsWith("builtin:") ? null : pathInside(session.root, resolve(cwd, named));
  if (session === null || path === null) {
    const loaded = await loadFromDisk(named, cwd, session?.readFreezePeriods?.bind(session));
    return { policies: [trusted(loaded)], notes: [] };
  }
  const found = await load("trusted", path, session);
  if (found === null)
    throw new PlatformError(
      "usage",
      `The policy file ${named} does not exist.`,
      `Check the path, or leave the input policy out to use ${usualPolicyFile}.`,
    );
  return withHistory(found, path, session, []);
}

/** A policy with the text that it was made of, where that text alone makes it. */
interface Read extends PolicyInForce {
  readonly text: Uint8Array | null;
}

async function usualPolicy(session: Session): Promise<PoliciesInForce> {
  const found = await load("trusted", usualPolicyFile, session);
  if (found !== null) return withHistory(found, usualPolicyFile, session, []);
  const first = { ...trusted(await loadFromDisk(defaultPolicy, "/")), text: null };
  return withHistory(first, usualPolicyFile, session, [defaultNote]);
}

/** Adds the policies at base and head where they are there and differ. None at the base is the first adoption. */
async function withHistory(
  { text, ...first }: Read,
  path: string,
  session: Session,
  saidBefore: readonly string[],
): Promise<PoliciesInForce> {
  const policies = [first];
  const notes = [...saidBefore];
  const known = new Set<string>();
  const refs: PolicyRef[] = session.release.base === null ? ["head"] : ["base", "head"];
  for (const ref of refs) {
    const found = await load(ref, path, session, text).catch((error: unknown) => {
      // A broken policy at the base was never in force; holding every later release to it would lock the gate for good.
      if (ref !== "base" || !(error instanceof PolicyError)) throw error;
      const problem = error.problems[0]?.message ?? error.message;
      notes.push(`The policy at the base is not valid and was not judged: ${problem}`);
      return null;
    });
    if (found === null) continue;
    if (known.size === 0) known.add(canonicalText(first.policy));
    const canonical = canonicalText(found.policy);
    if (known.has(canonical)) continue;
    known.add(canonical);
    const { text: _, ...other } = found;
    policies.push(other);
  }
  if (policies.length > 1)
    notes.push("The policies at the base, the head and the place where it is trusted differ: all of them must be met.");
  return { policies, notes };
}

/** Null when the file itself is absent, or holds nothing but `known`: most releases leave their policy alone. */
async function load(
  role: PolicyRef,
  path: string,
  session: Session,
  known: Uint8Array | null = null,
): Promise<Read | null> {
  const reading = await session.readPolicyFile(role, path);
  if (reading.status === "absent") return null;
  const text = reading.status === "found" ? reading.bytes : null;
  if (known !== null && text !== null && isSame(known, text)) return null;
  const { policy, places, standsAlone } = await loadPolicy(
    path,
    async (file) => (file === path ? reading : session.readPolicyFile(role, file)),
    {
      show: (file) => (file === path ? reading.where : file),
      readFreezePeriods: session.readFreezePeriods?.bind(session),
    },
  );
  return { role, source: reading.where, policy, ...withPlaces(places), text: standsAlone ? text : null };
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

const trusted = ({ policy, places, files }: LoadedPolicy): PolicyInForce => ({
  role: "trusted",
  source: files[0]?.where ?? "the policy",
  policy,
  ...withPlaces(places),
});

/** A policy without calendars has no places to tell of. */
const withPlaces = (places: Places): Pick<PolicyInForce, "places"> =>
  Object.keys(places).length === 0 ? {} : { places };

/** The path of `file` below `root` with forward slashes, or null when it lies elsewhere. */
function pathInside(root: string, file: string): string | null {
  const path = relative(root, file);
  return path === "" || path.startsWith("..") || isAbsolute(path) ? null : path.split(sep).join("/");
}
