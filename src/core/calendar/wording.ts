/** What a calendar says, in the words of a release manager. */
import type { Instant } from "./instant.ts";
import { sayPlaces } from "./places.ts";
import { formatWall, weekdayIndex, weekdayName } from "./wall-time.ts";
import { type Zone, zoneOf } from "./zone.ts";

/** Windows that "Closed: outside ..." lists before it counts the rest. */
const mostListed = 3;

/** `2027-01-04 08:00 Europe/Berlin`: what the wall shows at that instant. */
export const sayLocal = (instant: Instant, zone: Zone): string => `${formatWall(zone.toWall(instant))} ${zone.name}`;

/** `place` null: where the freeze is written is not known. */
export const sayFrozen = (reason: string, place: string | null, until: Instant, zone: Zone): string =>
  `Frozen: ${reason}${sayPlaces([place])}, until ${sayLocal(until, zone)}`;

/** What a window is called, and the zone in which it is written. */
export interface WindowName {
  readonly words: string;
  readonly zone: string;
  /** Where it is written; null where that is not known. */
  readonly place: string | null;
}

export function sayClosed(windows: readonly WindowName[]): string {
  const listed = windows.slice(0, mostListed);
  // One zone is named once, at the end.
  const isShared = new Set(listed.map(({ zone }) => zone)).size === 1;
  const names = listed.map(({ words, zone }) => (isShared ? words : `${words} ${zone}`)).join("; ");
  const rest = windows.length - mostListed;
  const more = rest > 0 ? ` and ${rest} more window${rest === 1 ? "" : "s"}` : "";
  return `Closed: outside ${names}${isShared ? ` ${listed[0]?.zone}` : ""}${more}${sayPlaces(listed.map(({ place }) => place))}`;
}

/** `window` null: the calendar has none. */
export function sayOpen(window: WindowName | null, hasFreezes: boolean): string {
  if (window !== null) return `Open: ${window.words} ${window.zone}${sayPlaces([window.place])}`;
  return hasFreezes
    ? "Open: the calendar has no windows, and no freeze is in force"
    : "Always open: the calendar has no windows and no freezes";
}

/** What a deploy job leaves behind that only the window holds back; the command `resume` finds it there (`heldUntil`). */
export const sayHeld = (environment: string, comeBackAt: string): string =>
  `Held for the change window of ${environment}, which opens at ${comeBackAt}.`;

/** `Mon 2027-01-04 08:00`: what the wall in a zone shows at an instant, as answers write it. */
export function sayDay(instant: string, timeZone: string): string {
  const wall = zoneOf(timeZone).toWall(Date.parse(instant));
  return `${weekdayName(weekdayIndex(wall))} ${formatWall(wall)}`;
}

/** `Mon 2027-01-04 08:00 Europe/Berlin (2027-01-04T07:00:00Z)`, of an instant as answers write it. */
export const sayMoment = (instant: string, timeZone: string): string =>
  `${sayDay(instant, timeZone)} ${timeZone}${timeZone === "UTC" ? "" : ` (${instant})`}`;
