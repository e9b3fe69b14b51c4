/** Takes a calendar apart: which sources open it, which close it, and in which zone each of them is written. */

import { pairSource } from "./cron-pair.ts";
import { datedSource } from "./dated-freeze.ts";
import { type Circumstances, isExcepted } from "./freeze-keys.ts";
import { gitlabSources } from "./gitlab-freezes.ts";
import { type Holiday, holidaySource } from "./holidays.ts";
import { icsSources } from "./ics-entry.ts";
import { type EntryList, placeKey } from "./places.ts";
import { cronSource, ruleSource } from "./recurring.ts";
import type { Calendar, Freeze, Window } from "./settings.ts";
import type { Source } from "./source.ts";
import type { ZonedSource } from "./timeline.ts";
import { weeklySource } from "./weekly-window.ts";
import { zoneOf } from "./zone.ts";

/** The calendar itself, then what it includes, each once. Throws where a name was never resolved: that would lose its freezes. */
export function membersOf(calendar: Calendar, found: Map<string, Calendar> = new Map()): readonly Calendar[] {
  if (found.has(calendar.name)) return [...found.values()];
  found.set(calendar.name, calendar);
  for (const each of calendar.include ?? []) {
    if (typeof each === "string")
      throw new Error(`The calendar ${each}, which ${calendar.name} includes, was not resolved.`);
    membersOf(each, found);
  }
  return [...found.values()];
}

function windowSources(window: Window, timeZone: string): readonly Source[] {
  if ("cron" in window) return [cronSource(window)];
  if ("rrule" in window) return [ruleSource(window, timeZone)];
  return "ics" in window ? icsSources(window) : [weeklySource(window)];
}

function freezeSources(freeze: Freeze, timeZone: string): readonly Source[] {
  if ("ics" in freeze) return icsSources(freeze);
  if ("gitlab-freeze-periods" in freeze) return gitlabSources(freeze);
  if ("freeze-start" in freeze) return [pairSource(freeze)];
  if ("cron" in freeze) return [{ ...cronSource(freeze), words: freeze.reason }];
  if ("rrule" in freeze) return [{ ...ruleSource(freeze, timeZone), words: freeze.reason }];
  return [datedSource(freeze)];
}

function holidayOf(entry: string | Holiday): Source {
  if (typeof entry === "string") throw new Error(`The list of holidays ${entry} was not resolved.`);
  return holidaySource(entry);
}

/** Each entry of a list as its sources, which remember the entry that they come from. */
const zoned = <Entry>(
  calendar: Calendar,
  list: EntryList,
  entries: readonly Entry[],
  sourcesOf: (entry: Entry) => readonly Source[],
): readonly ZonedSource[] =>
  entries.flatMap((each, index) =>
    sourcesOf(each).map((source) => ({
      source,
      zone: source.zone ?? zoneOf(calendar["time-zone"]),
      entry: placeKey(calendar.name, list, index),
    })),
  );

/** What opens it; null where neither it nor anything that it includes has windows. */
export function windowsOf(calendar: Calendar): readonly ZonedSource[] | null {
  const members = membersOf(calendar);
  if (members.every(({ windows }) => windows === undefined)) return null;
  return members.flatMap((member) =>
    zoned(member, "windows", member.windows ?? [], (window) => windowSources(window, member["time-zone"])),
  );
}

const freezesOf = (calendar: Calendar, takes: (freeze: Freeze) => boolean): readonly ZonedSource[] =>
  zoned(calendar, "freezes", calendar.freezes, (freeze) =>
    takes(freeze) ? freezeSources(freeze, calendar["time-zone"]) : [],
  );

const holidaysOf = (calendar: Calendar): readonly ZonedSource[] =>
  zoned(calendar, "holidays", calendar.holidays ?? [], (entry) => [holidayOf(entry)]);

/** What closes it: freezes that `takes` wants, and holidays. */
const closures = (
  calendar: Calendar,
  takes: (freeze: Freeze) => boolean,
  withHolidays: boolean,
): readonly ZonedSource[] =>
  membersOf(calendar).flatMap((member) => [...freezesOf(member, takes), ...(withHolidays ? holidaysOf(member) : [])]);

/** Freezes and holidays that hold back a release in these circumstances. */
export const closuresFor = (calendar: Calendar, circumstances: Circumstances): readonly ZonedSource[] =>
  closures(calendar, (freeze) => !isExcepted(freeze, circumstances), true);

/** Freezes that make an exception for it. */
export const exceptedFor = (calendar: Calendar, circumstances: Circumstances): readonly ZonedSource[] =>
  closures(calendar, (freeze) => isExcepted(freeze, circumstances), false);

/** Freezes by date and holidays of this calendar alone: lists that come to an end. None where a freeze comes again by a rule. */
export const datedClosures = (calendar: Calendar): readonly ZonedSource[] =>
  calendar.freezes.some((freeze) => "cron" in freeze || "rrule" in freeze || "freeze-start" in freeze)
    ? []
    : [...freezesOf(calendar, (freeze) => "reason" in freeze), ...holidaysOf(calendar)];

/** Does any freeze make exceptions at all? */
export const makesExceptions = (calendar: Calendar): boolean =>
  membersOf(calendar).some(({ freezes }) =>
    freezes.some((freeze) => freeze["except-risk"] !== undefined || freeze["except-change-types"] !== undefined),
  );

/** `Mon-Thu 09:00-16:00`, for an entry of `windows`. */
export const windowWords = (window: Window): string => {
  if ("ics" in window) return `events of ${window.ics}`;
  if ("cron" in window) return cronSource(window).words;
  return "rrule" in window ? ruleSource(window, "UTC").words : weeklySource(window).words;
};

/** `from 2026-12-18T17:00 to 2027-01-04T08:00: Year-end freeze`, for an entry of `freezes`. */
export const freezeWords = (freeze: Freeze): string => {
  if ("ics" in freeze) return `events of ${freeze.ics}`;
  if ("gitlab-freeze-periods" in freeze) return "the freeze periods of the GitLab project";
  if ("freeze-start" in freeze)
    return `from ${freeze["freeze-start"]} to ${freeze["freeze-end"]} (cron): ${freeze.reason}`;
  if ("cron" in freeze) return `${cronSource(freeze).words}: ${freeze.reason}`;
  if ("rrule" in freeze) return `${ruleSource(freeze, "UTC").words}: ${freeze.reason}`;
  return `from ${freeze.from} to ${freeze.to}: ${freeze.reason}`;
};
