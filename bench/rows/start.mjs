/** From nothing to an answer: the command line without a network. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkOf, compare, gate, gitProcesses, nothing, peakMemory } from "../measure.mjs";
import { makeRepository } from "../repository.mjs";

export const title = "Start of the command line";

export async function measure({ dist, temporary, pairs }) {
  const tiny = join(temporary, "tiny.git");
  await makeRepository(tiny, 12);
  const policy = fileURLToPath(new URL("../../policies/standard.yml", import.meta.url));
  const runs = [
    ["`--version`", gate(dist, "--version")],
    ["`check --help`", gate(dist, "check", "--help")],
    ["`policy lint`", gate(dist, "policy", "lint", policy)],
    ["`check`, 12 commits", checkOf(dist, tiny)],
  ];
  return runs.map(([what, run]) => ({
    what,
    takes: compare(run, nothing, pairs).ratio,
    against: "`node -e 0`",
    more: { "git processes": gitProcesses(run) },
    memory: peakMemory(run),
  }));
}
