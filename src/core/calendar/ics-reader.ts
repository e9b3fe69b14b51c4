/** Reads iCalendar files (RFC 5545) as real programs write them, into plain events. */
import ICAL from "ical.js";
import type { CalendarFile, FileEvent } from "./ics-file.ts";
import { type Moment, seriesOf, type Written } from "./ics-series.ts";
import { readFileZones, zoneNameOf, zonesOf } from "./ics-zones.ts";
import { RecurrenceError } from "./recurrence.ts";
import { readRule, readUntil, writeRule, writeRuleTime } from "./recurrence-rule.ts";
import { day, parseWall, type Wall } from "./wall-time.ts";
import { type Zone, zoneOf } from "./zone.ts";

const longestText = 4 * 1024 * 1024;
const mostEvents = 5_000;

interface Reading {
  readonly zoneOf: (name: string | null) => Zone;
  readonly nameOf: (tzid: string) => string;
}

/** jCal's own notation of a value: `2026-01-01T10:00:00Z`, `2026-01-01`. */
function momentOf(written: string, tzid: string | null, { nameOf }: Reading): Moment {
  // Some programs leave VALUE=DATE out before a date alone.
  const text = written.replace(/T::$/, "");
  const isUtc = text.endsWith("Z");
  const wall = parseWall(isUtc ? text.slice(0, -1) : text);
  if (wall === null) throw new RecurrenceError(`the time ${text} does not exist`);
  const isDate = text.length === 10;
  return { wall, isDate, zone: isUtc ? "UTC" : isDate || tzid === null ? null : nameOf(tzid) };
}

/** The wall time that a moment has in the zone of another. */
function wallIn(zone: string | null, moment: Moment, reading: Reading): Wall {
  if (moment.zone === zone || moment.zone === null || zone === null) return moment.wall;
  return reading.zoneOf(zone).toWall(reading.zoneOf(moment.zone).toInstant(moment.wall));
}

const textOf = (event: ICAL.Component, name: string): string => String(event.getFirstPropertyValue(name) ?? "");

function moments(event: ICAL.Component, name: string, reading: Reading): readonly Moment[] {
  return event.getAllProperties(name).flatMap((property) => {
    const tzid = property.getFirstParameter("tzid") as string | undefined;
    // jCal keeps the values after name, parameters and type.
    return (property.jCal as unknown[])
      .slice(3)
      .flatMap((value) => (typeof value === "string" ? [momentOf(value, tzid ?? null, reading)] : []));
  });
}

/** RDATE with a period (`start/end` or `start/duration`): further occurrences with a length of their own. */
function periods(event: ICAL.Component, zone: string | null, reading: Reading): readonly (readonly [Wall, number])[] {
  return event.getAllProperties("rdate").flatMap((property) => {
    const tzid = (property.getFirstParameter("tzid") as string | undefined) ?? null;
    return (property.jCal as unknown[]).slice(3).flatMap((value) => {
      if (typeof value === "string") return [];
      const [from, to] = Array.isArray(value) ? (value as unknown[]).map(String) : [];
      if (from === undefined || to === undefined) throw new RecurrenceError("an RDATE is no moment and no period");
      const start = wallIn(zone, momentOf(from, tzid, reading), reading);
      const length = to.startsWith("P")
        ? ICAL.Duration.fromString(to).toSeconds() * 1_000
        : wallIn(zone, momentOf(to, tzid, reading), reading) - start;
      if (length < 0) throw new RecurrenceError("a period ends before it begins");
      return [[start, length] as const];
    });
  });
}

function durationOf(event: ICAL.Component, start: Moment, reading: Reading): number {
  const [end] = moments(event, "dtend", reading);
  if (end !== undefined) {
    const length = wallIn(start.zone, end, reading) - start.wall;
    // The end of whole days is exclusive, but programs write the last day there as well.
    return length === 0 && start.isDate ? day : length;
  }
  const written = event.getFirstPropertyValue("duration");
  if (written instanceof ICAL.Duration) return written.toSeconds() * 1_000;
  return start.isDate ? day : 0;
}

/** `UNTIL` in UTC becomes wall time of the event's zone, as everything else in a rule is. */
function inWallTime(rule: string, zone: string | null, reading: Reading): string {
  const parts = new Map(readRule(rule));
  const until = parts.get("UNTIL");
  if (until === undefined) return writeRule(parts);
  const time = readUntil(until);
  if (time === null) throw new RecurrenceError(`UNTIL=${until} does not exist`);
  parts.set("UNTIL", writeRuleTime(until.endsWith("Z") && zone !== null ? reading.zoneOf(zone).toWall(time) : time));
  return writeRule(parts);
}

