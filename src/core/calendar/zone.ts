/**
 * Zones: the one rule by which wall-clock time becomes an instant. A time that the zone skips moves forward by the gap, a time that
 * it repeats means its first occurrence. Everything that a calendar says goes through here.
 */
import type { Instant } from "./instant.ts";
import { day, type Wall } from "./wall-time.ts";

export interface Zone {
  readonly name: string;
  /** Milliseconds that the wall is ahead of UTC at this instant. */
  offsetAt(instant: Instant): number;
  toWall(instant: Instant): Wall;
  toInstant(wall: Wall): Instant;
}

/** Offsets of one UTC year and two days on either side: `offsets[i]` holds from `starts[i]` up to the next start. */
interface Year {
  readonly starts: readonly Instant[];
  readonly offsets: readonly number[];
}

/**
 * How far apart offsets are sampled. Two changes that undo each other between two samples would go unseen; the closest such pair since
 * 1970 in the IANA database lies almost seven days apart (Recife 2000, Gaza 2040).
 */
const step = 4 * day;
const margin = 2 * day;

/** Reads a zone's offset from Intl, to the second, as far back as Intl knows. */
function offsetReader(name: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (instant) => {
    const text = format.format(instant);
    const match = /^(\d{2})\/(\d{2})\/(\d+), (\d{2}):(\d{2}):(\d{2})$/.exec(text);
    if (match === null) throw new RangeError(`The clock of ${name} could not be read from "${text}".`);
    const [month, date, year, hours, minutes, seconds] = match.slice(1).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return Date.UTC(year, month - 1, date, hours, minutes, seconds) - Math.floor(instant / 1_000) * 1_000;
  };
}

/** The first second after `from` at which the offset is no longer `offset`; it is known to differ at `to`. */
function firstChange(read: (instant: Instant) => number, from: Instant, to: Instant, offset: number): Instant {
  let low = from;
  let high = to;
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000;
    if (read(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function readYear(read: (instant: Instant) => number, year: number): Year {
  let at = Date.UTC(year, 0, 1) - margin;
  const end = Date.UTC(year + 1, 0, 1) + margin;
  let offset = read(at);
  const starts = [Number.NEGATIVE_INFINITY];
  const offsets = [offset];
  while (at < end) {
    const next = Math.min(at + step, end);
    const offsetThen = read(next);
    while (offset !== offsetThen) {
      at = firstChange(read, at, next, offset);
      offset = read(at);
      starts.push(at);
      offsets.push(offset);
    }
    at = next;
  }
  return { starts, offsets };
}

/** A zone whose offsets around a time (an instant or a wall time) `around` tells. */
function zoneFrom(name: string, around: (time: number) => Year): Zone {
  const offsetAt = (instant: Instant): number => {
    const { starts, offsets } = around(instant);
    let index = starts.length - 1;
    while (index > 0 && instant < (starts[index] as number)) index--;
    return offsets[index] as number;
  };
  return {
    name,
    offsetAt,
    toWall: (instant) => instant + offsetAt(instant),
    toInstant(wall) {
      const { starts, offsets } = around(wall);
      let offset = offsets[0] as number;
      for (let index = 0; index < starts.length; index++) {
        const before = offset;
        offset = offsets[index] as number;
        const instant = wall - offset;
        // Read with the offset of this stretch it still lies before it: no stretch shows this time, the zone skipped it.
        if (instant < (starts[index] as number)) return wall - before;
        // The first stretch that shows it is its first occurrence.
        if (instant < (starts[index + 1] ?? Number.POSITIVE_INFINITY)) return instant;
      }
      return wall - offset;
    },
  };
}

function makeZone(name: string): Zone {
  const read = offsetReader(name);
  const years = new Map<number, Year>();
  return zoneFrom(name, (time) => {
    const number = new Date(time).getUTCFullYear();
    const known = years.get(number);
    if (known !== undefined) return known;
    const year = readYear(read, number);
    years.set(number, year);
    return year;
  });
}

/** A zone by its changes, in order: `offset` holds from `at` on, `initial` before the first. Milliseconds. */
export function zoneOfChanges(
  name: string,
  initial: number,
  changes: readonly { readonly at: Instant; readonly offset: number }[],
): Zone {
  const starts = [Number.NEGATIVE_INFINITY, ...changes.map(({ at }) => at)];
  const offsets = [initial, ...changes.map(({ offset }) => offset)];
  return zoneFrom(name, (time) => {
    // Two stretches on either side are enough: changes lie days apart, offsets hours.
    let last = starts.length - 1;
    while (last > 0 && (starts[last] as number) > time + margin) last--;
    const first = Math.max(0, last - 3);
    return {
      starts: [Number.NEGATIVE_INFINITY, ...starts.slice(first + 1, last + 1)],
      offsets: offsets.slice(first, last + 1),
    };
  });
}

const utc: Zone = { name: "UTC", offsetAt: () => 0, toWall: (instant) => instant, toInstant: (wall) => wall };
const zones = new Map<string, Zone>([["UTC", utc]]);

/** The zone of an IANA name, with its offsets remembered once read. Throws RangeError for a name that Intl does not know. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = makeZone(name);
  zones.set(name, zone);
  return zone;
}
