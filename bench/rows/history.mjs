/** Releases of many commits judged from a checkout alone, beside git telling the same range. */
import { checkOf, compare, gitProcesses, peakMemory } from "../measure.mjs";
import { baseBefore, count, yearBefore } from "../range.mjs";
import { largeRepository } from "../repository.mjs";

export const title = "Long ranges in a checkout";

export async function measure(context) {
  const { dist, few } = context;
  const large = await largeRepository(context);
  const bases = [100, 1000, 10_000]
    .map((commits) => baseBefore(large, "HEAD", commits))
    .filter((base) => base !== null);
  return bases.flatMap((base) => {
    const run = checkOf(dist, large, `--base=${base}`);
    const log = (...range) => ({
      command: "git",
      args: ["-C", large, "log", "--numstat", "-M", "--format=%H", ...range, "HEAD"],
    });
    const what = `\`check\`, ${count(large, base, "HEAD").toLocaleString("en")} commits`;
    return [
      {
        what,
        takes: compare(run, log(`^${base}`), few).ratio,
        against: "`git log --numstat`, same range",
        more: { "git processes": gitProcesses(run) },
        memory: peakMemory(run, 1),
      },
      // Risk looks at a year of history before the range: git alone takes this long to tell it.
      {
        what,
        takes: compare(run, log(`--since=${yearBefore(large, base)}`), few).ratio,
        against: "the same with the year before",
      },
    ];
  });
}
