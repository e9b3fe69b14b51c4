/** A calendar whose freezes make an exception for what is judged. */
import type { Calendar } from "./settings.ts";

/** The calendar and all that it includes, with windows and holidays as they are and no freezes. */
export function withoutFreezes(calendar: Calendar): Calendar {
  const include = calendar.include?.map((each) => (typeof each === "string" ? each : withoutFreezes(each)));
  return { ...calendar, freezes: [], ...(include === undefined ? {} : { include }) };
}
