import { describe, expect, test } from "vitest";
import { bytesOf, errorOf, type Files, marked, policyOf, production } from "./files.ts";

interface Row {
  readonly name: string;
  /** `▸` stands where the problem is expected. */
  readonly text: string;
  readonly message: string;
  readonly expected?: string;
  readonly suggestion?: string;
  readonly files?: Files;
}

const calendars = (...lines: readonly string[]): string =>
  ["version: 1", "calendars:", ...lines.map((line) => `  ${line}`), ""].join("\n");
const window = (entry: string): string => calendars("office:", "  time-zone: UTC", `  windows: [${entry}]`);
const freeze = (entry: string): string => calendars("office:", "  time-zone: UTC", `  freezes: [${entry}]`);
const bomb = [
  "version: 1",
  "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
  "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]",
  "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]",
  "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]",
  "e: &e [▸*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]",
  "f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]",
].join("\n");

const writing: readonly Row[] = [
  { name: "an empty file", text: "▸", message: "the file is empty", expected: "a policy" },
  { name: "only blanks", text: "▸\n\n  \n", message: "the file is empty", expected: "a policy" },
  { name: "only comments", text: "▸# a policy\n# to come\n", message: "only comments", expected: "version: 1" },
  { name: "only a document start", text: "▸---\n", message: "the file holds no policy", expected: "version: 1" },
  { name: "a list at the top", text: "▸- version: 1\n", message: "cannot be a list", expected: "a map" },
  { name: "plain text", text: "▸production needs tests\n", message: "cannot be a single value", expected: "a map" },
  {
    name: "a tab as indentation",
    text: "version: 1\nenvironments:\n▸\tproduction: {}\n",
    message: "a tab cannot indent",
    expected: "spaces",
  },
  {
    name: "a second document",
    text: "version: 1\n▸---\nversion: 1\n",
    message: "a second document",
    expected: "one document",
  },
  {
    name: "an unclosed list",
    text: "version: 1\nenvironments: { a: [1, 2▸}\n",
    message: "not valid YAML",
    expected: "valid YAML",
  },
  {
    name: "an unclosed quote",
    text: 'version: 1\nextends: "builtin▸',
    message: "not valid YAML",
    expected: "valid YAML",
  },
  {
    name: "a map inside a value",
    text: "version: 1\nextends: ▸builtin: standard\n",
    message: "a map cannot begin",
    expected: "quotes",
  },
  {
    name: "a reserved character",
    text: "version: 1\nextends: ▸@standard\n",
    message: "not valid YAML",
    expected: "valid YAML",
  },
  {
    name: "a duplicate key",
    text: "version: 1\ngroups: {}\n▸groups: {}\n",
    message: "`groups` stands here twice",
    expected: "each key once",
  },
  {
    name: "a duplicate key deep inside",
    text: production("checks:", "  tests: {}", "  ▸tests: {}"),
    message: "`tests` stands here twice",
    expected: "each key once",
  },
  {
    name: "__proto__",
    text: "version: 1\n▸__proto__: { admin: true }\n",
    message: "unknown key `__proto__`",
    expected: "a key of a policy",
  },
  {
    name: "__proto__ among groups",
    text: "version: 1\ngroups:\n  ▸__proto__: { users: [a] }\n",
    message: "unknown key `__proto__`",
    expected: "a key",
  },
  {
    name: "constructor",
    text: "version: 1\n▸constructor: {}\n",
    message: "unknown key `constructor`",
    expected: "`version`",
  },
  { name: "a number as key", text: "version: 1\n▸1: {}\n", message: "the key `1` is not text", expected: 'write "1"' },
  {
    name: "a truth value as key",
    text: "version: 1\nenvironments:\n  ▸true: {}\n",
    message: "the key `true` is not text",
    expected: 'write "true"',
  },
  { name: "a list as key", text: "version: 1\n▸[a, b]: {}\n", message: "a key must be text", expected: "a word" },
  {
    name: "a custom tag",
    text: "version: 1\nenvironments: ▸!secret { a: {} }\n",
    message: "the tag `!secret` is not known",
    expected: "a plain value",
  },
  {
    name: "a binary tag",
    text: "version: 1\nenvironments: { a: { deployed-by: [▸!!binary aGVsbG8=] } }\n",
    message: "is not known",
    expected: "a plain value",
  },
  { name: "an alias bomb", text: bomb, message: "unfolds into far more values", expected: "at most 20000 values" },
  {
    name: "an unknown anchor",
    text: "version: 1\ngroups: &base {}\nenvironments: ▸*bass\n",
    message: "there is no anchor `&bass`",
    suggestion: "base",
    expected: "an anchor",
  },
  {
    name: "an alias of itself",
    text: "version: 1\nenvironments: &all { production: ▸*all }\n",
    message: "refers to the value that it is part of",
    expected: "ends above",
  },
  {
    name: "a merge of a number",
    text: production("<<: ▸1"),
    message: "`<<` can only merge maps",
    expected: "an alias of a map",
  },
  {
    name: "a merge of a list",
    text: "version: 1\nenvironments: { a: { deployed-by: &list [x] }, b: { <<: ▸*list } }\n",
    message: "`<<` can only merge maps",
    expected: "an alias of a map",
  },
  {
    name: "brackets without end",
    text: `${"[".repeat(64)}▸[[[`,
    message: "nested too deeply",
    expected: "at most 64 levels",
  },
];

