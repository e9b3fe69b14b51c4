import { describe, expect, it } from "vitest";
import { calibrate } from "../../src/commands/calibrate.ts";
import {
  checkOut,
  deploy,
  everyPermission,
  mergeChange,
  type Stage,
  setStage,
  surroundings,
} from "../platforms/github/stage.ts";

async function run(stage: Stage, options: Readonly<Record<string, string>>) {
  const out: string[] = [];
  const given = { positionals: [], text: (name: string) => options[name], texts: () => [], flag: () => false };
  await calibrate.run(given, {
    out: (text) => void out.push(text),
    err: () => {},
    env: { ...surroundings(stage).env, GITHUB_TOKEN: stage.token },
    cwd: checkOut(stage),
    color: false,
    width: 100,
    now: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    progress: () => {},
  });
  return out.join("");
}

describe("calibrate by the deployments of GitHub", () => {
  const tell = (shop: Stage["shop"]) => {
    deploy(shop, mergeChange(shop, "Show the price with tax"), { conclusion: "failure" });
    return mergeChange(shop, "Say thanks");
  };

  it("counts a change that went out alone and failed", async () => {
    const stage = await setStage({ tell });
    expect(await run(stage, { environment: "production" })).toContain(
      "The newest 2 deployments: 1 change failed or was rolled back alone and counts as reverted.",
    );
    expect(stage.github.violations).toEqual([]);
  });

  it("says what could not be read instead of taking it for no failure", async () => {
    const { deployments: _, ...permissions } = everyPermission;
    const stage = await setStage({ tell, permissions });
    await expect(run(stage, { environment: "production" })).rejects.toThrow(/deployments: read|refused/);
  });
});
