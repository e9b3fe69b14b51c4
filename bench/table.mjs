/** Writes what was measured as a Markdown table. */

/**
 * A row is `{ what, takes, against, memory, others, more }`: `takes` is a ratio or null, `memory` is in MiB or null, `others` says what
 * others need for the same, `more` holds columns of its own. Columns that no row fills are left out.
 */
export function table(rows, least) {
  const own = [...new Set(rows.flatMap(({ more = {} }) => Object.keys(more)))];
  const columns = [
    ["what", ({ what }) => what],
    ["takes", ({ takes }) => (takes == null ? "" : ratio(takes))],
    ["as long as", ({ against }) => against ?? ""],
    ...own.map((name) => [name, ({ more = {} }) => String(more[name] ?? "")]),
    [
      "peak memory",
      ({ memory }) => (memory == null ? "" : `${memory.toFixed(0)} MiB, ${(memory / least).toFixed(1)} x`),
    ],
    ["others", ({ others }) => others ?? ""],
  ];
  const filled = columns
    .map(([name, cell]) => [name, ...rows.map((row) => cell(row))])
    .filter(([, ...cells]) => cells.some((cell) => cell !== ""));
  const widths = filled.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const line = (at) => `| ${filled.map((cells, i) => cells[at].padEnd(widths[i])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(0), rule, ...rows.map((_, at) => line(at + 1))].join("\n");
}

export const ratio = (value) => `${value < 10 ? value.toFixed(value < 0.1 ? 4 : 2) : value.toFixed(0)} x`;
