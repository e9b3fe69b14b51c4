import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EvidenceKind } from "../../../src/core/evidence/evidence.ts";
import { compileGlobs } from "../../../src/core/evidence/globs.ts";
import { now, openLocal, query } from "../../support/local.ts";
import { makeFolder, makeRepository } from "../../support/repository.ts";

const collect = async (session: Awaited<ReturnType<typeof openLocal>>, kind: EvidenceKind, more = {}) =>
  (await session.collect(query(more, [kind])))[kind];

describe("documents", () => {
  it("are those of the head, not of the working tree, with the day they last changed", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { "docs/a.md": "old\n", "docs/b.md": "b\n" }, at: "2026-01-01T00:00:00Z" });
    repository.commit("Two", { files: { "docs/a.md": "new\n", "x.txt": "" }, at: "2026-02-01T00:00:00Z" });
    repository.commit("Three", { files: { "x.txt": "x" }, at: "2026-03-01T00:00:00Z" });
    repository.write("docs/a.md", "not committed");
    repository.write("docs/c.md", "not committed");
    const session = await openLocal(repository);
    expect(await collect(session, "documents", { documents: ["docs/*.md"] })).toEqual({
      status: "observed",
      source: expect.stringContaining("the tree of"),
      collectedAt: now,
      value: [
        { path: "docs/a.md", text: "new\n", because: null, lastChangedAt: "2026-02-01T00:00:00.000Z" },
        { path: "docs/b.md", text: "b\n", because: null, lastChangedAt: "2026-01-01T00:00:00.000Z" },
      ],
    });
    expect(await collect(session, "documents", { documents: ["none/*"] })).toMatchObject({
      status: "observed",
      value: [],
    });
  });

  it("are found wherever a glob leads, and nowhere else", async () => {
    const repository = makeRepository();
    const paths = ["a.md", "docs.md", "docs/a.md", "docs/a/b.md", "docs/a/b/c.md", "docs/ü/a.md", "x/docs/a.md"];
    repository.commit("One", { files: Object.fromEntries(paths.map((path) => [path, path])) });
    const session = await openLocal(repository);
    const globs = [
      "*",
      "**",
      "**/*.md",
      "docs/**",
      "docs/*/*.md",
      "{x/,}docs/a.md",
      "*/a/**/c.md",
      "docs/**/b/*",
      "none/**",
    ];
    for (const glob of [...globs.map((one) => [one]), ["docs/a.md", "x/**"]]) {
      const found = await collect(session, "documents", { documents: glob });
      const wanted = paths.filter(compileGlobs(glob)).map((path) => expect.objectContaining({ path, text: path }));
      expect(found, glob.join()).toMatchObject({ status: "observed", value: wanted });
    }
  });

  it("are not read through a link or above 1 MiB", async () => {
    const repository = makeRepository();
    mkdirSync(join(repository.path, "docs"));
    symlinkSync("/etc/passwd", join(repository.path, "docs/link.md"));
    repository.commit("One", { files: { "docs/large.md": "x".repeat(1024 * 1024 + 1), "docs/z.md": "z" } });
    expect(await collect(await openLocal(repository), "documents", { documents: ["docs/**"] })).toMatchObject({
      value: [
        { path: "docs/large.md", text: null, because: expect.stringContaining("1 MiB") },
        { path: "docs/link.md", text: null, because: expect.stringContaining("symbolic link") },
        { path: "docs/z.md", text: "z", because: null },
      ],
    });
  });
});

