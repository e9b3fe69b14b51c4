/** The zones of an iCalendar file: an IANA name where there is one, else what its VTIMEZONE says. */
import type ICAL from "ical.js";
import type { CalendarFile, FileZone } from "./ics-file.ts";
import { RecurrenceError } from "./recurrence.ts";
import { parseWall, type Wall } from "./wall-time.ts";
import { ianaOfWindows } from "./windows-zones.ts";
import { type Zone, zoneOfChanges } from "./zone.ts";
import { zoneProblem } from "./zone-name.ts";

/** From which year to which the changes of a zone are worked out. */
const years = { first: 1970, last: 2100 };

const isIana = (name: string): boolean => zoneProblem(name) === null;

/** `Europe/Berlin` out of `/vendor.example/20260101_1/Europe/Berlin`, or null. */
function ianaIn(tzid: string): string | null {
  const parts = tzid.split("/").filter((part) => part !== "");
  for (let index = 0; index < parts.length; index++) {
    const name = parts.slice(index).join("/");
    if (isIana(name)) return name;
  }
  return null;
}

/** The zone that a TZID means: its IANA name, or its own name among the file's zones. Throws `RecurrenceError` where it is neither. */
export function zoneNameOf(tzid: string, zones: CalendarFile["zones"]): string {
  const iana = ianaIn(tzid);
  if (iana !== null) return iana;
  if (Object.hasOwn(zones, tzid)) return tzid;
  // Without a definition of its own a name of Windows means what Unicode says.
  const meant = ianaOfWindows(tzid);
  if (meant !== null && isIana(meant)) return meant;
  throw new RecurrenceError(
    `the zone "${tzid}" is neither an IANA name nor one of Windows, and the file does not say what it means`,
  );
}

export const zonesOf = (zones: CalendarFile["zones"]): ReadonlyMap<string, Zone> =>
  new Map(Object.entries(zones).map(([name, { initial, changes }]) => [name, zoneOfChanges(name, initial, changes)]));

interface Offset {
  readonly before: number;
  readonly after: number;
}

const offsetOf = (component: ICAL.Component, name: string): number => {
  const value = component.getFirstPropertyValue(name) as { toSeconds?: () => number } | null;
  if (typeof value?.toSeconds !== "function")
    throw new RecurrenceError(`${name.toUpperCase()} is missing in a VTIMEZONE`);
  return value.toSeconds() * 1_000;
};

/** Local times at which one STANDARD or DAYLIGHT begins. Its rule is always a yearly one, so the library of the file is enough. */
function onsets(component: ICAL.Component): readonly Wall[] {
  const written = (component.getFirstProperty("dtstart")?.jCal as unknown[] | undefined)?.[3];
  const found: Wall[] = [];
  const add = (text: unknown): void => {
    const wall = parseWall(
      String(text)
        .slice(0, 19)
        .replace(/^(?:1[0-8]|0)\d{2}/, "1900"),
    );
    if (wall !== null) found.push(wall);
  };
  add(written);
  for (const property of component.getAllProperties("rdate"))
    for (const value of (property.jCal as unknown[]).slice(3)) add(value);
  const rule = component.getFirstPropertyValue("rrule") as ICAL.Recur | null;
  const start = component.getFirstPropertyValue("dtstart") as ICAL.Time | null;
  if (rule === null || start === null) return found;
  // Outlook writes 1601; the iterator would walk through every year since.
  if (start.year < years.first && rule.freq === "YEARLY" && rule.count === null && rule.interval === 1)
    start.year = years.first - 1;
  const iterator = rule.iterator(start);
  for (
    let each = iterator.next();
    each !== null && each.year <= years.last && found.length < 1_000;
    each = iterator.next()
  )
    add(each.toString());
  return found;
}

function readZone(component: ICAL.Component): FileZone {
  const parts = [...component.getAllSubcomponents("standard"), ...component.getAllSubcomponents("daylight")];
  const changes = parts.flatMap((part) => {
    const offset: Offset = { before: offsetOf(part, "tzoffsetfrom"), after: offsetOf(part, "tzoffsetto") };
    return onsets(part).map((wall) => ({ at: wall - offset.before, offset: offset.after, before: offset.before }));
  });
  const sorted = changes.sort((a, b) => a.at - b.at);
  const first = sorted[0];
  if (first === undefined) throw new RecurrenceError("a VTIMEZONE has neither STANDARD nor DAYLIGHT");
  return { initial: first.before, changes: sorted.map(({ at, offset }) => ({ at, offset })) };
}

/** The zones that a VCALENDAR brings with it and that have no IANA name. */
export function readFileZones(calendar: ICAL.Component): CalendarFile["zones"] {
  const zones: Record<string, FileZone> = {};
  for (const component of calendar.getAllSubcomponents("vtimezone")) {
    const tzid = String(component.getFirstPropertyValue("tzid") ?? "");
    if (tzid !== "" && ianaIn(tzid) === null) zones[tzid] = readZone(component);
  }
  return zones;
}
