import { describe, expect, test } from "vitest";
import { documents } from "../../../src/core/checks/documents.ts";
import { readMarkdown } from "../../../src/core/checks/markdown.ts";
import type { ReleaseDocument } from "../../../src/core/evidence/documents.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { changedFile, evidence } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const document = (
  path: string,
  text: string | null,
  lastChangedAt: string | null = "2026-06-01T00:00:00Z",
): ReleaseDocument => ({
  path,
  text,
  because: text === null ? "its content is missing in this clone" : null,
  lastChangedAt,
});

const judge = (rule: Record<string, unknown>, given: readonly ReleaseDocument[], changed: readonly string[] = []) =>
  ask(
    documents,
    { it: { files: ["docs/runbook.md"], ...rule } },
    evidence({ documents: given, changedFiles: changed.map((path) => changedFile({ path })) }),
  );

const runbook = (text: string | null, rule: Record<string, unknown> = {}) =>
  told(judge(rule, [document("docs/runbook.md", text)]));

describe("a document with real content", () => {
  test.each([
    ["a sentence", "# Runbook\n\nRestart the service.", "pass documents.present"],
    ["a list", "- restart\n- wait", "pass documents.present"],
    ["code alone", "```sh\nmake restart\n```", "pass documents.present"],
    [
      "placeholders in commands",
      "Run `kubectl rollout undo <name>`:\n\n```\nkubectl get <name>\n```",
      "pass documents.present",
    ],
    [
      "HTML and links",
      "<details><summary>More</summary>\n\nAsk <https://x.org> or <a@b.c>.<br>\n</details>",
      "pass documents.present",
    ],
    ["the word to-do list", "Keep a todo list of what you did.", "pass documents.present"],
    ["generic types in prose", "Returns List<String> of names.", "pass documents.present"],
    ["nothing", "", "fail documents.incomplete"],
    ["headings alone", "# Runbook\n\n## Steps\n\n## Verify\n", "fail documents.incomplete"],
    ["a comment alone", "# Runbook\n\n<!-- Describe how to restart. -->\n", "fail documents.incomplete"],
    ["a comment never closed", "# Runbook\n\n<!-- Describe\n\nall of this is hidden", "fail documents.incomplete"],
    ["TODO", "# Runbook\n\nRestart. TODO: write more", "fail documents.incomplete"],
    ["todo:", "# Runbook\n\nRestart. todo: more", "fail documents.incomplete"],
    ["TBD", "TBD", "fail documents.incomplete"],
    ["FIXME in code", "```\n# FIXME\n```", "fail documents.incomplete"],
    ["lorem ipsum", "Lorem ipsum dolor sit amet.", "fail documents.incomplete"],
    ["a placeholder", "Restart <name of the service>.", "fail documents.incomplete"],
    ["a bracketed instruction", "[Describe the steps]", "fail documents.incomplete"],
    ["to be done", "To be done.", "fail documents.incomplete"],
    ["dots", "...", "fail documents.incomplete"],
    ["an empty table", "| a | b |\n|---|---|\n| | |\n", "fail documents.incomplete"],
    ["empty tags", "<div></div>\n\n<br>", "fail documents.incomplete"],
    ["a rule", "---\n\n***\n", "fail documents.incomplete"],
  ])("%s", (_what, text, expected) => expect(runbook(text)).toBe(expected));
});

describe("sections", () => {
  const sections = { sections: ["Steps", "Verify"] };

  test.each([
    ["all there", "# Steps\nDo it.\n# Verify\nLook.", "pass documents.present"],
    ["in any case, numbered, marked up", "## 1. **STEPS**\nDo it.\n\n## 2) `verify`:\nLook.", "pass documents.present"],
    ["underlined headings", "Steps\n=====\nDo it.\n\nVerify\n------\nLook.", "pass documents.present"],
    [
      "a heading that begins or ends with the name",
      "# Rollback steps\nDo it.\n# Verify the result\nLook.",
      "pass documents.present",
    ],
    ["content in a subsection", "# Steps\n## On call\nDo it.\n# Verify\nLook.", "pass documents.present"],
    ["a TODO elsewhere", "# Steps\nDo it.\n# Verify\nLook.\n# Ideas\nTODO", "pass documents.present"],
    ["one missing", "# Steps\nDo it.", "fail documents.incomplete"],
    ["one empty", "# Steps\nDo it.\n# Verify\n\n# More\nThings.", "fail documents.incomplete"],
    [
      "one with a TODO in a subsection",
      "# Steps\nDo it.\n## Later\nTODO\n# Verify\nLook.",
      "fail documents.incomplete",
    ],
    ["the name inside another word", "# Missteps\nDo it.\n# Verify\nLook.", "fail documents.incomplete"],
    ["a heading in a code block", "```\n# Steps\nDo it.\n```\n# Verify\nLook.", "fail documents.incomplete"],
    [
      "two of one name, one with a TODO",
      "# Steps\nDo it.\n# Verify\nLook.\n# Steps\nTODO",
      "fail documents.incomplete",
    ],
  ])("%s", (_what, text, expected) => expect(runbook(text, sections)).toBe(expected));

  test("name file, section and what is wrong with it", () =>
    expect(judge(sections, [document("docs/runbook.md", "# Steps\nTBD")]).details).toEqual([
      'docs/runbook.md: the section "Steps" still says TBD.',
      'docs/runbook.md has no section "Verify".',
    ]));
});

