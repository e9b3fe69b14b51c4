import { existsSync, mkdirSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { now, numbersOf, openLocal, query } from "../../support/local.ts";
import {
  cloneRepository,
  makeFolder,
  makeRepository,
  makeTrap,
  openRepository,
  type Repository,
} from "../../support/repository.ts";

/** v1, two commits, v2 with a document, one commit more. */
function history(...options: readonly string[]): Repository {
  const repository = makeRepository(...options);
  repository.commit("One", { files: { "a.txt": "1\n", "docs/run.md": "# Run\n" } });
  repository.git("tag", "v1.0.0");
  repository.commit("Two", { files: { "a.txt": "2\n" } });
  repository.commit("Three", { files: { "b.txt": "b\n" } });
  repository.commit("Four", { files: { "b.txt": "b\nc\n", "docs/run.md": "# Run\n\nNow.\n" } });
  return repository;
}

const kinds = ["changedFiles", "commits", "documents", "reviews"] as const;
const asked = query({ documents: ["docs/**"], reviewTrailers: true }, kinds);

describe("a shallow clone", () => {
  it("counts a range that lies wholly inside it", async () => {
    const from = history();
    from.git("tag", "v1.1.0", "HEAD~1");
    const clone = cloneRepository(from, "--depth=3");
    clone.git("fetch", "--quiet", "--depth=3", "origin", "tag", "v1.1.0");
    const { release } = await openLocal(clone, { base: "v1.1.0" });
    expect(release).toMatchObject({ relation: "ahead", limits: [], ...numbersOf(clone, "v1.1.0") });
  });

  it("knows neither commits nor all tags when the history is cut off inside the range, and says what mends it", async () => {
    const clone = cloneRepository(history(), "--depth=2");
    const session = await openLocal(clone);
    expect(session.release).toMatchObject({ base: null, commits: null, changedFiles: 3 });
    expect(session.release.limits.join(" ")).toContain(
      "a release tag may lie in the part of the history that is not here",
    );
    const evidence = await session.collect(asked);
    expect(evidence.commits).toMatchObject({ status: "unavailable", fix: expect.stringContaining("fetch-depth: 0") });
    expect(evidence.reviews).toMatchObject({ status: "unavailable" });
  });

  it("does not date a document by the commit at which it is cut off", async () => {
    const clone = cloneRepository(history(), "--depth=1");
    clone.commit("Five", { files: { "docs/new.md": "new\n" }, at: "2026-03-01T00:00:00Z" });
    const { documents } = await (await openLocal(clone)).collect(asked);
    expect(documents).toMatchObject({
      value: [
        { path: "docs/new.md", lastChangedAt: "2026-03-01T00:00:00.000Z" },
        { path: "docs/run.md", text: "# Run\n\nNow.\n", lastChangedAt: null },
      ],
    });
  });

  it("cannot tell where a base outside parts from the head", async () => {
    const from = history();
    from.git("branch", "old", "v1.0.0");
    const clone = cloneRepository(from, "--depth=1");
    clone.git("fetch", "--quiet", "--depth=1", "origin", "old");
    const session = await openLocal(clone, { base: "FETCH_HEAD" });
    expect(session.release).toMatchObject({ relation: "unknown", commits: null, changedFiles: null });
    expect((await session.collect(asked)).changedFiles).toMatchObject({ status: "unavailable" });
    await expect(openLocal(clone, { base: from.git("rev-parse", "HEAD~1") })).rejects.toMatchObject({
      kind: "unreadable",
      fix: expect.stringContaining("--unshallow"),
    });
  });
});

describe("a partial clone", () => {
  it("without contents lists files but not their lines, and downloads nothing", async () => {
    const { program, marker } = makeTrap();
    const clone = cloneRepository(history(), "--filter=blob:none", "--no-checkout");
    clone.git("config", "remote.origin.uploadpack", program);
    const session = await openLocal(clone, { base: "v1.0.0" });
    expect(session.release).toMatchObject({ commits: 3, changedFiles: 3, additions: null, deletions: null });
    expect(session.release.limits.join(" ")).toContain("Contents of changed files are missing here");
    const evidence = await session.collect(asked);
    expect(evidence.changedFiles).toMatchObject({
      value: [
        { path: "a.txt", change: "modified", additions: null, deletions: null },
        { path: "b.txt", change: "added" },
        { path: "docs/run.md", change: "modified" },
      ],
    });
    expect(evidence.documents).toMatchObject({
      value: [
        {
          path: "docs/run.md",
          text: null,
          because: expect.stringContaining("partial clone"),
          lastChangedAt: expect.any(String),
        },
      ],
    });
    expect(evidence.reviews).toMatchObject({ status: "observed" });
    expect((await session.readPolicyFile("head", "docs/run.md")).status).toBe("unreadable");
    expect((await session.readPolicyFile("head", ".release-gate.yml")).status).toBe("absent");
    expect(existsSync(marker)).toBe(false);
  });

  it("does not call the number of files certain where renames cannot be told", async () => {
    const from = history();
    from.commit("Five", { files: { "b.txt": null, "renamed.txt": "b\nc\nd\n" } });
    const clone = cloneRepository(from, "--filter=blob:none", "--no-checkout");
    expect((await openLocal(clone, { base: "HEAD~1" })).release).toMatchObject({ commits: 1, changedFiles: null });
  });

  it("without folders says that nothing about files is known, and downloads nothing", async () => {
    const { program, marker } = makeTrap();
    const clone = cloneRepository(history(), "--filter=tree:0", "--no-checkout");
    clone.git("config", "remote.origin.uploadpack", program);
    const session = await openLocal(clone, { base: "v1.0.0" });
    expect(session.release).toMatchObject({ commits: 3, changedFiles: null });
    const evidence = await session.collect(asked);
    for (const kind of ["changedFiles", "documents", "reviews"] as const)
      expect(evidence[kind], kind).toMatchObject({ status: "unavailable", because: expect.any(String) });
    expect(evidence.commits).toMatchObject({ status: "observed" });
    expect((await session.readPolicyFile("head", ".release-gate.yml")).status).toBe("unreadable");
    expect((await session.collect(query({}, ["codeOwners"]))).codeOwners).toMatchObject({ status: "unavailable" });
    expect(existsSync(marker)).toBe(false);
  });
});

describe("other shapes of a repository", () => {
  it("a bare one has no working tree: the policy is the head's, and there can be no reports", async () => {
    const from = history();
    from.commit("Policy", { files: { ".release-gate.yml": "version: 1\n" } });
    const bare = cloneRepository(from, "--bare");
    const session = await openLocal(bare, { base: "v1.0.0" });
    expect(session.root).toBeNull();
    expect(session.release).toMatchObject(numbersOf(bare, "v1.0.0"));
    expect(await session.readPolicyFile("trusted", ".release-gate.yml")).toMatchObject({
      status: "found",
      where: ".release-gate.yml at HEAD",
    });
    const { testReports } = await session.collect(query({ discoverReports: true }, ["testReports"]));
    expect(testReports).toMatchObject({ status: "unavailable", because: expect.stringContaining("bare repository") });
  });

  it("one without a config file is read all the same", async () => {
    const bare = cloneRepository(history(), "--bare");
    unlinkSync(join(bare.path, "config"));
    expect((await openLocal(bare, { base: "v1.0.0" })).release).toMatchObject({
      commits: 3,
      changedFiles: 3,
      limits: [],
    });
    const repository = history();
    unlinkSync(join(repository.path, ".git/config"));
    expect((await openLocal(repository)).release).toMatchObject({ commits: 3, base: { name: "v1.0.0" } });
  });

  it("a folder inside, its .git folder, and a linked worktree lead to the same repository", async () => {
    const repository = history();
    mkdirSync(join(repository.path, "docs/deep"));
    for (const folder of ["docs/deep", ".git"]) {
      const session = await openLocal(openRepository(join(repository.path, folder), repository.env));
      expect(session.root, folder).toBe(repository.path);
      expect(session.release).toMatchObject({ commits: 3, changedFiles: 3 });
    }
    const linked = join(makeFolder(), "linked");
    repository.git("worktree", "add", "--quiet", "--detach", linked, "HEAD~1");
    const session = await openLocal(openRepository(linked, repository.env));
    expect(session.root).toBe(linked);
    expect(session.release).toMatchObject({ commits: 2, base: { name: "v1.0.0" } });
  });

  it("one with SHA-256 hashes has an empty tree of its own", async () => {
    const repository = history("--object-format=sha256");
    repository.git("tag", "--delete", "v1.0.0");
    const session = await openLocal(repository);
    expect(session.release).toMatchObject({ commits: 4, changedFiles: 3, additions: 6, deletions: 0 });
    expect(session.release.head.sha).toHaveLength(64);
    expect(await session.readPolicyFile("head", "docs/run.md")).toMatchObject({ status: "found" });
  });

  it("one with missing objects says which facts are lost", async () => {
    const repository = history();
    const lose = (name: string): void => {
      const oid = repository.git("rev-parse", name);
      rmSync(join(repository.path, ".git/objects", oid.slice(0, 2), oid.slice(2)), { force: true });
    };
    lose("HEAD:docs/run.md");
    const session = await openLocal(repository, { base: "v1.0.0" });
    expect(session.release).toMatchObject({ commits: 3, changedFiles: 3, additions: null });
    expect((await session.collect(asked)).documents).toMatchObject({
      value: [{ text: null, because: expect.any(String) }],
    });
    lose("HEAD~2");
    const broken = await openLocal(repository, { base: "v1.0.0" });
    expect(broken.release).toMatchObject({ commits: null });
    expect((await broken.collect(asked)).commits).toMatchObject({ status: "unavailable" });
    expect(readdirSync(repository.path)).toContain("docs");
    writeFileSync(join(repository.path, "docs/run.md"), "");
    expect(now).toMatch(/Z$/);
  });
});
