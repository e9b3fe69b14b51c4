/** What stands under `with:`, read by the table of inputs. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInputs } from "../../src/entry/action/given.ts";
import { actionRequest } from "../../src/entry/action/request.ts";
import { inputsOf } from "../../src/entry/inputs.ts";

const variable = (name: string): string => `INPUT_${name.toUpperCase()}`;
const read = (given: Readonly<Record<string, string>>) =>
  readInputs(Object.fromEntries(Object.entries(given).map(([name, value]) => [variable(name), value])));

const ask = (given: Readonly<Record<string, string>>) =>
  actionRequest(read({ environment: "production", ...given }), { GITHUB_WORKSPACE: "/work", RUNNER_TEMP: "/temp" });

describe("inputs of the action", () => {
  test("that are not in the table are an error, with the name that was meant", () => {
    expect(() => read({ "report-onlyy": "true" })).toThrow('there is no input "report-onlyy".');
    expect(() => read({ "report-onlyy": "true" })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("Did you mean report-only?") }),
    );
  });

  test("of the command line alone are none of the action's", () => {
    for (const name of ["at", "evidence", "approvals", "previous", "format", "platform", "repo"])
      expect(() => read({ [name]: "x" })).toThrow(`there is no input "${name}"`);
  });

  test("are all known under the names of the table, and reach the request", () => {
    expect(() => read(Object.fromEntries(inputsOf("action").map(({ name }) => [name, ""])))).not.toThrow();
    const request = ask({
      "policy-ref": "policies",
      "org-token": "o",
      token: "t",
      "check-run-id": "7",
      "record-path": "r.json",
      junit: " a/*.xml \n\n b/*.xml\n",
      mode: "wait",
      "wait-timeout": "90s",
      "poll-interval": "10s",
      receipt: "x",
      reason: " because ",
    });
    expect(request).toMatchObject({
      platform: "github",
      repository: "/work",
      policyRef: "policies",
      secrets: { token: "t", orgToken: "o" },
      checkRunId: "7",
      record: "r.json",
      junit: ["a/*.xml", "b/*.xml"],
      mode: "wait",
      waiting: { timeout: 90_000, interval: 10_000 },
      receipt: "x",
      reason: "because",
      reportOnly: false,
      at: null,
      evidenceFile: null,
    });
  });

  test("take only true and false where they are on or off", () => {
    for (const [value, expected] of [
      ["true", true],
      ["TRUE", true],
      ["False", false],
      ["", false],
    ] as const)
      expect(read({ comment: value }).flag("comment")).toBe(expected);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !/^\s*((true|True|TRUE|false|False|FALSE)\s*)?$/.test(text)),
        (text) => {
          expect(() => read({ comment: text })).toThrow(/cannot be/);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("without a value have their default; expressions that GitHub did not fill in have none", () => {
    const request = ask({});
    expect(request).toMatchObject({ mode: "enforce", changeType: "normal", secrets: { token: null, orgToken: null } });
    expect(request.record).toMatch(/^\/temp\/release-gate-[0-9a-f]{12}\/record\.json$/);
    expect(ask({}).record).not.toBe(request.record);
  });

  test("without an environment make no question", () => {
    expect(() => actionRequest(read({}), {})).toThrow("the input environment is missing.");
  });
});