/** Each rule once; an event with several happens wherever one of them has it. */
function rulesOf(event: ICAL.Component, zone: string | null, reading: Reading): readonly string[] {
  if (event.hasProperty("exrule")) throw new RecurrenceError("EXRULE is not supported");
  const values = event
    .getAllProperties("rrule")
    // `RRULE:` with nothing behind it is written by programs that have none.
    .filter(({ jCal }) => JSON.stringify((jCal as unknown[])[3]) !== "{}")
    .map((property) => String(property.getFirstValue() ?? ""));
  return [...new Set(values.map((value) => inWallTime(value, zone, reading)))];
}

function readEvent(event: ICAL.Component, reading: Reading): Written {
  const [start] = moments(event, "dtstart", reading);
  if (start === undefined) throw new RecurrenceError("DTSTART is missing");
  const duration = durationOf(event, start, reading);
  if (duration < 0) throw new RecurrenceError("it ends before it begins");
  const inZone = (list: readonly Moment[]): readonly Wall[] =>
    list.map((each) =>
      each.isDate && !start.isDate ? each.wall + (start.wall % day) : wallIn(start.zone, each, reading),
    );
  const once: FileEvent = {
    summary: textOf(event, "summary"),
    categories: event.getAllProperties("categories").flatMap((property) => property.getValues().map(String)),
    zone: start.zone,
    start: start.wall,
    duration,
    rule: null,
    added: [],
    dropped: [],
  };
  const dropped = inZone(moments(event, "exdate", reading));
  const series = { ...once, added: inZone(moments(event, "rdate", reading)), dropped };
  const rules = rulesOf(event, start.zone, reading);
  const further = periods(event, start.zone, reading).map(([from, length]) => ({
    ...once,
    start: from,
    duration: length,
    dropped,
  }));
  return {
    uid: textOf(event, "uid"),
    sequence: Number(event.getFirstPropertyValue("sequence") ?? 0),
    replaces: moments(event, "recurrence-id", reading)[0] ?? null,
    isOnwards: event.getFirstProperty("recurrence-id")?.getFirstParameter("range") !== undefined,
    isCancelled: textOf(event, "status").toUpperCase() === "CANCELLED",
    once,
    series: [...(rules.length === 0 ? [series] : rules.map((rule) => ({ ...series, rule }))), ...further],
  };
}

function named(component: ICAL.Component, reading: Reading): Written {
  try {
    return readEvent(component, reading);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RecurrenceError(`the event "${textOf(component, "summary")}" cannot be used: ${reason}`);
  }
}

function parse(text: string): readonly ICAL.Component[] {
  try {
    const parsed = ICAL.parse(text) as unknown[];
    const roots = (typeof parsed[0] === "string" ? [parsed] : parsed) as ConstructorParameters<
      typeof ICAL.Component
    >[0][];
    return roots.map((root) => new ICAL.Component(root));
  } catch (error) {
    throw new RecurrenceError(`it is no iCalendar file: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads a file of at most 4 MiB and 5,000 events. Throws `RecurrenceError`. */
export function readIcs(text: string): CalendarFile {
  if (text.length > longestText) throw new RecurrenceError("it is larger than 4 MiB: keep only the events that matter");
  const count = text.match(/^BEGIN:VEVENT/gim)?.length ?? 0;
  if (count > mostEvents) throw new RecurrenceError(`it has ${count} events: at most ${mostEvents} are read`);
  const calendars = parse(text).filter(({ name }) => name === "vcalendar");
  if (calendars.length === 0) throw new RecurrenceError("it is no iCalendar file: there is no VCALENDAR in it");
  const zones = Object.assign({}, ...calendars.map(readFileZones)) as CalendarFile["zones"];
  const ofFile = zonesOf(zones);
  const reading: Reading = {
    zoneOf: (name) => ofFile.get(name ?? "UTC") ?? zoneOf(name ?? "UTC"),
    nameOf: (tzid) => zoneNameOf(tzid, zones),
  };
  const components = calendars.flatMap((calendar) => calendar.getAllSubcomponents("vevent"));
  const events = seriesOf(
    components.map((component) => named(component, reading)),
    (zone, moment) => wallIn(zone, moment, reading),
  );
  const used = new Set(events.map(({ zone }) => zone));
  const stamps = components.flatMap((component) =>
    ["last-modified", "dtstamp"].flatMap((name) => moments(component, name, reading).map(({ wall }) => wall)),
  );
  return {
    events,
    zones: Object.fromEntries(Object.entries(zones).filter(([name]) => used.has(name))),
    modifiedAt: stamps.length === 0 ? null : stamps.reduce((a, b) => Math.max(a, b)),
  };
}
