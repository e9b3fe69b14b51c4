/** Times whole processes against a partner, run in turn, and compares pair by pair: the machine may be noisy, the ratio is not. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Variables of the surroundings can slow a Node down by themselves, so only these go along. */
const environment = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" };

/** The least that Node does. */
export const nothing = { command: process.execPath, args: ["-e", "0"] };

/** A run of the built command line, which may come to any decision. */
export const gate = (dist, ...args) => ({
  command: process.execPath,
  args: [join(dist, "cli/index.js"), ...args],
  exits: [0, 1, 3],
  says: /\S/,
});

/** One judgement of a checkout by the built-in policy. */
export const checkOf = (dist, repository, ...more) =>
  gate(
    dist,
    "check",
    "--environment=production",
    "--platform=local",
    "--policy=builtin:standard",
    `--repo=${repository}`,
    ...more,
  );

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Throws where the run did not end as it may, or said nothing: a run that failed early would be wonderfully fast. */
function seconds({ command, args, exits = [0], says = /(?:)/ }) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const time = (performance.now() - start) / 1000;
  if (!exits.includes(status) || !says.test(stdout)) {
    throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
  }
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

/** How many git processes a run starts: a stand-in before git on the path notes each call and hands it on. */
export function gitProcesses({ command, args }) {
  const folder = mkdtempSync(join(tmpdir(), "release-gate-git-"));
  try {
    const real = spawnSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).stdout.trim();
    writeFileSync(join(folder, "git"), `#!/bin/sh\necho >> "${folder}/calls"\nexec "${real}" "$@"\n`, { mode: 0o755 });
    writeFileSync(join(folder, "calls"), "");
    spawnSync(command, args, { env: { ...environment, PATH: `${folder}:${environment.PATH}` }, stdio: "ignore" });
    return readFileSync(join(folder, "calls"), "utf8").length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
