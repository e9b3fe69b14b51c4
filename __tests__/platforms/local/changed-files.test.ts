import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ChangedFile } from "../../../src/core/evidence/changed-files.ts";
import { numbersOf, openLocal, query } from "../../support/local.ts";
import { makeRepository, type Repository } from "../../support/repository.ts";

async function filesOf(repository: Repository, base: string): Promise<readonly ChangedFile[]> {
  const session = await openLocal(repository, { base });
  const { commits, changedFiles: count, additions, deletions } = session.release;
  expect({ commits, changedFiles: count, additions, deletions }).toEqual(numbersOf(repository, base));
  const { changedFiles } = await session.collect(query({}, ["changedFiles"]));
  if (changedFiles?.status !== "observed") throw new Error(changedFiles?.because ?? "not collected");
  return changedFiles.value;
}

const body = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join("");

describe("changed files", () => {
  it("are added, modified, deleted, renamed and binary, with git's count of lines, sorted by path", async () => {
    const repository = makeRepository();
    repository.commit("One", {
      files: { "z.txt": "1\n2\n", "gone.txt": "x\n", "old/name.txt": body, "pic.bin": "\0\x01\x02" },
    });
    repository.git("tag", "v1");
    repository.commit("Two", {
      files: {
        "z.txt": "1\n3\n4\n",
        "gone.txt": null,
        "old/name.txt": null,
        "new/name.txt": `${body}more\n`,
        "pic.bin": "\0\x03",
        "a.txt": "",
      },
    });
    expect(await filesOf(repository, "v1")).toEqual([
      { path: "a.txt", previousPath: null, change: "added", additions: 0, deletions: 0 },
      { path: "gone.txt", previousPath: null, change: "deleted", additions: 0, deletions: 1 },
      { path: "new/name.txt", previousPath: "old/name.txt", change: "renamed", additions: 1, deletions: 0 },
      { path: "pic.bin", previousPath: null, change: "modified", additions: null, deletions: null },
      { path: "z.txt", previousPath: null, change: "modified", additions: 2, deletions: 1 },
    ]);
  });

  it("may have paths with any bytes, each shown once and for itself", async () => {
    const repository = makeRepository();
    repository.commit("Root", { files: { a: "1" } });
    repository.git("tag", "v1");
    const blob = repository.raw(["hash-object", "-w", "--stdin"], "x\n").toString().trim();
    const names = [
      "caf\xe9",
      "caf\\xe9",
      "tab\there",
      "line\nbreak",
      "back\\slash",
      'quo"te',
      "-dash",
      "sp ace",
      ":colon",
      "10\t2\tx",
    ];
    const index = Buffer.concat(
      names.map((name) =>
        Buffer.concat([Buffer.from(`100644 ${blob}\t`), Buffer.from(name, "latin1"), Buffer.from([0])]),
      ),
    );
    repository.raw(["update-index", "-z", "--add", "--index-info"], index);
    repository.git("commit", "--quiet", "-m", "Odd names");
    const paths = (await filesOf(repository, "v1")).map(({ path }) => path);
    expect(paths).toHaveLength(names.length);
    expect(new Set(paths).size).toBe(names.length);
    for (const shown of [
      "caf\\xe9",
      "caf\\\\xe9",
      "tab\there",
      "line\nbreak",
      "back\\slash",
      'quo"te',
      "-dash",
      "10\t2\tx",
    ])
      expect(paths).toContain(shown);
  });

  it("include submodules, even where a setting or the change itself would hide them, and changes of type", async () => {
    const library = makeRepository();
    const old = library.commit("One", { files: { l: "1" } });
    const young = library.commit("Two", { files: { l: "2" } });
    const repository = makeRepository();
    repository.git("update-index", "--add", "--cacheinfo", `160000,${old},vendor/lib`);
    repository.write("link.txt", "target\n");
    repository.git("add", "link.txt");
    repository.git("commit", "--quiet", "-m", "One");
    repository.git("tag", "v1");
    repository.git("update-index", "--add", "--cacheinfo", `160000,${young},vendor/lib`);
    repository.git("rm", "--quiet", "-f", "link.txt");
    symlinkSync("target", join(repository.path, "link.txt"));
    repository.git("add", "link.txt");
    repository.git("commit", "--quiet", "-m", "Two");
    const files = await filesOf(repository, "v1");
    expect(files.map(({ path, change }) => [path, change])).toEqual([
      ["link.txt", "type-changed"],
      ["vendor/lib", "modified"],
    ]);
    repository.git("config", "diff.ignoreSubmodules", "all");
    const session = await openLocal(repository, { base: "v1" });
    expect(session.release.changedFiles).toBe(2);
  });
});
