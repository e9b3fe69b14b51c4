/** The risk of each change of a long history, beside git telling the text of each: the factors need no less than that. */
import { compare, gate, gitProcesses, peakMemory } from "../measure.mjs";
import { baseBefore, count } from "../range.mjs";
import { largeRepository } from "../repository.mjs";

export const title = "Risk of each change";

export async function measure(context) {
  const { dist } = context;
  const large = await largeRepository(context);
  return [2_000, 8_000].flatMap((commits) => {
    const base = baseBefore(large, "HEAD", commits);
    if (base === null) return [];
    const run = gate(dist, "risk", "--each-commit", `--repo=${large}`, `--base=${base}`);
    const args = ["-C", large, "log", "--first-parent", "-p", "--diff-merges=first-parent", `${base}..HEAD`];
    return [
      {
        what: `\`risk --each-commit\`, ${count(large, base, "HEAD").toLocaleString("en")} commits`,
        takes: compare(run, { command: "git", args }, 3).ratio,
        against: "`git log -p`, first parents",
        more: { "git processes": gitProcesses(run) },
        memory: peakMemory(run, 1),
      },
    ];
  });
}
