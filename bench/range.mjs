/** Picks the range of a repository that a benchmark judges. */
import { execFileSync } from "node:child_process";

const git = (repository, ...args) => execFileSync("git", ["-C", repository, ...args], { encoding: "utf8" }).trim();

/** A base that lies at least `commits` commits before the head, as near as first parents allow; null where the history is shorter. */
export function baseBefore(repository, head, commits) {
  const trunk = git(repository, "rev-list", "--first-parent", `--max-count=${commits + 1}`, head).split("\n");
  let [near, far] = [0, trunk.length - 1];
  if (count(repository, trunk[far], head) < commits) return null;
  while (far - near > 1) {
    const middle = (near + far) >> 1;
    if (count(repository, trunk[middle], head) >= commits) far = middle;
    else near = middle;
  }
  return trunk[far];
}

/** Commits in base..head. */
export const count = (repository, base, head) => Number(git(repository, "rev-list", "--count", `${base}..${head}`));

/** The moment a year before `commit` was made, as git writes it. */
export function yearBefore(repository, commit) {
  const made = new Date(git(repository, "show", "--no-patch", "--format=%cI", commit));
  made.setUTCFullYear(made.getUTCFullYear() - 1);
  return made.toISOString();
}
