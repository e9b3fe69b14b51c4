import { describe, expect, test } from "vitest";
import { rollback } from "../../../src/core/checks/rollback.ts";
import type { CiRun } from "../../../src/core/evidence/ci-runs.ts";
import type { Deployment } from "../../../src/core/evidence/deployments.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { ciRun, deployment, evidence, head } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const page = {
  path: "docs/rollback.md",
  text: "# Steps\n\nPress the button.",
  because: null,
  lastChangedAt: "2026-06-01T00:00:00Z",
};
const settings = { documents: ["docs/rollback.md"] };
const noCi = { kind: "no-ci" as const, because: "A checkout alone knows no CI.", fix: "Run it on the platform." };

const facts = (
  deployments: readonly Partial<Deployment>[],
  runs: readonly Partial<CiRun>[] = [],
  othersUnfinished = false,
) =>
  evidence({
    documents: [page],
    deployments: deployments.map(deployment),
    ciRuns: { kind: "runs", runs: runs.map(ciRun), othersUnfinished },
  });

describe("documents", () => {
  test("pass with a page that says how", () =>
    expect(told(ask(rollback, settings, facts([{}])))).toBe("pass rollback.present"));
  test("fail without one, under this check's own code", () => {
    const verdict = ask(rollback, settings, evidence({ documents: [], deployments: [deployment()] }));
    expect(told(verdict)).toBe("fail rollback.missing");
    expect(verdict.summary).toContain("rollback document");
  });
  test("go stale", () =>
    expect(told(ask(rollback, { ...settings, "max-age": "5d" }, facts([{}])))).toBe("fail rollback.stale"));
});

const goingBack = (...deployments: Partial<Deployment>[]) => told(ask(rollback, settings, facts(deployments)));

describe("something known good to go back to", () => {
  test("an earlier version that ran well", () => expect(goingBack({})).toBe("pass rollback.present"));
  test("though it has been replaced since", () =>
    expect(goingBack({ state: "inactive" })).toBe("pass rollback.present"));
  test("not one that never succeeded", () =>
    expect(goingBack({ everSucceeded: false, state: "failed" })).toBe("fail rollback.no-known-good"));
  test("not one that anybody may have posted", () =>
    expect(goingBack({ trusted: false })).toBe("fail rollback.no-known-good"));
  test("not this very commit", () => expect(goingBack({ commit: head })).toBe("fail rollback.no-known-good"));
  test("not one of another environment", () => {
    const verdict = ask(rollback, settings, facts([{ environment: "staging" }]));
    expect(told(verdict)).toBe("pass rollback.present");
    expect(verdict.details.join()).toContain("Nothing was deployed to production before");
  });
  test("environments are compared without case", () =>
    expect(goingBack({ environment: "Production", everSucceeded: false })).toBe("fail rollback.no-known-good"));
  test("nothing on a first deployment, though this run has announced its own", () =>
    expect(goingBack({ isOwn: true, commit: head, state: "in-progress", everSucceeded: false })).toBe(
      "pass rollback.present",
    ));
  test("is unknown where deployments cannot be read", () => {
    const without = evidence({
      documents: [page],
      deployments: unavailable("A checkout alone knows none.", "Run it there."),
    });
    const verdict = ask(rollback, settings, without);
    expect(told(verdict)).toBe("unknown rollback.unavailable");
    expect(verdict.fix).toBe("Run it there.");
    expect(told(ask(rollback, { ...settings, "known-good": false }, without))).toBe("pass rollback.present");
  });
});

const rehearsal = (over: Partial<CiRun> = {}) => ({
  name: "rehearse-rollback",
  startedAt: "2026-06-10T09:00:00Z",
  ...over,
});

describe("a rehearsal", () => {
  const rehearsing = { ...settings, rehearsal: { run: "rehearse-*", "max-age": "2h" } };
  const judge = (...runs: Partial<CiRun>[]) => told(ask(rollback, rehearsing, facts([{}], runs)));

  test("that succeeded", () => expect(judge(rehearsal())).toBe("pass rollback.present"));
  test("that failed", () => expect(judge(rehearsal({ outcome: "failed" }))).toBe("fail rollback.rehearsal-failed"));
  test("that was skipped", () =>
    expect(judge(rehearsal({ outcome: "skipped" }))).toBe("fail rollback.rehearsal-failed"));
  test("of which one of two failed", () =>
    expect(judge(rehearsal(), rehearsal({ suite: "2", outcome: "failed" }))).toBe("fail rollback.rehearsal-failed"));
  test("that goes on", () =>
    expect(judge(rehearsal({ outcome: "unfinished" }))).toBe("pending rollback.rehearsal-unfinished"));
  test("that ended nobody knows how", () =>
    expect(judge(rehearsal({ outcome: "unknown" }))).toBe("unknown rollback.rehearsal-unclear"));
  test("that never ran", () => expect(judge()).toBe("fail rollback.rehearsal-missing"));
  test("that may still come", () =>
    expect(told(ask(rollback, rehearsing, facts([{}], [], true)))).toBe("pending rollback.rehearsal-awaited"));
  test("too long ago", () =>
    expect(judge(rehearsal({ startedAt: "2026-06-10T07:59:59Z" }))).toBe("fail rollback.rehearsal-stale"));
  test("at a time that nobody knows", () =>
    expect(judge(rehearsal({ startedAt: null }))).toBe("unknown rollback.rehearsal-age-unknown"));
  test("at a time that lies ahead", () =>
    expect(judge(rehearsal({ startedAt: "2026-06-12T00:00:00Z" }))).toBe("unknown rollback.rehearsal-age-unknown"));
  test("that cannot be seen", () => {
    const all = facts([{}], [rehearsal()]);
    expect(told(ask(rollback, rehearsing, { ...all, ciRuns: unavailable("no right") }))).toBe(
      "unknown rollback.unavailable",
    );
    expect(
      told(ask(rollback, rehearsing, evidence({ documents: [page], deployments: [deployment()], ciRuns: noCi }))),
    ).toBe("unknown rollback.no-ci");
  });
});

const kinds = (given: unknown) => rollback.rules(parse(rollback, given))[0]?.kinds;

test("asks for what the settings rest on", () => {
  expect(kinds(settings)).toEqual(["documents", "deployments"]);
  expect(kinds({ ...settings, "known-good": false })).toEqual(["documents"]);
  expect(kinds({ documents: ["{service}.md"], services: { a: ["a/**"] }, rehearsal: { run: "x" } })).toEqual([
    "documents",
    "changedFiles",
    "deployments",
    "ciRuns",
  ]);
});

test("settings without documents, or with a service nobody named, are refused", () => {
  expect(problems(rollback, {})).not.toEqual([]);
  expect(problems(rollback, { documents: [] })).not.toEqual([]);
  expect(problems(rollback, { documents: ["{service}.md"] }).join()).toContain("documents.0");
});
