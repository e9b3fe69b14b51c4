/**
 * `npm run bench`: what the built gate costs, as ratios within one run, with its peak memory.
 *
 *     npm run bench -- [ROW ...] [--pairs N] [--repo DIR]
 *
 * Without a row all of them; `--repo` judges the history of another repository than the one that is made for it. Times of different runs
 * or machines are not comparable; the ratios are.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { nothing, peakMemory } from "./measure.mjs";
import { table } from "./table.mjs";

/** In this order; each is the name of a file in `rows/`. */
const all = ["start", "releases", "waiting", "history", "risk", "owners", "junit", "calendars", "approvals", "records"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { repo: { type: "string" }, pairs: { type: "string", default: "9" } },
});
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`There is no row ${unknown.join(", ")}. The rows are ${all.join(", ")}.`);

const temporary = mkdtempSync(join(tmpdir(), "release-gate-bench-"));
try {
  // A copy: a build that goes on meanwhile must not be measured.
  const dist = join(temporary, "dist");
  cpSync(join(dirname(dirname(fileURLToPath(import.meta.url))), "dist"), dist, { recursive: true });
  const context = {
    dist,
    temporary,
    pairs: Number(values.pairs),
    few: Math.max(3, Math.ceil(Number(values.pairs) / 3)),
    repository: values.repo ?? null,
    least: peakMemory(nothing),
  };
  for (const name of all.filter((each) => positionals.length === 0 || positionals.includes(each))) {
    const { title, measure } = await import(`./rows/${name}.mjs`);
    const began = performance.now();
    const rows = await measure(context);
    console.log(`\n### ${title} (\`npm run bench -- ${name}\`)\n\n${table(rows, context.least)}`);
    console.error(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  const pairs = `medians of ${context.pairs} pairs run in turn, fewer for long jobs`;
  console.log(`\nNode ${process.version}, ${pairs}; 1 x of memory is \`node -e 0\`, ${context.least.toFixed(0)} MiB.`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
