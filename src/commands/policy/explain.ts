/** `policy explain`: a policy in plain words. */
import { explain } from "../../core/policy/explain.ts";
import type { Terminal } from "../command.ts";
import { loadFromDisk } from "./read.ts";

/** Throws `PolicyError` and `PlatformError`, which the way in turns into exit codes. */
export async function explainFile(file: string, terminal: Terminal): Promise<number> {
  const { policy, files } = await loadFromDisk(file, terminal.cwd);
  const [first, ...more] = files.map(({ path }) => path);
  const built = more.length === 0 ? "" : `, which extends ${more.join(", which extends ")}`;
  terminal.out(`Policy ${first ?? file}${built}\n\n${explain(policy)}`);
  return 0;
}
