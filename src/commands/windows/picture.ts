/** The month as a picture (SVG) and as a page (HTML) that a release manager can put somewhere; readable in light and dark, without colours too. */
import { sayDay, sayMoment } from "../../core/calendar/wording.ts";
import { plainLine } from "../../reporters/escape.ts";
import type { Upcoming } from "./answer.ts";
import type { Day, Month, Part } from "./month.ts";

const left = 64;
const hourWidth = 26;
const rowHeight = 18;
const top = 62;
const width = left + 24 * hourWidth + 16;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text of a policy inside XML or HTML. */
const text = (words: string): string => plainLine(words).replace(/[&<>"']/g, (character) => entities[character] ?? "");

const round = (number: number): number => Math.round(number * 100) / 100;

const colours = {
  light:
    "--paper:#ffffff;--ink:#1f2328;--faint:#59636e;--closed:#eaeef2;--line:#d1d9e0;--open:#1a7f37;--frozen:#cf222e",
  dark: "--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--closed:#21262d;--line:#3d444d;--open:#3fb950;--frozen:#f85149",
};

const style = `
  .month { ${colours.light}; background: var(--paper); font: 12px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) { .month { ${colours.dark}; } }
  .month text { fill: var(--ink); }
  .month .faint { fill: var(--faint); }
  .month .paper { fill: var(--paper); }
  .month .closed { fill: var(--closed); }
  .month .open { fill: var(--open); }
  .month .line { stroke: var(--line); }
  .month .stripe { stroke: var(--frozen); stroke-width: 3; }
  .month .frozen { fill: url(#frozen); stroke: var(--frozen); }`;

const bar = (kind: string, y: number, { from, to, title }: Part): string =>
  `<rect class="${kind}" x="${round(left + from * hourWidth)}" y="${y + 2}" width="${round((to - from) * hourWidth)}" height="${rowHeight - 4}" rx="2"><title>${text(title)}</title></rect>`;

function row({ label, isWeekend, open, frozen }: Day, index: number): string {
  const y = top + index * rowHeight;
  return [
    `<text${isWeekend ? ' class="faint"' : ""} x="${left - 8}" y="${y + 13}" text-anchor="end">${label}</text>`,
    `<rect class="closed" x="${left}" y="${y + 2}" width="${24 * hourWidth}" height="${rowHeight - 4}" rx="2"/>`,
    ...open.map((part) => bar("open", y, part)),
    ...frozen.map((part) => bar("frozen", y, part)),
  ].join("");
}

const key = (x: number, y: number, kind: string, words: string): string =>
  `<rect class="${kind}" x="${x}" y="${y - 11}" width="22" height="13" rx="2"/><text x="${x + 28}" y="${y}">${words}</text>`;

/** The picture, as an SVG document. */
export function svgOf({ calendar, timeZone, title, days }: Month): string {
  const bottom = top + days.length * rowHeight;
  const hours = Array.from({ length: 9 }, (_, index) => index * 3);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="month" role="img" viewBox="0 0 ${width} ${bottom + 44}" width="${width}" height="${bottom + 44}" aria-labelledby="month-title">
<title id="month-title">${text(`${calendar}: open and frozen hours in ${title}, ${timeZone}`)}</title>
<style>${style}</style>
<defs><pattern id="frozen" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="paper" width="7" height="7"/><line class="stripe" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>
<rect class="paper" width="100%" height="100%"/>
<text x="${left}" y="24" font-size="16" font-weight="600">${text(title)}</text>
<text class="faint" x="${width - 16}" y="24" text-anchor="end">${text(`${calendar} · ${timeZone}`)}</text>
${hours.map((hour) => `<text class="faint" x="${left + hour * hourWidth}" y="${top - 8}" text-anchor="middle">${String(hour).padStart(2, "0")}</text>`).join("")}
${days.map(row).join("\n")}
${hours.map((hour) => `<line class="line" x1="${left + hour * hourWidth}" x2="${left + hour * hourWidth}" y1="${top}" y2="${bottom}" stroke-opacity="0.6"/>`).join("")}
${key(left, bottom + 28, "open", "open")}${key(left + 110, bottom + 28, "closed", "closed")}${key(left + 230, bottom + 28, "frozen", "frozen")}
</svg>
`;
}

/** The same as a page of its own, with the answer in words and the openings as a table. */
export function pageOf(month: Month, { calendar, timeZone, at, because, openings }: Upcoming): string {
  const rows = openings.map(({ from, to }) => {
    const until = to === null ? "does not end within two years" : sayDay(to, timeZone);
    return `<tr><td>${text(sayDay(from, timeZone))}</td><td>${text(until)}</td><td>${from}<br>${to ?? "..."}</td></tr>`;
  });
  const frozen = month.reasons.map((reason) => `<li>${text(reason)}</li>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(`${calendar}, ${month.title}`)}</title>
<style>
  :root { ${colours.light}; }
  @media (prefers-color-scheme: dark) { :root { ${colours.dark}; } }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: ${width}px; margin: 2rem auto; padding: 0 1rem; background: var(--paper); color: var(--ink); }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
  svg { max-width: 100%; height: auto; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; }
  th, td { text-align: left; padding: 0.3rem 1.5rem 0.3rem 0; white-space: nowrap; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
</style>
<h1>${text(calendar)}</h1>
<p><strong>${text(because)}.</strong><br>Asked for ${text(sayMoment(at, timeZone))}.</p>
${svgOf(month)}${frozen.length === 0 ? "" : `<h2>Freezes and holidays this month</h2>\n<ul>${frozen.join("")}</ul>\n`}<h2>Next openings</h2>
<div class="wide"><table><thead><tr><th>Open from</th><th>to (${text(timeZone)})</th><th>in UTC</th></tr></thead><tbody>
${rows.join("\n")}
</tbody></table></div>
</html>
`;
}
