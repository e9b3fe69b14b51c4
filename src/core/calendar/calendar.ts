/** Calendars: when releases may go out. */
import { z } from "zod";
import type { Opening, WindowAnswer } from "./window.ts";

/** A calendar of the policy, under the name that checks use. */
export interface Calendar {
  readonly name: string;
  readonly "time-zone": string;
  readonly windows: readonly unknown[];
  readonly freezes: readonly unknown[];
}

/** The entry of `calendars` in a policy. */
export const calendarSettings = z.strictObject({ "time-zone": z.string() });

/** What the calendar says about the instant `at` (ISO 8601, UTC). */
export declare function answerAt(calendar: Calendar, at: string): WindowAnswer;

/** The next `count` maximal open spans from `at` on; the current one first, beginning at `at`. */
export declare function openingsFrom(calendar: Calendar, at: string, count: number): readonly Opening[];
