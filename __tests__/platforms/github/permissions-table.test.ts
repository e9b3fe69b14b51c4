/** The table of permissions is true: with what it names for a kind of evidence that kind can be read, and without it it cannot. */
import { describe, expect, it } from "vitest";
import type { EvidenceKind } from "../../../src/core/evidence/evidence.ts";
import { permissionsTaken } from "../../../src/platforms/github/permissions.ts";
import { ask, kindsOnGithub, query, type Stage, setStage } from "./stage.ts";

type Permissions = Readonly<Record<string, "read" | "write">>;

const asMap = (lines: readonly string[]): Permissions =>
  Object.fromEntries(
    lines.map((line) => {
      const [name = "", level] = line.split(": ");
      return [name, level === "write" ? "write" : "read"];
    }),
  );

async function collect(kind: EvidenceKind, permissions: Permissions) {
  const stage: Stage = await setStage({
    permissions,
    tell: (shop) => {
      shop.codeScanningAlert({ rule: "sql", severity: "error", security: "high", state: "open" });
      shop.issue({ title: "The shop is down", labels: ["incident"] });
      shop.pullRequest({
        by: "ada",
        commits: [{ files: { "src/price.ts": "export const price = 3;\n" } }],
        reviews: [{ by: "bob" }],
        merged: { by: "ada", how: "squash" },
      });
      return shop.at("main");
    },
  });
  const session = await ask(stage, { checkout: true });
  const particulars = {
    request: "pull-request-body",
    emergencyLabels: ["emergency-review"],
    incidents: [{ repository: null, labels: ["incident"] }],
    alerts: [
      { source: "code-scanning", branch: null },
      { source: "dependabot", branch: null },
    ],
  } as const;
  const { [kind]: fact } = await session.collect(query(particulars, [kind]));
  return fact;
}

const more = (kind: EvidenceKind): readonly string[] =>
  permissionsTaken.byKind[kind].filter((line) => !permissionsTaken.always.includes(line));

describe.each(kindsOnGithub)("%s", (kind) => {
  const all = [...permissionsTaken.always, ...permissionsTaken.byKind[kind]];

  it("can be read with what the table names, and nothing else", async () => {
    const fact = await collect(kind, asMap(all));
    // Reports lie on disk, and there are none here: that is no matter of permissions.
    expect(fact).toMatchObject(kind === "testReports" ? {} : { status: "observed" });
    expect(JSON.stringify(fact)).not.toContain("under `permissions:`");
  });

  it.each(more(kind))("names %s among what is missing where the token lacks it", async (lacking) => {
    const fact = await collect(kind, asMap(all.filter((line) => line !== lacking)));
    expect(JSON.stringify(fact)).toContain(lacking);
  });
});
