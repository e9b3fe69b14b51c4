/** Reads policy files from the disk, as the command line names them. */
import { lstat, readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type LoadedPolicy, loadPolicy } from "../../load-policy.ts";
import type { FileReading } from "../../platforms/platform.ts";

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** The root of the repository that holds the file, which `extends` may not leave; the file's own folder where there is none. */
async function rootOf(file: string): Promise<string> {
  const folder = dirname(file);
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, ".git"))) return at;
    if (dirname(at) === at) return folder;
  }
}

const unreadable: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
};

async function readFromDisk(file: string): Promise<FileReading> {
  try {
    return { status: "found", bytes: await readFile(file), where: file };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { status: "absent", where: file };
    return {
      status: "unreadable",
      where: file,
      because: unreadable[code] ?? (error instanceof Error ? error.message : String(error)),
    };
  }
}

/** Loads a policy as it was named on the command line: `builtin:NAME`, or a path relative to `cwd`. Messages show paths in that form. */
export async function loadFromDisk(given: string, cwd: string): Promise<LoadedPolicy> {
  if (given.startsWith("builtin:")) return loadPolicy(given, async (path) => ({ status: "absent", where: path }));
  const file = resolve(cwd, given);
  const root = await rootOf(file);
  const entry = relative(root, file).split(sep).join("/");
  const show = (path: string): string => {
    if (path === entry) return given;
    const full = join(root, path);
    return isAbsolute(given) ? full : relative(cwd, full);
  };
  return loadPolicy(entry, (path) => readFromDisk(join(root, path)), { show });
}
