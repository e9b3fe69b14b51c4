/** The commits that people know to have failed, from a file with one hash per line. */
import { readNamedFile } from "../../files.ts";
import { UsageError } from "../command.ts";

/** Lower case, sorted, without doubles; empty lines and `#` comments are passed over. Throws where a line is no hash. */
export async function readFailed(file: string): Promise<readonly string[]> {
  const lines = (await readNamedFile(file, "list of failed commits")).split("\n");
  const hashes = lines.flatMap((line, i) => {
    const text = line.replace(/#.*$/, "").trim().toLowerCase();
    if (text === "") return [];
    if (!/^[0-9a-f]{7,64}$/.test(text))
      throw new UsageError(
        `${file}:${i + 1}: this is no commit hash of at least 7 digits: ${JSON.stringify(text.slice(0, 40))}.`,
        "Write one hash per line.",
      );
    return [text];
  });
  return [...new Set(hashes)].sort();
}
