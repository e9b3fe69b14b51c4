import { describe, expect, it } from "vitest";
import { choosePlatform } from "../../src/platforms/registry.ts";

describe("the platform", () => {
  it("is local outside every pipeline, and where it is named", () => {
    expect(choosePlatform("auto", {}).id).toBe("local");
    expect(choosePlatform("auto", { GITHUB_ACTIONS: "false", GITLAB_CI: "" }).id).toBe("local");
    expect(choosePlatform("local", { GITHUB_ACTIONS: "true" }).id).toBe("local");
  });

  it("is GitHub inside GitHub Actions, and where it is named", () => {
    expect(choosePlatform("auto", { GITHUB_ACTIONS: "true" }).id).toBe("github");
    expect(choosePlatform("github", {}).id).toBe("github");
  });

  it("is GitLab inside GitLab CI, and where it is named", () => {
    expect(choosePlatform("auto", { GITLAB_CI: "true" }).id).toBe("gitlab");
    expect(choosePlatform("gitlab", {}).id).toBe("gitlab");
  });

  it("is refused when this build does not have it", () => {
    for (const name of ["jenkins", ""])
      expect(() => choosePlatform(name, {})).toThrow(expect.objectContaining({ kind: "usage" }));
  });
});
