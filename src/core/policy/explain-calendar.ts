/** Says in plain words when a calendar is open. */
import type { Calendar } from "../calendar/calendar.ts";
import { weeklySource } from "../calendar/weekly-window.ts";
import type { EnvironmentPolicy } from "./policy.ts";

/** The calendars that an environment's check and conditions name, each once, by name. */
export function calendarsOf({ checks, conditions }: EnvironmentPolicy): readonly Calendar[] {
  const window = checks["change-window"] as { readonly calendar: Calendar } | undefined;
  const named = [window?.calendar, ...Object.values(conditions).map((condition) => condition?.calendar)];
  const byName = new Map(
    named.flatMap((calendar) => (calendar === undefined ? [] : [[calendar.name, calendar] as const])),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** "business-hours (Europe/Berlin): open Mon-Thu 09:00-16:00", then its freezes. */
export function explainCalendar(calendar: Calendar): readonly string[] {
  const { name, windows, freezes } = calendar;
  const open =
    windows === undefined ? "always open" : `open ${windows.map((window) => weeklySource(window).words).join("; ")}`;
  const except = freezes.length > 0 ? ", except" : "";
  return [
    `${name} (${calendar["time-zone"]}): ${open}${except}`,
    ...freezes.map(({ from, to, reason }) => `  from ${from} to ${to}: ${reason}`),
  ];
}
