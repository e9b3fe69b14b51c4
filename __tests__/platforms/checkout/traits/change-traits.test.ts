import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ChangeTraits, ReleaseTraits } from "../../../../src/core/evidence/change-traits.ts";
import type { Git } from "../../../../src/platforms/checkout/git.ts";
import { changeTraits, mostChanges } from "../../../../src/platforms/checkout/traits/change-traits.ts";
import { differences } from "../../../../src/platforms/checkout/traits/diffs.ts";
import {
  folder,
  type MadeCommit,
  type MadeRepository,
  makeRepository,
  opened,
  removeFolders,
  runGit,
} from "./made-repository.ts";

const whole = { shallow: false, blobless: false, now: "2026-06-10T10:00:00Z" };

async function traits(git: Git, base: string | null, head: string, options = whole): Promise<ReleaseTraits> {
  const seen = await changeTraits(git, { base, head }, options);
  if (seen.status !== "observed") throw new Error(seen.because);
  return seen.value;
}

/** The traits of the newest change. */
async function newest(repository: MadeRepository, options = whole): Promise<ChangeTraits> {
  const { changes } = await traits(repository.git, null, repository.sha("last"), options);
  return changes[0] as ChangeTraits;
}

const lines = (...text: string[]): string => `${text.join("\n")}\n`;
const first: MadeCommit = {
  name: "first",
  message: "Begin",
  day: 0,
  files: [["src/a.ts", lines("let a = 1;", "let b = 2;", "let c = 3;")]],
};
const last = (over: Partial<MadeCommit>): MadeCommit => ({ name: "last", message: "Change", day: 1, ...over });
const made = (...commits: MadeCommit[]): MadeRepository => makeRepository([first, ...commits]);

afterAll(removeFolders);

