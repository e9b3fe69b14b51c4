/** A team's first hour with the gate, as README tells it: every command of README, by the built bundle, on a fresh repository. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyOfBundle, newFolder, nodes, run } from "./support/bundle.ts";
import { releasedRepository } from "./support/repository.ts";

const program = join(copyOfBundle(), "cli/index.js");
const node = nodes[0]?.path ?? process.execPath;
const repository = releasedRepository();
const elsewhere = newFolder("first-hour");
const gate = (...args: readonly string[]) => run(node, [program, ...args], { cwd: repository.folder });
const write = (name: string, text: string): string => {
  const file = join(elsewhere, name);
  writeFileSync(file, text);
  return file;
};

const policy = write(
  "policy.yml",
  `version: 1
extends: builtin:standard
groups:
  operations:
    users: [olga@example.com, otto@example.com]
calendars:
  business-hours:
    time-zone: Europe/Berlin
    windows:
      - { days: [mon, tue, wed, thu], from: "09:00", to: "16:00" }
    freezes:
      - { from: 2026-12-18T17:00, to: 2027-01-04T08:00, reason: Year-end freeze }
environments:
  production:
    checks:
      tests: { enforcement: advisory }
      change-window: { calendar: business-hours, expected-duration: 30m }
    approvals:
      low: [{ group: operations }]
`,
);
const tuesday = "2026-03-03T10:00:00Z";
const check = (...more: readonly string[]) =>
  gate("check", "--environment", "production", "--policy", policy, "--at", tuesday, ...more);
const head = repository.git("rev-parse", "HEAD").trim();

const approvals = (over: Readonly<Record<string, string>> = {}): string =>
  write(
    "approvals.yml",
    JSON.stringify([
      {
        person: { email: "olga@example.com" },
        at: "2026-03-03T09:50:00Z",
        commit: head,
        environment: "production",
        ...over,
      },
    ]),
  );

describe("the first command", () => {
  test("cannot say yes without test evidence, says so first, and gives three next steps", () => {
    const { status, stdout, stderr } = gate("check", "--environment", "production");
    expect(status).toBe(3);
    expect(stderr).toBe("");
    expect(stdout).toContain("NOT DETERMINED");
    expect(stdout).toContain("There is no .release-gate.yml here, so builtin:standard is the");
    expect(stdout).toMatch(/Next\s+1\. Run the tests[^2]*--junit/);
    expect(stdout).toMatch(/^\s+3\. /m);
  });

  test("says yes once the tests left a green report, and no once they left a red one", () => {
    const report = join(repository.folder, "junit.xml");
    const green = '<testsuite name="s"><testcase name="adds"/></testsuite>';
    writeFileSync(report, green);
    expect(gate("check", "--environment", "production")).toMatchObject({ status: 0 });
    writeFileSync(report, green.replace("/>", '><failure message="no"/></testcase>'));
    const red = gate("check", "--environment", "production");
    expect(red).toMatchObject({ status: 1 });
    expect(red.stdout).toContain("adds");
    rmSync(report);
  });

  test("refuses a report that was committed", () => {
    const committed = releasedRepository();
    committed.commit("chore: keep a green report", { "junit.xml": '<testsuite><testcase name="a"/></testsuite>' });
    const { status, stdout } = run(node, [program, "check", "--environment", "production"], { cwd: committed.folder });
    expect(status).toBe(3);
    expect(stdout).toContain("junit.xml");
  });
});

describe("the policy commands", () => {
  test("lint, explain and schema answer on standard output", () => {
    expect(gate("policy", "lint", policy).status).toBe(0);
    expect(gate("policy", "explain", policy).stdout).toContain("Year-end freeze");
    expect(JSON.parse(gate("policy", "schema").stdout)).toHaveProperty("$schema");
  });

  test("a mistake is told with its place, a marker and the nearest name, and ends with 2", () => {
    const wrong = write("wrong.yml", readFileSync(policy, "utf8").replace("time-zone", "timezone"));
    for (const args of [
      ["policy", "lint", wrong],
      ["check", "--environment", "production", "--policy", wrong],
    ]) {
      const { status, stdout, stderr } = gate(...args);
      expect(status).toBe(2);
      expect(stdout + stderr).toMatch(/wrong\.yml:8:5: /);
      expect(stdout + stderr).toContain("time-zone");
      expect(stdout + stderr).not.toMatch(/^\s+at /m);
    }
  });
});

describe("approvals from a file", () => {
  test("a missing approval waits, a given one allows", () => {
    expect(check().status).toBe(1);
    expect(check("--approvals", approvals()).status).toBe(0);
  });

  test.each([
    ["of another commit", { commit: "c".repeat(40) }],
    ["of another environment", { environment: "staging" }],
    ["that has expired", { at: "2026-02-01T00:00:00Z" }],
    ["from the future", { at: "2026-03-04T00:00:00Z" }],
  ])("an approval %s does not count and is shown", (_case, over) => {
    const { status, stdout } = check("--approvals", approvals(over), "--format", "json");
    expect(status).toBe(1);
    const { approvals: shown } = JSON.parse(stdout) as { approvals: { discounted: readonly object[] } };
    expect(shown.discounted).toHaveLength(1);
  });
});

describe("the clock", () => {
  test("a freeze blocks, names itself, and says when it ends", () => {
    const asked = gate("check", "--environment", "production", "--policy", policy, "--at", "2026-12-21T10:00:00Z");
    expect(asked.status).toBe(1);
    expect(asked.stdout).toContain("Year-end freeze");
  });

  test("windows prints the openings as JSON", () => {
    const { status, stdout } = gate(
      "windows",
      "--environment",
      "production",
      "--policy",
      policy,
      "--format",
      "json",
      "--at",
      "2026-12-21T10:00:00Z",
      "--count",
      "2",
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      calendar: "business-hours",
      timeZone: "Europe/Berlin",
      at: "2026-12-21T10:00:00Z",
      open: false,
      closesAt: null,
      opensAt: "2027-01-04T08:00:00Z",
      openings: [
        { from: "2027-01-04T08:00:00Z", to: "2027-01-04T15:00:00Z" },
        { from: "2027-01-05T08:00:00Z", to: "2027-01-05T15:00:00Z" },
      ],
    });
  });

  test("a what-if is refused by enforce and wait inside a pipeline, and answered by evaluate", () => {
    const inPipeline = (mode: string) =>
      run(
        node,
        [
          program,
          "check",
          "--environment",
          "production",
          "--platform",
          "local",
          "--policy",
          policy,
          "--at",
          tuesday,
          "--mode",
          mode,
        ],
        { cwd: repository.folder, env: { GITHUB_ACTIONS: "true" } },
      );
    expect(inPipeline("enforce")).toMatchObject({ status: 2, stdout: "" });
    expect(inPipeline("wait")).toMatchObject({ status: 2, stdout: "" });
    expect(inPipeline("evaluate").status).toBe(0);
  });
});

describe("report-only", () => {
  test("exits 0 for a no, says so, and allowed keeps telling the truth", () => {
    const { status, stdout } = check("--report-only", "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ decision: "wait", allowed: false });
    expect(check("--report-only").stdout).toMatch(/report.only/i);
  });
});

describe("the record", () => {
  const record = join(elsewhere, "decision.json");
  const saved = join(elsewhere, "evidence.json");
  const first = check("--approvals", approvals(), "--record", record, "--save-evidence", saved);

  test("holds when it is judged again", () => {
    expect(first.status).toBe(0);
    const { status, stdout } = gate("replay", record);
    expect(status).toBe(0);
    expect(stdout).toContain("holds");
  });

  test("does not hold once anything in it was changed", () => {
    const text = readFileSync(record, "utf8");
    const changes: readonly (readonly [string, string])[] = [
      ['"allow"', '"block"'],
      ["olga@example.com", "otto@example.com"],
      [`"at": "${tuesday}"`, '"at": "2026-03-03T10:00:01Z"'],
      ['"count": 1', '"count": 2'],
      ['"mode": "enforce"', '"mode": "evaluate"'],
      [head, "d".repeat(40)],
      ['"version": "', '"version": "9'],
      ['"previous": null', '"previous": "00"'],
    ];
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      const edited = write("edited.json", text.replace(from, to));
      expect([from, gate("replay", edited).status]).toEqual([from, 1]);
    }
  });

  test("is unreadable, with 2, when it is cut off or no record", () => {
    const text = readFileSync(record, "utf8");
    expect(gate("replay", write("cut.json", text.slice(0, text.length / 2))).status).toBe(2);
    expect(gate("replay", write("other.json", "{}")).status).toBe(2);
    expect(gate("replay", join(elsewhere, "absent.json")).status).toBe(2);
  });

  test("chains to the one before it, and refuses an edited one", () => {
    const next = join(elsewhere, "next.json");
    expect(check("--approvals", approvals(), "--record", next, "--previous", record).status).toBe(0);
    const { digests } = JSON.parse(readFileSync(record, "utf8")) as { digests: { decision: string } };
    expect(JSON.parse(readFileSync(next, "utf8"))).toMatchObject({ previous: digests.decision });
    const edited = write("edited.json", readFileSync(record, "utf8").replace('"allow"', '"block"'));
    expect(check("--previous", edited).status).toBe(2);
  });

  test("saved evidence gives the same decision, marked as hypothetical", () => {
    const args = ["check", "--environment", "production", "--policy", policy, "--at", tuesday, "--format", "json"];
    const again = gate(...args, "--evidence", saved);
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ decision: "allow", allowed: false });
    const broken = write("broken.json", readFileSync(saved, "utf8").replace('"relation": "', '"relation": "x'));
    expect(gate(...args, "--evidence", broken)).toMatchObject({ status: 2, stdout: "" });
  });

  test("holds no secret of the surroundings", () => {
    expect(readFileSync(record, "utf8")).not.toContain(process.env.PATH ?? "no path");
  });
});
