import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { policy } from "../../src/commands/policy.ts";
import { PolicyError } from "../../src/core/policy/problems.ts";
import { PlatformError } from "../../src/platforms/platform.ts";

const files: Readonly<Record<string, string>> = {
  "repo/good.yml":
    "version: 1\nextends: ./shared/base.yml\nenvironments: { production: { approvals: { high: [{ group: ops }] } } }\n",
  "repo/shared/base.yml": "version: 1\ngroups: { ops: { users: [ann, bob] } }\ndefaults: { checks: { tests: {} } }\n",
  "repo/wrong.yml": "version: 2\ngrups: {}\n",
  "repo/worse.yml": "version: 1\nenvironments: { production: { check: {} } }\n",
  "repo/on-wrong.yml": "version: 1\nextends: ./wrong.yml\n",
  "repo/empty-handed.yml": "version: 1\n",
  "repo/above.yml": "version: 1\nextends: ../outside.yml\n",
  "repo/lanes.yml": `version: 1
groups:
  ops:
    users: [ann]
    github: { environments: [approve-ops], pull-request-reviews: true }
    deputies: [{ user: bob, for: ann, from: 2026-12-01, through: 2026-12-24 }]
environments:
  production:
    checks: { tests: {} }
    approvals: { low: [{ group: ops }], overrule: ops, unknown-authors: accept, exclude: { edited: false } }
    emergency: { groups: [ops], waives: [tests, approvals], incident: "https://incidents.example/*", review-open: warn }
    rollback: { approvals: [{ group: ops }], waives: [tests], through-freezes: true }
    conditions: { high: { strategy: canary, max-age: 4h } }
`,
  "outside.yml": "version: 1\n",
  "repo/huge.yml": "# a line of text\n".repeat(130_000),
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "policy-"));
  mkdirSync(join(folder, "repo", ".git"), { recursive: true });
  mkdirSync(join(folder, "repo", "shared"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(positionals: readonly string[], cwd = join(folder, "repo")) {
  const written = { out: "", err: "" };
  const given = { positionals, text: () => undefined, texts: () => [], flag: () => false };
  const exitCode = await policy.run(given, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    env: {},
    cwd,
    color: false,
    width: 80,
    now: "2026-11-23T10:00:00.000Z",
    progress: () => {},
  });
  return { exitCode, ...written };
}

describe("policy lint", () => {
  test("says that a file is fine", async () => {
    expect(await run(["lint", "good.yml"])).toEqual({ exitCode: 0, out: "good.yml: no problems\n", err: "" });
  });

  test("takes built-ins and says when no environment is named", async () => {
    const { exitCode, out } = await run(["lint", "builtin:standard", "empty-handed.yml"]);
    expect(exitCode).toBe(0);
    expect(out).toBe("builtin:standard: no problems\nempty-handed.yml: no problems, but it names no environment\n");
  });

  test("tells every problem of every file, once, and ends with 2", async () => {
    const { exitCode, out } = await run(["lint", "wrong.yml", "good.yml", "worse.yml", "on-wrong.yml"]);
    expect(exitCode).toBe(2);
    expect(out.match(/^\S+:\d+:\d+: .*$/gmu)).toEqual([
      "wrong.yml:1:10: `version` cannot be `2`",
      "wrong.yml:2:1: unknown key `grups`",
      "worse.yml:2:31: unknown key `check`",
    ]);
    expect(out.startsWith("wrong.yml:1:10: ")).toBe(true);
    expect(out).toContain("\n3 problems.\ngood.yml: no problems\n");
  });

  test("names files as they were given", async () => {
    const below = await run(["lint", "../wrong.yml"], join(folder, "repo", "shared"));
    expect(below.out).toMatch(/^\.\.\/wrong\.yml:1:10: /u);
    const absolute = await run(["lint", join(folder, "repo", "on-wrong.yml")], "/");
    expect(absolute.out.startsWith(`${join(folder, "repo", "wrong.yml")}:1:10: `)).toBe(true);
  });

  test("a file is not followed out of its repository", async () => {
    const { exitCode, out } = await run(["lint", "above.yml"]);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^above\.yml:2:10: this path leads above the root/u);
  });

  test("a file of 2 MiB is refused", async () => {
    const { exitCode, out } = await run(["lint", "huge.yml"]);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^huge\.yml:1:1: the file is larger than 1 MiB\n {2}1 \| # a line of text\n/u);
  });

  test("a missing file ends with 2, one that cannot be read with 3", async () => {
    const missing = await run(["lint", "none.yml", "good.yml"]);
    expect(missing).toMatchObject({ exitCode: 2, out: "good.yml: no problems\n" });
    expect(missing.err).toBe("The policy file none.yml does not exist. Check the path.\n");
    const unreadable = await run(["lint", "shared"]);
    expect(unreadable).toMatchObject({ exitCode: 3, out: "" });
    expect(unreadable.err).toBe("The policy file shared cannot be read: it is a folder\n");
  });
});