describe("the text of the diff", () => {
  it("counts code lines without comments, blank lines and closing brackets, and decisions in them", async () => {
    const text = lines(
      "let a = 1;",
      "let b = 2;",
      "let c = 3;",
      "// if this",
      "",
      "if (a && b) {",
      "  c = a ? 1 : 2;",
      "}",
    );
    expect((await newest(made(last({ files: [["src/a.ts", text]] })))).diff).toEqual({
      codeLinesAdded: 2,
      decisionsAdded: 3,
      decisionsRemoved: 0,
      hunks: 1,
    });
  });

  it("counts only product code: no tests, documents, generated, vendored or lock files", async () => {
    const text = lines("if (a) b();");
    const files = ["__tests__/a.ts", "a.test.ts", "docs/a.ts", "vendor/a.go", "a.min.js", "package-lock.json", "a.md"];
    const { diff } = await newest(made(last({ files: files.map((path) => [path, text] as const) })));
    expect(diff).toEqual({ codeLinesAdded: 0, decisionsAdded: 0, decisionsRemoved: 0, hunks: 0 });
  });

  it("does not count a change of white space", async () => {
    const spaced = lines("\tlet a = 1;", "let b  =  2;", "let c = 3;");
    expect((await newest(made(last({ files: [["src/a.ts", spaced]] })))).diff).toMatchObject({
      codeLinesAdded: 0,
      hunks: 0,
    });
  });

  it("counts of a file that moved only what changed in it", async () => {
    const moved = last({
      files: [
        ["src/a.ts", null],
        ["lib/b.ts", lines("let a = 1;", "let b = 2;", "let c = 4;")],
      ],
    });
    expect((await newest(made(moved))).diff).toMatchObject({ codeLinesAdded: 1, hunks: 1 });
  });

  it("is not led astray by lines that look like headers or end marks", async () => {
    const text = lines(
      "let a = 1;",
      "let b = 2;",
      "let c = 3;",
      "++ b/x.md",
      "-- a/x.md",
      "#",
      "diff --git a/x b/x",
      "@@ -1 +1 @@",
    );
    const { diff } = await newest(made(last({ files: [["src/a.ts", text]] })));
    expect(diff).toMatchObject({ codeLinesAdded: 3, hunks: 1 });
    const back = made(
      last({ name: "then", files: [["src/a.ts", text]] }),
      last({ day: 2, files: [["src/a.ts", lines("let a = 1;")]] }),
    );
    expect((await newest(back)).diff).toMatchObject({ codeLinesAdded: 0, decisionsRemoved: 0, hunks: 1 });
  });

  it("counts a root commit against nothing", async () => {
    const { changes } = await traits(made(last({})).git, null, made(last({})).sha("first"));
    expect(changes).toHaveLength(1);
    expect(changes[0]?.diff).toMatchObject({ codeLinesAdded: 3 });
  });

  it("lets no .gitattributes of the change hide its files", async () => {
    const hidden = last({
      files: [
        [".gitattributes", "*.ts -diff\n"],
        ["src/b.ts", lines("b();")],
      ],
    });
    const repository = made(hidden);
    repository.run("reset", "-q", "--hard", "main");
    expect((await newest(repository)).diff).toMatchObject({ codeLinesAdded: 1 });
  });

  it("reads code that git takes for binary, by its NUL bytes or by .gitattributes, however often that happens", async () => {
    const hidden = Array.from({ length: 60 }, (_, i) =>
      last({ name: `h${i}`, files: [[`src/and and/${i}.ts`, Buffer.from(`b();\0\nc();\n`)]] }),
    );
    const { git, sha } = made(...hidden, last({ files: [["logo.png", Buffer.from([0x89, 0, 1])]] }));
    const { changes } = await traits(git, null, sha("last"));
    expect(changes.map(({ diff }) => diff?.codeLinesAdded)).toEqual([0, ...hidden.map(() => 2), 3]);
  });

  it("a file that moved with another content is gone and new, in order, as a clone without contents has it", async () => {
    const moved = last({
      files: [
        ["src/a.ts", null],
        ["lib/b.ts", lines("let a = 1;", "let b = 2;", "let c = 4;")],
        ["src/and.ts", lines("x();")],
      ],
    });
    const { git, sha } = made(moved);
    const link = [{ sha: sha("last"), parent: sha("first") }];
    const listed = async (isWithText: boolean) => {
      for await (const { touched } of differences(git, link, { isWithText, wantsEdits: false })) return touched;
      return null;
    };
    expect((await listed(true))?.files.map(({ status, path }) => [status, path])).toEqual([
      ["A", "lib/b.ts"],
      ["D", "src/a.ts"],
      ["A", "src/and.ts"],
    ]);
    expect(await listed(true)).toEqual(await listed(false));
  });

  it("obeys no configuration that would change the text", async () => {
    const repository = made(last({ files: [["src/a.ts", lines("let a = 1;", "x();", "let c = 3;", "y();")]] }));
    const plain = await newest(repository);
    for (const [key, value] of [
      ["diff.noprefix", "true"],
      ["diff.mnemonicPrefix", "true"],
      ["diff.interHunkContext", "9"],
      ["diff.renames", "copies"],
      ["color.ui", "always"],
      ["log.showSignature", "true"],
    ] as const)
      repository.run("config", key, value);
    expect(await newest(repository)).toEqual(plain);
  });

  it("reads paths of any bytes", async () => {
    const paths = [
      'src/"q".ts',
      "src/tab\t.ts",
      "src/line\nbreak.ts",
      "src/ä.ts",
      Buffer.from([0x73, 0x2f, 0xff, 0xfe, 0x2e, 0x74, 0x73]),
    ];
    const { diff, shape } = await newest(made(last({ files: paths.map((path) => [path, lines("x();")] as const) })));
    expect(diff).toMatchObject({ codeLinesAdded: 5, hunks: 5 });
    expect(shape?.documentsOnly).toBe(false);
  });

  it("reads a line of two megabytes without holding it", async () => {
    const { diff } = await newest(made(last({ files: [["src/long.js", `x(${"1".repeat(2_000_000)});\ny();\n`]] })));
    expect(diff).toMatchObject({ codeLinesAdded: 2 });
  });
});

