/** From the options of `check` to the request that is put to the gate. */
import { describe, expect, it } from "vitest";
import { readArguments } from "../../src/entry/arguments.ts";
import { check, requestFrom } from "../../src/entry/check.ts";

const ask = (line: string, env: Readonly<Record<string, string | undefined>> = {}) =>
  requestFrom(readArguments(check, line.split(" ")), env);

describe("the request", () => {
  it("assumes what the table of inputs says", () => {
    expect(ask("--environment production")).toEqual({
      environment: "production",
      platform: "auto",
      repository: ".",
      base: null,
      head: null,
      policy: null,
      at: null,
      changeType: "normal",
      reason: null,
      junit: [],
      coverage: [],
      approvalsFile: null,
      receipt: null,
      evidenceFile: null,
      saveEvidence: null,
      record: null,
      previous: null,
      format: "text",
      mode: "enforce",
      reportOnly: false,
      waiting: { timeout: 3_600_000, interval: 60_000 },
    });
  });

  it("carries every input", () => {
    const line =
      "--environment=prod --platform local --repo r --base b --head h --policy builtin:regulated --at 2026-06-10T12:00+02:00 " +
      "--change-type emergency --reason why --junit a --junit b --coverage c --approvals ap --receipt re --evidence ev " +
      "--save-evidence se --record rec --previous pre --format json --mode evaluate --report-only --wait-timeout 2h --poll-interval 90s";
    expect(ask(line)).toEqual({
      environment: "prod",
      platform: "local",
      repository: "r",
      base: "b",
      head: "h",
      policy: "builtin:regulated",
      at: "2026-06-10T10:00:00Z",
      changeType: "emergency",
      reason: "why",
      junit: ["a", "b"],
      coverage: ["c"],
      approvalsFile: "ap",
      receipt: "re",
      evidenceFile: "ev",
      saveEvidence: "se",
      record: "rec",
      previous: "pre",
      format: "json",
      mode: "evaluate",
      reportOnly: true,
      waiting: { timeout: 7_200_000, interval: 90_000 },
    });
  });

  it("takes a value that begins with a dash when it is tied to its option", () => {
    expect(ask("--environment=-odd- --reason=--why").reason).toBe("--why");
  });
});

describe('"what if" inside a pipeline', () => {
  const pipelines = ["GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL"];

  it.each(pipelines)("is refused by enforce and wait where %s is set", (name) => {
    for (const mode of ["enforce", "wait"])
      for (const question of ["--at 2026-06-10T10:00Z", "--evidence e.json"])
        for (const more of ["", " --report-only"])
          expect(() => ask(`--environment p --mode ${mode} ${question}${more}`, { [name]: "1" })).toThrow(/what if/);
  });

  it("may be asked with evaluate, and outside a pipeline", () => {
    expect(ask("--environment p --mode evaluate --at 2026-06-10T10:00Z", { GITHUB_ACTIONS: "true" }).at).not.toBeNull();
    expect(ask("--environment p --at 2026-06-10T10:00Z", { GITHUB_ACTIONS: "" }).at).not.toBeNull();
    expect(ask("--environment p --evidence e.json").evidenceFile).toBe("e.json");
  });

  it("does not stand in the way of a real question", () => {
    expect(ask("--environment p", { GITHUB_ACTIONS: "true" }).mode).toBe("enforce");
  });
});
