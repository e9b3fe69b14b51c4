import { expect, test } from "vitest";
import { timeZone } from "../../../src/core/calendar/zone-name.ts";

const said = (name: unknown) => timeZone.safeParse(name).error?.issues[0]?.message ?? "accepted";

test.each([
  "UTC",
  "Europe/Berlin",
  "America/Argentina/Buenos_Aires",
  "Asia/Kolkata",
  "Europe/Kyiv",
  "US/Eastern",
  "Etc/UTC",
  "Etc/GMT+5",
  "EST5EDT",
])("accepts %s", (name) => {
  expect(timeZone.parse(name)).toBe(name);
});

test.each([
  ["Berlin", "did you mean Europe/Berlin?"],
  ["europe/berlin", "did you mean Europe/Berlin?"],
  ["Europe/Berln", "did you mean Europe/Berlin?"],
  ["New York", "did you mean America/New_York?"],
  ["utc", "did you mean UTC?"],
  ["IST", "is no IANA time zone"],
  ["PST", "is no IANA time zone"],
  ["SystemV/PST8", "is no IANA time zone"],
  ["Mars/Olympus", "is no IANA time zone"],
  ["", "is no IANA time zone"],
  ["+02:00", "knows no daylight saving time"],
  ["UTC+2", "knows no daylight saving time"],
  [2, "expected string"],
])("refuses %s", (name, message) => {
  expect(said(name)).toContain(message);
});
