/** Says in plain words when a calendar is open. */
import type { Calendar } from "../calendar/calendar.ts";
import { freezeWords, membersOf, windowWords } from "../calendar/parts.ts";
import type { Freeze, Window } from "../calendar/settings.ts";
import { words } from "./explain-settings.ts";
import type { EnvironmentPolicy } from "./policy.ts";

/** The calendars that an environment's check and conditions name, with those they include, each once, by name. */
export function calendarsOf({ checks, conditions }: EnvironmentPolicy): readonly Calendar[] {
  const window = checks["change-window"] as { readonly calendar: Calendar } | undefined;
  const named = [window?.calendar, ...Object.values(conditions).map((condition) => condition?.calendar)];
  const byName = new Map(
    named.flatMap((calendar) => (calendar === undefined ? [] : membersOf(calendar))).map((each) => [each.name, each]),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** "mon, tue 09:00 to 16:00"; what comes again or stands in a file is told by the room of calendars. */
function sayWindow(entry: Window): string {
  if (!("from" in entry)) return windowWords(entry);
  const { days, from, to, ...rest } = entry;
  const on = Array.isArray(days) ? days.join(", ") : "every day";
  return [`${on} ${from} to ${to}`, ...(Object.keys(rest).length > 0 ? [words(rest)] : [])].join(", ");
}

function sayFreeze(entry: Freeze): string {
  if (!("from" in entry)) return freezeWords(entry);
  const { from, to, reason, ...rest } = entry;
  return [`from ${from} to ${to}: ${String(reason)}`, ...(Object.keys(rest).length > 0 ? [words(rest)] : [])].join(
    ", ",
  );
}

/** "business-hours (Europe/Berlin): open mon, tue 09:00 to 16:00", then its freezes. */
export function explainCalendar(calendar: Calendar): readonly string[] {
  const { name, windows, freezes, holidays = [], include = [] } = calendar;
  const days = holidays.map((day) => (typeof day === "string" ? day : `${day.date} (${day.name})`));
  const others = include.map((other) => (typeof other === "string" ? other : other.name));
  const open = windows === undefined ? "always open" : `open ${windows.map(sayWindow).join("; ")}`;
  return [
    `${name} (${calendar["time-zone"]}): ${open}${freezes.length > 0 ? ", except" : ""}`,
    ...freezes.map((freeze) => `  ${sayFreeze(freeze)}`),
    ...(days.length > 0 ? [`  closed on ${days.join(", ")}`] : []),
    ...(others.length > 0 ? [`  together with ${others.join(", ")}`] : []),
  ];
}
