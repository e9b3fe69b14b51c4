/** Files that a person names on the way in or out: read with a plain answer, written whole or not at all. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
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

/** Writes a file by way of a neighbour that takes its place at the end, so that nobody ever reads half of it. */
export async function writeWhole(file: string, text: string, what: string): Promise<void> {
  const neighbour = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(neighbour, text);
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

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
