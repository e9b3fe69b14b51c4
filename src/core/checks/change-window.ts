/** Is the change window open, and does it stay open for as long as the deployment takes? */
import { z } from "zod";
import { answerAt, type Calendar, exceptionsAt, nextOpening } from "../calendar/calendar.ts";
import { durationOrZero, formatDuration } from "../calendar/duration.ts";
import { addYears } from "../calendar/instant.ts";
import { type Places, sayPlaces } from "../calendar/places.ts";
import { warningsAt } from "../calendar/warnings.ts";
import type { Opening, WindowAnswer } from "../calendar/window.ts";
import { sayMoment } from "../calendar/wording.ts";
import { defineCheck, type Situation } from "./check.ts";
import { fail, pass, pending } from "./finding.ts";

/** What a closed window, or one that closes too soon, says about coming back; `later` is an opening too far away to wait for. */
function comeBack(next: Opening | null, later: Opening | null, { timeZone }: WindowAnswer, needed: number) {
  const enough = needed === 0 ? "" : ` and stays open for ${formatDuration(needed)}`;
  if (next === null)
    return {
      detail: `It never opens${enough} within two years${later === null ? "." : `; the first time after that: ${sayMoment(later.from, timeZone)}.`}`,
      fix: "Add a window to the calendar or end its freeze, in the policy; waiting alone will not open it.",
    };
  return {
    detail: `Next opening${needed === 0 ? "" : " that is long enough"}: ${sayMoment(next.from, timeZone)}.`,
    fix: `Come back at ${sayMoment(next.from, timeZone)}, when the window opens${enough}.`,
  };
}

/** What was let through is said aloud: a freeze that made an exception for this release. */
const exceptionsFor = (
  calendar: Calendar,
  now: string,
  circumstances: Pick<Situation, "riskLevel" | "changeType">,
  places: Places,
) =>
  exceptionsAt(calendar, now, circumstances, places).map(
    ({ reason, place }) =>
      `The freeze "${reason}"${sayPlaces([place])} makes an exception for this release (${circumstances.riskLevel} risk, change type ${circumstances.changeType}).`,
  );

/** The calendar in the settings of this check, as its schema put them out. */
export const calendarOf = (settings: unknown): Calendar => (settings as { readonly calendar: Calendar }).calendar;

export const changeWindow = defineCheck({
  id: "change-window",
  question: "Is the change window open now, and does it stay open for as long as the deployment is expected to take?",
  needs: [],
  settings: (references) =>
    z.strictObject({
      calendar: references.calendar,
      "expected-duration": durationOrZero.default(0),
      "on-closed": z.enum(["block", "wait"]).default("block"),
    }),
  judge(
    _facts,
    { calendar, "expected-duration": needed, "on-closed": onClosed },
    { now, riskLevel, changeType, places = {} },
  ) {
    const circumstances = { riskLevel, changeType };
    const window = answerAt(calendar, now, circumstances, places);
    const notes = [...exceptionsFor(calendar, now, circumstances, places), ...warningsAt(calendar, now)];
    const { open, because, closesAt, timeZone } = window;
    const left = closesAt === null ? null : Date.parse(closesAt) - Date.parse(window.at);
    const until = closesAt === null ? null : sayMoment(closesAt, timeZone);

    if (open && (left === null || left >= needed))
      return pass("change-window.open", `${because}${until === null ? "" : `, until ${until}`}.`, {
        details: [...(until === null ? ["It does not close within two years."] : []), ...notes],
        window,
      });

    const found = nextOpening(calendar, now, needed, circumstances);
    const isNear = found !== null && Date.parse(found.from) <= addYears(Date.parse(window.at), 2);
    const next = isNear ? found : null;
    const { detail, fix } = comeBack(next, found, window, needed);
    const code = open ? "change-window.closes-too-soon" : "change-window.closed";
    const summary = open
      ? `The window closes too soon: in ${formatDuration(left ?? 0)}, at ${until}; the deployment is expected to take ${formatDuration(needed)}.`
      : `${because}.`;
    const details = [...(open ? [`${because}.`] : []), detail, ...notes];
    const told = { details, fix, window: { ...window, comeBackAt: next === null ? null : next.from } };
    // Waiting for a window that never opens would wait for nothing.
    return onClosed === "wait" && next !== null ? pending(code, summary, told) : fail(code, summary, told);
  },
});