describe("paths and messages", () => {
  it("an empty commit changes no documents and no code", async () => {
    const { shape, diff } = await newest(made(last({})));
    expect(shape?.documentsOnly).toBe(false);
    expect(diff).toMatchObject({ codeLinesAdded: 0, hunks: 0 });
  });

  it("a merge is one change: one diff, the commits it brought, the title of its request", async () => {
    const merge = made(
      { name: "b1", message: "Wip", day: 1, author: "Ben", parents: ["first"], files: [["src/b.ts", lines("b();")]] },
      { name: "b2", message: "More", day: 2, author: "Ben", files: [["src/b.ts", lines("b();", "c();")]] },
      { name: "main", message: "Meanwhile", day: 2, parents: ["first"], files: [["src/m.ts", lines("m();")]] },
      last({ message: "Merge pull request #7 from acme/b\n\nAdd b and c", day: 3, parents: ["main", "b2"] }),
    );
    const { changes } = await traits(merge.git, merge.sha("main"), merge.sha("last"));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ title: "Add b and c", diff: { codeLinesAdded: 0 }, shape: { commits: 2 } });
  });

  it("a squashed change counts the bullets of its message", async () => {
    expect((await newest(made(last({ message: "All (#3)\n\n* one\n* two\n* three\n" })))).shape?.commits).toBe(3);
  });
});

const edit = (name: string, day: number, author: string, message = "Edit", path = "src/a.ts"): MadeCommit => ({
  name,
  message,
  day,
  author,
  files: [[path, `${name}();\n`]],
});

