/** Writing the record of a decision, and judging it again, beside reading and hashing the same file. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { checkOf, compare, gate, peakMemory } from "../measure.mjs";
import { baseBefore, count } from "../range.mjs";
import { largeRepository } from "../repository.mjs";

export const title = "Records";

export async function measure(context) {
  const { dist, temporary, few } = context;
  const large = await largeRepository(context);
  return [100, 1000, 10_000].flatMap((commits) => {
    const base = baseBefore(large, "HEAD", commits);
    if (base === null) return [];
    const file = join(temporary, `record-${commits}.json`);
    const plain = checkOf(dist, large, `--base=${base}`);
    const recorded = checkOf(dist, large, `--base=${base}`, `--record=${file}`);
    const written = compare(recorded, plain, few).ratio;
    const replay = { ...gate(dist, "replay", file), exits: [0] };
    const program = `const text = require("fs").readFileSync(${JSON.stringify(file)});
      JSON.parse(text); require("crypto").createHash("sha256").update(text).digest("hex")`;
    const what = `${count(large, base, "HEAD").toLocaleString("en")} commits, ${(statSync(file).size / 1e6).toFixed(1)} MB`;
    return [
      {
        what: `\`check --record\`, ${what}`,
        takes: written,
        against: "the same without",
        memory: peakMemory(recorded, 1),
      },
      {
        what: `\`replay\`, ${what}`,
        takes: compare(replay, { command: process.execPath, args: ["-e", program] }, few).ratio,
        against: "parsing and hashing the file",
        memory: peakMemory(replay, 1),
      },
    ];
  });
}
