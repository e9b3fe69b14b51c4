/**
 * The next opening of a calendar of 50 rules and 500 freezes that lie over ten years, beside a plain expansion of the same rules over the
 * same ten years by the library for them; in one process, in turn. Both sides have their rules parsed.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { RRuleTemporal } from "rrule-temporal";
import { median } from "./measure.mjs";

const day = 86_400_000;
const at = "2026-11-24T10:00:00Z";
const years = 10;
const end = Date.UTC(2026 + years, 10, 24, 10);
const weekdays = ["MO", "TU", "WE", "TH", "FR"];
const two = (number) => String(number).padStart(2, "0");
/** Other rules for each `pair`, since the gate keeps what it worked out for a rule. */
const rulesOf = (pair) =>
  Array.from({ length: 50 }, (_, index) => ({
    rrule: `FREQ=MONTHLY;BYDAY=${1 + (index % 4)}${weekdays[index % 5]}`,
    start: `2016-01-${two(1 + (index % 28))}T${two(index % 24)}:${two(pair % 60)}`,
    duration: "2h",
  }));
const text = (instant) => new Date(instant).toISOString().slice(0, 16);
/** One after the other from the first day to the last: each holds for so much of its share. */
const freezesOf = (share) => {
  const each = (end - Date.parse(at)) / 500;
  return Array.from({ length: 500 }, (_, index) => {
    const from = Date.parse(at) - day + index * each;
    return { from: text(from), to: text(from + share * each), reason: `Freeze ${index}` };
  });
};

/**
 * Over so many pairs, each `{ ratio, seconds }`: `near`, the first answer where each freeze leaves a few hours; `far`, the first answer
 * where nothing is open for ten years; and `known`, any further answer within those years, the median of many, with `worst`. `folder`
 * takes the built core.
 */
export async function calendarBesideLibrary(folder, pairs) {
  const { nextOpening, calendarSettings } = await built(folder);
  const calendarOf = (pair, share) => ({
    name: "b",
    ...calendarSettings.parse({ "time-zone": "Europe/Berlin", windows: rulesOf(pair), freezes: freezesOf(share) }),
  });
  const found = { near: [], far: [], known: [], worst: [] };
  for (let pair = -3; pair < pairs; pair++) {
    const [near, far] = [calendarOf(pair + 3, 0.98), calendarOf(pair + 3, 1)];
    const expanded = rulesOf(pair + 3).map(
      ({ rrule, start }) =>
        new RRuleTemporal({ rruleString: `DTSTART:${start.replace(/[-:]/g, "")}00Z\nRRULE:${rrule}`, tzid: "UTC" }),
    );
    const own = { near: timed(() => nextOpening(near, at, 0)), far: timed(() => nextOpening(far, at, 0)) };
    const library = timed(() => {
      for (const each of expanded) each.between(new Date(at), new Date(end), true);
    });
    if (pair < 0) continue;
    // Anywhere in eight years, so that it is often far to the next one, once everything has been worked out.
    const asked = Array.from({ length: 500 }, (_, index) => text(Date.parse(at) + index * 5.8 * day).concat(":00Z"));
    for (const each of asked) nextOpening(near, each, 0);
    // The quickest of three: what another process took from this one is no time of ours.
    const answers = asked.map((each) => Math.min(...[1, 2, 3].map(() => timed(() => nextOpening(near, each, 0)))));
    const all = { ...own, known: median(answers), worst: Math.max(...answers) };
    for (const [name, seconds] of Object.entries(all)) found[name].push({ seconds, ratio: seconds / library });
  }
  const middle = (list) => ({
    ratio: median(list.map(({ ratio }) => ratio)),
    seconds: median(list.map(({ seconds }) => seconds)),
  });
  return Object.fromEntries(Object.entries(found).map(([name, list]) => [name, middle(list)]));
}

async function built(folder) {
  const at = (name) => fileURLToPath(new URL(`../src/core/calendar/${name}.ts`, import.meta.url));
  const bundle = await rolldown({
    input: { calendar: at("calendar"), load: at("load-recurrence") },
    platform: "node",
    logLevel: "silent",
  });
  const dir = join(folder, "calendar");
  await bundle.write({ dir, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" });
  const from = (name) => import(pathToFileURL(join(dir, `${name}.mjs`)).href);
  await (await from("load")).loadRecurrence();
  return from("calendar");
}

function timed(act) {
  const start = performance.now();
  act();
  return (performance.now() - start) / 1000;
}
