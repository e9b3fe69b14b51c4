/** Reads policies from the disk, for a local check and for the commands that look at policy files. */
import { lstat, open } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import type { FileReading } from "./platforms/platform.ts";

const reasons: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its links go round in a circle",
};

/** More than a policy, or a calendar file in any letters, may have: a file without end is not read to its end, and then refused. */
const most = 16 * 1024 * 1024 + 1;

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    let bytes = new Uint8Array(64 * 1024);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, null);
      filled += bytesRead;
      if (bytesRead === 0 || filled === most) return bytes.subarray(0, filled);
      if (filled < bytes.length) continue;
      const larger = new Uint8Array(Math.min(most, 2 * bytes.length));
      larger.set(bytes);
      bytes = larger;
    }
  } finally {
    await handle.close();
  }
}

/** Reads one file of a policy. Only a file that is certainly not there is `absent`. */
export async function readFromDisk(file: string): Promise<FileReading> {
  try {
    return { status: "found", bytes: await firstBytes(file), where: file };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { status: "absent", where: file };
    const because = reasons[code] ?? (error instanceof Error ? error.message : String(error));
    return { status: "unreadable", where: file, because };
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** The root of the repository that holds `folder`, which `extends` may not leave; `folder` itself where there is none. */
export async function rootOf(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, ".git"))) return at;
    if (dirname(at) === at) return folder;
  }
}

/**
 * Loads a policy as it was named on the command line: `builtin:NAME`, or a path relative to `cwd`. Messages show paths as they were
 * given. `readFreezePeriods` as `loadPolicy` takes it. Throws what `loadPolicy` throws.
 */
export async function loadFromDisk(
  given: string,
  cwd: string,
  readFreezePeriods?: () => Promise<FileReading>,
): Promise<LoadedPolicy> {
  if (given.startsWith("builtin:")) return loadPolicy(given, async (path) => ({ status: "absent", where: path }));
  const file = resolve(cwd, given);
  const root = await rootOf(dirname(file));
  const entry = relative(root, file).split(sep).join("/");
  const show = (path: string): string => {
    if (path === entry) return given;
    return isAbsolute(given) ? join(root, path) : relative(cwd, join(root, path));
  };
  return loadPolicy(entry, (path) => readFromDisk(join(root, path)), { show, readFreezePeriods });
}

/** For commands that look at the policy alone and judge nothing by it: what GitLab would say about freeze periods is left open. */
export const loadUnjudged = (given: string, cwd: string): Promise<LoadedPolicy> =>
  loadFromDisk(given, cwd, async () => ({ status: "found", bytes: new TextEncoder().encode("[]"), where: "nowhere" }));

/** Where a policy stands when nobody names one, and what holds where there is none. */
export const usualPolicyFile = ".release-gate.yml";
export const defaultPolicy = "builtin:standard";

export const defaultNote = `There is no ${usualPolicyFile} here, so ${defaultPolicy} is the policy.`;

/** The repository's own policy, else the built-in one, with what must then be said aloud. Throws what `loadPolicy` throws. */
export async function loadUsual(
  folder: string,
  readFreezePeriods?: () => Promise<FileReading>,
): Promise<{ readonly loaded: LoadedPolicy; readonly note: string | null }> {
  const file = join(await rootOf(folder), usualPolicyFile);
  const { status } = await readFromDisk(file);
  if (status === "absent") return { loaded: await loadFromDisk(defaultPolicy, folder), note: defaultNote };
  return { loaded: await loadFromDisk(file, folder, readFreezePeriods), note: null };
}
