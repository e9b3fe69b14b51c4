import { describe, expect, test } from "vitest";
import { tests } from "../../../src/core/checks/tests.ts";
import type { CiRun } from "../../../src/core/evidence/ci-runs.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import type { TestReport, TestReports } from "../../../src/core/evidence/test-reports.ts";
import { ciRun, evidence } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const noReports: TestReports = { globs: [], reports: [], coverage: [], refused: [] };
const noCi = { kind: "no-ci" as const, because: "A checkout alone knows no CI.", fix: "Give --junit." };

const about = (
  runs: readonly Partial<CiRun>[] | "no-ci",
  reports: Partial<TestReports> = {},
  othersUnfinished = false,
) =>
  evidence({
    ciRuns: runs === "no-ci" ? noCi : { kind: "runs", runs: runs.map(ciRun), othersUnfinished },
    testReports: { ...noReports, ...reports },
  });

const report = (over: Partial<TestReport> = {}): TestReport => ({
  path: "reports/junit.xml",
  tests: 12,
  failures: 0,
  errors: 0,
  skipped: 0,
  failed: [],
  ...over,
});
const policyGlob = { glob: "reports/*.xml", kind: "junit" as const, asked: "policy" as const, files: 1 };
const inputGlob = { glob: "out/*.xml", kind: "junit" as const, asked: "input" as const, files: 1 };
const discovered = { glob: "**/junit.xml", kind: "junit" as const, asked: "discovery" as const, files: 1 };

const required = (...names: unknown[]) => ({ required: names });

describe("required CI runs", () => {
  test("a run is known by the name that GitHub's pages show as well: workflow and job", () => {
    const runs = [
      { name: "test", workflow: "ci" },
      { name: "test", workflow: "nightly", outcome: "failed" as const },
    ];
    const answer = (name: string) => told(ask(tests, required(name), about(runs)));
    expect(answer("ci / test")).toBe("pass tests.passed");
    expect(answer("ci / *")).toBe("pass tests.passed");
    expect(answer("test")).toBe("fail tests.failed");
    expect(answer("release / test")).toBe("fail tests.missing");
  });

  test.each([
    ["passes when each required run succeeded", [{}], "pass tests.passed"],
    ["fails when one failed", [{ outcome: "failed" }], "fail tests.failed"],
    ["fails when one timed out", [{ outcome: "timed-out" }], "fail tests.failed"],
    ["fails when one waits for somebody to act", [{ outcome: "action-required" }], "fail tests.failed"],
    ["waits for an unfinished run", [{ outcome: "unfinished" }], "pending tests.unfinished"],
    ["does not know an unknown outcome", [{ outcome: "unknown" }], "unknown tests.unclear"],
    ["takes no skipped run", [{ outcome: "skipped" }], "fail tests.not-accepted"],
    ["takes no neutral run", [{ outcome: "neutral" }], "fail tests.not-accepted"],
    ["takes no cancelled run", [{ outcome: "cancelled" }], "fail tests.not-accepted"],
    ["takes no stale run", [{ outcome: "stale" }], "fail tests.not-accepted"],
    ["lets the newest attempt hold within one suite", [{ outcome: "failed" }, { attempt: 2 }], "pass tests.passed"],
    ["lets a later failure hold too", [{ attempt: 2, outcome: "failed" }, {}], "fail tests.failed"],
    ["counts the worst across suites", [{ outcome: "failed" }, { suite: "2", attempt: 9 }], "fail tests.failed"],
    ["counts the worst across apps", [{ outcome: "failed" }, { app: "me", attempt: 9 }], "fail tests.failed"],
    ["counts the worst of one attempt told twice", [{}, { outcome: "failed" }], "fail tests.failed"],
    ["is missing where nothing matches", [{ name: "lint" }], "fail tests.missing"],
    ["may still come while another run goes on", [{ name: "lint", outcome: "unfinished" }], "pending tests.awaited"],
    ["does not take the gate's own run", [{ isGate: true }], "fail tests.missing"],
    [
      "does not wait for the gate itself",
      [{ name: "gate", isGate: true, outcome: "unfinished" }],
      "fail tests.missing",
    ],
    ["does not wait for jobs behind the gate", [{ waitsForGate: true, outcome: "unfinished" }], "fail tests.missing"],
  ] as const)("%s", (_rule, runs, expected) =>
    expect(told(ask(tests, required("ci / test"), about(runs)))).toBe(expected),
  );

  test("says that a failed run is graver than one that is missing or unfinished, and names all", () => {
    const verdict = ask(
      tests,
      required("ci / test", "lint", "e2e-*"),
      about([
        { outcome: "failed", url: "https://x/1" },
        { name: "lint", outcome: "unfinished" },
      ]),
    );
    expect(told(verdict)).toBe("fail tests.failed");
    expect(verdict.details.join("\n")).toContain("ci / test failed (https://x/1)");
    expect(verdict.details.join("\n")).toContain("lint is not finished");
    expect(verdict.details.join("\n")).toContain("e2e-*");
  });

  test("waits for a missing run while another workflow on this commit is unfinished", () =>
    expect(told(ask(tests, required("ci / test"), about([], {}, true)))).toBe("pending tests.awaited"));

  test("a glob takes every run that it matches", () => {
    const runs = [{ name: "e2e-a" }, { name: "e2e-b", outcome: "failed" as const }];
    expect(told(ask(tests, required("e2e-*"), about(runs)))).toBe("fail tests.failed");
    expect(told(ask(tests, required("e2e-a"), about(runs)))).toBe("pass tests.passed");
  });

  test("a name bound to a workflow and an app takes no run from elsewhere", () => {
    const bound = { name: "test", workflow: "CI", app: "github-actions" };
    expect(told(ask(tests, required(bound), about([{ name: "test", workflow: "CI" }])))).toBe("pass tests.passed");
    expect(told(ask(tests, required(bound), about([{ name: "test", workflow: "Mine" }])))).toBe("fail tests.missing");
    expect(told(ask(tests, required(bound), about([{ name: "test", workflow: "CI", app: "me" }])))).toBe(
      "fail tests.missing",
    );
  });

  test("outcomes pass where the policy names them, and only those", () => {
    const settings = { required: ["ci / test"], accept: ["skipped"] };
    expect(told(ask(tests, settings, about([{ outcome: "skipped" }])))).toBe("pass tests.passed");
    expect(told(ask(tests, settings, about([{ outcome: "neutral" }])))).toBe("fail tests.not-accepted");
  });

  test("cannot be seen without CI, and says what would help", () => {
    const verdict = ask(tests, required("ci / test"), about("no-ci"));
    expect(told(verdict)).toBe("unknown tests.no-ci");
    expect(verdict.summary).toContain("A checkout alone knows no CI.");
    expect(verdict.fix).toBe("Give --junit.");
  });

  test("caps the details", () => {
    const runs = Array.from({ length: 30 }, (_, i) => ({
      name: `t${String(i).padStart(2, "0")}`,
      outcome: "failed" as const,
    }));
    const { details } = ask(tests, required("*"), about(runs));
    expect(details).toHaveLength(11);
    expect(details.at(-1)).toBe("... and 20 more");
  });
});

