import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCodeOwners } from "../../../src/core/people/code-owners.ts";

type Dialect = "github" | "gitlab";

const ownersOf = (text: string, path: string, dialect: Dialect = "github"): string[] =>
  readCodeOwners(text, dialect)
    .ownersOf(path)
    .map(({ owners }) => owners.map((owner) => owner.text).join(" "));

describe("GitHub's documented example", () => {
  const text = [
    "# This is a comment.",
    "*       @global-owner1 @global-owner2",
    "*.js    @js-owner #This is an inline comment.",
    "*.go docs@example.com",
    "*.txt @octo-org/octocats",
    "/build/logs/ @doctocat",
    "docs/*  docs@example.com",
    "apps/ @octocat",
    "/docs/ @doctocat",
    "/scripts/ @doctocat @octocat",
    "**/logs @octocat",
    "/apps/ @octocat",
    "/apps/github",
    "/apps/github/special @doctocat",
  ].join("\n");

  test.each([
    ["README", "@global-owner1 @global-owner2"],
    ["src/deep/a.js", "@js-owner"],
    ["a.go", "docs@example.com"],
    ["x/y.txt", "@octo-org/octocats"],
    ["build/logs/a/b.bin", "@octocat"],
    ["docs/getting-started.md", "@doctocat"],
    ["docs/build-app/troubleshooting.md", "@doctocat"],
    ["some/apps/x", "@octocat"],
    ["scripts/a", "@doctocat @octocat"],
    ["scripts/logs/x", "@octocat"],
    ["deeply/nested/logs/x/y", "@octocat"],
    ["apps/x", "@octocat"],
    ["apps/github/x", ""],
    ["apps/github", ""],
    ["apps/github/special/x", "@doctocat"],
  ])("%s belongs to %s", (path, owners) => expect(ownersOf(text, path)).toEqual([owners]));
});