describe("reviews", () => {
  it("are unavailable unless the policy takes trailers, and name the setting", async () => {
    const repository = makeRepository();
    repository.commit("One\n\nReviewed-by: Bea <bea@example.com>", { files: { a: "1" } });
    expect(await collect(await openLocal(repository), "reviews")).toMatchObject({
      status: "unavailable",
      fix: expect.stringContaining("reviews: { trailers: true }"),
    });
  });

  it("come from trailers, one change for each commit that is no merge, with both names of a renamed file", async () => {
    const repository = makeRepository();
    repository.commit("Root", { files: { "old.txt": "some\nlines\nhere\n" } });
    repository.git("tag", "v1");
    const sha = repository.commit(
      "Rename\n\nReviewed-by: Bea <bea@example.com>\nAcked-by: Cem <cem@example.com>\nReviewed-by: Bea <bea@example.com>\n",
      {
        files: { "old.txt": null, "new.txt": "some\nlines\nhere\n" },
      },
    );
    const bare = repository.commit("Bare", { files: { "b.txt": "" } });
    const merge = repository.git(
      "commit-tree",
      "HEAD^{tree}",
      "-p",
      "HEAD",
      "-p",
      "v1",
      "-m",
      "Merge\n\nReviewed-by: X <x@x>",
    );
    repository.git("reset", "--quiet", "--hard", merge);
    const reviewer = (name: string, email: string) => ({
      reviewer: { name, email, login: null, kind: "person" },
      state: "approved",
      commit: sha,
      submittedAt: null,
      eligible: "yes",
    });
    const fact = await collect(await openLocal(repository, { base: "v1" }), "reviews", { reviewTrailers: true });
    expect(fact).toMatchObject({
      value: {
        channel: "trailers",
        changes: [
          { name: bare.slice(0, 10), reviews: [], paths: ["b.txt"], finalCommit: bare },
          {
            name: sha.slice(0, 10),
            title: "Rename",
            commits: [sha],
            reviews: [reviewer("Bea", "bea@example.com"), reviewer("Cem", "cem@example.com")],
            paths: ["new.txt", "old.txt"],
          },
        ],
      },
    });
  });
});

describe("CODEOWNERS", () => {
  it("holds from the base, so that no release names its own owners", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { ".github/CODEOWNERS": "* @old\n", CODEOWNERS: "* @root\n" } });
    repository.git("tag", "v1");
    repository.commit("Two", { files: { ".github/CODEOWNERS": "* @new\n" } });
    const value = { kind: "file", path: ".github/CODEOWNERS", dialect: "github", ref: "v1", text: "* @old\n" };
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({ value });
    repository.git("tag", "--delete", "v1");
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({
      value: { ref: "HEAD", text: "* @new\n" },
    });
  });

  it("is GitLab's by place, by sections or by host, and may be missing", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({ value: { kind: "none" } });
    repository.commit("Two", { files: { ".gitlab/CODEOWNERS": "* @a\n" } });
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({ value: { dialect: "gitlab" } });
    repository.commit("Three", { files: { CODEOWNERS: "[Docs]\n* @a\n", ".gitlab/CODEOWNERS": null } });
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({
      value: { path: "CODEOWNERS", dialect: "gitlab" },
    });
    repository.commit("Four", { files: { CODEOWNERS: "* @a\n" } });
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({ value: { dialect: "github" } });
    repository.git("remote", "add", "origin", "git@gitlab.example.com:acme/shop.git");
    expect(await collect(await openLocal(repository), "codeOwners")).toMatchObject({ value: { dialect: "gitlab" } });
  });
});

describe("the deployment request", () => {
  it("is a file of the head, or missing, or unavailable where it stands on a platform", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { "request.md": "# Contents\n" } });
    repository.write("request.md", "not committed");
    const session = await openLocal(repository);
    const from = "request.md at HEAD";
    expect(await collect(session, "deploymentRequest", { request: { file: "request.md" } })).toMatchObject({
      value: { kind: "markdown", from, text: "# Contents\n" },
    });
    expect(await collect(session, "deploymentRequest", { request: { file: "none.md" } })).toMatchObject({
      value: { kind: "missing" },
    });
    for (const request of ["pull-request-body", "workflow-inputs", { file: "../x" }, null])
      expect(await collect(session, "deploymentRequest", { request })).toMatchObject({ status: "unavailable" });
  });
});