describe("reports that the policy or the input names", () => {
  const settings = { reports: ["reports/*.xml"] };
  const judge = (over: Partial<TestReports>, given: unknown = settings) =>
    told(ask(tests, given, about("no-ci", over)));

  test("pass with a test and no failure", () =>
    expect(judge({ globs: [policyGlob], reports: [report()] })).toBe("pass tests.reports-passed"));
  test("fail with a failure", () =>
    expect(judge({ globs: [policyGlob], reports: [report({ failures: 1 })] })).toBe("fail tests.report-failed"));
  test("fail with an error", () =>
    expect(judge({ globs: [policyGlob], reports: [report({ errors: 1 })] })).toBe("fail tests.report-failed"));
  test("fail without any test", () =>
    expect(judge({ globs: [policyGlob], reports: [report({ tests: 0 })] })).toBe("fail tests.report-empty"));
  test("fail when every test was skipped", () =>
    expect(judge({ globs: [policyGlob], reports: [report({ skipped: 12 })] })).toBe("fail tests.report-empty"));
  test("fail when no file matches", () =>
    expect(judge({ globs: [{ ...policyGlob, files: 0 }] })).toBe("fail tests.reports-missing"));
  test("fail when the platform never looked for the glob", () => expect(judge({})).toBe("fail tests.reports-missing"));
  test("fail when a file was matched and nothing came of it", () =>
    expect(judge({ globs: [policyGlob] })).toBe("fail tests.report-empty"));
  test("fail when a file was refused, beside a green one", () =>
    expect(
      judge({
        globs: [policyGlob],
        reports: [report()],
        refused: [{ path: "reports/old.xml", because: "git tracks it" }],
      }),
    ).toBe("fail tests.report-refused"));
  test("every glob must match, those of the input too", () =>
    expect(judge({ globs: [policyGlob, { ...inputGlob, files: 0 }], reports: [report()] })).toBe(
      "fail tests.reports-missing",
    ));
  test("of the input count beside required runs", () =>
    expect(
      told(
        ask(
          tests,
          { required: ["ci / test"] },
          about([{}], { globs: [inputGlob], reports: [report({ path: "out/a.xml", failures: 1 })] }),
        ),
      ),
    ).toBe("fail tests.report-failed"));
  test("an input glob outside what policies may write is answered for as well", () =>
    expect(
      judge({
        globs: [policyGlob, { ...inputGlob, glob: "../x/*.xml" }, discovered],
        reports: [report()],
        refused: [{ path: "../x/a.xml", because: "it lies outside the checkout" }],
      }),
    ).toBe("fail tests.report-refused"));
  test("do not rest on CI runs", () =>
    expect(
      told(
        ask(
          tests,
          settings,
          evidence({
            ciRuns: unavailable("no"),
            testReports: { ...noReports, globs: [policyGlob], reports: [report()] },
          }),
        ),
      ),
    ).toBe("pass tests.reports-passed"));
  test("name the failed tests", () => {
    const { details } = ask(
      tests,
      settings,
      about("no-ci", { globs: [policyGlob], reports: [report({ failures: 2, failed: ["b", "a"] })] }),
    );
    expect(details).toEqual(["reports/junit.xml: a", "reports/junit.xml: b"]);
  });
});

