import { describe, expect, it } from "vitest";
import { evidenceForApprovals, mergeRequirements, requirementsFor } from "../../../src/core/approvals/requirements.ts";
import { observed, unavailable } from "../../../src/core/evidence/observed.ts";
import { changedFile, collectedAt } from "../../support/evidence.ts";
import { asks, group, schemaFor } from "./support.ts";

const [operations, security] = [group("operations", ["olga"]), group("security", ["sam"])];
const schema = schemaFor(operations, security);
const changed = (...paths: readonly string[]) =>
  observed(
    paths.map((path) => changedFile({ path })),
    "a test",
    collectedAt,
  );
const said = (list: ReturnType<typeof requirementsFor>) =>
  list.map(({ anyOf, count, because }) => `${count} of ${anyOf.map(({ name }) => name).join("|")}: ${because}`);

describe("requirementsFor", () => {
  const byLevel = schema.parse({ medium: [{ group: "operations" }], critical: [{ group: "security", count: 2 }] });

  it("takes the level, else the nearest listed below it, else nobody", () => {
    expect(said(requirementsFor(byLevel, "low", changed()))).toEqual([]);
    expect(said(requirementsFor(byLevel, "medium", changed()))).toEqual(["1 of operations: risk is medium"]);
    expect(said(requirementsFor(byLevel, "high", changed()))).toEqual(["1 of operations: risk is high"]);
    expect(said(requirementsFor(byLevel, "critical", changed()))).toEqual(["2 of security: risk is critical"]);
  });

  it("asks nobody at a level that is listed empty, whatever stands below it", () => {
    const emptied = schema.parse({ low: [{ group: "operations" }], high: [] });
    expect(requirementsFor(emptied, "high", changed())).toEqual([]);
  });

  const byPath = schema.parse({
    when: [
      { paths: ["**/auth/**", "keys/*"], require: [{ group: "security" }] },
      { paths: ["payment/**"], require: [{ group: "operations" }], reason: "Money moves" },
    ],
  });

  it("asks by what changed, and says which paths", () => {
    expect(said(requirementsFor(byPath, "low", changed("src/auth/login.ts")))).toEqual([
      "1 of security: **/auth/** changed",
    ]);
    expect(said(requirementsFor(byPath, "low", changed("payment/tax.ts")))).toEqual([
      "1 of operations: payment/** changed (Money moves)",
    ]);
    expect(requirementsFor(byPath, "low", changed("README.md"))).toEqual([]);
  });

  it("sees a file under its old name too", () => {
    const moved = observed(
      [changedFile({ path: "lib/login.ts", previousPath: "src/auth/login.ts" })],
      "a test",
      collectedAt,
    );
    expect(said(requirementsFor(byPath, "low", moved))).toEqual(["1 of security: **/auth/** changed"]);
  });

  it("applies every rule when the changed files cannot be read", () => {
    for (const unseen of [undefined, unavailable("The clone is shallow.")])
      expect(said(requirementsFor(byPath, "low", unseen))).toEqual([
        "1 of operations: payment/** may have changed, since the changed files cannot be read (Money moves)",
        "1 of security: **/auth/** or keys/* may have changed, since the changed files cannot be read",
      ]);
  });
});

describe("mergeRequirements", () => {
  it("asks the same groups once, with the higher count and every reason", () => {
    const merged = mergeRequirements([
      asks([operations, security], 1, "risk is high"),
      asks([security, operations, security], 2, "keys changed"),
      asks(operations, 1, "risk is high"),
    ]);
    expect(said(merged)).toEqual([
      "1 of operations: risk is high",
      "2 of operations|security: risk is high; keys changed",
    ]);
  });

  it("keeps groups apart that share a name and not their people", () => {
    expect(mergeRequirements([asks(group("operations", ["olga"])), asks(group("operations", ["otto"]))])).toHaveLength(
      2,
    );
  });

  it("gives the same answer in any order", () => {
    const list = [asks(security), asks(operations), asks([security, operations])];
    expect(mergeRequirements(list.toReversed())).toEqual(mergeRequirements(list));
  });
});

describe("evidenceForApprovals", () => {
  it("needs nothing where nobody is asked", () => {
    expect(evidenceForApprovals(schema.parse({ high: [] }))).toEqual([]);
  });

  it("needs the changed files for paths, and change requests for their authors", () => {
    const asking = { high: [{ group: "operations" }], when: [{ paths: ["**"], require: [{ group: "security" }] }] };
    expect(evidenceForApprovals(schema.parse(asking))).toEqual([
      "changedFiles",
      "commits",
      "deploymentApprovals",
      "reviews",
      "triggerers",
    ]);
    const lenient = { high: asking.high, exclude: { "change-request-authors": false } };
    expect(evidenceForApprovals(schema.parse(lenient))).toEqual(["commits", "deploymentApprovals", "triggerers"]);
  });
});