describe("policy explain", () => {
  test("says what a policy asks, with what it inherits", async () => {
    const { exitCode, out, err } = await run(["explain", "good.yml"]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
    expect(out).toContain("Policy good.yml, which extends shared/base.yml\n");
    expect(out).toContain("Environment production\n");
    expect(out).toContain("tests (required): ");
    expect(out).toContain("low to medium risk: nobody\n");
    expect(out).toContain("high to critical risk: 1 person from ops\n");
    expect(out).toContain("ops: ann, bob\n");
  });

  test("says what emergencies and rollbacks may leave out, who stands in, and which conditions go with an approval", async () => {
    const { out } = await run(["explain", "lanes.yml"]);
    for (const line of [
      "Counted, and each time said to be: edited.",
      "`exclude: { edited: false }` weakens the gate: the words of an approval may have changed since it was given.",
      "Commits that no account stands behind are accepted, and each time named.",
      "A rejection by anybody who could approve blocks, unless ops overrules it in so many words.",
      "high to critical risk: roll out as canary, an approval holds for at most 4 hours",
      "approved for this very deployment by 1 person from ops, with a reason and a link like https://incidents.example/* to the incident; before that nothing is relaxed",
      "need not pass then: the approvals of the risk level and tests",
      "holds for 4 hours, for one commit and one environment, once",
      "its review is an issue with the label release-gate-emergency; while that is open, the next normal release is warned",
      "approved by 1 person from ops, and never by more than going forward would need",
      "goes out during freezes",
      "asked by GitHub through approve-ops",
      "bob stands in for ann from 2026-12-01 through 2026-12-24 (UTC)",
    ])
      expect(out).toContain(`  ${line}\n`);
    const without = (await run(["explain", "good.yml"])).out;
    expect(without).toContain("  not provided for: a release of that type ends as an error\n");
    expect(without).toContain("  one person of each requirement approves it\n");
    expect(without).toContain("  a freeze stops it, unless the freeze excepts it\n");
  });

  test("a wrong policy is not explained", async () => {
    await expect(run(["explain", "wrong.yml"])).rejects.toBeInstanceOf(PolicyError);
    await expect(run(["explain", "none.yml"])).rejects.toBeInstanceOf(PlatformError);
    await expect(run(["explain", "builtin:strict"])).rejects.toBeInstanceOf(PlatformError);
  });
});

describe("policy schema", () => {
  test("prints one JSON document", async () => {
    const { exitCode, out } = await run(["schema"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "Release Gate policy",
    });
  });
});

test.each([[[]], [["lnt"]], [["lint"]], [["explain"]], [["explain", "a", "b"]], [["schema", "a"]]])(
  "policy %j is wrong usage, and says what to write",
  async (positionals) => {
    await expect(run(positionals)).rejects.toBeInstanceOf(UsageError);
    await expect(run(positionals)).rejects.toMatchObject({ message: expect.stringMatching(/\.$/u) });
  },
);
