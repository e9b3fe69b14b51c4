/** The entry of `calendars` in a policy. */
import { z } from "zod";
import { cronPair } from "./cron-pair.ts";
import { datedFreeze } from "./dated-freeze.ts";
import { exceptionKeys, freezeKeys } from "./freeze-keys.ts";
import { type FreezePeriod, gitlabFreezes } from "./gitlab-freezes.ts";
import { type Holiday, holiday } from "./holidays.ts";
import { icsKeys } from "./ics-entry.ts";
import type { CalendarFile } from "./ics-file.ts";
import { cronKeys, refineRule, ruleKeys } from "./recurring.ts";
import { weeklyWindow } from "./weekly-window.ts";
import { timeZone } from "./zone-name.ts";

const window = z.union([
  weeklyWindow,
  z.strictObject(cronKeys),
  z.strictObject(ruleKeys).superRefine(refineRule),
  z.strictObject(icsKeys),
]);

const freeze = z.union([
  datedFreeze,
  z.strictObject({ ...cronKeys, ...freezeKeys }),
  z.strictObject({ ...ruleKeys, ...freezeKeys }).superRefine(refineRule),
  cronPair,
  z.strictObject({ ...icsKeys, ...exceptionKeys }),
  gitlabFreezes,
]);

/** Without `windows` it is always open; a freeze closes whatever a window opened. */
export const calendarSettings = z.strictObject({
  "time-zone": timeZone,
  windows: z
    .array(window)
    .min(1, "expected at least one window, or no `windows` at all: then only freezes close the calendar")
    .optional()
    .describe("When it is open."),
  freezes: z.array(freeze).default([]).describe("When it is closed whatever the windows say."),
  holidays: z
    .array(z.union([z.string().min(1), holiday]))
    .optional()
    .describe("Days on which it is closed: dates with names, or names of lists under `holidays`."),
  include: z
    .array(z.string())
    .min(1)
    .max(10, "expected at most 10 calendars")
    .optional()
    .describe("Calendars whose windows, freezes and holidays count here as well."),
});

type Settings = z.output<typeof calendarSettings>;
/** An entry that names what stands elsewhere, with what that says once it was read. */
type WithFile<Entry> = Entry extends { readonly ics: string }
  ? Entry & { readonly file?: CalendarFile }
  : Entry extends { readonly "gitlab-freeze-periods": true }
    ? Entry & { readonly periods?: readonly FreezePeriod[] }
    : Entry;

export type Window = WithFile<NonNullable<Settings["windows"]>[number]>;
export type Freeze = WithFile<Settings["freezes"][number]>;

/**
 * A calendar of the policy, under the name that checks use. Until `resolveCalendars` has put in what `include` and `ics` stand for, it
 * gives no answers.
 */
export type Calendar = Omit<Settings, "windows" | "freezes" | "holidays" | "include"> & {
  readonly name: string;
  readonly windows?: readonly Window[] | undefined;
  readonly freezes: readonly Freeze[];
  readonly holidays?: readonly (string | Holiday)[] | undefined;
  readonly include?: readonly (string | Calendar)[] | undefined;
};
