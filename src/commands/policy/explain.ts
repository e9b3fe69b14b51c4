/** `policy explain`: a policy in plain words. */
import { explain } from "../../core/policy/explain.ts";
import { escapedText } from "../../core/policy/shown.ts";
import { loadUnjudged } from "../../policy-from-disk.ts";
import type { Terminal } from "../command.ts";

/** Throws `PolicyError` and `PlatformError`, which the way in turns into exit codes. */
export async function explainFile(file: string, terminal: Terminal): Promise<number> {
  const { policy, files } = await loadUnjudged(file, terminal.cwd);
  const built = files.slice(1).map(({ path }) => `, which extends ${path}`);
  terminal.out(`Policy ${escapedText(file + built.join(""))}\n\n${explain(policy)}`);
  return 0;
}
