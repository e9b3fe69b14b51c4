/** Times whole processes against a partner, run in turn, and compares pair by pair: the machine may be noisy, the ratio is not. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Variables of the surroundings can slow a Node down by themselves, so only these go along. */
const environment = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" };

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function seconds({ command, args, exits }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, {
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  const time = (performance.now() - start) / 1000;
  if (!(exits ?? [0]).includes(status)) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return time;
}

/** Runs `subject` and `partner` in turn, once unmeasured and then `pairs` times. */
export function compare(subject, partner, pairs) {
  seconds(subject);
  seconds(partner);
  const ratios = [];
  const times = [];
  for (let i = 0; i < pairs; i++) {
    const own = seconds(subject);
    times.push(own);
    ratios.push(own / seconds(partner));
  }
  return { ratio: median(ratios), seconds: median(times) };
}

/** Peak memory of the Node process itself, in MiB: the median of `times` runs. */
export function peakMemory({ args }, times = 3) {
  const preload = fileURLToPath(new URL("./peak.cjs", import.meta.url));
  const peaks = Array.from({ length: times }, () => {
    const { output } = spawnSync(process.execPath, ["--require", preload, ...args], {
      env: environment,
      stdio: ["ignore", "ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    return Number(output[3]) / 1024;
  });
  return median(peaks);
}

/** How many git processes a run starts itself (those that git starts in turn are git's own business). */
export function gitProcesses({ command, args }) {
  const traces = mkdtempSync(join(tmpdir(), "release-gate-traces-"));
  try {
    spawnSync(command, args, { env: { ...environment, GIT_TRACE2_EVENT: traces }, stdio: "ignore" });
    const starts = readdirSync(traces).map((file) =>
      JSON.parse(readFileSync(join(traces, file), "utf8").split("\n", 1)[0] ?? "{}"),
    );
    return starts.filter(({ sid }) => !String(sid).includes("/")).length;
  } finally {
    rmSync(traces, { recursive: true, force: true });
  }
}
