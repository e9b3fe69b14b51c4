import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { policyLines } from "../../../src/commands/calibrate/render.ts";
import { assess } from "../../../src/core/risk/assess.ts";
import { calibrate, type PastChange } from "../../../src/core/risk/calibration.ts";
import { model } from "../../../src/core/risk/fitted.ts";
import { draws } from "../../../src/core/risk/ranking.ts";
import { riskSettings } from "../../../src/core/risk/settings.ts";
import { release } from "../../support/evidence.ts";
import { change, traitsOf } from "./traits.ts";

/** A past in which pipelines and nothing else decide what is reverted. */
function past(
  n: number,
  rate: (isPipeline: boolean) => number,
  mended: (i: number) => number = () => 0.02,
): PastChange[] {
  const draw = draws(7);
  return Array.from({ length: n }, (_, i) => {
    const touchesPipeline = draw() < 0.3;
    return {
      traits: change({
        sha: i.toString(16).padStart(40, "0"),
        diff: { codeLinesAdded: Math.floor(draw() * 200) },
        shape: { touchesPipeline, isTentative: draw() < 0.5 },
      }),
      reverted: draw() < rate(touchesPipeline),
      hotFixed: draw() < mended(i),
    };
  });
}

describe("calibrate", () => {
  it("proposes nothing for a past like the data, and not enough data for a short one", () => {
    const like = calibrate(
      past(3000, () => model.baseline.reverted / 100),
      model,
    );
    expect(policyLines(like)).toEqual([]);
    const short = calibrate(
      past(60, () => 0.05),
      model,
    );
    expect(short.either.area).toBeNull();
    expect(short.weights.because).toMatch(/^Not enough data/);
    expect(short.rates.reverted.because).toMatch(/too few changes/);
  });

  it("proposes the repository's own rate where it is clearly higher, and lines that the policy takes and that raise the score as said", () => {
    const found = calibrate(
      past(3000, () => 0.08),
      model,
    );
    expect(found.rates.reverted.proposed).toBeGreaterThan(6);
    expect(found.rates.reverted.perHundred.low).toBeGreaterThan(model.baseline.reverted);
    const { defaults } = parse(policyLines(found).join("\n")) as { defaults: { risk: unknown } };
    const settings = riskSettings.parse(defaults.risk);
    expect(settings["own-rate"]?.reverted).toBe(found.rates.reverted.proposed);
    const typical = [change({ diff: { codeLinesAdded: 100 } })];
    const scoreBy = (by?: typeof settings) =>
      assess({
        traits: traitsOf(typical),
        changedFiles: undefined,
        release: release({ commits: 1 }),
        ...(by === undefined ? {} : { settings: by }),
      });
    expect(found.typicalScore.proposed).toBeGreaterThan(found.typicalScore.now);
    expect(scoreBy(settings).score).toBeGreaterThan(scoreBy().score);
    expect(scoreBy(settings).contributions.find(({ factor }) => factor === "own-rate")).toMatchObject({
      fromPolicy: true,
      because: expect.stringMatching(/^Your policy says: here \d+(\.\d)? of 100 changes are reverted/),
    });
  });

  it("proposes a weight where it ranks later changes clearly better", () => {
    const found = calibrate(
      past(4000, (isPipeline) => (isPipeline ? 0.15 : 0.002)),
      model,
    );
    expect(found.weights.gain?.low).toBeGreaterThan(0);
    expect(found.weights.proposed).toContainEqual({ factor: "tentative", weight: 0 });
    expect(
      riskSettings.safeParse((parse(policyLines(found).join("\n")) as { defaults: { risk: unknown } }).defaults.risk)
        .success,
    ).toBe(true);
  });

  it("proposes no lower rate of one kind alone where the other is clearly more frequent", () => {
    // Hotfixes were frequent and are no more: their rate does not hold, so nothing is proposed for them.
    const found = calibrate(
      past(
        3000,
        () => 0.001,
        (i) => (i < 2100 ? 0.12 : 0.01),
      ),
      model,
    );
    expect(found.rates.hotFixed.proposed).toBeNull();
    expect(found.rates.hotFixed.perHundred.low).toBeGreaterThan(model.baseline.hotFixed);
    expect(found.rates.reverted).toMatchObject({ proposed: null, because: expect.stringMatching(/would hide/) });
  });

  it("gives the same answer for the same past", () => {
    const same = past(800, () => 0.05);
    expect(calibrate(same, model)).toEqual(calibrate(same, model));
  });
});