describe("what a checkout alone cannot know", () => {
  it("is said, with a way out; that nobody triggered a run and that there is no CI are known", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" } });
    const session = await openLocal(repository);
    expect(await collect(session, "deployments")).toMatchObject({ status: "unavailable", fix: expect.any(String) });
    expect(await collect(session, "triggerers")).toMatchObject({
      status: "observed",
      value: [],
      source: expect.stringContaining("no run"),
    });
    expect(await collect(session, "ciRuns")).toMatchObject({
      value: { kind: "no-ci", fix: expect.stringContaining("--junit") },
    });
    expect(await collect(session, "changeTraits")).toMatchObject({ status: "observed", value: { changes: [{}] } });
    expect(Object.keys(await session.collect(query({}, ["commits"]))).sort()).toEqual([
      "commits",
      "platform",
      "release",
    ]);
  });
});

describe("policy files", () => {
  it("come from the working tree where trusted, else from the commit", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { "p/policy.yml": "base" } });
    repository.git("tag", "v1");
    repository.commit("Two", { files: { "p/policy.yml": "head" } });
    repository.write("p/policy.yml", "tree");
    repository.write("p/new.yml", "tree");
    const session = await openLocal(repository);
    const text = async (ref: "trusted" | "base" | "head", path: string): Promise<string> => {
      const reading = await session.readPolicyFile(ref, path);
      return reading.status === "found" ? `${Buffer.from(reading.bytes)} from ${reading.where}` : reading.status;
    };
    expect(await text("trusted", "p/policy.yml")).toBe("tree from p/policy.yml in the working tree");
    expect(await text("base", "p/policy.yml")).toBe("base from p/policy.yml at v1");
    expect(await text("head", "p/policy.yml")).toBe("head from p/policy.yml at HEAD");
    expect(await text("trusted", "p/new.yml")).toContain("tree");
    for (const path of ["p/new.yml", "q/policy.yml", "p/policy.yml/x"]) expect(await text("head", path)).toBe("absent");
    for (const path of ["none.yml", "q/none.yml", "p/policy.yml/x"])
      expect(await text("trusted", path), path).toBe("absent");
    for (const ref of ["trusted", "base", "head"] as const)
      for (const path of ["", "/etc/passwd", "../x", "p/../p/policy.yml", "p//policy.yml", "p", "p\\policy.yml"])
        expect(await text(ref, path), `${ref} ${path}`).toBe("unreadable");
  });

  it("are unreadable through a link, in any part of the path, and absent at a base that is not there", async () => {
    const repository = makeRepository();
    mkdirSync(join(repository.path, "real"));
    writeFileSync(join(repository.path, "real/p.yml"), "x");
    symlinkSync("real", join(repository.path, "linked"));
    symlinkSync("real/p.yml", join(repository.path, "p.yml"));
    repository.commit("One");
    const session = await openLocal(repository);
    for (const ref of ["trusted", "head"] as const)
      for (const path of ["linked/p.yml", "p.yml"])
        expect(await session.readPolicyFile(ref, path)).toMatchObject({
          status: "unreadable",
          because: expect.stringContaining("symbolic link"),
        });
    expect(await session.readPolicyFile("base", "p.yml")).toMatchObject({ status: "absent" });
  });
});

const file = (content: string | Uint8Array): string => {
  const path = join(makeFolder(), "approvals");
  writeFileSync(path, content);
  return path;
};