describe("history", () => {
  it("tells the author's share of a year's changes, fixes, reverts and days", async () => {
    const { history } = await newest(
      made(edit("e1", 10, "Ben"), edit("e2", 11, "Ann", "Fix a crash"), edit("e3", 12, "Ben", 'Revert "Fix a crash"'), {
        ...edit("last", 14, "Ann"),
        name: "last",
      }),
    );
    expect(history).toMatchObject({
      ownShare: 0.5,
      fixesOfAFile: 1,
      revertsOfAFile: 1,
      revertsOfFiles: 1,
      daysSinceChanged: 2,
    });
    // One of four changes was taken back: 2 of 104 is the common rate, thirty changes of which stand beside the four.
    expect(history?.pathSetbacks).toBeCloseTo(Math.log((1 + (30 * 2) / 104) / 34 / (2 / 104)), 6);
    expect(history?.wordSetbacks).toBe(0);
  });

  it("remembers the words of what was taken back, never a name, and forgets them after a year", async () => {
    const lazy = (name: string, day: number, message: string) => edit(name, day, "Lena", message, `src/${name}.ts`);
    const past = [lazy("e1", 10, "Load images lazily"), lazy("e2", 11, "Lena loads lazily (#1)")];
    const taken = [
      ...past,
      lazy("e3", 12, 'Revert "Load images lazily"'),
      lazy("e4", 13, 'Revert "Lena loads lazily"'),
    ];
    const titled = (message: string, day = 20) => newest(made(...taken, lazy("last", day, message)));
    const [again, other, hers] = await Promise.all([
      titled("Fetch lazily"),
      titled("Fetch eagerly"),
      titled("Lena @lena fetches"),
    ]);
    expect(again.history?.wordSetbacks).toBeGreaterThan(0.3);
    expect(other.history?.wordSetbacks).toBe(0);
    expect(hers.history?.wordSetbacks).toBe(0);
    expect((await titled("Fetch lazily", 400)).history).toMatchObject({ wordSetbacks: 0, pathSetbacks: 0 });
  });

  it("forgets what is older than a year", async () => {
    const { history } = await newest(
      made(
        edit("e1", 10, "Ann", "Fix a crash"),
        edit("e2", 11, "Ben", 'Revert "Fix a crash"'),
        edit("last", 400, "Ann"),
      ),
    );
    expect(history).toMatchObject({ ownShare: 0, fixesOfAFile: 0, revertsOfAFile: 0, daysSinceChanged: 365 });
  });

  it("keeps the past of a renamed file, and gives a new file none", async () => {
    const { history } = await newest(
      made(edit("e1", 10, "Ann"), {
        name: "last",
        message: "Move",
        day: 20,
        files: [
          ["src/a.ts", null],
          ["src/moved.ts", "e1();\n"],
        ],
      }),
    );
    expect(history).toMatchObject({ ownShare: 1, daysSinceChanged: 10 });
    const fresh = await newest(made(edit("last", 10, "Ann", "Add", "src/new.ts")));
    expect(fresh.history).toMatchObject({ ownShare: 0, daysSinceChanged: null });
  });

  it("a title that was reverted lately and comes again is tentative", async () => {
    const title = "Load the prices from the new service (#5)";
    const again = made(
      edit("e1", 10, "Ann", title),
      edit("e2", 11, "Ben", `Revert "${title}" (#6)\n\nThis reverts commit 0123456789.`),
      edit("last", 20, "Ann", "Load the prices from the new service (#7)"),
    );
    expect((await newest(again)).shape?.isTentative).toBe(true);
    const later = made(
      edit("e1", 10, "Ann", title),
      edit("e2", 11, "Ben", `Revert "${title}" (#6)`),
      edit("last", 300, "Ann", "Load the prices from the new service (#7)"),
    );
    expect((await newest(later)).shape?.isTentative).toBe(false);
  });

  it("a revert is known by the hash it names", async () => {
    const repository = makeRepository([first]);
    const sha = repository.sha("first");
    const back = made(
      edit("e1", 10, "Ben", `Take the prices back\n\nThis reverts commit ${sha}.`),
      edit("last", 12, "Ann"),
    );
    expect(back.sha("first")).toBe(sha);
    expect((await newest(back)).history?.revertsOfAFile).toBe(1);
  });

  it("is the same for a change however much of the history is asked about", async () => {
    const commits = Array.from({ length: 30 }, (_, i) =>
      edit(`e${i}`, i * 30, i % 3 === 0 ? "Ann" : "Ben", i % 4 === 0 ? "Fix a bug" : "Edit", `src/${i % 5}.ts`),
    );
    const repository = made(...commits, edit("last", 910, "Ann"));
    const all = await traits(repository.git, null, repository.sha("last"));
    const few = await traits(repository.git, repository.sha("e25"), repository.sha("last"));
    expect(few.changes).toHaveLength(5);
    expect(few.changes).toEqual(all.changes.slice(0, 5));
  });
});