const outline: readonly Row[] = [
  {
    name: "an unknown key",
    text: "version: 1\n▸environment: {}\n",
    message: "unknown key `environment`",
    expected: "`environments`",
    suggestion: "environments",
  },
  {
    name: "a key of a later version",
    text: "version: 1\n▸floor: true\n",
    message: "unknown key `floor`",
    expected: "`defaults`",
  },
  { name: "no version", text: "▸environments: {}\n", message: "`version` is missing", expected: "the number 1" },
  { name: "another version", text: "version: ▸2\n", message: "`version` cannot be `2`", expected: "the number 1" },
  {
    name: "a version as text",
    text: 'version: ▸"1"\n',
    message: "`version` cannot be the text `1`",
    expected: "the number 1",
  },
  {
    name: "a list of environments",
    text: "version: 1\nenvironments:\n  ▸- production\n",
    message: "`environments` cannot be a list",
    expected: "a map",
  },
  { name: "an empty section", text: "version: 1\ngroups:▸\n", message: "`groups` has no value", expected: "a map" },
  {
    name: "an environment without a value",
    text: "version: 1\nenvironments:\n  production:▸ # later\n  staging: {}\n",
    message: "`production` has no value",
    expected: "a map",
  },
  {
    name: "an environment that is null",
    text: "version: 1\nenvironments:\n  production: ▸~\n",
    message: "`production` has no value",
    expected: "a map",
  },
  {
    name: "an environment without a name",
    text: 'version: 1\nenvironments:\n  ▸"": {}\n',
    message: "a name cannot be empty",
  },
  {
    name: "an environment twice in other case",
    text: "version: 1\nenvironments:\n  production: {}\n  ▸Production: {}\n",
    message: "`Production` is the same environment as `production`",
    expected: "without case",
  },
  {
    name: "a pattern with an open bracket",
    text: 'version: 1\nenvironments:\n  ▸"review-[a": {}\n',
    message: "the pattern has a [ without its ]",
    expected: "write",
  },
  {
    name: "an unknown key of an environment",
    text: production("▸check: {}"),
    message: "unknown key `check`",
    expected: "`checks`",
    suggestion: "checks",
  },
  {
    name: "camel case",
    text: production("▸deployedBy: [a]"),
    message: "unknown key `deployedBy`",
    suggestion: "deployed-by",
  },
  {
    name: "a text for a list",
    text: production("deployed-by: ▸octocat"),
    message: "`deployed-by` cannot be the text `octocat`",
    expected: "a list of texts",
  },
  {
    name: "an unknown request",
    text: production("request: ▸pull-request-bdoy"),
    message: "`request` cannot be the text",
    expected: "`pull-request-body`",
  },
  {
    name: "a misspelt key in a choice",
    text: production("request: { file: a.md, ▸fil: b.md }"),
    message: "unknown key `fil`",
    expected: "the key `file`",
    suggestion: "file",
  },
  {
    name: "conditions of an unknown level",
    text: production("conditions: { ▸hihg: { strategy: canary } }"),
    message: "unknown key `hihg`",
    expected: "`critical`",
    suggestion: "high",
  },
  {
    name: "an empty strategy",
    text: production('conditions: { high: { strategy: ▸"" } }'),
    message: "`strategy` is empty",
    expected: "text",
  },
];

