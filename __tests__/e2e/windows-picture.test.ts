/** The month picture in a real browser (Debian's chromium), light and dark: it is drawn, fits, and can be read in both. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { render } from "../../src/commands/windows/render.ts";
import { calendarSettings } from "../../src/core/calendar/calendar.ts";

const folder = mkdtempSync(join(tmpdir(), "picture-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reports what the browser made of the page, as JSON in the title. */
const probe = `<script>
  const fill = (selector) => getComputedStyle(document.querySelector(selector)).fill;
  const svg = document.querySelector("svg").getBoundingClientRect();
  const inside = [...document.querySelectorAll("svg > rect, svg > text")].every((each) => {
    const box = each.getBoundingClientRect();
    return box.left >= svg.left - 1 && box.right <= svg.right + 1 && box.top >= svg.top - 1 && box.bottom <= svg.bottom + 1;
  });
  document.title = JSON.stringify({
    open: fill(".open"), ink: fill("svg text:not(.faint)"), paper: fill("svg > .paper"),
    bars: document.querySelectorAll("svg > .open").length, frozen: document.querySelectorAll("svg > .frozen").length,
    inside, overflows: document.documentElement.scrollWidth > innerWidth,
  });
</script>`;

interface Seen {
  readonly open: string;
  readonly ink: string;
  readonly paper: string;
  readonly bars: number;
  readonly frozen: number;
  readonly inside: boolean;
  readonly overflows: boolean;
}

const calendar = {
  name: "business-hours",
  ...calendarSettings.parse({
    "time-zone": "Europe/Berlin",
    windows: [{ days: ["mon", "tue", "wed", "thu"], from: "09:00", to: "16:00" }],
    freezes: [{ from: "2026-12-18T17:00", to: "2027-01-04T08:00", reason: "Year-end <freeze>" }],
  }),
};

function look(scheme: "light" | "dark"): Seen {
  const page = join(folder, `${scheme}.html`);
  writeFileSync(
    page,
    `${render(calendar, { format: "html", at: "2026-12-01T09:00:00Z", count: 5, month: null, places: {} })}${probe}`,
  );
  const dom = execFileSync(
    "chromium",
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
      "--window-size=900,1200",
      "--dump-dom",
      `file://${page}`,
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  return JSON.parse(/<title>(\{.*?\})<\/title>/u.exec(dom)?.[1] ?? "{}") as Seen;
}

/** Relative luminance of `rgb(r, g, b)`, by WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

beforeAll(() => {
  execFileSync("chromium", ["--version"], { stdio: "ignore" });
});

describe.each(["light", "dark"] as const)("in a %s browser", (scheme) => {
  test("every day is drawn, inside the picture, with enough contrast", () => {
    const seen = look(scheme);
    // One bar in the key besides those of the month.
    expect([seen.bars, seen.frozen]).toEqual([11 + 1, 14 + 1]);
    expect([seen.inside, seen.overflows]).toEqual([true, false]);
    expect(luminance(seen.paper) > 0.5).toBe(scheme === "light");
    expect(contrast(seen.ink, seen.paper)).toBeGreaterThan(7);
    expect(contrast(seen.open, seen.paper)).toBeGreaterThan(3);
  });
});
