/** Opens a repository on the local platform, as the way in would. */
import { type EvidenceKind, evidenceKinds } from "../../src/core/evidence/evidence.ts";
import { noParticulars, type Particulars, type Query } from "../../src/core/evidence/query.ts";
import { local } from "../../src/platforms/local/index.ts";
import type { Session, Surroundings } from "../../src/platforms/platform.ts";
import type { Repository } from "./repository.ts";

export const now = "2026-06-01T12:00:00.000Z";

export const surroundings = (repository: Repository, more: Partial<Surroundings> = {}): Surroundings => ({
  environment: "production",
  repository: repository.path,
  base: null,
  head: null,
  junit: [],
  coverage: [],
  approvalsFile: null,
  env: repository.env,
  now,
  progress: () => {},
  ...more,
});

export const openLocal = (repository: Repository, more: Partial<Surroundings> = {}): Promise<Session> =>
  local.open(surroundings(repository, more));

export const query = (
  particulars: Partial<Particulars> = {},
  kinds: readonly EvidenceKind[] = evidenceKinds,
): Query => ({
  ...noParticulars,
  ...particulars,
  environment: "production",
  kinds,
});

/** git's own numbers for base..head, or for everything up to the head. */
export function numbersOf(repository: Repository, base: string | null, head = "HEAD") {
  const range = base === null ? ["4b825dc642cb6eb9a060e54bf8d69288fbee4904", head] : [`${base}...${head}`];
  const lines = repository
    .git("diff", "--numstat", "-M", ...range)
    .split("\n")
    .filter((line) => line !== "");
  const sum = (column: number): number =>
    lines.map((line) => line.split("\t")[column]).reduce((total, text) => total + (text === "-" ? 0 : Number(text)), 0);
  return {
    commits: Number(repository.git("rev-list", "--count", base === null ? head : `${base}..${head}`)),
    changedFiles: lines.length,
    additions: sum(0),
    deletions: sum(1),
  };
}
