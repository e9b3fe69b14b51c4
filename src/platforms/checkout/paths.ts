/** Which paths each commit changes, by git; of a merge only what it changed by itself. */
import { decode, splitAtNul } from "./bytes.ts";
import type { Checkout } from "./checkout.ts";
import { plainLog } from "./commits.ts";

const mark = "\u0001";

/** Both sides of a rename are listed, so nothing hides behind a new name. Throws `GitError`. */
export async function pathsByCommit(
  { git }: Checkout,
  shas: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const paths = new Map<string, string[]>();
  let current: string[] = [];
  let isFirst = false;
  const args = [
    ...plainLog,
    "--no-walk=unsorted",
    "-c",
    "--no-renames",
    "--name-only",
    "--format=tformat:%x01%H",
    "--stdin",
  ];
  if (shas.length === 0) return paths;
  for await (const records of splitAtNul(git.stream(args, `${shas.join("\n")}\n--\n`)))
    for (const record of records) {
      const text = decode(record);
      if (text.startsWith(mark)) {
        current = [];
        paths.set(text.slice(1), current);
        isFirst = true;
        continue;
      }
      const path = isFirst ? text.replace(/^\n/, "") : text;
      isFirst = false;
      if (path !== "") current.push(path);
    }
  return paths;
}
