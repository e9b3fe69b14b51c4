/**
 * What the built action costs on the local GitHub, as ratios to `node -e 0` on the same Node, run in turn; a line of JSON for each
 * measurement. The rows of `npm run bench` start it on the newest Node at hand, which reads TypeScript as it is.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rounds } from "../__tests__/support/github/index.ts";
import { waitAnHour } from "./github/hour.ts";
import { makeRelease, type Release } from "./github/release.ts";

const { values } = parseArgs({
  options: {
    dist: { type: "string", default: "dist" },
    pairs: { type: "string", default: "5" },
    commits: { type: "string", default: "" },
    hour: { type: "boolean", default: false },
  },
});
const bundle = `${values.dist}/action/index.js`;
const pairs = Number(values.pairs);
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Runs one Node; gives its time, and its peak memory where it was asked to tell. */
function run(args: readonly string[], env: Readonly<Record<string, string>>, exits: readonly number[]) {
  return new Promise<{ readonly seconds: number; readonly peak: number }>((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "ignore", "pipe"] });
    let [said, peak] = ["", ""];
    child.stdout?.on("data", (part: Buffer) => (said += part.toString()));
    child.stdio[3]?.on("data", (part: Buffer) => (peak += part.toString()));
    child.once("close", (code) => {
      if (!exits.includes(code ?? -1)) reject(new Error(`${args.join(" ")} ended with ${code}: ${said.slice(-2000)}`));
      else resolve({ seconds: (performance.now() - began) / 1000, peak: Number(peak) / 1024 });
    });
  });
}

const peakPreload = ["--require", fileURLToPath(new URL("./peak.cjs", import.meta.url))];
const nothing = ["-e", "0"];

async function measure({ replay, env }: Release, checkout: boolean, latency: number, times: number) {
  const surroundings = env(checkout);
  replay.latency = 0;
  await run([bundle], surroundings, [0]);
  replay.latency = latency;
  const ratios: number[] = [];
  const counts: { requests: number; rounds: number }[] = [];
  for (let pair = 0; pair < times; pair += 1) {
    replay.log.length = 0;
    const own = await run([bundle], surroundings, [0]);
    counts.push({ requests: replay.log.length, rounds: rounds(replay.log) });
    ratios.push(own.seconds / (await run(nothing, surroundings, [0])).seconds);
  }
  const memory = await run([...peakPreload, bundle], surroundings, [0]);
  return {
    requests: Math.max(...counts.map((each) => each.requests)),
    // Requests that a busy machine was late to send look like another round.
    rounds: Math.min(...counts.map((each) => each.rounds)),
    time: median(ratios),
    memory: memory.peak,
  };
}

const tell = (row: object): unknown => process.stdout.write(`${JSON.stringify(row)}\n`);

for (const commits of values.commits
  .split(",")
  .filter((text) => text !== "")
  .map(Number)) {
  const release = await makeRelease(commits);
  for (const checkout of [true, false]) {
    // What takes long need not be repeated often.
    const times = commits > 1000 ? 1 : commits > 100 ? Math.min(pairs, 3) : pairs;
    const near = commits > 100 ? null : await measure(release, checkout, 0, times);
    const far = await measure(release, checkout, 50, times);
    tell({ commits, checkout, ...far, near: near?.time ?? null });
  }
}
if (values.hour) tell(await waitAnHour());
process.exit(0);
