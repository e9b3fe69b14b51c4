/** Reads the files that make a pipeline, and other small files of the work tree, as text. No symbolic link is followed. */
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import { byCodeUnit } from "./bytes.ts";
import { readFromWorkTree } from "./policy-files.ts";

export interface WrittenFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Null where it is not there, or is no plain file. */
export async function readText(root: string, path: string): Promise<WrittenFile | null> {
  const reading = await readFromWorkTree(root, path);
  return reading.status === "found" ? { path, text: new TextDecoder().decode(reading.bytes) } : null;
}

/** Names in a folder, sorted; none where it is not there, is a link, or stands behind one. */
export async function listFolder(root: string, folder: string): Promise<readonly string[]> {
  try {
    const parts = folder.split("/");
    for (const depth of parts.keys()) {
      const stats = await lstat(join(root, ...parts.slice(0, depth + 1)));
      if (!stats.isDirectory()) return [];
    }
    return (await readdir(join(root, folder))).sort(byCodeUnit);
  } catch {
    return [];
  }
}

const workflowFolder = ".github/workflows";

/** All workflow files of GitHub Actions. Unavailable where one of them is there and cannot be read: the rest would pass for the whole. */
export async function readWorkflowFiles(root: string, now: string): Promise<Observed<readonly WrittenFile[]>> {
  const files: WrittenFile[] = [];
  for (const name of await listFolder(root, workflowFolder)) {
    if (!/\.ya?ml$/.test(name)) continue;
    const path = `${workflowFolder}/${name}`;
    const reading = await readFromWorkTree(root, path);
    if (reading.status === "unreadable") return unavailable(`${path} cannot be read: ${reading.because}`);
    if (reading.status === "found") files.push({ path, text: new TextDecoder().decode(reading.bytes) });
  }
  return observed(files, "the workflow files of this checkout", now);
}
