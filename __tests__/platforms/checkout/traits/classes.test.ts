import { describe, expect, it } from "vitest";
import { decisionsIn, isIdle } from "../../../../src/platforms/checkout/traits/code-lines.ts";
import { classify, type PathClass } from "../../../../src/platforms/checkout/traits/path-classes.ts";
import {
  isBotName,
  normalized,
  saysFix,
  saysHousekeeping,
  saysRevert,
  saysRoutine,
  saysSwitchOrPerformance,
  saysTentative,
} from "../../../../src/platforms/checkout/traits/title-classes.ts";

const kinds = (path: string): string =>
  (
    [
      "isCode",
      "isDocument",
      "isPipeline",
      "isInfrastructure",
      "isMigration",
    ] as const satisfies readonly (keyof PathClass)[]
  )
    .filter((kind) => classify(path)[kind])
    .map((kind) => kind.slice(2).toLowerCase())
    .join(" ");

describe("paths", () => {
  it.each([
    ["src/price.ts", "code"],
    ["lib/Shop.RB", "code"],
    ["README", "document"],
    ["docs/guide/setup.py", "document"],
    ["CHANGELOG.md", "document"],
    [".github/workflows/ci.yml", "pipeline"],
    [".gitlab-ci.yml", "pipeline"],
    ["Jenkinsfile.release", "pipeline"],
    ["Dockerfile", "infrastructure"],
    ["services/api.dockerfile", "infrastructure"],
    ["deploy/service.yaml", "infrastructure"],
    ["infra/main.tf", "code infrastructure"],
    ["db/migrate/1_add_price.rb", "code migration"],
    ["shop/migrations/0001_initial.py", "code migration"],
    ["reports/sum.sql", "code migration"],
    ["src/price.test.ts", ""],
    ["__tests__/price.ts", ""],
    ["spec/price_spec.rb", ""],
    ["src/PriceTest.java", ""],
    ["src/latest.java", "code"],
    ["vendor/lib.go", ""],
    ["api/shop.pb.go", ""],
    ["package-lock.json", ""],
    [".rb", ""],
    ["config/app.yml", ""],
  ])("%s is %j", (path, expected) => {
    expect(kinds(path)).toBe(expected);
  });

  it("lock files, generated ones and documents have no history that says anything", () => {
    expect(["yarn.lock", "dist/a.js", "README.md"].map((path) => classify(path).hasHistory)).toEqual([
      false,
      false,
      false,
    ]);
    expect(["src/a.ts", "config/app.yml", "a.test.ts"].map((path) => classify(path).hasHistory)).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe("titles", () => {
  it.each([
    ["Bump lodash from 4.17.20 to 4.17.21", "saysRoutine"],
    ["Update dependency zod to v4", "saysRoutine"],
    ["chore(deps): lock file maintenance", "saysRoutine saysHousekeeping"],
    ["Release 2.4.0", "saysRoutine"],
    ["v2.4.0", "saysRoutine"],
    ["docs: how to release", "saysHousekeeping"],
    ["Try another way to load prices", "saysTentative"],
    ["Temporarily show no prices", "saysTentative"],
    ['Reapply "Load prices"', "saysTentative"],
    ["Enable the new checkout by default", "saysSwitchOrPerformance"],
    ["Speed up search", "saysSwitchOrPerformance"],
    ['Revert "Show prices"', "saysRevert"],
    ["revert: show prices", "saysRevert"],
    ["[api] Revert prices", "saysRevert"],
    ["Roll back prices", "saysRevert"],
    ["Fix a crash in search", "saysFix"],
    ["Show the reverted order", ""],
    ["Show prices with tax", ""],
    ["Add a prefix", ""],
  ])("%s: %j", (title, expected) => {
    const says = { saysRoutine, saysHousekeeping, saysTentative, saysSwitchOrPerformance, saysRevert, saysFix };
    const said = Object.entries(says).flatMap(([name, test]) => (test(title) ? [name] : []));
    expect(said.join(" ")).toBe(expected);
  });

  it("compares titles without numbers of change requests, case and punctuation", () => {
    expect(normalized("Load: the PRICES (#12) (#13)")).toBe("load the prices");
  });

  it("tells bots from people by name", () => {
    expect(["renovate[bot]", "dependabot", "release-bot", "Bot"].map(isBotName)).toEqual([true, true, true, true]);
    expect(["Ann", "Robot Jones", "Abbot"].map(isBotName)).toEqual([false, false, false]);
  });
});

describe("lines of code", () => {
  it("counts decisions in any of the usual languages", () => {
    expect(
      ["if (a && b || c) {", "elif x:", "when 1", "a ? b : c", "x ?? y", "notify(iffy)", "for (;;)"].map(decisionsIn),
    ).toEqual([3, 1, 1, 1, 1, 0, 1]);
  });

  it("passes over blank lines, comments and closing brackets", () => {
    expect(["", "  ", "// x", "# x", " * x", "/* x", "-- x", "});", "end", "]),"].every(isIdle)).toBe(true);
    expect(["x", "#include <a>", "#[derive(X)]", "return;", "else"].some(isIdle)).toBe(false);
  });
});
