import { describe, expect, it } from "vitest";
import type { Commit } from "../../../src/core/evidence/commits.ts";
import { openLocal, query } from "../../support/local.ts";
import { makeRepository, type Repository } from "../../support/repository.ts";

async function commitsOf(repository: Repository, base: string | null = null): Promise<readonly Commit[]> {
  const { commits } = await (await openLocal(repository, { base })).collect(query({}, ["commits"]));
  if (commits?.status !== "observed") throw new Error(commits?.because ?? "not collected");
  return commits.value;
}

const person = (name: string, email: string | null) => ({ name, email, login: null, kind: "person" });

const latin = (text: string): Buffer => Buffer.from(text, "latin1");

describe("commits", () => {
  it("come newest first, with author, committer, title and the date of the commit in UTC", async () => {
    const repository = makeRepository();
    const first = repository.commit("First\nline two\n\nBody.", { files: { a: "1" } });
    const second = repository.commit("Second", {
      files: { a: "2" },
      author: "Bea <bea@example.com>",
      committer: "Cem <cem@example.com>",
      at: "2026-02-01T10:00:00+05:00",
    });
    expect(await commitsOf(repository)).toEqual([
      {
        sha: second,
        title: "Second",
        author: person("Bea", "bea@example.com"),
        committer: person("Cem", "cem@example.com"),
        coAuthors: [],
        committedAt: "2026-02-01T05:00:00.000Z",
        isMerge: false,
      },
      expect.objectContaining({ sha: first, title: "First line two" }),
    ]);
  });

  it("name every co-author, wherever the line stands, once", async () => {
    const repository = makeRepository();
    repository.commit(
      "Title\n\nco-authored-by: Dee <dee@example.com>\n\nMore words.\n\nCo-Authored-By: Eve <eve@example.com>\nCo-authored-by: Dee <dee@example.com>\n",
      { files: { a: "1" } },
    );
    const [commit] = await commitsOf(repository);
    expect(commit?.coAuthors).toEqual([person("Dee", "dee@example.com"), person("Eve", "eve@example.com")]);
  });

  it("take no login from an address, and only a name in [bot] for a bot", async () => {
    const repository = makeRepository();
    repository.commit("One", { files: { a: "1" }, author: "Oct <12345+octocat@users.noreply.github.com>" });
    repository.commit("Two", {
      files: { a: "2" },
      author: "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    });
    const [bot, human] = await commitsOf(repository);
    expect(human?.author).toEqual(person("Oct", "12345+octocat@users.noreply.github.com"));
    expect(bot?.author).toMatchObject({ kind: "bot", login: null });
  });

  it("are not renamed by a mailmap, which the change itself could bring", async () => {
    const repository = makeRepository();
    repository.commit("One", {
      files: { ".mailmap": "Somebody Else <else@example.com> <ada@example.com>\n", a: "1" },
    });
    repository.git("config", "log.mailmap", "true");
    expect((await commitsOf(repository))[0]?.author.name).toBe("Ada");
  });

  it("say which are merges", async () => {
    const repository = makeRepository();
    repository.commit("Root", { files: { a: "1" } });
    repository.git("tag", "v1");
    repository.git("checkout", "--quiet", "-b", "side");
    const side = repository.commit("Side", { files: { b: "1" } });
    const merge = repository.git("commit-tree", "HEAD^{tree}", "-p", "main", "-p", side, "-m", "Merge");
    repository.git("reset", "--quiet", "--hard", merge);
    expect((await commitsOf(repository)).map(({ sha, isMerge }) => [sha, isMerge])).toContainEqual([merge, true]);
    expect((await commitsOf(repository)).filter(({ isMerge }) => isMerge)).toHaveLength(1);
  });

  it("keep bytes that are no UTF-8 in names, and read declared encodings", async () => {
    const repository = makeRepository();
    const tree = repository.git("write-tree");
    const write = (body: Buffer): void => {
      const sha = repository
        .raw(["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], body)
        .toString()
        .trim();
      repository.git("update-ref", "refs/heads/main", sha);
    };
    const who = "J\xfcrgen <j@example.com> 1767607200 +0000";
    write(latin(`tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nGr\xfc\xdfe\n`));
    const [raw] = await commitsOf(repository);
    expect(raw).toMatchObject({ author: { name: "J\\xfcrgen" }, title: "Gr\\xfc\\xdfe" });
    write(latin(`tree ${tree}\nauthor ${who}\ncommitter ${who}\nencoding ISO-8859-1\n\nGr\xfc\xdfe\n`));
    const [declared] = await commitsOf(repository);
    expect(declared).toMatchObject({ author: { name: "Jürgen" }, title: "Grüße" });
  });
});
