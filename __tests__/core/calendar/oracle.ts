/**
 * An independent answer to "is it open?", minute by minute: it looks at what the clock on the wall shows at every minute of a few
 * days, by Intl alone, and knows the rule for skipped and repeated times in no other way.
 */
import type { CalendarEntry } from "./calendars.ts";

const minute = 60_000;

/** What every minute from `from` to `to` shows on the wall, as text. */
export function readClock(zone: string, from: number, to: number) {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const firstShown = new Map<string, number>();
  const shownAt = new Map<number, string>();
  for (let at = from; at <= to; at += minute) {
    const shown = format.format(at).replace(" ", "T");
    shownAt.set(at, shown);
    if (!firstShown.has(shown)) firstShown.set(shown, at);
  }
  return { firstShown, shownAt, from, to };
}

export type Clock = ReturnType<typeof readClock>;

const written = (text: string) => Date.parse(`${text}:00Z`);

/** The minute that the rule means by a local time: the first that shows it, else as far behind the gap as the time is into it. */
export function minuteOf(clock: Clock, local: string): number {
  const shown = clock.firstShown.get(local);
  if (shown !== undefined) return shown;
  for (let at = clock.from; at < clock.to; at += minute) {
    const [before, after] = [clock.shownAt.get(at) as string, clock.shownAt.get(at + minute) as string];
    if (before < local && after > local) return at + (written(local) - written(before));
  }
  throw new Error(`${local} lies outside the minutes that were read`);
}

const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const textOf = (time: number) => new Date(time).toISOString().slice(0, 16);

/** For every minute from `from` to `to`: is the calendar open? Windows reach at most a day back. */
export function openMinutes(entry: CalendarEntry, clock: Clock, from: number, to: number): readonly boolean[] {
  const count = (to - from) / minute;
  const mark = (marks: boolean[], start: number, end: number, value: boolean) => {
    for (let at = Math.max(start, from); at < Math.min(end, to); at += minute) marks[(at - from) / minute] = value;
  };
  const marks = Array.from({ length: count }, () => entry.windows === undefined);
  const firstDay = Math.floor(from / 86_400_000) * 86_400_000 - 2 * 86_400_000;
  for (let midnight = firstDay; midnight < to + 2 * 86_400_000; midnight += 86_400_000) {
    for (const window of entry.windows ?? []) {
      if (window.days !== undefined && !window.days.includes(names[new Date(midnight).getUTCDay()] as never)) continue;
      const endsOn = window.to === "24:00" || window.to < window.from ? midnight + 86_400_000 : midnight;
      const start = `${textOf(midnight).slice(0, 10)}T${window.from}`;
      const end = `${textOf(endsOn).slice(0, 10)}T${window.to === "24:00" ? "00:00" : window.to}`;
      mark(marks, minuteOf(clock, start), minuteOf(clock, end), true);
    }
  }
  for (const freeze of entry.freezes) mark(marks, minuteOf(clock, freeze.from), minuteOf(clock, freeze.to), false);
  return marks;
}
