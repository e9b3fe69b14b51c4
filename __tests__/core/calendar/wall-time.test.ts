import { describe, expect, test } from "vitest";
import { addYears, formatInstant, parseInstant } from "../../../src/core/calendar/instant.ts";
import { formatWall, parseTimeOfDay, parseWall, weekdayIndex } from "../../../src/core/calendar/wall-time.ts";

describe("wall times", () => {
  test("reads local date-times, and a plain date as its midnight", () => {
    expect(parseWall("2026-12-18T17:00")).toBe(Date.UTC(2026, 11, 18, 17));
    expect(parseWall("2026-12-18T17:00:30")).toBe(Date.UTC(2026, 11, 18, 17, 0, 30));
    expect(parseWall("2026-12-18")).toBe(Date.UTC(2026, 11, 18));
    expect(parseWall("2026-12-31T24:00")).toBe(Date.UTC(2027, 0, 1));
    expect(parseWall("2028-02-29")).toBe(Date.UTC(2028, 1, 29));
    expect(formatWall(parseWall("1900-03-01T10:00") as number)).toBe("1900-03-01 10:00");
  });

  test.each([
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-01",
    "2026-01-00",
    "2026-01-01T25:00",
    "2026-01-01T24:01",
    "2026-01-01T10:60",
    "2026-01-01T10:00Z",
    "2026-01-01 10:00",
    "2026-1-1",
    "1899-12-31",
    "0001-01-01",
    "10:00",
    "",
  ])("refuses %j", (text) => {
    expect(parseWall(text)).toBeNull();
  });

  test("reads times of day up to 24:00", () => {
    expect(parseTimeOfDay("00:00")).toBe(0);
    expect(parseTimeOfDay("09:30")).toBe(570);
    expect(parseTimeOfDay("24:00")).toBe(1_440);
    for (const text of ["24:01", "25:00", "9:00", "09:60", "09", "09:00:00", ""])
      expect(parseTimeOfDay(text)).toBeNull();
  });

  test("counts weekdays from Monday, before and after 1970", () => {
    expect(weekdayIndex(Date.UTC(2026, 10, 23))).toBe(0);
    expect(weekdayIndex(Date.UTC(2026, 10, 22, 23, 59))).toBe(6);
    expect(weekdayIndex(Date.UTC(1969, 11, 31))).toBe(2);
  });
});

describe("instants", () => {
  test("reads Z and offsets", () => {
    expect(parseInstant("2026-03-29T01:00:00Z")).toBe(Date.UTC(2026, 2, 29, 1));
    expect(parseInstant("2026-03-29T03:00+02:00")).toBe(Date.UTC(2026, 2, 29, 1));
    expect(parseInstant("2026-03-28T20:30:00.250-04:30")).toBe(Date.UTC(2026, 2, 29, 1) + 250);
  });

  test.each([
    "2026-03-29T01:00:00",
    "2026-03-29",
    "2026-02-30T01:00:00Z",
    "2026-03-29T24:00:00Z",
    "2026-03-29T25:00Z",
    "2026-03-29T01:00:60Z",
    "2026-03-29 01:00Z",
    "2026-03-29T01:00+2",
    "now",
    "",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test("reads every day that exists as the platform's own dates do, and no other", () => {
    const two = (value: number): string => String(value).padStart(2, "0");
    for (const year of [0, 4, 99, 100, 1600, 1899, 1900, 1969, 1970, 2000, 2024, 2026, 2100, 9999])
      for (let month = 0; month <= 13; month += 1)
        for (let day = 0; day <= 32; day += 1) {
          const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T13:07:59.123Z`;
          const date = new Date(text);
          const exists = !Number.isNaN(date.getTime()) && date.toISOString() === text;
          expect([text, parseInstant(text)]).toEqual([text, exists ? date.getTime() : null]);
        }
  });

  test("writes to the second, rounded down", () => {
    expect(formatInstant(Date.UTC(2026, 2, 29, 1) + 999)).toBe("2026-03-29T01:00:00Z");
  });

  test("two years after 29 February is 28 February", () => {
    expect(formatInstant(addYears(Date.UTC(2028, 1, 29, 5), 2))).toBe("2030-02-28T05:00:00Z");
    expect(formatInstant(addYears(Date.UTC(2026, 1, 28), 2))).toBe("2028-02-28T00:00:00Z");
  });
});