describe("approvals", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const item = { person: "octocat", at: "2026-05-01T12:00:00+02:00", commit, environment: "production" };
  const repository = () => {
    const made = makeRepository();
    made.commit("One", { files: { "approvals.json": JSON.stringify([item]) } });
    return made;
  };

  it("are none without a file, and say so", async () => {
    expect(await collect(await openLocal(repository()), "deploymentApprovals")).toMatchObject({
      status: "observed",
      value: [],
      source: expect.stringContaining("no approvals were given"),
    });
  });

  it("are read from JSON and from YAML", async () => {
    const made = repository();
    const json = file(
      JSON.stringify([
        item,
        { ...item, person: { name: "Bea", email: "bea@example.com" }, state: "rejected", comment: "No." },
      ]),
    );
    const yaml = file(
      `- person: "@octocat"\n  at: 2026-05-01T10:00:00Z\n  commit: ${commit.toUpperCase()}\n  environment: production\n- person: bea@example.com\n  at: 2026-05-01T10:00:00Z\n  commit: "${commit}"\n  environment: production\n`,
    );
    const common = {
      at: "2026-05-01T10:00:00.000Z",
      commit,
      environment: "production",
      memberOf: [],
      edited: null,
      url: null,
    };
    expect(await collect(await openLocal(made, { approvalsFile: json }), "deploymentApprovals")).toMatchObject({
      source: json,
      value: [
        {
          ...common,
          person: { name: "octocat", email: null, login: "octocat", kind: "person" },
          state: "approved",
          comment: "",
        },
        {
          ...common,
          person: { name: "Bea", email: "bea@example.com", login: null, kind: "person" },
          state: "rejected",
          comment: "No.",
        },
      ],
    });
    expect(await collect(await openLocal(made, { approvalsFile: yaml }), "deploymentApprovals")).toMatchObject({
      value: [
        { ...common, person: { login: "octocat" } },
        { ...common, person: { login: null, email: "bea@example.com" } },
      ],
    });
  });

  it.each([
    [
      "an unknown key",
      JSON.stringify([item, { ...item, "member-of": ["x"] }]),
      "item 2: has the unknown key member-of",
    ],
    ["a missing key", JSON.stringify([{ ...item, commit: undefined }]), "item 1: commit is missing"],
    ["a short hash", JSON.stringify([{ ...item, commit: "0123456" }]), "item 1: commit must be the full hash"],
    ["a day without an hour", JSON.stringify([{ ...item, at: "2026-05-01" }]), "item 1: at must be an instant"],
    ["another state", JSON.stringify([{ ...item, state: "maybe" }]), "item 1: state must be approved or rejected"],
    ["nobody", JSON.stringify([{ ...item, person: {} }]), "item 1: person"],
    ["an empty name", JSON.stringify([{ ...item, person: " " }]), "item 1: person"],
    ["no map", '["octocat"]', "item 1: must be a map"],
    ["no list", "{}", "expected a list"],
    ["nothing", "", "expected a list"],
    ["broken YAML", "- person: [", "approvals:"],
    ["aliases", "- &a {}\n- *a\n", "aliases"],
    ["bytes", new Uint8Array([0xff, 0xfe, 0x00]), "no UTF-8"],
    ["too much", "x".repeat(1024 * 1024 + 1), "more than 1 MiB"],
  ])("are refused with %s", async (_, content, message) => {
    const made = repository();
    await expect(openLocal(made, { approvalsFile: file(content) })).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(message),
    });
  });

  it("are refused from a file that is not there, or that git tracks at the head, also through a link", async () => {
    const made = repository();
    const link = join(makeFolder(), "link.json");
    symlinkSync(join(made.path, "approvals.json"), link);
    for (const approvalsFile of [join(made.path, "approvals.json"), link])
      await expect(openLocal(made, { approvalsFile })).rejects.toMatchObject({
        kind: "usage",
        message: expect.stringContaining("git tracks it"),
      });
    await expect(openLocal(made, { approvalsFile: "/nonexistent" })).rejects.toMatchObject({ kind: "usage" });
    made.write("mine.json", JSON.stringify([item]));
    expect(
      await collect(await openLocal(made, { approvalsFile: join(made.path, "mine.json") }), "deploymentApprovals"),
    ).toMatchObject({
      value: [{ environment: "production" }],
    });
  });
});