const aged = (lastChangedAt: string | null) =>
  told(judge({ "max-age": "180d" }, [document("docs/runbook.md", "Restart.", lastChangedAt)]));

describe("age", () => {
  test("holds at exactly the limit", () => expect(aged("2025-12-12T10:00:00Z")).toBe("pass documents.present"));
  test("fails a second past it", () => expect(aged("2025-12-12T09:59:59Z")).toBe("fail documents.stale"));
  test("is unknown where the history does not reach", () => expect(aged(null)).toBe("unknown documents.age-unknown"));
  test("is unknown where it is dated later than now", () =>
    expect(aged("2026-06-11T00:00:00Z")).toBe("unknown documents.age-unknown"));
  test("forgives a clock that runs a little ahead", () =>
    expect(aged("2026-06-10T10:30:00Z")).toBe("pass documents.present"));
});

describe("which documents", () => {
  test("none: fails and says where one is looked for", () => {
    const verdict = judge({}, []);
    expect(told(verdict)).toBe("fail documents.missing");
    expect(verdict.fix).toContain("docs/runbook.md");
    expect(judge({ files: ["docs/*/a.md", "A.md"] }, []).fix).toMatch(/^Add a .*document at A\.md/);
  });
  test("one of several patterns is enough, and every one that matches must hold", () => {
    const files = { files: ["docs/*.md", "OPS.md"] };
    expect(told(judge(files, [document("docs/a.md", "Restart.")]))).toBe("pass documents.present");
    expect(told(judge(files, [document("docs/a.md", "Restart."), document("OPS.md", "TODO")]))).toBe(
      "fail documents.incomplete",
    );
  });
  test("what another rule asked for is left alone", () =>
    expect(told(judge({}, [document("docs/runbook.md", "Restart."), document("other.md", "TODO")]))).toBe(
      "pass documents.present",
    ));
  test("one that cannot be read is unknown, with the reason", () => {
    const verdict = judge({}, [document("docs/runbook.md", null)]);
    expect(told(verdict)).toBe("unknown documents.unreadable");
    expect(verdict.details.join()).toContain("its content is missing in this clone");
  });
  test("a failure is graver than one that cannot be read", () =>
    expect(told(judge({ files: ["docs/*.md"] }, [document("docs/a.md", null), document("docs/b.md", "TODO")]))).toBe(
      "fail documents.incomplete",
    ));
  test("unavailable documents are unknown", () =>
    expect(
      told(ask(documents, { it: { files: ["a.md"] } }, evidence({ documents: unavailable("no head commit") }))),
    ).toBe("unknown documents.unavailable"));
});

