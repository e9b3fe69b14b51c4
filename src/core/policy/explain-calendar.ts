/** Says in plain words when a calendar is open. */
import type { Calendar } from "../calendar/calendar.ts";
import { words } from "./explain-settings.ts";
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

/** "mon, tue 09:00 to 16:00"; a kind of entry that has no words of its own here is told by its settings. */
function sayWindow(entry: Readonly<Record<string, unknown>>): string {
  const { days, from, to, ...rest } = entry;
  if (typeof from !== "string" || typeof to !== "string") return words(entry);
  const on = Array.isArray(days) ? days.join(", ") : "every day";
  return [`${on} ${from} to ${to}`, ...(Object.keys(rest).length > 0 ? [words(rest)] : [])].join(", ");
}

function sayFreeze(entry: Readonly<Record<string, unknown>>): string {
  const { from, to, reason, ...rest } = entry;
  if (typeof from !== "string" || typeof to !== "string") return words(entry);
  return [`from ${from} to ${to}: ${String(reason)}`, ...(Object.keys(rest).length > 0 ? [words(rest)] : [])].join(
    ", ",
  );
}

/** "business-hours (Europe/Berlin): open mon, tue 09:00 to 16:00", then its freezes. */
export function explainCalendar(calendar: Calendar): readonly string[] {
  const { name, windows, freezes } = calendar;
  const open = windows === undefined ? "always open" : `open ${windows.map(sayWindow).join("; ")}`;
  return [
    `${name} (${calendar["time-zone"]}): ${open}${freezes.length > 0 ? ", except" : ""}`,
    ...freezes.map((freeze) => `  ${sayFreeze(freeze)}`),
  ];
}
