/** Windows by weekday and time of day: `{ days: [mon, tue], from: "09:00", to: "16:00" }`. */
import { z } from "zod";
import type { Source } from "./source.ts";
import {
  day,
  minute,
  parseTimeOfDay,
  startOfDay,
  type Weekday,
  weekdayIndex,
  weekdayName,
  weekdays,
} from "./wall-time.ts";

const timeOfDay = (key: "from" | "to", latest: string) =>
  z
    .string()
    .meta({ description: `A time of day from 00:00 to ${latest}, such as "09:00".`, examples: ["09:00"] })
    .superRefine((text, context) => {
      if (parseTimeOfDay(text) === null) context.addIssue({ code: "custom", message: `"${text}" is no time of day` });
      else if (key === "from" && text === "24:00")
        context.addIssue({ code: "custom", message: "a window cannot begin at 24:00: 00:00 of the next day" });
    });

/** One entry of `windows`. `from` later than `to` crosses midnight; `24:00` ends at midnight. */
export const weeklyWindow = z
  .strictObject({
    days: z.array(z.enum(weekdays)).min(1, "expected at least one day, or no `days` at all for every day").optional(),
    from: timeOfDay("from", "23:59"),
    to: timeOfDay("to", "24:00"),
  })
  .superRefine(({ from, to }, context) => {
    if (from === to)
      context.addIssue({
        code: "custom",
        path: ["to"],
        message: `a window from ${from} to ${to} is empty: from "00:00" to "24:00" for a whole day`,
      });
  });

export type WeeklyWindow = z.output<typeof weeklyWindow>;

/** `Mon-Thu`, `Tue, Sat-Sun`, `daily`. */
function sayDays(isOn: readonly boolean[]): string {
  if (isOn.every(Boolean)) return "daily";
  const runs: string[] = [];
  for (let index = 0; index < isOn.length; index++) {
    if (isOn[index] !== true) continue;
    const first = index;
    while (isOn[index + 1] === true) index++;
    runs.push(first === index ? weekdayName(first) : `${weekdayName(first)}-${weekdayName(index)}`);
  }
  return runs.join(", ");
}

/** A window crossing midnight belongs to the day on which it begins. */
export function weeklySource(window: WeeklyWindow): Source {
  const from = (parseTimeOfDay(window.from) as number) * minute;
  const until = (parseTimeOfDay(window.to) as number) * minute;
  const to = until > from ? until : until + day;
  const listed: readonly Weekday[] = window.days ?? weekdays;
  const isOn = weekdays.map((name) => listed.includes(name));
  return {
    words: `${sayDays(isOn)} ${window.from}-${window.to}`,
    zone: null,
    *expand(start, end) {
      for (let midnight = startOfDay(start) - day; midnight < end; midnight += day)
        if (isOn[weekdayIndex(midnight)] === true) yield { from: midnight + from, to: midnight + to };
    },
  };
}
