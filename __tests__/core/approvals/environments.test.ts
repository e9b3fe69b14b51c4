import { describe, expect, it } from "vitest";
import { askThrough } from "../../../src/core/approvals/environments.ts";
import { mergeRequirements, type Requirement } from "../../../src/core/approvals/requirements.ts";
import { asks, count, from, group } from "./support.ts";

const asking = (name: string, environments: readonly string[], users: readonly string[] = ["olga", "otto"]) => ({
  ...group(name, users),
  github: { ...group(name).github, environments },
});

const ask = (requirements: readonly Requirement[], approvals: readonly string[] = []) => {
  const merged = mergeRequirements(requirements);
  return askThrough(
    merged,
    count(merged, { approvals: from(...approvals), mode: "evaluate" }).requirements,
    "production",
  );
};

describe("askThrough", () => {
  it("takes one environment for each person that is missing", () => {
    const operations = asking("operations", ["approve-ops-2", "approve-ops"]);
    expect(ask([asks(operations, 2)])).toEqual({ environments: ["approve-ops", "approve-ops-2"], shortfalls: [] });
    expect(ask([asks(operations, 2)], ["olga"])).toEqual({ environments: ["approve-ops"], shortfalls: [] });
    expect(ask([asks(operations)], ["olga"])).toEqual({ environments: [], shortfalls: [] });
  });

  it("names the requirement that has too few, and never asks through the target", () => {
    expect(ask([asks(asking("operations", ["approve-ops", "Production"]), 2)])).toEqual({
      environments: ["approve-ops"],
      shortfalls: [
        "operations is missing 2 approvals and has 1 environment of its own to ask through. " +
          "GitHub lets an environment through after one approval: list one for each person.",
      ],
    });
  });

  it("shares environments out where groups list the same ones", () => {
    const [a, b] = [asking("a", ["one", "two"]), asking("b", ["one"])];
    expect(ask([asks(a), asks(b)])).toEqual({ environments: ["one", "two"], shortfalls: [] });
    expect(ask([asks(asking("a", ["one"])), asks(b)]).shortfalls).toHaveLength(1);
  });

  it("takes the environments of every group of an any-of", () => {
    expect(ask([asks([asking("a", ["one"]), asking("b", ["two"])], 2)]).environments).toEqual(["one", "two"]);
  });

  it("leaves groups alone that are asked in other ways", () => {
    expect(ask([asks(group("operations", ["olga", "otto"]), 2)])).toEqual({ environments: [], shortfalls: [] });
  });
});
