/** What a folder holds, as something that can be compared. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Relative path (forward slashes) -> digest of the bytes, with `x` in front where the file may be run. Empty where there is no such folder. */
export async function contentsOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const described = await Promise.all(
    files.map(async (file) => {
      const digest = createHash("sha256")
        .update(await readFile(file))
        .digest("hex");
      const mode = ((await stat(file)).mode & 0o100) === 0 ? "" : "x ";
      return [relative(folder, file).split(sep).join("/"), `${mode}${digest}`];
    }),
  );
  return new Map(described.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The paths at which two folders differ, each with what is wrong there. */
export function differences(expected, found) {
  const paths = [...new Set([...expected.keys(), ...found.keys()])].sort();
  return paths.flatMap((path) => {
    if (!found.has(path)) return [`${path} is missing`];
    if (!expected.has(path)) return [`${path} should not be there`];
    return expected.get(path) === found.get(path) ? [] : [`${path} differs`];
  });
}
