/** What a calendar says, in the words of a release manager. */
import type { Instant } from "./instant.ts";
import { formatWall, weekdayIndex, weekdayName } from "./wall-time.ts";
import { type Zone, zoneOf } from "./zone.ts";

/** Windows that "Closed: outside ..." lists before it counts the rest. */
const mostListed = 3;

/** `2027-01-04 08:00 Europe/Berlin`: what the wall shows at that instant. */
export const sayLocal = (instant: Instant, zone: Zone): string => `${formatWall(zone.toWall(instant))} ${zone.name}`;

export const sayFrozen = (reason: string, until: Instant, zone: Zone): string =>
  `Frozen: ${reason}, until ${sayLocal(until, zone)}`;

export function sayClosed(windows: readonly string[], zone: Zone): string {
  const listed = windows.slice(0, mostListed).join("; ");
  const rest = windows.length - mostListed;
  return `Closed: outside ${listed} ${zone.name}${rest > 0 ? ` and ${rest} more window${rest === 1 ? "" : "s"}` : ""}`;
}

/** `window` null: the calendar has none. */
export function sayOpen(window: string | null, hasFreezes: boolean, zone: Zone): string {
  if (window !== null) return `Open: ${window} ${zone.name}`;
  return hasFreezes
    ? "Open: the calendar has no windows, and no freeze is in force"
    : "Always open: the calendar has no windows and no freezes";
}

/** `Mon 2027-01-04 08:00`: what the wall in a zone shows at an instant, as answers write it. */
export function sayDay(instant: string, timeZone: string): string {
  const wall = zoneOf(timeZone).toWall(Date.parse(instant));
  return `${weekdayName(weekdayIndex(wall))} ${formatWall(wall)}`;
}

/** `Mon 2027-01-04 08:00 Europe/Berlin (2027-01-04T07:00:00Z)`, of an instant as answers write it. */
export const sayMoment = (instant: string, timeZone: string): string =>
  `${sayDay(instant, timeZone)} ${timeZone}${timeZone === "UTC" ? "" : ` (${instant})`}`;
