import { expect, test } from "vitest";
import { concurrency } from "../../../src/core/checks/concurrency.ts";
import type { Deployment } from "../../../src/core/evidence/deployments.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { deployment, evidence } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const judge = (deployments: readonly Partial<Deployment>[], settings: object = {}) =>
  ask(concurrency, settings, evidence({ deployments: deployments.map(deployment) }));

test.each([
  ["is free when nothing was ever deployed", [], "pass concurrency.free"],
  ["is free when everything has ended", [{}, { state: "failed" }, { state: "inactive" }], "pass concurrency.free"],
  ["is busy while another deployment runs", [{ state: "in-progress" }], "pending concurrency.busy"],
  ["is busy while another deployment is queued", [{ state: "queued" }], "pending concurrency.busy"],
  ["is free while another one waits for people", [{ state: "waiting" }], "pass concurrency.free"],
  ["does not wait for itself", [{ state: "in-progress", isOwn: true }], "pass concurrency.free"],
  ["does not look at other environments", [{ state: "in-progress", environment: "staging" }], "pass concurrency.free"],
  [
    "compares environments without case",
    [{ state: "in-progress", environment: "PRODUCTION" }],
    "pending concurrency.busy",
  ],
  ["does not know a state that is unknown", [{ state: "unknown" }], "unknown concurrency.unclear"],
  ["is busy whatever else is unknown", [{ state: "unknown" }, { state: "queued" }], "pending concurrency.busy"],
] as const)("%s", (_rule, deployments, expected) => expect(told(judge(deployments))).toBe(expected));

test("looks at what it depends on as well, and names it", () => {
  const verdict = judge([{ state: "in-progress", environment: "database" }], { with: ["database"] });
  expect(told(verdict)).toBe("pending concurrency.busy");
  expect(verdict.summary).toBe("Another deployment to database is under way.");
  expect(verdict.details).toEqual(["database: bbbbbbbbbb in-progress since 2026-06-01 08:00 UTC"]);
});

test("is unknown where deployments cannot be read", () =>
  expect(told(ask(concurrency, {}, evidence({ deployments: unavailable("none here") })))).toBe(
    "unknown concurrency.unavailable",
  ));

test("settings", () => {
  expect(concurrency.rules(parse(concurrency, { with: ["a"] }))[0]?.particulars).toEqual({ environments: ["a"] });
  expect(problems(concurrency, { with: [""] })).not.toEqual([]);
});
