import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hazard, hazardPerPoint } from "../../../src/core/risk/card.ts";
import { model } from "../../../src/core/risk/fitted.ts";
import { percentileOf, rateAt, shareOut } from "../../../src/core/risk/score.ts";

describe("the percentile", () => {
  it("hits every knot, is 0 below the first and 100 from the last on", () => {
    for (const [i, knot] of model.percentiles.entries()) expect(percentileOf(knot, model)).toBeCloseTo(i, 6);
    expect(percentileOf(1e-9, model)).toBe(0);
    expect(percentileOf(1e9, model)).toBe(100);
  });

  it("never falls as the hazard rises", () => {
    const any = fc.double({ min: 0, max: 30, noNaN: true });
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(percentileOf(Math.max(a, b), model)).toBeGreaterThanOrEqual(percentileOf(Math.min(a, b), model));
      }),
    );
  });
});

describe("the rate", () => {
  it("never falls as the percentile rises, and stays a share", () => {
    const rates = Array.from({ length: 101 }, (_, i) => rateAt(i, model));
    for (const [i, rate] of rates.entries()) expect(rate).toBeGreaterThanOrEqual(rates[i - 1] ?? 0);
    expect(rates[100]).toBeLessThan(100);
  });
});

describe("sharing out", () => {
  it("adds up to the total whatever the parts", () => {
    const parts = fc.array(fc.double({ min: -1, max: 5, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(parts, fc.nat(100), (given, total) => {
        const sum = given.reduce((a, b) => a + b, 0);
        fc.pre(sum > 0.01);
        const tenths = shareOut(given, sum, total).reduce((a, b) => a + Math.round(b * 10), 0);
        expect(tenths).toBe(total * 10);
      }),
    );
  });
});

describe("hazard per point", () => {
  it("has no jump where the points cancel out", () => {
    const near = hazardPerPoint(model.cards.full.rollback, 1e-4);
    expect(hazardPerPoint(model.cards.full.rollback, 0)).toBeCloseTo(near, 6);
    expect(hazardPerPoint(model.cards.full.rollback, 10) * 10).toBeCloseTo(
      hazard(model.cards.full.rollback, 10) - hazard(model.cards.full.rollback, 0),
      12,
    );
  });
});