const lcov = (covered: number, total: number, path = "lcov.info") => ({
  path,
  format: "lcov" as const,
  linesCovered: covered,
  linesTotal: total,
});

describe("coverage", () => {
  const globs = [policyGlob, { glob: "lcov.info", kind: "coverage" as const, asked: "policy" as const, files: 1 }];
  const judge = (coverage: TestReports["coverage"], over: Partial<TestReports> = {}) =>
    told(
      ask(
        tests,
        { reports: ["reports/*.xml"], coverage: { "at-least": 80, files: ["lcov.info"] } },
        about("no-ci", { globs, reports: [report()], coverage, ...over }),
      ),
    );

  test("passes at the floor", () => expect(judge([lcov(80, 100)])).toBe("pass tests.reports-passed"));
  test("fails one line below it, without rounding", () =>
    expect(judge([lcov(79_999, 100_000)])).toBe("fail tests.coverage-low"));
  test("is measured over all files together", () => {
    expect(judge([lcov(10, 10), lcov(10, 90, "given.info")])).toBe("fail tests.coverage-low");
    expect(judge([lcov(90, 90), lcov(0, 10, "given.info")])).toBe("pass tests.reports-passed");
  });
  test("does not borrow from files that another policy asked for", () =>
    expect(
      judge([lcov(10, 100), lcov(10_000, 10_000, "other.info")], {
        globs: [...globs, { glob: "other.info", kind: "coverage", asked: "policy", files: 1 }],
      }),
    ).toBe("fail tests.coverage-low"));
  test("fails when it is missing", () => expect(judge([])).toBe("fail tests.coverage-missing"));
  test("fails when it measured nothing", () => expect(judge([lcov(0, 0)])).toBe("fail tests.coverage-missing"));
  test("fails when more is covered than there is", () =>
    expect(judge([lcov(101, 100)])).toBe("fail tests.coverage-low"));
  test("fails when its file was refused", () =>
    expect(judge([lcov(90, 100)], { refused: [{ path: "lcov.info", because: "git tracks it" }] })).toBe(
      "fail tests.report-refused",
    ));
  test("alone does not say that tests passed", () =>
    expect(told(ask(tests, { coverage: { "at-least": 10 } }, about("no-ci", { coverage: [lcov(90, 100)] })))).toBe(
      "unknown tests.no-evidence",
    ));
});

const unnamed = (...given: Parameters<typeof about>) => told(ask(tests, {}, about(...given)));

