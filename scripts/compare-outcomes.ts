/**
 * Holds what `calibrate` takes for reverted and hot-fixed against what somebody else found, row by row:
 * `node scripts/compare-outcomes.ts DATA owner/name=REPOSITORY ...`.
 *
 * DATA as for fit-risk; REPOSITORY: a git directory with the whole history. A kind agrees as far as both name the same changes.
 */
import { join } from "node:path";
import { readPast } from "../src/commands/calibrate/read-past.ts";
import { table } from "./risk/data.ts";

const [data, ...repositories] = process.argv.slice(2);
if (data === undefined || repositories.length === 0)
  throw new Error("node scripts/compare-outcomes.ts DATA owner/name=REPOSITORY ...");

const terminal = {
  out: () => {},
  err: () => {},
  env: process.env,
  cwd: process.cwd(),
  color: false,
  width: 100,
  now: "2026-01-01T00:00:00.000Z",
  progress: () => {},
};

const isWithin = (days: string | undefined, most: number): boolean =>
  days !== undefined && days !== "" && Number(days) <= most;

for (const each of repositories) {
  const [name = "", directory = ""] = each.split("=");
  const rows = table(join(data, `${name.replace("/", "__")}.csv.gz`));
  // Changes after the last row are needed too: what they take back or mend is what the rows are asked about.
  const past = await readPast(
    directory,
    null,
    Math.round(rows.length * 1.15) + 500,
    { failed: [], deployments: null },
    terminal,
  );
  const ours = new Map(past.changes.map((change) => [change.traits.sha.slice(0, 16), change]));
  const common = rows.filter((row) => row["m_rev"] !== "1" && ours.has(row["id"] ?? ""));
  for (const [kind, column, most] of [
    ["reverted", "rev_days", 30],
    ["hotFixed", "fix_days", 7],
  ] as const) {
    const theirs = common.filter((row) => isWithin(row[column], most));
    const found = common.filter((row) => ours.get(row["id"] ?? "")?.[kind] === true);
    const both = found.filter((row) => isWithin(row[column], most));
    console.log(
      `${name}, ${common.length} changes: ${kind} ${found.length} by calibrate, ${theirs.length} by the data, ${both.length} by both`,
    );
  }
}
