/** The reports that a job of GitLab leaves: dotenv, JUnit XML, and the log with its sections. */
import * as fc from "fast-check";
import { parser } from "sax";
import { describe, expect, it } from "vitest";
import { dotenv, dotenvOf } from "../../src/reporters/dotenv.ts";
import { jobLog } from "../../src/reporters/job-log.ts";
import { junit, junitWithoutAnswer } from "../../src/reporters/junit.ts";
import { noOutputs } from "../../src/reporters/outputs.ts";
import { hostile } from "../support/hostile.ts";
import { allowResult, blockResult, errorResult, finding, reporting, waitResult } from "../support/result.ts";
import { spoiled } from "../support/spoiled-result.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Throws where it is not well-formed. */
function elements(xml: string): Element[] {
  const all: Element[] = [];
  const open: Element[] = [];
  const reader = parser(true, {});
  reader.onerror = (error) => {
    throw error;
  };
  reader.onopentag = ({ name, attributes }) => {
    const made = { name, attributes: attributes as Record<string, string>, text: "" };
    all.push(made);
    open.push(made);
  };
  reader.ontext = (text) => {
    const inside = open.at(-1);
    if (inside !== undefined) inside.text += text;
  };
  reader.onclosetag = () => {
    open.pop();
  };
  reader.write(xml).close();
  return all;
}

/** What XML 1.0 forbids in a document, whether written out or not. */
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/u;

describe("the dotenv report", () => {
  const variables = (text: string): Map<string, string> =>
    new Map(
      text
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );

  it("holds what the deploy job has to keep, in words that a script can compare", () => {
    const conditions = [
      { name: "strategy", value: "canary", because: "The policy asks for it at high risk." },
      { name: "only", value: "canary", because: "@olga asks for it." },
      { name: "only", value: "eu-1", because: "@otto asks for it." },
      { name: "not-before", value: "2026-12-01T20:00:00Z", because: "@olga asks for it." },
    ];
    const told = variables(dotenv.report(reporting({ ...allowResult(), conditions })));
    expect(told.get("RELEASE_GATE_CONDITIONS")).toBe(
      "strategy=canary,only=canary,only=eu-1,not-before=2026-12-01T20:00:00Z",
    );
    expect(told.get("RELEASE_GATE_CONDITION_STRATEGY")).toBe("canary");
    expect(told.get("RELEASE_GATE_CONDITION_ONLY")).toBe("canary,eu-1");
    expect(told.get("RELEASE_GATE_CONDITION_NOT_BEFORE")).toBe("2026-12-01T20:00:00Z");
    expect(told.get("RELEASE_GATE_CONDITION_NOT_AFTER")).toBe("");
    expect(told.get("RELEASE_GATE_CONDITION_CALENDAR")).toBe("");
  });

  it.each([
    ["words that are no single one", [{ name: "strategy", value: "first canary, then $(all)", because: "" }]],
    ["a word that is too long", [{ name: "strategy", value: "x".repeat(101), because: "" }]],
    [
      "too many for a line",
      Array.from({ length: 30 }, (_, index) => ({
        name: "strategy",
        value: `${index}-${"x".repeat(80)}`,
        because: "",
      })),
    ],
  ])("never leaves a condition out that it cannot say: %s", (_what, conditions) => {
    const told = variables(dotenv.report(reporting({ ...allowResult(), conditions })));
    expect(told.get("RELEASE_GATE_CONDITION_STRATEGY")).toBe("see-outputs.json");
    expect(told.get("RELEASE_GATE_CONDITIONS")).toMatch(/^(strategy=)?see-outputs\.json$/);
  });

  it("holds the plain outputs under their names, and no list", () => {
    const told = variables(dotenv.report({ ...reporting(allowResult()), recordPath: "release-gate/record.json" }));
    expect([...told.keys()]).toEqual([
      "RELEASE_GATE_DECISION",
      "RELEASE_GATE_ALLOWED",
      "RELEASE_GATE_RISK_LEVEL",
      "RELEASE_GATE_RISK_SCORE",
      "RELEASE_GATE_NEXT_WINDOW",
      "RELEASE_GATE_AUTHORIZED_UNTIL",
      "RELEASE_GATE_DECISION_DIGEST",
      "RELEASE_GATE_RECORD_PATH",
      "RELEASE_GATE_CONDITIONS",
      "RELEASE_GATE_CONDITION_STRATEGY",
      "RELEASE_GATE_CONDITION_ONLY",
      "RELEASE_GATE_CONDITION_CALENDAR",
      "RELEASE_GATE_CONDITION_NOT_BEFORE",
      "RELEASE_GATE_CONDITION_NOT_AFTER",
    ]);
    expect(told.get("RELEASE_GATE_DECISION")).toBe("allow");
    expect(told.get("RELEASE_GATE_ALLOWED")).toBe("true");
    expect(told.get("RELEASE_GATE_RECORD_PATH")).toBe("release-gate/record.json");
  });

  it("says error and not allowed where nothing was judged", () => {
    const told = variables(dotenvOf(noOutputs));
    expect(told.get("RELEASE_GATE_DECISION")).toBe("error");
    expect(told.get("RELEASE_GATE_ALLOWED")).toBe("false");
  });

  it("stays one line a variable and under 5 KB, whatever a path holds", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = dotenv.report({ ...reporting(spoiled(text)), recordPath: text.repeat(40) });
        expect(Buffer.byteLength(written)).toBeLessThan(5 * 1024);
        for (const line of written.trimEnd().split("\n")) expect(line).toMatch(/^RELEASE_GATE_[A-Z_]+=/);
        expect(written.trimEnd().split("\n")).toHaveLength(14);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the JUnit report", () => {
  it("has a case for the decision and one for each finding", () => {
    const all = elements(junit.report(reporting(blockResult())));
    const cases = all.filter(({ name }) => name === "testcase").map(({ attributes }) => attributes.name);
    expect(cases[0]).toBe("decision");
    expect(cases).toHaveLength(1 + blockResult().findings.length);
    const suite = all.find(({ name }) => name === "testsuite");
    expect(suite?.attributes).toMatchObject({ name: "release-gate: production", tests: String(cases.length) });
    expect(Number(suite?.attributes.failures)).toBe(all.filter(({ name }) => name === "failure").length);
  });

  it.each([
    [allowResult(), null],
    [blockResult(), "failure"],
    [waitResult(), "failure"],
    [errorResult(), "error"],
  ] as const)("fails with whatever does not allow", (result, outcome) => {
    const all = elements(junit.report(reporting({ ...result, findings: [], mode: "enforce" })));
    const inside = all.filter(({ name }) => ["failure", "error", "skipped"].includes(name)).map(({ name }) => name);
    expect(inside).toEqual(outcome === null ? [] : [outcome]);
  });

  it("an evaluation that only waits for people is no failure, and advice never is", () => {
    const findings = [
      finding({ check: "rollback", status: "fail", enforcement: "advisory", summary: "There is none." }),
      finding({ check: "reviews", status: "pending", enforcement: "required", summary: "One is missing." }),
    ];
    const result = { ...waitResult(), mode: "evaluate" as const, isSettledButForTime: true, findings };
    const all = elements(junit.report(reporting(result)));
    expect(all.filter(({ name }) => name === "skipped")).toHaveLength(3);
    expect(all.filter(({ name }) => name === "failure" || name === "error")).toEqual([]);
    const enforced = elements(junit.report(reporting({ ...result, mode: "enforce" })));
    expect(enforced.filter(({ name }) => name === "failure")).toHaveLength(2);
  });

  it("is well-formed whatever anybody wrote, and says the words themselves", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const xml = junit.report(reporting(spoiled(text)));
        expect(xml).not.toMatch(forbidden);
        expect(() => elements(xml)).not.toThrow();
        const alone = junitWithoutAnswer(text, text);
        expect(alone).not.toMatch(forbidden);
        expect(elements(alone).map(({ name }) => name)).toEqual(["testsuites", "testsuite", "testcase", "error"]);
      }),
      { numRuns: 100 },
    );
    const said = elements(junitWithoutAnswer("production", `<b>&"x"</b>`)).at(-1);
    expect(said?.attributes.message).toBe(`<b>&"x"</b>`);
  });
});

