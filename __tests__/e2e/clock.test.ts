/** The whole process under a clock of our choosing (Debian's faketime): the window opens and closes at the minute. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyOfBundle, isAtHand, nodes, run } from "./support/bundle.ts";
import { officeHours, releasedRepository } from "./support/repository.ts";

const program = join(copyOfBundle(), "cli/index.js");
const repository = releasedRepository();
repository.commit("chore: a policy", { ".release-gate.yml": officeHours });

beforeAll(() => {
  if (!isAtHand("faketime")) throw new Error("These tests need faketime: apt-get install faketime.");
});

const checkAt = (node: string, moment: string, ...more: readonly string[]) =>
  run(node, [program, "check", "--environment", "production", "--format", "json", ...more], {
    cwd: repository.folder,
    before: ["faketime", "-f", moment],
  });

const decision = (stdout: string): unknown => (JSON.parse(stdout) as { readonly decision: unknown }).decision;

describe.each(nodes.map((node) => [node.version, node.path] as const))("on Node %s", (_version, node) => {
  const moments: readonly (readonly [string, string, number])[] = [
    ["2026-01-06 07:59:59", "block", 1],
    ["2026-01-06 08:00:00", "allow", 0],
    ["2026-01-06 14:29:00", "allow", 0],
    ["2026-01-06 14:59:00", "block", 1],
    ["2026-01-06 15:00:00", "block", 1],
    ["2026-01-10 10:00:00", "block", 1],
    // In summer Berlin is two hours ahead.
    ["2026-07-07 06:59:59", "block", 1],
    ["2026-07-07 07:00:00", "allow", 0],
  ];
  test.each(moments)("at %s UTC the answer is %s", (moment, expected, exit) => {
    const { status, stdout, stderr } = checkAt(node, moment);
    expect([decision(stdout), status], stderr).toEqual([expected, exit]);
  });

  test("the same moment gives the same bytes, digests and all", () => {
    const [first, second] = [1, 2].map(() => checkAt(node, "2026-01-06 09:00:00").stdout);
    expect(first).toBe(second);
    expect(first).toMatch(/"decision": "[0-9a-f]{64}"/);
  });
});

test("every Node gives the same bytes", () => {
  const answers = nodes.map(({ path }) => checkAt(path, "2026-01-06 09:00:00").stdout);
  expect(new Set(answers).size).toBe(1);
});
