/** Reads what happened to changes (a folder of CSV files) and what the product saw of them (a folder of JSON lines). */
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import type { ChangeTraits } from "../../src/core/evidence/change-traits.ts";

export interface Row {
  /** The first 16 hex digits of the commit. */
  readonly id: string;
  readonly traits: ChangeTraits;
  readonly rollback: boolean;
  readonly hotfix: boolean;
  /** A revert is never labelled, so it is left out wherever changes are ranked. */
  readonly isRevert: boolean;
  readonly at: number;
}

export interface Repository {
  readonly name: string;
  /** In branch order. */
  readonly rows: readonly Row[];
}

export interface DayRelease {
  readonly repository: string;
  readonly base: string;
  readonly head: string;
  readonly changes: number;
  readonly rollback: boolean;
  readonly any: boolean;
}

/** The rows of a gzip CSV file (without quoted cells), by column. */
export function table(file: string): Record<string, string>[] {
  const [head = "", ...lines] = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  const keys = head.trim().split(",");
  return lines.map((line) => {
    const cells = line.trim().split(",");
    return Object.fromEntries(keys.map((key, i) => [key, cells[i] ?? ""]));
  });
}

/** Commit (16 digits) -> traits, from lines as `release-gate risk --each-commit --traits --format json` writes them. */
export async function traitsIn(file: string): Promise<Map<string, ChangeTraits>> {
  const found = new Map<string, ChangeTraits>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === "") continue;
    const { id, traits } = JSON.parse(line) as { id: string; traits: Omit<ChangeTraits, "sha" | "title"> };
    found.set(id.slice(0, 16), { sha: id, title: "", ...traits });
  }
  return found;
}

const within = (days: string | undefined, most: number): boolean =>
  days !== undefined && days !== "" && Number(days) <= most;

/** Joins `DATA/<owner>__<name>.csv.gz` with `TRAITS/<owner>__<name>.jsonl`; changes without traits are left out. */
export async function readRepositories(data: string, traits: string): Promise<Repository[]> {
  const files = readdirSync(data)
    .filter((name) => name.endsWith(".csv.gz") && name.includes("__"))
    .sort();
  const repositories: Repository[] = [];
  for (const file of files) {
    const seen = await traitsIn(join(traits, file.replace(".csv.gz", ".jsonl")));
    const cells = table(join(data, file));
    const rows = cells.flatMap((cell) => {
      const found = seen.get(cell["id"] ?? "");
      if (found === undefined) return [];
      return [
        {
          id: cell["id"] ?? "",
          traits: found,
          rollback: within(cell["rev_days"], 30),
          hotfix: within(cell["fix_days"], 7),
          isRevert: cell["m_rev"] === "1",
          at: Number(cell["ts"]),
        },
      ];
    });
    repositories.push({ name: cells[0]?.["repo"] ?? file, rows });
  }
  return repositories;
}

/** Simulated releases of one day. */
export const readDayReleases = (data: string): DayRelease[] =>
  table(join(data, "releases.csv.gz"))
    .filter((cell) => cell["kind"] === "day")
    .map((cell) => ({
      repository: cell["repo"] ?? "",
      base: cell["base"] ?? "",
      head: cell["head"] ?? "",
      changes: Number(cell["n"]),
      rollback: cell["rollback"] === "1",
      any: cell["any"] === "1",
    }));