const chains: readonly Row[] = [
  {
    name: "an unknown built-in",
    text: "version: 1\nextends: ▸builtin:standart\n",
    message: "no built-in policy `standart`",
    expected: "`builtin:regulated`",
    suggestion: "builtin:standard",
  },
  {
    name: "a bare built-in name",
    text: "version: 1\nextends: ▸standard\n",
    message: "nothing can be extended by the name `standard`",
    expected: "`builtin:NAME`",
    suggestion: "builtin:standard",
  },
  {
    name: "a bare file name",
    text: "version: 1\nextends: ▸base.yml\n",
    message: "nothing can be extended",
    suggestion: "./base.yml",
  },
  {
    name: "nothing to extend",
    text: "version: 1\nextends: ▸./base.yml\n",
    message: "there is no file `base.yml`",
    expected: "relative to this file",
  },
  {
    name: "above the root",
    text: "version: 1\nextends: ▸../base.yml\n",
    message: "above the root",
    expected: "this repository",
  },
  {
    name: "another repository",
    text: "version: 1\nextends: ▸acme/policies//base.yml@v1\n",
    message: "another repository cannot be read",
    expected: "this repository",
  },
  {
    name: "itself",
    text: "version: 1\nextends: ▸./policy.yml\n",
    message: "in a circle",
    expected: "does not build on this one",
  },
  {
    name: "a number",
    text: "version: 1\nextends: ▸7\n",
    message: "`extends` cannot be `7`",
    expected: "`builtin:NAME`",
  },
  {
    name: "an empty value",
    text: "version: 1\nextends:▸\n",
    message: "`extends` has no value",
    expected: "`builtin:NAME`",
  },
  {
    name: "a list",
    text: "version: 1\nextends: ▸[builtin:standard]\n",
    message: "`extends` cannot be a list",
    expected: "`builtin:NAME`",
  },
];