describe("the log of a job", () => {
  const mark = "\\p{Cc}\\[0Ksection_(start|end):(\\d+):([\\w.-]+)(?:\\[collapsed=true\\])?\\r\\p{Cc}\\[0K";
  const marks = (text: string): string[] =>
    [...text.matchAll(new RegExp(mark, "gu"))].map(([, kind, second, name]) => `${kind} ${second} ${name}`);

  it("opens with the answer, and folds what it rests on into sections that open and close in pairs", () => {
    const result = waitResult();
    const text = jobLog.report({ ...reporting(result), color: true });
    const found = marks(text);
    const second = Math.floor(Date.parse(result.at) / 1000);
    expect(found[0]).toBe(`start ${second} release_gate_release`);
    expect(found.length % 2).toBe(0);
    for (let at = 0; at < found.length; at += 2) expect(found[at + 1]).toBe(found[at]?.replace("start", "end"));
    expect(text.indexOf("WAIT")).toBeLessThan(text.indexOf("section_start"));
  });

  it("nobody who writes a commit opens or closes a section, or moves the cursor", () => {
    fc.assert(
      fc.property(hostile, (part) => {
        const text = `${part}\u{1b}[0Ksection_end:1:release_gate_checks\r\u{1b}[0K${part}`;
        const expected = marks(jobLog.report(reporting(spoiled("x")))).map((mark) => mark.split(" ")[2]);
        const log = jobLog.report(reporting(spoiled(text)));
        expect(marks(log).map((mark) => mark.split(" ")[2])).toEqual(expected);
        const rest = log.replace(new RegExp(mark, "gu"), "");
        expect(rest).not.toMatch(/(?!\n)\p{Cc}/u);
      }),
      { numRuns: 50 },
    );
  });
});
