import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { local } from "../../../src/platforms/local/index.ts";
import { PlatformError } from "../../../src/platforms/platform.ts";
import { openLocal, surroundings } from "../../support/local.ts";
import { makeFolder, makeRepository, openRepository, type Repository } from "../../support/repository.ts";

async function refusal(repository: Repository, more: Parameters<typeof openLocal>[1] = {}): Promise<PlatformError> {
  const error: unknown = await openLocal(repository, more).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlatformError) return error;
  throw new Error(`expected a PlatformError, got ${String(error)}`);
}

describe("a wrong question", () => {
  it("is a folder that is not there, a file, or a folder outside any repository", async () => {
    const folder = openRepository(makeFolder());
    writeFileSync(join(folder.path, "file"), "");
    expect(await refusal(openRepository(join(folder.path, "nowhere")))).toMatchObject({ kind: "usage" });
    expect(await refusal(openRepository(join(folder.path, "file")))).toMatchObject({ kind: "usage" });
    const outside = await refusal(folder);
    expect(outside).toMatchObject({ kind: "usage", fix: expect.stringContaining("--repo DIR") });
    expect(outside.message).toContain("is not a git repository");
  });

  it("is a repository without a commit", async () => {
    const error = await refusal(makeRepository());
    expect(error).toMatchObject({ kind: "usage" });
    expect(error.message).toContain("has no commit yet");
  });

  it("is a base that names no commit, looks like an option, or is no name at all", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    for (const base of ["nowhere", "--upload-pack=touch x", "-x", "", "  ", "HEAD\nHEAD", "HEAD:a", "HEAD..HEAD"])
      expect(await refusal(repository, { base }), base).toMatchObject({ kind: "usage" });
    expect((await refusal(repository, { head: "nowhere" })).message).toContain("The head nowhere names no commit");
    expect(await refusal(repository, { base: "0123456789".repeat(4) })).toMatchObject({ kind: "unreadable" });
  });

  it("is a glob that cannot be read", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    expect((await refusal(repository, { junit: ["reports/[a.xml"] })).message).toContain(
      "--junit reports/[a.xml: the glob",
    );
  });
});

describe("what git will not read", () => {
  it("is a repository of another user, with the line that mends it", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    const error: unknown = await local
      .open(surroundings(repository, { env: { ...repository.env, PATH: `${strangersGit()}:${repository.env.PATH}` } }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "unreadable", fix: expect.stringContaining("safe.directory") });
  });

  it("is a format of the future", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    writeFileSync(join(repository.path, ".git/config"), "[core]\n\trepositoryformatversion = 99\n");
    expect(await refusal(repository)).toMatchObject({ kind: "unreadable" });
  });

  it("is anything, where git is not installed", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    const error: unknown = await local
      .open(surroundings(repository, { env: { PATH: "/nonexistent" } }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: "unreadable", fix: expect.stringContaining("Install git") });
  });
});

/** A folder with a git that believes every repository to be somebody else's, as git's own tests have it. */
function strangersGit(): string {
  const folder = join(makeFolder(), "bin");
  mkdirSync(folder);
  const real = process.env.PATH?.split(":").map((one) => join(one, "git")) ?? [];
  const script = `#!/bin/sh
export GIT_TEST_ASSUME_DIFFERENT_OWNER=1
for git in ${real.join(" ")}; do [ -x "$git" ] && exec "$git" "$@"; done
`;
  writeFileSync(join(folder, "git"), script, { mode: 0o755 });
  return folder;
}
