/** A month of a calendar as rows of days: which parts of each day are open or frozen, by the clock on the wall. */
import { type Calendar, closuresBetween, openingsFrom } from "../../core/calendar/calendar.ts";
import { formatInstant } from "../../core/calendar/instant.ts";
import { type Places, sayPlaces } from "../../core/calendar/places.ts";
import { day, formatWall, weekdayIndex, weekdayName } from "../../core/calendar/wall-time.ts";
import { zoneOf } from "../../core/calendar/zone.ts";

/** A part of a day, in hours on the wall. */
export interface Part {
  readonly from: number;
  readonly to: number;
  /** For a tooltip: `09:00-16:00`, `Year-end freeze`. */
  readonly title: string;
}

export interface Day {
  /** `Mon 23`. */
  readonly label: string;
  readonly isWeekend: boolean;
  readonly open: readonly Part[];
  readonly frozen: readonly Part[];
}

export interface Month {
  readonly calendar: string;
  readonly timeZone: string;
  /** `November 2026`. */
  readonly title: string;
  readonly days: readonly Day[];
  /** Reasons of the freezes in this month, each once. */
  readonly reasons: readonly string[];
}

const names = "January February March April May June July August September October November December".split(" ");

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly title: string | null;
}

const clock = (hours: number): string =>
  `${String(Math.floor(hours)).padStart(2, "0")}:${String(Math.round((hours % 1) * 60)).padStart(2, "0")}`;

/** The month in which `at` lies in the calendar's zone, or `month` (`2026-11`). */
export function monthOf(calendar: Calendar, at: string, month: string | null, places: Places = {}): Month {
  const zone = zoneOf(calendar["time-zone"]);
  const [year = 0, number = 1] = (month ?? formatWall(zone.toWall(Date.parse(at))).slice(0, 7)).split("-").map(Number);
  const firstDay = Date.UTC(year, number - 1, 1);
  const days = Math.round((Date.UTC(year, number, 1) - firstDay) / day);
  const [from, to] = [zone.toInstant(firstDay), zone.toInstant(firstDay + days * day)];

  const openings = openingsFrom(calendar, formatInstant(from), 10_000).map(({ from: start, to: end }) => ({
    from: Date.parse(start),
    to: end === null ? to : Date.parse(end),
    title: null,
  }));
  const closures = closuresBetween(calendar, formatInstant(from), formatInstant(to), places).map(
    ({ reason, place, ...span }) => ({
      from: Date.parse(span.from),
      to: Date.parse(span.to),
      title: `${reason}${sayPlaces([place])}`,
    }),
  );

  const partsOn = (midnight: number, stretches: readonly Stretch[]): readonly Part[] => {
    const [begin, end] = [zone.toInstant(midnight), zone.toInstant(midnight + day)];
    const hoursAt = (instant: number) => (zone.toWall(instant) - midnight) / 3_600_000;
    return stretches
      .filter((stretch) => stretch.from < end && stretch.to > begin)
      .map((stretch) => {
        const start = Math.max(0, hoursAt(Math.max(stretch.from, begin)));
        // The last second tells on which side of midnight an end belongs.
        const stop = Math.min(24, hoursAt(Math.min(stretch.to, end) - 1_000) + 1 / 3_600);
        return { from: start, to: Math.max(start, stop), title: stretch.title ?? `${clock(start)}-${clock(stop)}` };
      });
  };

  return {
    calendar: calendar.name,
    timeZone: calendar["time-zone"],
    title: `${names[number - 1]} ${year}`,
    days: Array.from({ length: days }, (_, index) => {
      const midnight = firstDay + index * day;
      const weekday = weekdayIndex(midnight);
      return {
        label: `${weekdayName(weekday)} ${index + 1}`,
        isWeekend: weekday > 4,
        open: partsOn(midnight, openings),
        frozen: partsOn(midnight, closures),
      };
    }),
    reasons: [...new Set(closures.map(({ title }) => title))].sort(),
  };
}
