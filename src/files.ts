/** Files that a person names on the way in or out: read with a plain answer, written whole or not at all. */
import { mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { PlatformError } from "./platforms/platform.ts";

/** The text of a named file. Throws `PlatformError` (usage) with the reason when it cannot be read. */
export async function readNamedFile(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new PlatformError(
      "usage",
      `The ${what} ${file} cannot be read: ${reasonOf(error)}.`,
      "Check the path and its permissions.",
    );
  }
}

/** Parses JSON from a named file. Throws `PlatformError` (usage) that says where the text stops being JSON. */
export function parseNamedJson(text: string, file: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlatformError(
      "usage",
      `The ${what} ${file} is not JSON: ${reasonOf(error)}.`,
      "Give the file as release-gate wrote it.",
    );
  }
}

/**
 * Writes a file by way of a neighbour that takes its place at the end, so that nobody ever reads half of it. A path below `cwd` stays
 * there: a repository that holds a link in its way must not choose what is overwritten. Throws `PlatformError`.
 */
export async function writeWhole(cwd: string, path: string, text: string, what: string): Promise<void> {
  const file = await placeOf(cwd, path, what);
  const neighbour = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await rm(neighbour, { force: true });
    await writeFile(neighbour, text, { flag: "wx" });
    await rename(neighbour, file);
  } catch (error) {
    await rm(neighbour, { force: true }).catch(() => {});
    throw new PlatformError(
      "unreadable",
      `The ${what} ${file} cannot be written: ${reasonOf(error)}.`,
      "Choose a path that can be written.",
    );
  }
}

/** Takes away what an earlier run left, by the same rule, so that it is never taken for this run's. Throws `PlatformError`. */
export async function removeWhole(cwd: string, path: string, what: string): Promise<void> {
  const file = await placeOf(cwd, path, what);
  try {
    await rm(file, { force: true });
  } catch (error) {
    throw new PlatformError(
      "unreadable",
      `An earlier ${what} ${file} cannot be taken away: ${reasonOf(error)}.`,
      "Choose a path that can be written.",
    );
  }
}

async function placeOf(cwd: string, path: string, what: string): Promise<string> {
  const file = resolve(cwd, path);
  if (isBelow(resolve(cwd), file) && !isBelow(await realpath(cwd), await realFolder(dirname(file))))
    throw new PlatformError(
      "usage",
      `The ${what} ${file} would be written somewhere else: a link on its way leads out of ${cwd}.`,
      "Choose another path, and find out who put the link there.",
    );
  return file;
}

/** A folder is below itself. */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== "..";
}

/** Where a folder really is, or where it would be made: the nearest one above it that is there. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    const above = dirname(folder);
    return above === folder ? folder : realFolder(above);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
