/** The next opening of a large calendar, beside the library for rules of recurrence. */
import { calendarBesideLibrary } from "../calendar.mjs";

export const title = "Calendars: 50 rules, 500 freezes, ten years";

const words = {
  near: ["first answer, hours away", "Other libraries: 67 to 4,670 times a table of offsets; one 8,300,000 times."],
  far: ["first answer, nothing open for ten years", ""],
  known: ["any further answer", ""],
  worst: ["the slowest of them", ""],
};

export async function measure({ temporary, pairs }) {
  const found = await calendarBesideLibrary(temporary, pairs);
  return Object.entries(words).map(([name, [what, others]]) => ({
    what,
    takes: found[name].ratio,
    against: "expanding the rules over ten years",
    more: { microseconds: (found[name].seconds * 1e6).toFixed(0) },
    others,
  }));
}
