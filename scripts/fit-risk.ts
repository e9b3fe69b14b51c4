/**
 * Fits the risk model and writes it into the product: `npm run fit-risk -- DATA TRAITS [FILE.json]`.
 *
 * DATA: a folder with `<owner>__<name>.csv.gz` (columns repo, id, ts, m_rev, rev_days, fix_days) and `releases.csv.gz`.
 * TRAITS: a folder with `<owner>__<name>.jsonl`, each written by `release-gate risk --each-commit --traits --format json`
 * for the same history. With FILE.json the model goes there, ready for `release-gate risk --model`.
 */
import { writeFileSync } from "node:fs";
import { readDayReleases, readRepositories } from "./risk/data.ts";
import { fitModel } from "./risk/fit.ts";

const version = 4;
const [data, traits, file] = process.argv.slice(2);
if (data === undefined || traits === undefined) throw new Error("npm run fit-risk -- DATA TRAITS [FILE.json]");

const repositories = await readRepositories(data, traits);
const changes = repositories.reduce((sum, { rows }) => sum + rows.length, 0);
const years = repositories.flatMap(({ rows }) => rows.map(({ at }) => new Date(at * 1000).getUTCFullYear()));
const [from, to] = years.reduce(([a, b], year) => [Math.min(a, year), Math.max(b, year)], [9999, 0]);
const provenance =
  `${changes} changes merged into ${repositories.length} public repositories, ${from} to ${to}: ` +
  `${repositories.map(({ name }) => name).join(", ")}. Logistic regression on steps, signs fixed, one intercept per repository, ` +
  "penalty 3 on squares, whole points; percentiles and rates from simulated releases of one day.";
const model = fitModel(repositories, readDayReleases(data), provenance, version);
if (file === undefined)
  writeFileSync(
    new URL("../src/core/risk/fitted.ts", import.meta.url),
    "/** The numbers of the risk model. Written by `npm run fit-risk`; never edited by hand. docs/risk-model.md says what they mean. */\n" +
      'import type { Model } from "./model.ts";\n\n' +
      `export const model: Model = ${JSON.stringify(model, null, 2)};\n`,
  );
else writeFileSync(file, `${JSON.stringify(model, null, 1)}\n`);
