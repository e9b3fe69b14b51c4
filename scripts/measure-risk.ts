/**
 * Measures how well the risk model ranks changes that it has never seen: `npm run measure-risk -- DATA TRAITS [MODEL.json]`.
 *
 * DATA and TRAITS as for fit-risk. Without a model: five folds of whole repositories (risk/folds.ts), each ranked by a model fitted on
 * the others.
 * With one: that model on all of them. Figures are means over repositories; reverts are left out, since they carry no label.
 */
import { readFileSync } from "node:fs";
import type { Card } from "../src/core/risk/card.ts";
import { type CardName, modelSchema } from "../src/core/risk/model.ts";
import { type Repository, readDayReleases, readRepositories } from "./risk/data.ts";
import { areaUnderCurve, calibrationError, shareCaught } from "./risk/figures.ts";
import { fitCard, hazardsOf, releaseHazards } from "./risk/fit.ts";
import { foldOf, folds } from "./risk/folds.ts";

const [data, traits, file] = process.argv.slice(2);
if (data === undefined || traits === undefined) throw new Error("npm run measure-risk -- DATA TRAITS [MODEL.json]");

const repositories = await readRepositories(data, traits);
const releases = readDayReleases(data);
const given = file === undefined ? null : modelSchema.parse(JSON.parse(readFileSync(file, "utf8")));

const names = repositories.map(({ name }) => name);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const shown = (value: number): string => value.toFixed(4);
const probability = (hazard: number): number => -Math.expm1(-hazard);

function cardsByFold(name: CardName): (repository: Repository) => Card {
  if (given !== null) return () => given.cards[name];
  const cards = Array.from({ length: folds }, (_, fold) =>
    fitCard(
      repositories.filter((each) => foldOf(each.name, names) !== fold),
      name,
    ),
  );
  return (repository) => cards[foldOf(repository.name, names)] as Card;
}

function measure(name: CardName): void {
  const cardOf = cardsByFold(name);
  const figures = repositories.map((repository) => {
    const rows = repository.rows.filter(({ isRevert }) => !isRevert);
    const scored = rows.map((row) => {
      const { rollback, hotfix } = hazardsOf(row, cardOf(repository));
      return {
        rollback: probability(rollback),
        any: probability(rollback + hotfix),
        isRollback: row.rollback,
        isAny: row.rollback || row.hotfix,
      };
    });
    return {
      name: repository.name,
      rollback: scored.map((each) => [each.rollback, each.isRollback] as const),
      any: scored.map((each) => [each.any, each.isAny] as const),
    };
  });
  const caught = [0.05, 0.1, 0.2, 0.5].map((share) =>
    (100 * mean(figures.map(({ any }) => shareCaught(any, share)))).toFixed(0),
  );
  const over = (kind: "rollback" | "any") => shown(mean(figures.map((each) => areaUnderCurve(each[kind]))));
  console.log(
    `${name}: AUC rollback ${over("rollback")}, any ${over("any")}; any caught in the riskiest 5/10/20/50 %: ${caught.join("/")}; ` +
      `calibration error rollback ${(100 * calibrationError(figures.flatMap(({ rollback }) => rollback))).toFixed(2)} %, ` +
      `any ${(100 * calibrationError(figures.flatMap(({ any }) => any))).toFixed(2)} %`,
  );
  if (name !== "full") return;
  for (const each of figures)
    console.log(
      `  ${each.name.padEnd(42)} rollback ${shown(areaUnderCurve(each.rollback))} any ${shown(areaUnderCurve(each.any))}`,
    );
  const byName = new Map(repositories.map((repository) => [repository.name, repository]));
  const days = releaseHazards(repositories, releases, (repository) => cardOf(byName.get(repository) as Repository));
  const perRepository = repositories.map((repository) =>
    days.filter(({ release }) => release.repository === repository.name),
  );
  const ofDays = (kind: "rollback" | "any", members: typeof days) =>
    members.map(
      ({ rollback, hotfix, release }) => [kind === "any" ? rollback + hotfix : rollback, release[kind]] as const,
    );
  const equal = (kind: "rollback" | "any") => {
    const sizes = [...new Set(days.map(({ release }) => release.changes))].filter((n) => n <= 12);
    const areas = sizes.map((n) =>
      ofDays(
        kind,
        days.filter(({ release }) => release.changes === n),
      ),
    );
    const pairs = areas.map((rows) => rows.filter(([, hit]) => hit).length * rows.filter(([, hit]) => !hit).length);
    const all = pairs.reduce((a, b) => a + b, 0);
    return areas.reduce((sum, rows, i) => sum + areaUnderCurve(rows) * ((pairs[i] ?? 0) / all), 0);
  };
  for (const kind of ["rollback", "any"] as const)
    console.log(
      `releases of one day (${days.length}): ${kind} ${shown(mean(perRepository.map((members) => areaUnderCurve(ofDays(kind, members)))))}, ` +
        `at an equal number of changes ${shown(equal(kind))}`,
    );
}

for (const name of ["full", "without-history", "without-contents", "without-history-and-contents"] as const)
  measure(name);
