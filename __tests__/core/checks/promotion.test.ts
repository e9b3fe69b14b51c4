import { describe, expect, test } from "vitest";
import { promotion } from "../../../src/core/checks/promotion.ts";
import type { Deployment } from "../../../src/core/evidence/deployments.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { base, deployment, evidence, head } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const staged = (over: Partial<Deployment> = {}) =>
  deployment({
    environment: "staging",
    commit: head,
    createdAt: "2026-06-09T09:50:00Z",
    finishedAt: "2026-06-09T10:00:00Z",
    ...over,
  });
const judge = (deployments: readonly Deployment[], settings: object = {}, environment = "production") =>
  ask(promotion, { from: "staging", ...settings }, evidence({ deployments }), { environment });

describe("the same commit in the environment before", () => {
  const later = { id: "2", createdAt: "2026-06-09T12:00:00Z", finishedAt: "2026-06-09T12:10:00Z" };
  test.each([
    ["passes once it ran there", [staged()], "pass promotion.promoted"],
    ["passes though something newer replaced it", [staged({ state: "inactive" })], "pass promotion.promoted"],
    ["compares environments without case", [staged({ environment: "Staging" })], "pass promotion.promoted"],
    ["fails when it never was there", [], "fail promotion.missing"],
    ["fails for another commit", [staged({ commit: base })], "fail promotion.missing"],
    ["fails for another environment", [staged({ environment: "test" })], "fail promotion.missing"],
    ["fails when nobody who can be believed says so", [staged({ trusted: false })], "fail promotion.untrusted"],
    [
      "fails when it never succeeded there",
      [staged({ state: "failed", everSucceeded: false })],
      "fail promotion.failed",
    ],
    [
      "waits while it is on its way",
      [staged({ state: "in-progress", everSucceeded: false })],
      "pending promotion.underway",
    ],
    ["fails when its newest state is failed", [staged({ state: "failed" })], "fail promotion.failed-later"],
    [
      "fails when a later attempt failed",
      [staged(), staged({ ...later, state: "failed", everSucceeded: false })],
      "fail promotion.failed-later",
    ],
    [
      "passes when an earlier attempt failed",
      [staged({ state: "failed", everSucceeded: false }), staged(later)],
      "pass promotion.promoted",
    ],
    [
      "fails when one of two from the same moment failed",
      [staged(), staged({ id: "2", state: "failed", everSucceeded: false })],
      "fail promotion.failed-later",
    ],
    [
      "does not know when its newest state is unknown",
      [staged(), staged({ ...later, state: "unknown", everSucceeded: false })],
      "unknown promotion.unclear",
    ],
    [
      "passes while it is deployed there once more",
      [staged(), staged({ ...later, state: "in-progress", everSucceeded: false })],
      "pass promotion.promoted",
    ],
  ] as const)("%s", (_rule, deployments, expected) => expect(told(judge(deployments))).toBe(expected));
});

describe("soaking", () => {
  test("passes at the very moment", () =>
    expect(told(judge([staged()], { soak: "24h" }))).toBe("pass promotion.soaked"));
  test("waits until then and says when", () => {
    const verdict = judge([staged({ finishedAt: "2026-06-09T10:00:01Z" })], { soak: "24h" });
    expect(told(verdict)).toBe("pending promotion.soaking");
    expect(judge([staged()], { soak: "2d" }).fix).toBe("Come back at 2026-06-11 10:00 UTC.");
  });
  test("is unknown where nobody knows when it came there", () =>
    expect(told(judge([staged({ finishedAt: null })], { soak: "24h" }))).toBe("unknown promotion.soak-unknown"));
});

test("has nothing before the first environment", () =>
  expect(told(judge([], {}, "Staging"))).toBe("skipped promotion.first-environment"));

test("is unknown where deployments cannot be read", () =>
  expect(told(ask(promotion, { from: "staging" }, evidence({ deployments: unavailable("none here") })))).toBe(
    "unknown promotion.unavailable",
  ));

test("settings", () => {
  expect(promotion.rules(parse(promotion, { from: "staging" }))[0]?.particulars).toEqual({ environments: ["staging"] });
  for (const settings of [{}, { from: "" }, { from: "a", soak: "1" }, { form: "a" }])
    expect(problems(promotion, settings)).not.toEqual([]);
});
