/** A small repository on disk, the same one every time. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newFolder } from "./bundle.ts";

export interface Repository {
  readonly folder: string;
  /** Writes files and commits them; gives back the full hash. */
  commit(title: string, files: Readonly<Record<string, string>>): string;
  git(...args: readonly string[]): string;
}

/** An empty repository with the branch main. Each commit is an hour after the one before, from 2026-01-05T08:00:00Z on. */
export function newRepository(): Repository {
  const folder = newFolder("repository");
  let hours = 0;
  const git = (...args: readonly string[]): string => {
    const when = new Date(Date.UTC(2026, 0, 5, 8 + hours)).toISOString();
    return execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "Ada",
        GIT_AUTHOR_EMAIL: "ada@example.org",
        GIT_COMMITTER_NAME: "Ada",
        GIT_COMMITTER_EMAIL: "ada@example.org",
        GIT_AUTHOR_DATE: when,
        GIT_COMMITTER_DATE: when,
      },
    }).trim();
  };
  git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    git,
    commit(title, files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", title);
      hours += 1;
      return git("rev-parse", "HEAD");
    },
  };
}

/** Two releases: v1.0.0, and then a fix and a document on main. */
export function releasedRepository(): Repository {
  const repository = newRepository();
  repository.commit("feat: begin", { "src/index.js": "export const answer = 41;\n", "README.md": "# Example\n" });
  repository.git("tag", "v1.0.0");
  repository.commit("fix: the answer", { "src/index.js": "export const answer = 42;\n" });
  repository.commit("docs: say how to go back", {
    "docs/rollback.md": "# Rollback\n\n## Steps\n\nDeploy the tag before.\n",
  });
  return repository;
}

/** A policy under which only the calendar has a say: weekdays 09:00 to 16:00 in Berlin. */
export const officeHours = `version: 1
calendars:
  office:
    time-zone: Europe/Berlin
    windows: [{ days: [mon, tue, wed, thu, fri], from: "09:00", to: "16:00" }]
environments:
  production:
    checks:
      change-window: { calendar: office, expected-duration: 30m }
    approvals: { low: [] }
`;