describe("nothing named: everything at hand must be green, and something must be there", () => {
  test("all CI runs green", () => expect(unnamed([{}, { name: "lint" }])).toBe("pass tests.passed"));
  test("one CI run red", () => expect(unnamed([{}, { name: "lint", outcome: "failed" }])).toBe("fail tests.failed"));
  test("no CI run on a platform that has CI", () => expect(unnamed([])).toBe("fail tests.none-ran"));
  test("no CI run but the gate's", () => expect(unnamed([{ isGate: true }])).toBe("fail tests.none-ran"));
  test("a green report does not stand in for CI runs", () =>
    expect(unnamed([], { globs: [discovered], reports: [report()] })).toBe("fail tests.none-ran"));
  test("another workflow goes on", () => expect(unnamed([{}], {}, true)).toBe("pending tests.awaited"));
  test("a red report beside green runs", () =>
    expect(unnamed([{}], { globs: [discovered], reports: [report({ failures: 1 })] })).toBe(
      "fail tests.report-failed",
    ));
  test("a discovered report where there is no CI", () =>
    expect(unnamed("no-ci", { globs: [discovered], reports: [report()] })).toBe("pass tests.reports-passed"));
  test("a discovered report in which nothing ran is no evidence", () =>
    expect(unnamed("no-ci", { globs: [discovered], reports: [report({ tests: 0 })] })).toBe(
      "unknown tests.no-evidence",
    ));
  test("an empty report that was given fails", () =>
    expect(unnamed("no-ci", { globs: [inputGlob], reports: [report({ tests: 0 })] })).toBe("fail tests.report-empty"));

  test("a refused file that was only discovered is told, not held against", () => {
    const refused = [{ path: "old/junit.xml", because: "git tracks it" }];
    const verdict = ask(tests, {}, about([{}], { globs: [discovered], refused }));
    expect(told(verdict)).toBe("pass tests.passed");
    expect(verdict.details).toEqual(["Passed over old/junit.xml: git tracks it"]);
    expect(unnamed("no-ci", { globs: [discovered], refused })).toBe("unknown tests.no-evidence");
  });

  test("a refused file counts as named where the input's glob cannot be compared with its path", () =>
    expect(
      unnamed([{}], {
        globs: [discovered, { ...inputGlob, glob: "/home/me/shop/old/junit.xml" }],
        refused: [{ path: "old/junit.xml", because: "git tracks it" }],
      }),
    ).toBe("fail tests.report-refused"));

  test("nothing at all names the option that helps", () => {
    const verdict = ask(tests, {}, about("no-ci"));
    expect(told(verdict)).toBe("unknown tests.no-evidence");
    expect(verdict.fix).toContain("the input junit (on the command line: --junit");
  });

  test("evidence that cannot be read is unknown, even beside green evidence", () => {
    const ciRuns = { kind: "runs" as const, runs: [ciRun()], othersUnfinished: false };
    const green = { ...noReports, globs: [inputGlob], reports: [report()] };
    for (const settings of [{}, { required: ["ci / test"] }]) {
      const withoutRuns = ask(
        tests,
        settings,
        evidence({ ciRuns: unavailable("no right", "Add checks: read."), testReports: green }),
      );
      expect(told(withoutRuns)).toBe("unknown tests.unavailable");
      expect(withoutRuns.fix).toBe("Add checks: read.");
      expect(told(ask(tests, settings, evidence({ ciRuns, testReports: unavailable("gone") })))).toBe(
        "unknown tests.unavailable",
      );
    }
  });
});

const ruleOf = (settings: unknown) => tests.rules(parse(tests, settings))[0];

test("asks for what the settings rest on", () => {
  expect(ruleOf({})?.kinds).toEqual(["ciRuns", "testReports"]);
  expect(ruleOf({})?.particulars.discoverReports).toBe(true);
  expect(ruleOf({ required: ["x"] })?.particulars.discoverReports).toBe(false);
  const reports = ruleOf({ reports: ["a.xml"], coverage: { "at-least": 1, files: ["c.info"] } });
  expect(reports?.kinds).toEqual(["testReports"]);
  expect(reports?.particulars).toEqual({ reports: ["a.xml"], coverage: ["c.info"], discoverReports: false });
});

test("an empty list, an impossible floor or an unknown outcome is refused", () => {
  for (const settings of [
    { required: [] },
    { reports: [] },
    { required: [""] },
    { accept: ["failed"] },
    { coverage: { "at-least": 101 } },
    { coverage: {} },
    { requird: ["x"] },
    { reports: ["/abs.xml"] },
  ])
    expect(problems(tests, settings)).not.toEqual([]);
});
