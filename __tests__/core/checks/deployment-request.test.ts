import { describe, expect, test } from "vitest";
import { deploymentRequest } from "../../../src/core/checks/deployment-request.ts";
import type { DeploymentRequest } from "../../../src/core/evidence/deployment-request.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { evidence } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const judge = (request: DeploymentRequest, settings: unknown = {}) =>
  ask(deploymentRequest, settings, evidence({ deploymentRequest: request }));
const markdown = (text: string): DeploymentRequest => ({ kind: "markdown", from: ".release/request.md", text });
const inputs = (parts: Record<string, string>): DeploymentRequest => ({
  kind: "parts",
  from: "the workflow's inputs",
  parts,
});

const whole = {
  Contents: "Prices with tax.",
  Testing: "Suite and by hand.",
  "Deployment plan": "Canary, then all.",
  Rollback: "Back to the last version.",
  "Customer impact": "None.",
};
const written = (over: Record<string, string | null> = {}): string =>
  Object.entries({ ...whole, ...over })
    .flatMap(([name, text]) => (text === null ? [] : [`## ${name}\n\n${text}\n`]))
    .join("\n");

describe("a request in Markdown", () => {
  test.each([
    ["with every part", {}, "pass deployment-request.complete"],
    ["with a part missing", { Rollback: null }, "fail deployment-request.incomplete"],
    ["with a part empty", { Rollback: "" }, "fail deployment-request.incomplete"],
    [
      "with a comment of the template alone",
      { Rollback: "<!-- How do we go back? -->" },
      "fail deployment-request.incomplete",
    ],
    ["with a TODO", { Testing: "TODO" }, "fail deployment-request.incomplete"],
    ["with a placeholder", { Contents: "<what is in it>" }, "fail deployment-request.incomplete"],
    ["with an alias", { Rollback: null, "Back-out plan": "Go back." }, "pass deployment-request.complete"],
    ["with another alias", { Contents: null, "What changes": "Prices." }, "pass deployment-request.complete"],
    ["with an alias that is empty", { Testing: null, Tests: "" }, "fail deployment-request.incomplete"],
    [
      "with a longer heading",
      { Rollback: null, "Rollback (5 minutes)": "Go back." },
      "pass deployment-request.complete",
    ],
  ])("%s", (_what, over, expected) => expect(told(judge(markdown(written(over))))).toBe(expected));

  test("that cannot be read is unknown", () =>
    expect(told(judge(markdown(">".repeat(50_000))))).toBe("unknown deployment-request.unreadable"));

  test("says which parts are missing and what is wrong with the others", () => {
    const verdict = judge(markdown(written({ Rollback: null, Testing: "TBD" })));
    expect(verdict.summary).toBe(
      "The deployment request (.release/request.md) does not yet say: testing and rollback.",
    );
    expect(verdict.details).toEqual(['The part "testing" still says TBD.', 'There is no part "rollback".']);
    expect(verdict.fix).toContain("testing and rollback");
  });
});

describe("a request in inputs", () => {
  const given = {
    contents: "Prices.",
    testing: "Suite.",
    "deployment-plan": "Canary.",
    rollback_plan: "Back.",
    customerImpact: "None.",
  };
  test("by name, however it is joined", () =>
    expect(told(judge(inputs(given)))).toBe("pass deployment-request.complete"));
  test("with an empty one", () =>
    expect(told(judge(inputs({ ...given, testing: " " })))).toBe("fail deployment-request.incomplete"));
  test("with none", () => expect(told(judge(inputs({})))).toBe("fail deployment-request.incomplete"));
});

test("a request that is not there fails with a form to fill in", () => {
  const verdict = judge({ kind: "missing", from: ".release/request.md" });
  expect(told(verdict)).toBe("fail deployment-request.missing");
  expect(verdict.fix).toContain("## Contents / ## Testing / ## Deployment plan / ## Rollback / ## Customer impact");
});

test("parts of one's own are asked in place of the usual ones", () => {
  const settings = { parts: ["Data protection"] };
  expect(told(judge(markdown("# Data protection\n\nNo personal data."), settings))).toBe(
    "pass deployment-request.complete",
  );
  expect(told(judge(markdown(written()), settings))).toBe("fail deployment-request.incomplete");
});

test("a part can be too short", () => {
  const settings = { parts: ["contents"], "min-length": 16 };
  expect(told(judge(markdown("# Contents\n\nPrices with tax."), settings))).toBe("pass deployment-request.complete");
  expect(told(judge(markdown("# Contents\n\nPrices with ta."), settings))).toBe("fail deployment-request.incomplete");
});

test("a request that cannot be seen is unknown", () =>
  expect(told(ask(deploymentRequest, {}, evidence({ deploymentRequest: unavailable("no right") })))).toBe(
    "unknown deployment-request.unavailable",
  ));

test("settings", () => {
  expect(deploymentRequest.rules(parse(deploymentRequest, {}))[0]?.kinds).toEqual(["deploymentRequest"]);
  for (const settings of [{ parts: [] }, { parts: [""] }, { "min-length": 0 }, { part: ["x"] }])
    expect(problems(deploymentRequest, settings)).not.toEqual([]);
});
