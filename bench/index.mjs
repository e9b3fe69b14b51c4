/**
 * `npm run bench`: what the built gate costs, as ratios within one run.
 *
 *     npm run bench -- [--repo DIR] [--base REF] [--head REF] [--pairs N]
 *
 * Without --repo a repository of 20,000 commits is made in a temporary folder. Times of different runs or machines are not comparable;
 * the ratios are.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nodesAtHand } from "../scripts/nodes.mjs";
import { calendarBesideLibrary } from "./calendar.mjs";
import { compare, gitProcesses, peakMemory } from "./measure.mjs";
import { baseBefore, count, yearBefore } from "./range.mjs";
import { makeRepository } from "./repository.mjs";
import { tallyBesideGreedy } from "./tally.mjs";

const { values } = parseArgs({
  options: {
    repo: { type: "string" },
    base: { type: "string" },
    head: { type: "string", default: "HEAD" },
    pairs: { type: "string", default: "11" },
  },
});
const pairs = Number(values.pairs);
const temporary = mkdtempSync(join(tmpdir(), "release-gate-bench-"));

// A copy: a build that goes on meanwhile must not be measured.
const dist = join(temporary, "dist");
cpSync(join(dirname(dirname(fileURLToPath(import.meta.url))), "dist"), dist, { recursive: true });
const bundle = join(dist, "cli/index.js");
const policy = fileURLToPath(new URL("../policies/standard.yml", import.meta.url));

const nothing = { command: process.execPath, args: ["-e", "0"] };
const gate = (...args) => ({ command: process.execPath, args: [bundle, ...args], exits: [0, 1, 3], says: /\S/ });
const check = (repository, ...range) =>
  gate(
    "check",
    "--environment=production",
    "--platform=local",
    "--policy=builtin:standard",
    `--repo=${repository}`,
    ...range,
  );

const rows = [];
const add = (what, { ratio, seconds }, against, memory, processes) =>
  rows.push({
    what,
    ratio: `${ratio < 0.01 ? ratio.toPrecision(2) : ratio.toFixed(2)} x`,
    against,
    seconds: seconds < 0.001 ? seconds.toPrecision(2) : seconds.toFixed(seconds < 0.1 ? 3 : 2),
    memory: memory === null ? "" : `${memory.toFixed(0)} MiB`,
    git: processes === null ? "" : String(processes),
  });

try {
  const empty = peakMemory(nothing);
  rows.push({
    what: "node -e 0",
    ratio: "1 x",
    against: "itself",
    seconds: "",
    memory: `${empty.toFixed(0)} MiB`,
    git: "",
  });
  for (const subject of [gate("--version"), gate("check", "--help"), gate("policy", "lint", policy)]) {
    add(subject.args.slice(1, 3).join(" "), compare(subject, nothing, pairs), "node -e 0", peakMemory(subject), null);
  }

  add("tally, 10,000 approvals", await tallyBesideGreedy(temporary, pairs), "a greedy count", null, null);

  const calendar = await calendarBesideLibrary(temporary, pairs);
  for (const [what, name] of [
    ["first opening, 50 rules, 500 freezes", "near"],
    ["the same, ten years closed", "far"],
    ["any further opening, median", "known"],
    ["any further opening, worst", "worst"],
  ])
    add(what, calendar[name], "expanding the rules over ten years", null, null);

  const tiny = join(temporary, "tiny.git");
  await makeRepository(tiny, 12);
  add(
    "check, 12 commits",
    compare(check(tiny), nothing, pairs),
    "node -e 0",
    peakMemory(check(tiny)),
    gitProcesses(check(tiny)),
  );

  const large = values.repo ?? join(temporary, "large.git");
  if (values.repo === undefined) await makeRepository(large, 20_000);
  const bases =
    values.base === undefined ? [100, 1000, 10_000].map((n) => baseBefore(large, values.head, n)) : [values.base];
  for (const base of bases.filter((found) => found !== null)) {
    const subject = check(large, `--base=${base}`, `--head=${values.head}`);
    const few = Math.max(3, Math.ceil(pairs / 3));
    const log = (...range) => ({
      command: "git",
      args: ["-C", large, "log", "--numstat", "-M", "--format=%H", ...range, values.head],
    });
    const name = `check, ${count(large, base, values.head).toLocaleString("en")} commits`;
    const memory = peakMemory(subject);
    add(name, compare(subject, log(`^${base}`), few), "git log --numstat, same range", memory, gitProcesses(subject));
    // Risk looks at a year of history before the range: git alone takes this long to tell it.
    const since = log(`--since=${yearBefore(large, base)}`);
    add(name, compare(subject, since, few), "the same with the year before", null, null);
  }
  // Every change of the history: the factors need the text of each diff, so git telling all of it is the measure.
  const history = gate("risk", "--each-commit", `--repo=${large}`, `--head=${values.head}`);
  const tells = (...args) => ({ command: "git", args: ["-C", large, "log", "--first-parent", ...args, values.head] });
  const turns = Math.max(3, Math.ceil(pairs / 3));
  const told = compare(history, tells("-p", "--diff-merges=first-parent"), turns);
  add("risk --each-commit", told, "git log -p, first parents", peakMemory(history, 1), gitProcesses(history));
  add(
    "risk --each-commit",
    compare(history, tells("--numstat"), turns),
    "git log --numstat, first parents",
    null,
    null,
  );
  const year = gate("risk", "--each-commit", `--repo=${large}`, `--head=${values.head}`, "--base=v1.15.0");
  rows.push({
    what: "risk --each-commit, from v1.15.0",
    ratio: "",
    against: "",
    seconds: "",
    memory: values.repo === undefined ? `${peakMemory(year, 1).toFixed(0)} MiB` : "",
    git: "",
  });
  print(rows);
  onGithub(dist);
  console.log(
    `\nNode ${process.version}, medians of ${pairs} pairs run in turn (fewer for ranges). dist/ holds ${sizeOf(join(dist, "cli"))} KB.`,
  );
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The action on the local GitHub, whose sources are TypeScript: the newest Node at hand reads them as they are. */
function onGithub(folder) {
  const newest = nodesAtHand().at(-1)?.path ?? process.execPath;
  const few = String(Math.max(3, Math.ceil(pairs / 2)));
  console.log("\nThe action on a local GitHub, reviews and risk judged:\n");
  const script = fileURLToPath(new URL("./github.ts", import.meta.url));
  const yaml = new URL("./github/yaml.mjs", import.meta.url).href;
  const { status } = spawnSync(newest, ["--no-warnings", "--import", yaml, script, "--dist", folder, "--pairs", few], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`The measurement on GitHub ended with ${status}.`);
}

function sizeOf(folder) {
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return Math.round(bytes / 1000);
}

function print(table) {
  const heads = {
    what: "run",
    ratio: "takes",
    against: "as long as",
    seconds: "seconds",
    memory: "peak memory",
    git: "git processes",
  };
  const all = [heads, ...table];
  const columns = Object.keys(heads);
  const widths = columns.map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    columns
      .map((column, i) => row[column].padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  console.log([line(heads), widths.map((width) => "-".repeat(width)).join("  "), ...table.map(line)].join("\n"));
}