describe("services", () => {
  const rule = {
    files: ["docs/*/runbook.md"],
    services: { cart: ["services/cart/**"], pay: ["services/pay/**", "libs/pay/**"] },
  };
  const [cart, pay] = [document("docs/cart/runbook.md", "Restart."), document("docs/pay/runbook.md", "Restart.")];

  test("each one that the release touches needs its own document", () => {
    expect(told(judge(rule, [cart], ["services/cart/a.ts"]))).toBe("pass documents.present");
    expect(told(judge(rule, [cart], ["services/cart/a.ts", "libs/pay/b.ts"]))).toBe("fail documents.missing");
    expect(told(judge(rule, [cart, pay], ["services/cart/a.ts", "libs/pay/b.ts"]))).toBe("pass documents.present");
    expect(judge(rule, [cart], ["libs/pay/b.ts"]).summary).toBe("There is no document for pay at the head.");
  });
  test("that are not touched are not asked for", () => {
    const broken = document("docs/pay/runbook.md", "TODO");
    expect(told(judge(rule, [cart, broken], ["services/cart/a.ts"]))).toBe("pass documents.present");
    expect(told(judge(rule, [], ["README.md"]))).toBe("skipped documents.no-service-touched");
  });
  test("that a file leaves by a rename are touched", () => {
    const files = [changedFile({ path: "README.md", previousPath: "services/pay/x", change: "renamed" })];
    expect(told(ask(documents, { it: rule }, evidence({ documents: [], changedFiles: files })))).toBe(
      "fail documents.missing",
    );
  });
  test("stand as {service} anywhere in a pattern", () => {
    const named = { ...rule, files: ["**/{service}-*.md"] };
    expect(told(judge(named, [document("x/pay-run.md", "Restart.")], ["libs/pay/b.ts"]))).toBe(
      "pass documents.present",
    );
    expect(told(judge(named, [document("x/cart-run.md", "Restart.")], ["libs/pay/b.ts"]))).toBe(
      "fail documents.missing",
    );
  });
  test("with wildcards in their name mean only themselves", () =>
    expect(told(judge({ ...rule, services: { "p*": ["libs/**"] } }, [pay], ["libs/pay/b.ts"]))).toBe(
      "fail documents.missing",
    ));
  test("are unknown where the changed files cannot be read", () =>
    expect(
      told(
        ask(
          documents,
          { it: rule },
          evidence({ documents: [cart], changedFiles: unavailable("cut off at 300 files") }),
        ),
      ),
    ).toBe("unknown documents.unavailable"));
  test("are asked for by name", () => {
    const [first] = documents.rules(parse(documents, { it: rule }));
    expect(first?.particulars.documents).toEqual(["docs/cart/runbook.md", "docs/pay/runbook.md"]);
    expect(first?.kinds).toEqual(["documents", "changedFiles"]);
  });
});

describe("settings", () => {
  test("each rule is asked by itself, with its own weight or that of all", () => {
    const rules = documents.rules(
      parse(documents, {
        enforcement: "advisory",
        a: { files: ["a.md"], enforcement: "required" },
        b: { files: ["b.md"], "from-risk": "high" },
      }),
    );
    expect(rules.map(({ subject, enforcement, fromRisk }) => [subject, enforcement, fromRisk])).toEqual([
      ["a", "required", null],
      ["b", "advisory", "high"],
    ]);
    expect(rules.map(({ kinds }) => kinds)).toEqual([["documents"], ["documents"]]);
  });
  test.each([
    [{}],
    [{ enforcement: "advisory" }],
    [{ a: {} }],
    [{ a: { files: [] } }],
    [{ a: { files: ["{service}.md"] } }],
    [{ a: { files: ["a.md"], services: {} } }],
    [{ a: { files: ["a.md"], sections: [] } }],
    [{ a: { files: ["a.md"], "max-age": "180" } }],
    [{ a: { files: ["a.md"], section: ["x"] } }],
  ])("refuses %j", (settings) => expect(problems(documents, settings)).not.toEqual([]));
});

describe("hostile Markdown", () => {
  test.each([
    ["quotations inside quotations", ">".repeat(100_000)],
    ["lists inside lists", "* ".repeat(50_000)],
    ["a book", "a ".repeat(300_000)],
  ])("%s is not read, and that is said", (_what, text) => {
    expect(typeof readMarkdown(text)).toBe("string");
    expect(runbook(text)).toBe("unknown documents.unreadable");
  });
  test.each([
    ["brackets", "[".repeat(100_000)],
    ["angles", "<a ".repeat(30_000)],
    ["comments", "<!--".repeat(20_000)],
    ["pipes", `${"|a".repeat(20_000)}\n${"|-".repeat(20_000)}`],
    ["fences", "```\n".repeat(20_000)],
    ["backticks", "`a".repeat(50_000)],
    ["open tags", "<".repeat(100_000)],
    ["a deep list", Array.from({ length: 90 }, (_, i) => `${"  ".repeat(i)}- a`).join("\n")],
  ])("%s are read quickly", (_what, text) => {
    const { user } = process.cpuUsage();
    runbook(text);
    expect((process.cpuUsage().user - user) / 1000).toBeLessThan(1500);
  });
});
