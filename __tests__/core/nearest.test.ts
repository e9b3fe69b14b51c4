import { expect, test } from "vitest";
import { nearest } from "../../src/core/nearest.ts";

test.each([
  ["time_zone", ["windows", "time-zone", "freezes"], "time-zone"],
  ["timeZone", ["windows", "time-zone"], "time-zone"],
  ["tsets", ["tests", "reviews"], "tests"],
  ["REVIEWS", ["tests", "reviews"], "reviews"],
  ["change-widnow", ["change-window"], "change-window"],
  ["business", ["business-hours", "low-traffic"], "business-hours"],
  ["ab", ["ac", "aa"], "aa"],
] as const)("%s is a slip of %j", (name, names, meant) => {
  expect(nearest(name, names)).toBe(meant);
});

test.each([
  ["x", ["tests"]],
  ["approvals", ["risk", "checks"]],
  ["", ["tests"]],
  ["t".repeat(10_000), ["tests"]],
  ["tests", []],
] as const)("%s is no slip of %j", (name, names) => {
  expect(nearest(name, names)).toBeNull();
});
