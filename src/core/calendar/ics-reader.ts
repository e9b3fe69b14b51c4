/** Reads iCalendar files (RFC 5545) as real programs write them, into plain events. */
import ICAL from "ical.js";
import type { CalendarFile, FileEvent } from "./ics-file.ts";
import { readFileZones, zoneNameOf, zonesOf } from "./ics-zones.ts";
import { RecurrenceError } from "./recurrence.ts";
import { readRule, readUntil, writeRule, writeRuleTime } from "./recurrence-rule.ts";
import { day, parseWall, type Wall } from "./wall-time.ts";
import { type Zone, zoneOf } from "./zone.ts";

const longestText = 4 * 1024 * 1024;
const mostEvents = 5_000;

/** A time with the zone that it is in; null is the calendar's own. */
interface Moment {
  readonly wall: Wall;
  readonly zone: string | null;
  readonly isDate: boolean;
}

interface Reading {
  readonly zoneOf: (name: string | null) => Zone;
  readonly nameOf: (tzid: string) => string;
}

/** jCal's own notation of a value: `2026-01-01T10:00:00Z`, `2026-01-01`. */
function momentOf(text: string, tzid: string | null, { nameOf }: Reading): Moment {
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
    return (property.jCal as unknown[]).slice(3).map((value) => {
      if (typeof value !== "string") throw new RecurrenceError(`${name.toUpperCase()} with a period is not supported`);
      return momentOf(value, tzid ?? null, reading);
    });
  });
}

function durationOf(event: ICAL.Component, start: Moment, reading: Reading): number {
  const [end] = moments(event, "dtend", reading);
  if (end !== undefined) return wallIn(start.zone, end, reading) - start.wall;
  const written = event.getFirstPropertyValue("duration");
  if (written instanceof ICAL.Duration) return written.toSeconds() * 1_000;
  return start.isDate ? day : 0;
}

/** `UNTIL` in UTC becomes wall time of the event's zone, as everything else in the rule is. */
function ruleOf(event: ICAL.Component, zone: string | null, reading: Reading): string | null {
  const rules = event.getAllProperties("rrule");
  if (rules.length > 1) throw new RecurrenceError("more than one RRULE in an event is not supported");
  if (event.hasProperty("exrule")) throw new RecurrenceError("EXRULE is not supported");
  const value = rules[0]?.getFirstValue();
  if (value === undefined || value === null) return null;
  const parts = new Map(readRule(String(value)));
  const until = parts.get("UNTIL");
  if (until === undefined) return writeRule(parts);
  const time = readUntil(until);
  if (time === null) throw new RecurrenceError(`UNTIL=${until} does not exist`);
  parts.set("UNTIL", writeRuleTime(until.endsWith("Z") && zone !== null ? reading.zoneOf(zone).toWall(time) : time));
  return writeRule(parts);
}

interface Named {
  readonly uid: string;
  readonly event: FileEvent;
  readonly replaces: Moment | null;
  readonly isCancelled: boolean;
}

function readEvent(event: ICAL.Component, reading: Reading): Named {
  const [start] = moments(event, "dtstart", reading);
  if (start === undefined) throw new RecurrenceError("DTSTART is missing");
  const id = event.getFirstProperty("recurrence-id");
  if (id?.getFirstParameter("range") !== undefined) throw new RecurrenceError("RANGE=THISANDFUTURE is not supported");
  const duration = durationOf(event, start, reading);
  if (duration < 0) throw new RecurrenceError("it ends before it begins");
  const inZone = (list: readonly Moment[]): readonly Wall[] =>
    list.map((each) =>
      each.isDate && !start.isDate ? each.wall + (start.wall % day) : wallIn(start.zone, each, reading),
    );
  return {
    uid: textOf(event, "uid"),
    replaces: moments(event, "recurrence-id", reading)[0] ?? null,
    isCancelled: textOf(event, "status").toUpperCase() === "CANCELLED",
    event: {
      summary: textOf(event, "summary"),
      categories: event.getAllProperties("categories").flatMap((property) => property.getValues().map(String)),
      zone: start.zone,
      start: start.wall,
      duration,
      rule: ruleOf(event, start.zone, reading),
      added: inZone(moments(event, "rdate", reading)),
      dropped: inZone(moments(event, "exdate", reading)),
    },
  };
}

function named(component: ICAL.Component, reading: Reading): Named {
  try {
    return readEvent(component, reading);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RecurrenceError(`the event "${textOf(component, "summary")}" cannot be used: ${reason}`);
  }
}

/** An occurrence that was moved, changed or cancelled by itself does not happen where its series has it. */
function withOverrides(all: readonly Named[], reading: Reading): readonly FileEvent[] {
  const replaced = new Map<string, Named[]>();
  for (const each of all) if (each.replaces !== null) replaced.set(each.uid, [...(replaced.get(each.uid) ?? []), each]);
  return all
    .filter(({ isCancelled }) => !isCancelled)
    .map(({ uid, event, replaces }) => {
      const moved = replaces === null ? (replaced.get(uid) ?? []) : [];
      const walls = moved.flatMap((each) =>
        each.replaces === null ? [] : [wallIn(event.zone, each.replaces, reading)],
      );
      return { ...event, dropped: [...new Set([...event.dropped, ...walls])].sort((a, b) => a - b) };
    });
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
  const events = withOverrides(
    components.map((component) => named(component, reading)),
    reading,
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
