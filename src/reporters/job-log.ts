/** The report for the log of a GitLab job: the answer in the open, what it rests on in sections that a click opens. */
import type { Reporter } from "./reporter.ts";
import { partsOf } from "./terminal/terminal.ts";

/** GitLab takes its marks only with these bytes around them, which no untrusted text can hold: escape sequences are written out. */
const eraseLine = "\u{1b}[0K";

const titles: Readonly<Record<string, string>> = {
  release: "Release and policy",
  risk: "Risk",
  checks: "Checks",
  approvals: "Approvals",
  receipt: "Receipt",
  ending: "Window, limits and digests",
};

/** A section that is closed at first. `second` is its time (Unix): GitLab shows how long a section took, and these take none. */
function section(name: string, lines: readonly string[], second: number): string[] {
  if (lines.length === 0) return [];
  const id = `release_gate_${name}`;
  return [
    `${eraseLine}section_start:${second}:${id}[collapsed=true]\r${eraseLine}${titles[name] ?? name}`,
    ...lines,
    `${eraseLine}section_end:${second}:${id}\r${eraseLine}`,
  ];
}

export const jobLog: Reporter = {
  format: "job-log",
  report(reporting) {
    const { answer, grounds } = partsOf(reporting);
    const second = Math.floor(Date.parse(reporting.result.at) / 1000);
    const open = answer.filter((part) => part.length > 0).flatMap((part) => ["", ...part]);
    const closed = grounds.flatMap(({ name, lines }) => section(name, lines, second));
    return `${[...open, "", ...closed].join("\n")}\n`;
  },
};