describe("GitHub's patterns", () => {
  test.each([
    ["docs/*", "docs/a.md", true],
    ["docs/*", "docs/a/b.md", false],
    ["docs/*", "x/docs/a.md", false],
    ["/*", "a", true],
    ["/*", "a/b", false],
    ["*", "a/b/.c", true],
    ["/docs", "docs/a/b", true],
    ["/docs", "docs", true],
    ["/docs/", "docs", false],
    ["docs/", "a/docs/b", true],
    ["docs", "a/docs/b", true],
    ["docs", "a/docs", true],
    ["src/lib", "src/lib/x", true],
    ["src/lib", "a/src/lib/x", false],
    ["*.js", "a.js/b", true],
    ["/src/*.js", "src/a.js", true],
    ["/src/*.js", "src/a/b.js", false],
    ["/src/**/*.js", "src/b.js", true],
    ["/src/**/*.js", "src/a/c/b.js", true],
    ["/src/**", "src/a/b", true],
    ["**/test/**", "a/test/b/c", true],
    ["foo*", "a/foobar/x", true],
    ["*bar", "foobar", true],
    ["f?o", "foo", true],
    ["f*o*r", "fxoyr", true],
    ["Docs/", "docs/a", false],
    ["a\\ b/", "a b/c", true],
    ["/a/*/c", "a/b/c/d", true],
    ["apps/(web)/", "apps/(web)/x", true],
  ])("%s on %s: %s", (pattern, path, matches) =>
    expect(ownersOf(`${pattern} @x\n`, path)).toEqual(matches ? ["@x"] : []),
  );

  test("what GitHub does not know is passed over, and said", () => {
    const book = readCodeOwners("!a @x\nb[1] @x\n\\#c @x\nd @x nobody\ne @@maintainers\nf @x\r\n", "github");
    expect(book.rules).toBe(1);
    expect(book.passedOver.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
    expect(ownersOf("* @all\nd @x nobody\n", "d")).toEqual(["@all"]);
  });

  test("a file over 3 MiB is not loaded", () => {
    const book = readCodeOwners("x @y\n".repeat(700_000), "github");
    expect(book.rules).toBe(0);
    expect(book.passedOver[0]?.because).toContain("3 MiB");
    expect(book.ownersOf("x")).toEqual([]);
  });
});

const approvalsUnder = (heading: string) =>
  readCodeOwners(`${heading}\n*.md @tech\n`, "gitlab").ownersOf("a.md")[0]?.approvals;

describe("GitLab's documented cases", () => {
  test("each section names its own owners, the unnamed one too", () => {
    const text =
      "* @admin\n\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n\n[README other owners]\nREADME.md @user3\n";
    expect(ownersOf(text, "README.md", "gitlab")).toEqual(["@admin", "@user1 @user2", "@user3"]);
    expect(ownersOf(text, "internal/README.md", "gitlab")).toEqual(["@admin", "@user4", "@user3"]);
  });

  test("owners of a section stand in where a line names none", () => {
    const text =
      "[Documentation] @docs-team\ndocs/\nREADME.md\n\n[Database] @database-team @agarcia\nmodel/db/\nconfig/db/database-setup.md @docs-team\n";
    expect(ownersOf(text, "docs/a/b.md", "gitlab")).toEqual(["@docs-team"]);
    expect(ownersOf(text, "model/db/CHANGELOG.txt", "gitlab")).toEqual(["@database-team @agarcia"]);
    expect(ownersOf(text, "config/db/database-setup.md", "gitlab")).toEqual(["@docs-team"]);
  });

  test("an optional section asks nobody, unless it is required elsewhere under the same name", () => {
    expect(ownersOf("^[Go]\n*.go @root\n", "a.go", "gitlab")).toEqual([]);
    expect(ownersOf("^[Go]\n*.go @root\n[GO]\n*.mod @root\n", "a.go", "gitlab")).toEqual(["@root"]);
  });

  test("a number asks for that many; what is no number above zero asks for one", () => {
    expect(approvalsUnder("[Documentation][2]")).toBe(2);
    expect(approvalsUnder("[Documentation][0]")).toBe(1);
    expect(approvalsUnder("[Documentation][x]")).toBe(1);
    expect(approvalsUnder("[Documentation][2] @a")).toBe(2);
    expect(approvalsUnder("[Documentation]\n*.txt @x\n[documentation][3]")).toBe(3);
  });

  test("sections of one name are one, whatever the case", () => {
    const text =
      "[Documentation]\nee/docs/ @a\nREADME.md @b\n\n[Database]\nREADME.md @database\n\n[DOCUMENTATION]\nREADME.md @c\n";
    expect(ownersOf(text, "README.md", "gitlab")).toEqual(["@c", "@database"]);
    expect(readCodeOwners(text, "gitlab").ownersOf("README.md")[0]?.section).toBe("Documentation");
  });

  test("what was excluded in a section cannot come back in it", () => {
    const text =
      "* @default\n!*.rb\n/special/*.rb @ruby\n\n[Ruby]\n*.rb @ruby-team\n!/config/**/*.rb\n/config/routes.rb @ops\n";
    expect(ownersOf(text, "special/a.rb", "gitlab")).toEqual(["@ruby-team"]);
    expect(ownersOf(text, "config/routes.rb", "gitlab")).toEqual([]);
    expect(ownersOf(text, "a.txt", "gitlab")).toEqual(["@default"]);
  });

  test("a heading that cannot be read is an entry of the section before it", () => {
    const text = "* @group\n\n[Section name\ndocs/ @docs_group\n";
    expect(ownersOf(text, "docs/a", "gitlab")).toEqual(["@docs_group"]);
    expect(readCodeOwners(text, "gitlab").ownersOf("x")[0]?.section).toBeNull();
  });

  test("malformed owners are left out, the others stay", () =>
    expect(ownersOf("/path/* @group user_without_at_symbol @user_with_at_symbol\n", "path/a", "gitlab")).toEqual([
      "@group @user_with_at_symbol",
    ]));

  test("roles, nested groups and e-mail addresses are told apart", () => {
    const [ownership] = readCodeOwners("a @@maintainer @g/sub/team @u me@x.org\n", "gitlab").ownersOf("a");
    expect(ownership?.owners.map(({ kind }) => kind)).toEqual(["role", "team", "user", "email"]);
  });

  test.each([
    ["README.md", "app/lib/README.md", true],
    ["/README.md", "app/README.md", false],
    ["internal/README.md", "docs/internal/README.md", true],
    ["/docs/", "docs/a/b", true],
    ["/docs/", "x/docs/a", false],
    ["lib/", "a/lib/b/c", true],
    ["/docs/*.md", "docs/a.md", true],
    ["/docs/*.md", "docs/a/b.md", false],
    ["/docs/*spec*", "docs/qa_specs.rb", true],
    ["/docs/*/README.md", "docs/api/README.md", true],
    ["/docs/*/README.md", "docs/README.md", false],
    ["/docs/**/index.md", "docs/index.md", true],
    ["/docs/**/index.md", "docs/api/graphql/index.md", true],
    ["/docs/**", "docs/a/b", false],
    ["/docs/**", "docs/a", true],
    ["/docs", "docs/a", false],
    ["*", ".gitignore", true],
    ["path\\ with\\ spaces/", "path with spaces/a", true],
    ["\\#file_with_pound.rb", "\\#file_with_pound.rb".slice(1), true],
    ["file[0-9].txt", "file7.txt", true],
  ])("%s on %s: %s", (pattern, path, matches) =>
    expect(ownersOf(`${pattern} @x\n`, path, "gitlab")).toEqual(matches ? ["@x"] : []),
  );
});

/** GitHub's rules once more, slowly: one regular expression per line, tried from the last line up. */
function slowly(text: string, path: string): string[] {
  for (const line of text.split("\n").toReversed()) {
    const [pattern = "", ...owners] = line.split(" ");
    const body = pattern.replace(/^\//, "").replace(/\/$/, "");
    const rooted = pattern.startsWith("/") || body.includes("/");
    const middle = body
      .split("/")
      .map((part) => (part === "**" ? "(?:[^/]+/)*" : `${part.replace(/[.]/g, "\\.").replace(/\*/g, "[^/]*")}/`))
      .join("");
    const tail = pattern.endsWith("/") ? ".+" : rooted && body.split("/").at(-1) === "*" ? "" : "(?:.*)";
    if (body !== "" && new RegExp(`^${rooted ? "" : "(?:[^/]+/)*"}${middle}${tail}$`).test(`${path}/`))
      return [owners.join(" ")];
  }
  return [];
}

test("agrees with a slow reading of the same rules", () => {
  const name = fc.constantFrom("a", "b", "a.js", "b.md", "ab");
  const segment = fc.oneof(name, fc.constantFrom("*", "a*", "*.js", "*b*"));
  const pattern = fc
    .tuple(fc.boolean(), fc.boolean(), fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(
      ([root, deep, parts, folder]) => `${root ? "/" : ""}${deep ? "**/" : ""}${parts.join("/")}${folder ? "/" : ""}`,
    );
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), path, (patterns, where) => {
      const text = patterns.map((each, i) => `${each} @o${i}`).join("\n");
      expect([text, where, ownersOf(text, where)]).toEqual([text, where, slowly(text, where)]);
    }),
    { numRuns: 1500, seed: 11 },
  );
});

