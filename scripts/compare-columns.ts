/**
 * Holds what the product counts against what somebody else counted, row by row: `node scripts/compare-columns.ts DATA TRAITS`.
 *
 * DATA and TRAITS as for fit-risk. For each column: in how many of 100 rows both open the same steps of the scorecard (or say the same yes
 * or no), median and worst over repositories.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ChangeTraits } from "../src/core/evidence/change-traits.ts";
import { table, traitsIn } from "./risk/data.ts";

type Cells = Readonly<Record<string, string>>;
interface Column {
  readonly name: string;
  /** Null where the product cannot tell. */
  readonly ours: (traits: ChangeTraits) => number | null;
  readonly theirs: (cells: Cells) => number;
  /** Where steps open; none: the values themselves are compared. */
  readonly steps: readonly number[];
}

const number = (cells: Cells, ...keys: readonly string[]): number =>
  keys.reduce((sum, key) => sum + Number(cells[key] ?? 0), 0);
const any = (cells: Cells, ...keys: readonly string[]): number => (number(cells, ...keys) > 0 ? 1 : 0);

const columns: readonly Column[] = [
  ...(
    [
      ["sloc_add", "codeLinesAdded", [5, 15, 40, 100, 300]],
      ["cc_add", "decisionsAdded", [2, 8, 25]],
      ["cc_del", "decisionsRemoved", [5]],
      ["hunks", "hunks", [8, 20]],
    ] as const
  ).map(
    ([name, key, steps]): Column => ({
      name,
      ours: ({ diff }) => diff?.[key] ?? null,
      theirs: (cells) => number(cells, name),
      steps,
    }),
  ),
  ...(
    [
      ["documents only", "documentsOnly", ["only_doc"]],
      ["product code", "touchesCode", ["nf_code"]],
      ["pipeline", "touchesPipeline", ["nf_ci"]],
      ["infrastructure", "touchesInfrastructure", ["nf_infra"]],
      ["migration", "touchesMigration", ["nf_mig"]],
      ["routine update", "isRoutineUpdate", ["m_deps", "m_release"]],
      ["by a bot", "isByBot", ["bot"]],
      ["housekeeping", "isHousekeeping", ["m_chore"]],
      ["tentative", "isTentative", ["m_urgent", "m_reland", "again"]],
      ["switch or performance", "namesSwitchOrPerformance", ["m_switch", "m_perf"]],
      ["revert", "isRevert", ["m_rev"]],
    ] as const
  ).map(
    ([name, key, keys]): Column => ({
      name,
      ours: ({ shape }) => (shape === null ? null : Number(shape[key])),
      theirs: (cells) => any(cells, ...keys),
      steps: [],
    }),
  ),
  {
    name: "n_commits",
    ours: ({ shape }) => shape?.commits ?? null,
    theirs: (cells) => number(cells, "n_commits"),
    steps: [5, 15],
  },
  {
    name: "ffix_max",
    ours: ({ history }) => history?.fixesOfAFile ?? null,
    theirs: (cells) => number(cells, "ffix_max"),
    steps: [3, 10],
  },
  {
    name: "frev_max",
    ours: ({ history }) => history?.revertsOfAFile ?? null,
    theirs: (cells) => number(cells, "frev_max"),
    steps: [1],
  },
];

const [data, traits] = process.argv.slice(2);
if (data === undefined || traits === undefined) throw new Error("node scripts/compare-columns.ts DATA TRAITS");

const stepOf = (value: number, { steps }: Column): number =>
  steps.length === 0 ? value : steps.filter((edge) => value >= edge).length;

const shares = new Map<string, number[]>(columns.map(({ name }) => [name, []]));
let rows = 0;
for (const file of readdirSync(traits).filter((name) => name.endsWith(".jsonl"))) {
  const seen = await traitsIn(join(traits, file));
  const same = new Map<string, [number, number]>();
  for (const cells of table(join(data, file.replace(".jsonl", ".csv.gz")))) {
    const found = seen.get(cells["id"] ?? "");
    if (found === undefined) continue;
    rows++;
    for (const column of columns) {
      const ours = column.ours(found);
      if (ours === null) continue;
      const [equal, all] = same.get(column.name) ?? [0, 0];
      const isEqual = stepOf(ours, column) === stepOf(column.theirs(cells), column);
      same.set(column.name, [equal + (isEqual ? 1 : 0), all + 1]);
    }
  }
  for (const [name, [equal, all]] of same) shares.get(name)?.push((100 * equal) / all);
}
console.log(`${rows} rows. In how many of 100 rows the same (median, worst over repositories):`);
for (const [name, each] of shares) {
  const sorted = [...each].sort((a, b) => a - b);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted[0] ?? 0];
  console.log(`  ${name.padEnd(24)} ${median.toFixed(2)}  ${worst.toFixed(2)}`);
}