const rooms: readonly Row[] = [
  {
    name: "an unknown time zone",
    text: calendars("office: { time-zone: ▸Europe/Berln }"),
    message: "no IANA time zone",
    expected: "IANA",
    suggestion: "Europe/Berlin",
  },
  {
    name: "an offset as time zone",
    text: calendars("office: { time-zone: ▸+02:00 }"),
    message: "knows no daylight saving time",
    expected: "Europe/Berlin",
  },
  {
    name: "no time zone",
    text: calendars("office: ▸{ windows: [] }").replace("windows: []", "freezes: []"),
    message: "`time-zone` is missing from `office`",
    expected: "time zone",
  },
  {
    name: "snake case",
    text: calendars("office: { time-zone: UTC, ▸time_zone: UTC }"),
    message: "unknown key `time_zone`",
    expected: "`windows`",
    suggestion: "time-zone",
  },
  {
    name: "from without to",
    text: window('▸{ from: "09:00" }'),
    message: "`to` is missing from item 1 of `windows`",
    expected: "time of day",
  },
  {
    name: "from equal to to",
    text: window('{ from: "09:00", to: ▸"09:00" }'),
    message: "is empty",
    expected: "whole day",
  },
  {
    name: "an impossible time",
    text: window('{ from: ▸"25:00", to: "26:00" }').replace("26:00", "23:00"),
    message: "time of day",
    expected: "09:00",
  },
  {
    name: "an unknown day",
    text: window('{ days: [mon, ▸tues], from: "09:00", to: "16:00" }'),
    message: "item 2 of `days` cannot be the text `tues`",
    expected: "mon",
    suggestion: "tue",
  },
  {
    name: "an impossible date",
    text: freeze("{ from: ▸2026-02-30T08:00, to: 2026-03-02T08:00, reason: Audit }"),
    message: "2026-02-30T08:00 does not exist",
    expected: "date",
  },
  {
    name: "a freeze upside down",
    text: freeze("{ from: 2026-03-02, to: ▸2026-03-01, reason: Audit }"),
    message: "before it begins",
    expected: "date",
  },
  {
    name: "a freeze without reason",
    text: freeze("▸{ from: 2026-03-01, to: 2026-03-02 }"),
    message: "`reason` is missing",
    expected: "reason",
  },
  {
    name: "a group without people",
    text: "version: 1\ngroups:\n  operations: ▸{}\n",
    message: "a group needs people",
    expected: "users",
  },
  {
    name: "a misspelt key of a group",
    text: "version: 1\ngroups:\n  operations: { users: [a], ▸gitlub: {} }\n",
    message: "unknown key `gitlub`",
    expected: "`gitlab`",
    suggestion: "github",
  },
  {
    name: "a team without organisation",
    text: "version: 1\ngroups:\n  operations: { github: { teams: [▸operations] } }\n",
    message: "item 1 of `teams`",
    expected: "acme/operations",
  },
  {
    name: "an unknown group",
    text: `${production("approvals: { high: [{ group: ▸operation }] }")}groups: { operations: { users: [a] } }\n`,
    message: "there is no group `operation`",
    expected: "`operations`",
    suggestion: "operations",
  },
  {
    name: "a group where none is defined",
    text: production("approvals: { high: [{ group: ▸operations }] }"),
    message: "there is no group `operations`",
    expected: "defines none",
  },
  {
    name: "a negative count",
    text: `${production("approvals: { high: [{ group: a, count: ▸-1 }] }")}groups: { a: { users: [a] } }\n`,
    message: "`count` cannot be `-1`",
    expected: "at least one",
  },
  {
    name: "a count in words",
    text: `${production("approvals: { high: [{ group: a, count: ▸two }] }")}groups: { a: { users: [a] } }\n`,
    message: "`count` cannot be the text `two`",
    expected: "whole number",
  },
  {
    name: "a bad duration",
    text: production("approvals: { expires-after: ▸7 days }"),
    message: "duration",
    expected: "30m",
  },
  {
    name: "a duration without unit",
    text: production("approvals: { expires-after: ▸30 }"),
    message: "`expires-after` cannot be `30`",
    expected: "duration",
  },
  {
    name: "thresholds that fall",
    text: production("risk:", "  thresholds: ▸{ medium: 90, high: 60 }"),
    message: "thresholds must rise",
    expected: "medium <= high <= critical",
  },
  {
    name: "a floor of an unknown level",
    text: production("risk:", '  floors: [{ paths: ["db/**"], level: ▸hihg, reason: Careful }]'),
    message: "`level` cannot be the text `hihg`",
    expected: "`critical`",
    suggestion: "high",
  },
  {
    name: "an unknown check",
    text: production("checks: { ▸test: {} }"),
    message: "unknown key `test`",
    expected: "`change-window`",
    suggestion: "tests",
  },
  {
    name: "an unknown calendar",
    text: `${production("checks: { change-window: { calendar: ▸offce } }")}calendars: { office: { time-zone: UTC } }\n`,
    message: "there is no calendar `offce`",
    expected: "`office`",
    suggestion: "office",
  },
  {
    name: "a check without a value",
    text: production("checks:", "  tests:▸"),
    message: "`tests` has no value",
    expected: "a map",
  },
  {
    name: "a check switched on",
    text: production("checks:", "  tests: ▸true"),
    message: "`tests` cannot be `true`",
    expected: "a map",
  },
  {
    name: "an unknown enforcement",
    text: production("checks:", "  tests: { enforcement: ▸advisery }"),
    message: "`enforcement` cannot be the text `advisery`",
    expected: "`required`",
    suggestion: "advisory",
  },
  {
    name: "a missing setting",
    text: production("checks:", "  change-window: ▸{ on-closed: wait }"),
    message: "`calendar` is missing from `change-window`",
    expected: "`calendars`",
  },
];