/** Time of this process on the processor: a busy machine does not lengthen it much. */
function cost(work: () => void): number {
  const { user, system } = process.cpuUsage();
  work();
  const after = process.cpuUsage();
  return (after.user + after.system - user - system) / 1000;
}

const patternOf = (i: number): string =>
  [`/area${i % 200}/part${i}/`, `*.ext${i}`, `file${i}.ext1`, `/area${i % 100}/**/x${i}*`, `docs${i}/`][
    i % 5
  ] as string;

describe("size", () => {
  test("3,000 paths against 10,000 lines: no line is tried for every path", () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `${patternOf(i)} @o${i % 50}`).join("\n");
    const paths = Array.from({ length: 3000 }, (_, i) => `area${i % 200}/part${i % 37}/deep/er/file${i}.ext${i % 500}`);
    const spent = cost(() => {
      const book = readCodeOwners(text, "github");
      for (const path of paths) book.ownersOf(path);
    });
    // Trying each line takes a minute.
    expect(spent).toBeLessThan(3000);
  });

  test("hostile patterns and paths stay quick", () => {
    const book = readCodeOwners(
      `${"*a".repeat(60)}b @x\n${"**/a/".repeat(40)}b @x\n${"*".repeat(1000)} @x\n`,
      "github",
    );
    const spent = cost(() => {
      book.ownersOf("a".repeat(4000));
      book.ownersOf(`${"a/".repeat(2000)}c`);
    });
    expect(spent).toBeLessThan(2000);
  });
});
