/** README's table of permissions comes from the table that the gate and `doctor` use, and the examples grant what it names. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checks } from "../../src/core/checks/registry.ts";
import { queryFor } from "../../src/core/policy/query-for.ts";
import { loadPolicy } from "../../src/load-policy.ts";
import { permissionsTaken } from "../../src/platforms/github/permissions.ts";

const { always, byKind, byFeature } = permissionsTaken;

/** What is asked of every release, whatever the policy. */
async function everyRelease(): Promise<readonly string[]> {
  const text =
    "version: 1\ngroups: { a: { users: [olga] } }\nenvironments: { production: { approvals: { low: [{ group: a }] } } }\n";
  const bytes = new TextEncoder().encode(text);
  const { policy } = await loadPolicy("p.yml", async (where) => ({ status: "found", bytes, where }));
  const { kinds } = queryFor("production", "normal", policy.environments);
  return sorted([...always, ...kinds.flatMap((kind) => byKind[kind])]);
}
const sorted = (lines: readonly string[]): readonly string[] => [...new Set(lines)].sort();
const shown = (lines: readonly string[]): string => lines.map((line) => `\`${line}\``).join(", ");

async function table(): Promise<string> {
  const common = await everyRelease();
  const beyond = (lines: readonly string[]): string => {
    const more = sorted(lines.filter((line) => !common.includes(line)));
    return more.length === 0 ? "nothing more" : shown(more);
  };
  return [
    "| asked by | `permissions:` of the job |",
    "| --- | --- |",
    `| every release, and approvals | ${shown(common)} |`,
    ...checks.map(
      ({ id, needs, looksAt }) => `| \`${id}\` | ${beyond([...needs, ...looksAt].flatMap((kind) => byKind[kind]))} |`,
    ),
    `| \`emergency\` in the policy | ${shown(byFeature["emergency"] ?? [])} (the review that must follow) |`,
    `| input \`comment\` | ${shown(byFeature["comment"] ?? [])} |`,
    `| input \`check-run\` | ${shown(byFeature["check-run"] ?? [])} |`,
    "",
  ].join("\n");
}

test("README has a row for each check, with what it takes", async () => {
  const readme = readFileSync("README.md", "utf8");
  const between = /(?<=<!-- permissions -->\n)[\s\S]*(?=<!-- \/permissions -->)/;
  const expected = await table();
  if (process.env["UPDATE_README"] === "1")
    writeFileSync(
      "README.md",
      readme.replace(between, () => expected),
    );
  else
    expect(
      between.exec(readme)?.[0],
      "UPDATE_README=1 npx vitest run __tests__/contract/permissions.test.ts writes it",
    ).toBe(expected);
});

test("every example grants what every release takes", async () => {
  const common = await everyRelease();
  const folder = "docs/examples/github";
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".yml"))) {
    const { permissions } = parse(readFileSync(join(folder, name), "utf8")) as { permissions: Record<string, string> };
    const given = Object.entries(permissions).map(([key, level]) => `${key}: ${level}`);
    for (const line of common) expect(given.join("\n").replaceAll("write", "read"), name).toContain(line);
  }
});
