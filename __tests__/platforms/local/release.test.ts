import { describe, expect, it } from "vitest";
import { numbersOf, openLocal } from "../../support/local.ts";
import { makeRepository, type Repository } from "../../support/repository.ts";

const numbers = async (repository: Repository, base: string | null = null, head: string | null = null) => {
  const { commits, changedFiles, additions, deletions } = (await openLocal(repository, { base, head })).release;
  return { commits, changedFiles, additions, deletions };
};

function threeReleases(): Repository {
  const repository = makeRepository();
  repository.commit("One", { files: { "a.txt": "1\n2\n3\n" } });
  repository.git("tag", "v1.0.0");
  repository.commit("Two", { files: { "a.txt": "1\n2\n", "b.txt": "b\n" } });
  repository.git("tag", "-m", "Release 1.1.0", "v1.1.0");
  repository.commit("Three", { files: { "c.txt": "c\nc\n" } });
  return repository;
}

describe("the base", () => {
  it("is the one given, as any commit-ish, and the numbers are git's own", async () => {
    const repository = threeReleases();
    for (const base of ["v1.0.0", "HEAD~2", repository.git("rev-parse", "--short", "v1.0.0"), "refs/tags/v1.0.0"]) {
      const { release } = await openLocal(repository, { base });
      expect(release).toMatchObject({ baseOrigin: "given", relation: "ahead", base: { name: base }, limits: [] });
      expect(release).toMatchObject(numbersOf(repository, base));
    }
  });

  it("is the newest release tag on an ancestor, through annotated tags, when none is given", async () => {
    const repository = threeReleases();
    const { release } = await openLocal(repository);
    expect(release.base).toEqual({ name: "v1.1.0", sha: repository.git("rev-parse", "v1.1.0^{commit}") });
    expect(release.baseBecause).toBe("v1.1.0 is the newest release tag on an ancestor of the head.");
    expect(release).toMatchObject({ baseOrigin: "release-tag", relation: "ahead", ...numbersOf(repository, "v1.1.0") });
  });

  it("is never a tag on the head itself", async () => {
    const repository = threeReleases();
    repository.git("tag", "v1.2.0");
    repository.git("tag", "v9.0.0-rc.1");
    expect((await openLocal(repository)).release.base?.name).toBe("v1.1.0");
    expect((await openLocal(repository, { head: "v1.1.0" })).release.base?.name).toBe("v1.0.0");
  });

  it("is no tag of another branch, and no tag that names no version", async () => {
    const repository = threeReleases();
    repository.git("checkout", "--quiet", "-b", "side", "v1.0.0");
    repository.commit("Elsewhere", { files: { "s.txt": "s" } });
    repository.git("tag", "v2.0.0");
    repository.git("checkout", "--quiet", "main");
    repository.git("tag", "deployed-to-staging", "HEAD~1");
    expect((await openLocal(repository)).release.base?.name).toBe("v1.1.0");
  });

  it("is a pre-release only where there is nothing else, and says so", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    repository.git("tag", "v1.0.0-beta.1");
    repository.commit("Two", { files: { a: "2" } });
    repository.git("tag", "v1.0.0-beta.2");
    repository.commit("Three", { files: { a: "3" } });
    const before = (await openLocal(repository)).release;
    expect(before.base?.name).toBe("v1.0.0-beta.2");
    expect(before.baseBecause).toContain("newest pre-release tag");
    repository.git("tag", "v0.9.0", "HEAD~2");
    expect((await openLocal(repository)).release.base?.name).toBe("v0.9.0");
  });

  it("is newest by the commit's date, then by version, and follows a tag of a tag", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    repository.git("tag", "v2.0.0");
    repository.commit("Two", { files: { a: "2" } });
    repository.git("tag", "v1.9.9");
    repository.git("tag", "v1.9.10");
    repository.commit("Three", { files: { a: "3" } });
    expect((await openLocal(repository)).release.base?.name).toBe("v1.9.10");
    repository.git("tag", "-m", "inner", "inner", "HEAD");
    repository.git("tag", "-m", "outer", "v3.0.0", "inner");
    repository.commit("Four", { files: { a: "4" } });
    const { base } = (await openLocal(repository)).release;
    expect(base).toEqual({ name: "v3.0.0", sha: repository.git("rev-parse", "HEAD~1") });
  });

  it("comes with a word of warning when it lies more than a year back", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    repository.git("tag", "v1.0.0");
    repository.commit("Two", { files: { a: "2" }, at: "2027-01-05T09:00:00Z" });
    expect((await openLocal(repository)).release.baseBecause).not.toContain("--base");
    repository.commit("Three", { files: { a: "3" }, at: "2027-01-06T09:00:00Z" });
    expect((await openLocal(repository)).release.baseBecause).toContain("more than a year older");
  });

  it("is nothing without a release tag: everything is judged, the first commit included", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { "a.txt": "1\n2\n" } });
    repository.commit("Two", { files: { "b.txt": "b\n" } });
    const { release } = await openLocal(repository);
    expect(release).toMatchObject({ base: null, baseOrigin: "whole-history", relation: "no-base", limits: [] });
    expect(release).toMatchObject(numbersOf(repository, null));
    expect(release).toMatchObject({ commits: 2, changedFiles: 2, additions: 3, deletions: 0 });
  });
});

