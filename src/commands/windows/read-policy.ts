/** Reads the policy as it stands in the working tree: an answer about time rests on nothing else. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Policy } from "../../core/policy/policy.ts";
import { loadPolicy } from "../../load-policy.ts";
import type { FileReading } from "../../platforms/platform.ts";
import { usualPolicyFile } from "../../policies-in-force.ts";

interface Read {
  readonly policy: Policy;
  /** What must be said aloud; null when the policy is where one expects it. */
  readonly note: string | null;
}

/** The nearest folder from `start` upwards that git takes for a repository; `start` itself where there is none. */
function repositoryOf(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

const readerIn =
  (root: string) =>
  async (path: string): Promise<FileReading> => {
    const file = join(root, path);
    try {
      return { status: "found", bytes: await readFile(file), where: file };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return { status: "absent", where: file };
      return { status: "unreadable", where: file, because: message };
    }
  };

/**
 * The named policy, else the repository's own, else `builtin:standard`. Throws `PolicyError`, and `PlatformError` for a file that is
 * missing or cannot be read.
 */
export async function readPolicy(named: string | null, repository: string, cwd: string): Promise<Read> {
  if (named?.startsWith("builtin:")) return { policy: (await loadPolicy(named, readerIn(cwd))).policy, note: null };
  if (named !== null) {
    const file = resolve(cwd, named);
    const root = repositoryOf(dirname(file));
    const path = relative(root, file).split(sep).join("/");
    const show = (each: string) => (each === path ? named : each);
    return { policy: (await loadPolicy(path, readerIn(root), { show })).policy, note: null };
  }
  const read = readerIn(repositoryOf(resolve(cwd, repository)));
  const usual = await read(usualPolicyFile);
  if (usual.status !== "absent") return { policy: (await loadPolicy(usualPolicyFile, read)).policy, note: null };
  const standard = "builtin:standard";
  const note = `There is no ${usualPolicyFile} here, so ${standard} is the policy.`;
  return { policy: (await loadPolicy(standard, read)).policy, note };
}
