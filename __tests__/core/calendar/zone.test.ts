import { describe, expect, test } from "vitest";
import { formatInstant } from "../../../src/core/calendar/instant.ts";
import { parseWall } from "../../../src/core/calendar/wall-time.ts";
import { zoneOf } from "../../../src/core/calendar/zone.ts";

const instantOf = (zone: string, wall: string) => formatInstant(zoneOf(zone).toInstant(parseWall(wall) as number));

describe("a time that the zone skips moves forward by the gap", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00Z"],
    ["Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00Z"],
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z"],
    ["Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00Z"],
    ["Antarctica/Troll", "2025-03-30T01:30", "2025-03-30T01:30:00Z"],
    ["America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z"],
    ["Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00:00Z"],
    ["Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00:00Z"],
    ["Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z"],
  ])("%s %s", (zone, wall, instant) => {
    expect(instantOf(zone, wall)).toBe(instant);
  });
});

describe("a time that the zone repeats means its first occurrence", () => {
  test.each([
    ["Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00:00Z"],
    ["Europe/Berlin", "2026-10-25T02:59", "2026-10-25T00:59:00Z"],
    ["Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z"],
    ["Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30:00Z"],
    ["Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30:00Z"],
    ["Africa/Casablanca", "2025-02-23T02:30", "2025-02-23T01:30:00Z"],
    ["America/Sao_Paulo", "2019-02-16T23:30", "2019-02-17T01:30:00Z"],
  ])("%s %s", (zone, wall, instant) => {
    expect(instantOf(zone, wall)).toBe(instant);
  });
});

test("offsets to the second are kept", () => {
  expect(zoneOf("Africa/Monrovia").offsetAt(0)).toBe(-2_670_000);
});

test("an unknown zone is an error, not UTC", () => {
  expect(() => zoneOf("Mars/Olympus")).toThrow(RangeError);
});