const checks: readonly Row[] = [
  {
    name: "no run to require",
    text: production("checks: { tests: { required: ▸[] } }"),
    message: "`required` is empty",
    expected: "at least one",
  },
  {
    name: "a run without a name",
    text: production("checks: { tests: { required: [ci, ▸{ workflow: ci.yml }] } }"),
    message: "`name` is missing from item 2 of `required`",
    expected: "text",
  },
  {
    name: "a misspelt key of a run",
    text: production("checks: { tests: { required: [{ name: ci, ▸worfklow: ci.yml }] } }"),
    message: "unknown key `worfklow`",
    expected: "`app`",
    suggestion: "workflow",
  },
  {
    name: "a number for a run",
    text: production("checks: { tests: { required: [▸7] } }"),
    message: "item 1 of `required` cannot be `7`",
    expected: "a map with the keys `name`",
  },
  {
    name: "coverage beyond everything",
    text: production("checks: { tests: { coverage: { at-least: ▸101 } } }"),
    message: "`at-least` cannot be `101`",
    expected: "a number from 0 to 100",
  },
  {
    name: "a glob without its bracket",
    text: production('checks: { tests: { reports: [▸"reports/[a"] } }'),
    message: "the glob has a [ without its ]",
    expected: "\\[",
  },
  {
    name: "an outcome that does not exist",
    text: production("checks: { tests: { accept: [▸skiped] } }"),
    message: "item 1 of `accept` cannot be the text `skiped`",
    expected: "`neutral`",
    suggestion: "skipped",
  },
  {
    name: "no approvals of changes",
    text: production("checks: { reviews: { approvals: ▸0 } }"),
    message: "`approvals` cannot be `0`",
    expected: "a whole number from 1 to 10",
  },
  {
    name: "yes for a truth value",
    text: production("checks: { reviews: { code-owners: ▸yes } }"),
    message: "`code-owners` cannot be the text `yes`",
    expected: "`true` or `false`",
  },
  {
    name: "half a person",
    text: production("checks: { reviews: { approvals: ▸1.5 } }"),
    message: "`approvals` cannot be `1.5`",
    expected: "a whole number",
  },
  {
    name: "a rollback without documents",
    text: production("checks: { rollback: ▸{ sections: [Steps] } }"),
    message: "`documents` is missing from `rollback`",
    expected: "a list of texts",
  },
  {
    name: "months as a duration",
    text: production("checks: { rollback: { documents: [a.md], max-age: ▸P6M } }"),
    message: "no fixed length",
    expected: "days",
  },
  {
    name: "a negative duration",
    text: production("checks: { promotion: { from: staging, soak: ▸-1h } }"),
    message: "negative",
    expected: "30m",
  },
  {
    name: "no earlier environment",
    text: production("checks: { promotion: ▸{ soak: 1h } }"),
    message: "`from` is missing from `promotion`",
    expected: "text",
  },
  {
    name: "a level that does not exist",
    text: production("checks: { tests: { from-risk: ▸severe } }"),
    message: "`from-risk` cannot be the text `severe`",
    expected: "`critical`",
  },
  {
    name: "a misspelt key beside named rules",
    text: production("checks: { documents: { enforcment: ▸advisory } }"),
    message: "`enforcment` cannot be the text `advisory`",
    expected: "a map",
    suggestion: "enforcement",
  },
  {
    name: "a misspelt key of a rule",
    text: production("checks: { documents: { runbook: { files: [a.md], ▸section: [Steps] } } }"),
    message: "unknown key `section`",
    expected: "`files`",
    suggestion: "sections",
  },
  {
    name: "an answer for a closed window",
    text: `${production("checks: { change-window: { calendar: a, on-closed: ▸wiat } }")}calendars: { a: { time-zone: UTC } }\n`,
    message: "`on-closed` cannot be the text `wiat`",
    expected: "`block` or `wait`",
    suggestion: "wait",
  },
  {
    name: "a group and any-of at once",
    text: `${production("approvals: { high: [{ group: a, any-of: ▸[a] }] }")}groups: { a: { users: [x] } }\n`,
    message: "any-of",
  },
  {
    name: "a requirement of nobody",
    text: production("approvals: { high: [▸{ count: 2 }] }"),
    message: "name who must approve",
    expected: "any-of",
  },
  {
    name: "an unknown factor of risk",
    text: production("risk: { weights: { ▸nonsense: 2 } }"),
    message: "unknown key `nonsense`",
    expected: "one of",
  },
];

const table = {
  writing,
  outline,
  "what a policy extends": chains,
  "settings of the rooms": rooms,
  "settings of checks": checks,
};

