import { describe, expect, test } from "vitest";
import { duration, durationOrZero, formatDuration, parseDuration } from "../../../src/core/calendar/duration.ts";

const hour = 3_600_000;
const said = (text: unknown) => duration.safeParse(text).error?.issues[0]?.message;

describe("durations", () => {
  test.each([
    ["90s", 90_000],
    ["30m", hour / 2],
    ["4h", 4 * hour],
    ["180d", 180 * 24 * hour],
    ["2w", 14 * 24 * hour],
    ["PT4H", 4 * hour],
    ["P1D", 24 * hour],
    ["P1DT2H", 26 * hour],
    ["PT1H30M15S", 1.5 * hour + 15_000],
    ["P2W", 14 * 24 * hour],
  ])("reads %s", (text, milliseconds) => {
    expect(duration.parse(text)).toBe(milliseconds);
  });

  test.each([
    "",
    "30",
    "m",
    "30 m",
    "30M",
    "-30m",
    "1.5h",
    "1h30m",
    "P",
    "PT",
    "P1",
    "P1DT",
    "PT1D",
    "P1M",
    "P1Y",
    "PT4h",
    "P1W2D",
    "٣m",
  ])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeNull();
    expect(duration.safeParse(text).success).toBe(false);
  });

  test("says what to write instead", () => {
    expect(said("30")).toContain("30m for minutes");
    expect(said("-30m")).toContain("cannot be negative");
    expect(said("P1M")).toContain("months and years have no fixed length");
    expect(said("P1Y6M")).toContain("months and years have no fixed length");
    expect(said("1h30m")).toContain("PT1H30M");
    expect(said(30)).toContain("expected string");
    expect(said("soon")).toBe('"soon" is no duration');
    expect(said("999999d")).toContain("100 years");
  });

  test("refuses zero where zero means nothing", () => {
    expect(duration.safeParse("0m").success).toBe(false);
    expect(durationOrZero.parse("0m")).toBe(0);
    expect(durationOrZero.safeParse("-1m").success).toBe(false);
  });

  test.each([
    [0, "no time"],
    [1_000, "1 second"],
    [hour / 2, "30 minutes"],
    [hour, "1 hour"],
    [1.5 * hour, "1 hour 30 minutes"],
    [24 * hour + 60_000, "1 day"],
    [26 * hour + 1_000, "1 day 2 hours"],
  ])("says %i as %s", (milliseconds, words) => {
    expect(formatDuration(milliseconds)).toBe(words);
  });
});