describe("how head and base stand", () => {
  it("is the same for an empty range", async () => {
    const repository = threeReleases();
    const { release } = await openLocal(repository, { base: "HEAD" });
    expect(release).toMatchObject({ relation: "same", commits: 0, changedFiles: 0, additions: 0, deletions: 0 });
  });

  it("is behind when the head is an ancestor of the base", async () => {
    const repository = threeReleases();
    const { release } = await openLocal(repository, { base: "main", head: "v1.0.0" });
    expect(release).toMatchObject({ relation: "behind", ...numbersOf(repository, "main", "v1.0.0") });
  });

  it("tells who made a head that the range does not hold, and nothing where it holds it", async () => {
    const repository = threeReleases();
    const headOf = async (base: string, head: string) =>
      (await openLocal(repository, { base, head })).release.headCommit;
    const sha = repository.git("rev-parse", "v1.1.0^{commit}");
    for (const base of ["v1.1.0", "main"])
      expect(await headOf(base, "v1.1.0")).toMatchObject({ sha, title: "Two", isMerge: false, coAuthors: [] });
    expect(await headOf("v1.0.0", "v1.1.0")).toBeUndefined();
  });

  it("is diverged when both went on, and then compares from where they part", async () => {
    const repository = threeReleases();
    repository.git("checkout", "--quiet", "-b", "side", "v1.0.0");
    repository.commit("Elsewhere", { files: { "s.txt": "s\n" } });
    const { release } = await openLocal(repository, { base: "main", head: "side" });
    expect(release).toMatchObject({ relation: "diverged", ...numbersOf(repository, "main", "side") });
    expect(release.additions).toBe(1);
  });

  it("has no difference to measure between unrelated histories, and says so", async () => {
    const repository = threeReleases();
    repository.git("checkout", "--quiet", "--orphan", "island");
    repository.commit("Alone", { files: { "i.txt": "i\n" } });
    const session = await openLocal(repository, { base: "main", head: "island" });
    expect(session.release).toMatchObject({ relation: "diverged", commits: 1, changedFiles: null, additions: null });
    expect(session.release.limits.join(" ")).toContain("main and island share no commit");
  });

  it("takes the dates and the merges of the head as git has them", async () => {
    const repository = threeReleases();
    repository.git("checkout", "--quiet", "-b", "side");
    repository.commit("Side", { files: { "s.txt": "s\n" } });
    repository.git("checkout", "--quiet", "main");
    repository.commit("Main", { files: { "m.txt": "m\n" } });
    const merge = repository.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-p", "side", "-m", "Merge side").trim();
    repository.git("reset", "--quiet", "--hard", merge);
    expect(await numbers(repository, "v1.1.0")).toEqual(numbersOf(repository, "v1.1.0"));
  }, 20_000);
});

const body = (name: string): string => Array.from({ length: 30 }, (_, line) => `${name} line ${line}\n`).join("");

describe("git's own settings for comparing", () => {
  it("hold where they change the numbers", async () => {
    const repository = makeRepository();
    const files = Object.fromEntries(["a", "b", "c"].map((name) => [`${name}.txt`, body(name)]));
    repository.commit("One", { files });
    repository.git("tag", "v1");
    repository.commit("Two", {
      files: Object.fromEntries(
        ["a", "b", "c"].flatMap((name) => [
          [`${name}.txt`, null],
          [`new-${name}.txt`, `${body(name)}more\n`],
        ]),
      ),
    });
    expect((await numbers(repository, "v1")).changedFiles).toBe(3);
    expect(await numbers(repository, "v1")).toEqual(numbersOf(repository, "v1"));
    repository.git("config", "diff.renameLimit", "1");
    expect(await numbers(repository, "v1")).toEqual(numbersOf(repository, "v1"));
    repository.git("config", "diff.algorithm", "patience");
    expect(await numbers(repository, "v1")).toEqual(numbersOf(repository, "v1"));
  });
});

describe("the repository's name", () => {
  it("is the origin's path without anything secret, else the folder's name", async () => {
    const repository = threeReleases();
    expect((await openLocal(repository)).release.repository).toBe(repository.path.split("/").at(-1));
    repository.git("remote", "add", "origin", "https://me:secret-token@github.com/acme/shop.git?key=other-secret");
    const { release } = await openLocal(repository);
    expect(release.repository).toBe("acme/shop");
    expect(JSON.stringify(release)).not.toContain("secret");
  });
});
