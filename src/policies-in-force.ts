/** Which policies a release must meet: the trusted one, and those at its base and head where they differ. No release relaxes its own gate. */
import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { canonicalText } from "./core/canonical.ts";
import type { PolicyInForce } from "./core/evaluate.ts";
import { PolicyError } from "./core/policy/problems.ts";
import type { GateRequest } from "./gate-request.ts";
import { loadPolicy } from "./load-policy.ts";
import { type FileReading, PlatformError, type PolicyRef, type Session } from "./platforms/platform.ts";

/** Where a policy stands when nobody names one. */
export const usualPolicyFile = ".release-gate.yml";
const defaultPolicy = "builtin:standard";

export interface PoliciesInForce {
  readonly policies: readonly PolicyInForce[];
  /** What must be said aloud. */
  readonly notes: readonly string[];
}

type Read = (path: string) => Promise<FileReading>;

/**
 * Reads the policies for a release. `session` is null where saved evidence is judged: then only the working folder is read.
 * Throws `PolicyError` for an invalid policy, and `PlatformError`: `usage` for a named file that is missing, `unreadable` for one
 * that may be there but cannot be read.
 */
export async function policiesInForce(
  request: GateRequest,
  cwd: string,
  session: Session | null,
): Promise<PoliciesInForce> {
  if (request.policy?.startsWith("builtin:")) return only(await load("trusted", request.policy, readNothing));
  if (request.policy !== null) return namedPolicy(resolve(cwd, request.policy), request.policy, session);
  return usualPolicy(resolve(cwd, request.repository), session);
}

async function namedPolicy(file: string, asGiven: string, session: Session | null): Promise<PoliciesInForce> {
  const inside = session?.root == null ? null : pathInside(session.root, file);
  if (session !== null && inside !== null) {
    const trusted = await load("trusted", inside, (path) => session.readPolicyFile("trusted", path));
    if (trusted === null) throw missing(asGiven);
    return withHistory(trusted, inside, session);
  }
  const folder = resolve(file, "..");
  const entry = relative(folder, file);
  const trusted = await load("trusted", entry, (path) => readFromDisk(join(folder, path)));
  if (trusted === null) throw missing(asGiven);
  return only(trusted);
}

async function usualPolicy(folder: string, session: Session | null): Promise<PoliciesInForce> {
  const read: Read =
    session === null ? (path) => readFromDisk(join(folder, path)) : (path) => session.readPolicyFile("trusted", path);
  const trusted = await load("trusted", usualPolicyFile, read);
  const standard = trusted ?? (await load("trusted", defaultPolicy, readNothing));
  const notes = trusted === null ? [`There is no ${usualPolicyFile} here, so ${defaultPolicy} is the policy.`] : [];
  if (standard === null) throw missing(defaultPolicy);
  if (session === null) return { policies: [standard], notes };
  const { policies, notes: more } = await withHistory(standard, usualPolicyFile, session);
  return { policies, notes: [...notes, ...more] };
}

/** Adds the policies at base and head where they are there and differ. None at the base is the first adoption. */
async function withHistory(trusted: PolicyInForce, path: string, session: Session): Promise<PoliciesInForce> {
  const policies = [trusted];
  const notes: string[] = [];
  const known = new Set([canonicalText(trusted.policy)]);
  const refs: PolicyRef[] = session.release.base === null ? ["head"] : ["base", "head"];
  for (const ref of refs) {
    const found = await load(ref, path, (file) => session.readPolicyFile(ref, file)).catch((error: unknown) => {
      // A broken policy at the base was never in force; holding every later release to it would lock the gate for good.
      if (ref !== "base" || !(error instanceof PolicyError)) throw error;
      notes.push(
        `The policy at the base is not valid and was not judged: ${error.problems[0]?.message ?? error.message}`,
      );
      return null;
    });
    if (found === null || known.has(canonicalText(found.policy))) continue;
    known.add(canonicalText(found.policy));
    policies.push(found);
  }
  if (policies.length > 1)
    notes.push("The policies at the base, the head and the place where it is trusted differ: all of them must be met.");
  return { policies, notes };
}

/** Null when the file itself is absent. */
async function load(role: PolicyRef, entry: string, read: Read): Promise<PolicyInForce | null> {
  let source = entry;
  if (!entry.startsWith("builtin:")) {
    const reading = await read(entry);
    if (reading.status === "absent") return null;
    source = reading.where;
  }
  const { policy } = await loadPolicy(entry, read);
  return { role, source, policy };
}

const only = (policy: PolicyInForce | null): PoliciesInForce => ({
  policies: policy === null ? [] : [policy],
  notes: [],
});

const readNothing: Read = async (path) => ({ status: "absent", where: path });

const missing = (file: string): PlatformError =>
  new PlatformError(
    "usage",
    `The policy file ${file} does not exist.`,
    "Check the path, or leave --policy out to use .release-gate.yml.",
  );

async function readFromDisk(file: string): Promise<FileReading> {
  try {
    return { status: "found", bytes: await readFile(file), where: file };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { status: "absent", where: file };
    return { status: "unreadable", where: file, because: error instanceof Error ? error.message : String(error) };
  }
}

/** The path of `file` below `root` with forward slashes, or null when it lies elsewhere. */
function pathInside(root: string, file: string): string | null {
  const path = relative(root, file);
  return path === "" || path.startsWith("..") || isAbsolute(path) ? null : path.split(sep).join("/");
}