describe("what a checkout cannot know", () => {
  const story: readonly MadeCommit[] = [
    first,
    { name: "two", message: "Two", day: 1, files: [["src/a.ts", lines("two();")]] },
    { name: "words", message: "Words", day: 2, files: [["README.md", "words\n"]] },
    { name: "last", message: "Last", day: 3, files: [["src/a.ts", lines("last();", "if (a) b();")]] },
  ];

  const cloned = (...options: string[]): { directory: string; git: Git; head: string } => {
    const origin = makeRepository(story);
    origin.run("config", "uploadpack.allowFilter", "true");
    const directory = join(folder(), "clone");
    runGit(origin.directory, ["clone", "-q", "--bare", ...options, `file://${origin.directory}`, directory]);
    return { directory, git: opened(directory), head: origin.sha("last") };
  };

  it("a shallow clone: no history, nothing of the commit where it ends, and the words that mend it", async () => {
    const { git, head } = cloned("--depth=2");
    const seen = await traits(git, null, head, { ...whole, shallow: true });
    expect(seen.changes.map(({ diff, shape, history }) => [diff === null, shape === null, history === null])).toEqual([
      [false, false, true],
      [true, true, true],
    ]);
    expect(seen.historyMissing).toMatch(/fetch-depth: 0/);
    expect(seen.diffMissing).toMatch(/fetch-depth: 0/);
  });

  it("a clone without file contents: paths and history as in a whole one, no diff but where no code changed, no download", async () => {
    const { git, head, directory } = cloned("--filter=blob:none");
    const before = readdirSync(join(directory, "objects", "pack"));
    const seen = await traits(git, null, head, { ...whole, blobless: true });
    const full = await traits(makeRepository(story).git, null, head);
    expect(seen.changes.map(({ shape, history }) => ({ shape, history }))).toEqual(
      full.changes.map(({ shape, history }) => ({ shape, history })),
    );
    expect(seen.changes.map(({ diff }) => diff === null)).toEqual([true, false, true, true]);
    expect(seen.diffMissing).toMatch(/blob:none/);
    expect(seen.historyMissing).toBeNull();
    expect(readdirSync(join(directory, "objects", "pack"))).toEqual(before);
  });

  it("a content that is missing in the middle: that change is unknown, those around it are not", async () => {
    const repository = makeRepository(story);
    const full = await traits(repository.git, null, repository.sha("last"));
    const blob = repository.run("rev-parse", `${repository.sha("two")}:src/a.ts`).trim();
    loosen(repository);
    rmSync(join(repository.directory, ".git", "objects", blob.slice(0, 2), blob.slice(2)));
    const seen = await traits(repository.git, null, repository.sha("last"));
    expect(seen.changes.map(({ diff }) => diff === null)).toEqual([true, false, true, false]);
    expect(seen.changes[3]).toEqual(full.changes[3]);
    expect(seen.diffMissing).toMatch(/contents are missing/);
  });

  it("a folder that is missing: paths and history of everything from there on are unknown", async () => {
    const repository = makeRepository(story);
    const tree = repository.run("rev-parse", `${repository.sha("two")}:src`).trim();
    loosen(repository);
    rmSync(join(repository.directory, ".git", "objects", tree.slice(0, 2), tree.slice(2)));
    const seen = await traits(repository.git, null, repository.sha("last"));
    expect(seen.changes.map(({ shape, history }) => [shape === null, history === null])).toEqual([
      [true, true],
      [true, true],
      [true, true],
      [false, false],
    ]);
    expect(seen.shapeMissing).not.toBeNull();
    expect(seen.historyMissing).not.toBeNull();
  });

  it("a head that is not there is unavailable with what to do", async () => {
    const { git } = makeRepository(story);
    expect(await changeTraits(git, { base: null, head: "0".repeat(40) }, whole)).toMatchObject({
      status: "unavailable",
    });
  });

  it("an empty range has no changes", async () => {
    const repository = makeRepository(story);
    expect((await traits(repository.git, repository.sha("last"), repository.sha("last"))).changes).toEqual([]);
  });

  it("more changes than are looked at are counted", async () => {
    const many = Array.from({ length: mostChanges + 20 }, (_, i) => ({ name: `n${i}`, message: "n", day: i / 100 }));
    const repository = makeRepository(many);
    const seen = await traits(repository.git, null, repository.sha(`n${mostChanges + 19}`));
    expect([seen.changes.length, seen.unread]).toEqual([mostChanges, 20]);
  });
});

/** Turns packs into loose objects, so that one can be taken away. */
function loosen({ directory }: MadeRepository): void {
  const packs = join(directory, ".git", "objects", "pack");
  const contents = readdirSync(packs)
    .filter((name) => name.endsWith(".pack"))
    .map((name) => readFileSync(join(packs, name)));
  rmSync(packs, { recursive: true });
  for (const content of contents) runGit(directory, ["unpack-objects", "-q"], content);
}
