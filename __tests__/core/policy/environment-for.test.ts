import { describe, expect, test } from "vitest";
import { environmentFor } from "../../../src/core/policy/environment-for.ts";
import { policyOf } from "./files.ts";

const names = async (...listed: readonly string[]) => {
  const policy = await policyOf(`version: 1\nenvironments: { ${listed.map((name) => `"${name}": {}`).join(", ")} }\n`);
  return (name: string) => {
    const { rules, suggestion } = environmentFor(policy, name);
    return rules?.name ?? { suggestion };
  };
};

describe("the entry for an environment", () => {
  test("an exact name wins over patterns, wherever it stands", async () => {
    const find = await names("*", "prod*", "production");
    expect(find("production")).toBe("production");
  });

  test("names are compared without case, patterns too", async () => {
    const find = await names("Production", "Review-*");
    expect(find("PRODUCTION")).toBe("Production");
    expect(find("review-1")).toBe("Review-*");
  });

  test("among patterns the first listed wins", async () => {
    expect((await names("*", "prod-*"))("prod-eu")).toBe("*");
    expect((await names("prod-*", "*"))("prod-eu")).toBe("prod-*");
  });

  test("a star goes across slashes and dots: a name is no path", async () => {
    const find = await names("review/*", "*");
    expect(find("review/feature/login")).toBe("review/*");
    expect(find(".hidden")).toBe("*");
    expect(find("eu/production")).toBe("*");
  });

  test("other patterns hold for what they say", async () => {
    const find = await names("prod-{eu,us}", "stage-[0-9]", "qa-?");
    expect(find("prod-us")).toBe("prod-{eu,us}");
    expect(find("stage-7")).toBe("stage-[0-9]");
    expect(find("qa-x")).toBe("qa-?");
    expect(find("prod-asia")).toEqual({ suggestion: null });
  });

  test("an unknown name finds nothing and suggests the nearest", async () => {
    const find = await names("production", "staging", "qa-*");
    expect(find("prodcution")).toEqual({ suggestion: "production" });
    expect(find("stagng")).toEqual({ suggestion: "staging" });
    expect(find("moon")).toEqual({ suggestion: null });
    expect(find("")).toEqual({ suggestion: null });
    expect(find("constructor")).toEqual({ suggestion: null });
  });
});