describe.each(Object.entries(table))("%s", (_section, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))("tells of %s", async (_name, row) => {
    const { text, at } = marked(row.text);
    const error = await errorOf(text, row.files);
    expect(error.problems.map(({ message }) => message)).toHaveLength(1);
    const [first = "", shown = "", marker = "", ...hints] = error.message.split("\n");
    expect(first.startsWith(`policy.yml:${at}: `)).toBe(true);
    expect(first).toContain(row.message);
    const [lineNumber = 0, col = 0] = at.split(":").map(Number);
    const line = text.split("\n")[lineNumber - 1] ?? "";
    if (line.length < 60) {
      expect(shown.replaceAll("\\t", "\t")).toBe(`  ${lineNumber} | ${line}`.trimEnd());
      expect(marker).toBe(`    | ${" ".repeat(col - 1)}^`);
    } else expect(shown[marker.indexOf("^")]).toBe(line[col - 1]);
    if (row.expected !== undefined) expect(hints.join("\n")).toContain(row.expected);
    expect(hints.filter((hint) => hint.includes("did you mean"))).toEqual(
      row.suggestion === undefined ? [] : [`  did you mean \`${row.suggestion}\`?`],
    );
    expect(error.message).not.toMatch(/^\s+at /mu);
  });
});

describe("files that are no text", () => {
  const rows: readonly (readonly [string, Uint8Array, string, string, string])[] = [
    [
      "2 MiB",
      bytesOf(`version: 1\n${"# long\n".repeat(300_000)}`),
      "1:1",
      "the file is larger than 1 MiB",
      "at most 1 MiB",
    ],
    ["UTF-16, little end first", new Uint8Array([0xff, 0xfe, 0x76, 0x00, 0x65, 0x00]), "1:1", "UTF-16", "UTF-8"],
    ["UTF-16, big end first", new Uint8Array([0xfe, 0xff, 0x00, 0x76, 0x00, 0x65]), "1:1", "UTF-16", "UTF-8"],
    ["UTF-16 without a mark", new Uint8Array([0x76, 0x00, 0x65, 0x00]), "1:2", "control character", "UTF-8"],
    [
      "Latin-1",
      new Uint8Array([...bytesOf("version: 1\n# f"), 0xfc, ...bytesOf("r alle\n")]),
      "2:4",
      "not UTF-8",
      "UTF-8",
    ],
    ["an executable", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), "1:1", "control character", "UTF-8"],
    ["an escape sequence", bytesOf("version: 1\n# \u001b[2J\n"), "2:3", "control character", "UTF-8"],
  ];
  test.each(rows)("tells of %s", async (_name, bytes, at, message, expected) => {
    const { message: told, problems } = await errorOf(bytes);
    expect(problems).toHaveLength(1);
    const [first = "", shown, marker] = told.split("\n");
    expect(first.startsWith(`policy.yml:${at}: `)).toBe(true);
    expect(first).toContain(message);
    expect(shown).toMatch(/^ {2}\d \|/u);
    expect(marker).toMatch(/\| +\^$/u);
    expect(told).toContain(`  expected: `);
    expect(told).toContain(expected);
    expect(told.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});

describe("several problems", () => {
  test("are told all at once, in the order of the file", async () => {
    const text = [
      "version: 2",
      "grups: {}",
      "calendars:",
      "  office: { time-zone: Europe/Berln }",
      "environments:",
      "  production:",
      "    checks:",
      "      tests: {}",
      "      tests: {}",
      "      change-window: { calendar: offce, on-closed: hold }",
      "    deployed-by: octocat",
      "  staging: []",
      "",
    ].join("\n");
    const { problems, message } = await errorOf(text);
    expect(problems.map(({ line, col, suggestion }) => [line, col, suggestion])).toEqual([
      [1, 10, null],
      [2, 1, "groups"],
      [4, 24, "Europe/Berlin"],
      [9, 7, null],
      [10, 34, "office"],
      [10, 52, null],
      [11, 18, null],
      [12, 12, null],
    ]);
    expect(message.match(/^policy\.yml:\d+:\d+: /gmu)).toHaveLength(8);
  });

  test("a mistake in `defaults` is told once, however many environments start from it", async () => {
    const text =
      'version: 1\ndefaults:\n  risk:\n    floors: [{ paths: ["a"], level: hihg, reason: x }]\nenvironments: { a: {}, b: {}, c: {} }\n';
    const { problems } = await errorOf(text);
    expect(problems.map(({ line, col }) => [line, col])).toEqual([[4, 37]]);
  });

  test("a mistake in `defaults` that every environment replaces is told too", async () => {
    const text = "version: 1\ndefaults: { deployed-by: octocat }\nenvironments: { a: { deployed-by: [b] } }\n";
    const { problems } = await errorOf(text);
    expect(problems.map(({ line, col }) => [line, col])).toEqual([[2, 26]]);
  });

  test("what `defaults` leave to the environments is no mistake", async () => {
    const text = [
      "version: 1",
      "calendars: { office: { time-zone: UTC } }",
      "defaults: { checks: { change-window: { on-closed: wait } } }",
      "environments: { a: { checks: { change-window: { calendar: office } } } }",
    ].join("\n");
    await expect(policyOf(text)).resolves.toMatchObject({ version: 1 });
  });

  test("an unknown key does not hide that values beside it do not fit together", async () => {
    const text =
      'version: 1\ncalendars: { a: { time-zone: UTC, windows: [{ day: [mon], from: "09:00", to: "09:00" }] } }\n';
    const { problems } = await errorOf(text);
    expect(problems.map(({ message }) => message)).toEqual([
      "unknown key `day`",
      "a window from 09:00 to 09:00 is empty",
    ]);
  });

  test("problems of a file that is extended stand under its own name, after those of the file itself", async () => {
    const { problems } = await errorOf("version: 1\nextends: ./base.yml\ngrups: {}\n", {
      "base.yml": "version: 1\ngroups: { a: {} }\nfloor: true\n",
    });
    expect(problems.map(({ file, line, col }) => `${file}:${line}:${col}`)).toEqual([
      "policy.yml:3:1",
      "base.yml:2:14",
      "base.yml:3:1",
    ]);
  });

  test("where the file to extend is missing, what it cannot mend is told as well", async () => {
    const text =
      "version: 1\nextends: ./base.yml\ngrups: {}\nenvironments: { a: { approvals: { high: [{ group: of-base }] }, check: {} } }\n";
    const { problems } = await errorOf(text);
    expect(problems.map(({ line, col }) => [line, col])).toEqual([
      [2, 10],
      [3, 1],
      [4, 65],
    ]);
  });

  test("more than fifty are counted", async () => {
    const { message } = await errorOf(
      `version: 1\n${Array.from({ length: 60 }, (_, index) => `key${index}: 1`).join("\n")}\n`,
    );
    expect(message).toMatch(/\nand 10 more problems$/u);
  });
});

describe("what is shown", () => {
  test("a long line is cut around the marker", async () => {
    const { message } = await errorOf(`version: 1\ngroups: { a: { users: [${"x, ".repeat(5000)}], user: [] } }\n`);
    const [, shown = "", marker = ""] = message.split("\n");
    expect(shown.length).toBeLessThan(120);
    expect(shown.slice(marker.indexOf("^"), marker.indexOf("^") + 4)).toBe("user");
  });

  test("characters that steer a terminal are written out, in lines and in names", async () => {
    const { message } = await errorOf('version: 1\n"gr\u202eoups\u200b": {}\n');
    expect(message).toContain("unknown key `gr\\u{202e}oups\\u{200b}`");
    expect(message).toContain('  2 | "gr\\u{202e}oups\\u{200b}": {}');
  });

  test("columns count characters, not halves of them", async () => {
    const { problems } = await errorOf('version: 1\nenvironments: { "🚀🚀": { check: {} } }\n');
    expect(problems.map(({ col }) => col)).toEqual([25]);
  });

  test("Windows line ends and a byte order mark move nothing", async () => {
    const { message } = await errorOf("\ufeffversion: 1\r\ngrups: {}\r\n");
    expect(message.split("\n").slice(0, 3)).toEqual([
      "policy.yml:2:1: unknown key `grups`",
      "  2 | grups: {}",
      "    | ^",
    ]);
  });
});
