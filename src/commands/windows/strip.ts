/** The coming week as a small timeline of characters: one row for each day, two characters for each hour. */
import type { Calendar } from "../../core/calendar/calendar.ts";
import { formatInstant } from "../../core/calendar/instant.ts";
import { day, formatWall } from "../../core/calendar/wall-time.ts";
import { zoneOf } from "../../core/calendar/zone.ts";
import { type Day, monthOf } from "./month.ts";

const slots = 48;

/** Does any part share a moment with this half hour? */
const has = (parts: Day["open"], slot: number): boolean =>
  parts.some(({ from, to }) => from < (slot + 1) / 2 && to > slot / 2);

function line({ label, open, frozen }: Day): string {
  const marks = Array.from({ length: slots }, (_, slot) => (has(open, slot) ? "#" : has(frozen, slot) ? "x" : "."));
  return `  ${label.padEnd(6)} ${marks.join("")}`;
}

/** Seven days from the one of `at` on, with a ruler above and what the characters mean below. */
export function stripOf(calendar: Calendar, at: string): readonly string[] {
  const zone = zoneOf(calendar["time-zone"]);
  const today = zone.toWall(Date.parse(at));
  const wanted = Array.from({ length: 7 }, (_, index) => formatWall(today + index * day).slice(0, 10));
  const months = [...new Set(wanted.map((date) => date.slice(0, 7)))];
  const days = months.flatMap((month) =>
    monthOf(calendar, formatInstant(Date.parse(at)), month).days.map((each, index) => ({
      each,
      date: `${month}-${String(index + 1).padStart(2, "0")}`,
    })),
  );
  const ruler = ["00", "06", "12", "18"]
    .map((hour) => hour.padEnd(slots / 4))
    .join("")
    .trimEnd();
  const lines = days.filter(({ date }) => wanted.includes(date)).map(({ each }) => line(each));
  const hasFreeze = lines.some((each) => each.slice(8).includes("x"));
  return [
    `  ${" ".repeat(6)} ${ruler}`,
    ...lines,
    `  ${" ".repeat(6)} # open  . closed${hasFreeze ? "  x frozen" : ""}`,
  ];
}
