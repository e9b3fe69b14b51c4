/**
 * The first answer of a calendar of 50 rules and 500 freezes that all but close ten years, beside a plain expansion of the same rules over
 * the same two years by the library for them; in one process, in turn. Both sides have their rules parsed.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { RRuleTemporal } from "rrule-temporal";
import { median } from "./measure.mjs";

const day = 86_400_000;
const at = "2026-11-24T10:00:00Z";
const weekdays = ["MO", "TU", "WE", "TH", "FR"];
const two = (number) => String(number).padStart(2, "0");
const rules = Array.from({ length: 50 }, (_, index) => ({
  rrule: `FREQ=MONTHLY;BYDAY=${1 + (index % 4)}${weekdays[index % 5]}`,
  start: `2016-01-${two(1 + (index % 28))}T${two(index % 24)}:00`,
  duration: "2h",
}));
const text = (instant) => new Date(instant).toISOString().slice(0, 16);
const freezes = Array.from({ length: 500 }, (_, index) => {
  const from = Date.parse("2026-11-01T00:00:00Z") + index * 7 * day;
  return { from: text(from), to: text(from + 6.9 * day), reason: `Freeze ${index}` };
});

/** `{ ratio, seconds }` over so many pairs; `folder` takes the built core. */
export async function calendarBesideLibrary(folder, pairs) {
  const { answerAt, calendarSettings } = await built(folder);
  const fresh = () => ({
    name: "b",
    ...calendarSettings.parse({ "time-zone": "Europe/Berlin", windows: rules, freezes }),
  });
  const expanded = rules.map(
    ({ rrule, start }) =>
      new RRuleTemporal({ rruleString: `DTSTART:${start.replace(/[-:]/g, "")}00Z\nRRULE:${rrule}`, tzid: "UTC" }),
  );
  const [from, to] = [new Date(at), new Date(Date.parse(at) + 731 * day)];
  const ratios = [];
  const times = [];
  for (let pair = -3; pair < pairs; pair++) {
    const calendar = fresh();
    const own = timed(() => answerAt(calendar, at));
    const library = timed(() => {
      for (const each of expanded) each.between(from, to, true);
    });
    if (pair < 0) continue;
    times.push(own);
    ratios.push(own / library);
  }
  return { ratio: median(ratios), seconds: median(times) };
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
