/** Names of time zones: which the policy may write, and what was probably meant by another. */
import { z } from "zod";

/**
 * IANA names without a slash. Intl knows more of them (`IST`, `PST`, `ECT`), which mean different things to different people and are
 * no IANA names.
 */
const plainNames = new Set(
  (
    "UTC GMT UCT Zulu Universal Greenwich GMT0 GMT+0 GMT-0 WET CET MET EET EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT Cuba Egypt Eire GB " +
    "GB-Eire Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland Portugal ROC ROK Singapore Turkey W-SU"
  ).split(" "),
);

/** The list costs far less than a clock; only names that Intl takes for others (`Asia/Calcutta`) need one. */
function intlKnows(name: string): boolean {
  if (Intl.supportedValuesOf("timeZone").includes(name)) return true;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Edits (insert, drop, change a letter) that lead from `a` to `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The zone that was probably meant: the same letters in another case, the same city, or a name at most three edits away. */
export function suggestZone(text: string): string | null {
  const wanted = text.toLowerCase().replaceAll(" ", "_");
  const known = [...Intl.supportedValuesOf("timeZone"), ...plainNames];
  const same = known.find((name) => name.toLowerCase() === wanted);
  if (same !== undefined) return same;
  const city = wanted.split("/").at(-1) as string;
  const ofCity = known.find((name) => name.toLowerCase().split("/").at(-1) === city);
  if (ofCity !== undefined) return ofCity;
  let best: string | null = null;
  let least = Math.min(4, Math.ceil(wanted.length / 3));
  for (const name of known) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const edits = distance(name.toLowerCase(), wanted);
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
}

/** Why `name` is no IANA zone name, as a sentence; null when it is one. */
export function zoneProblem(name: string): string | null {
  if (name === "UTC") return null;
  if (/^(?:UTC|GMT)?[+-]\d/.test(name) && !plainNames.has(name))
    return `an offset such as ${name} knows no daylight saving time`;
  const isNamed = name.includes("/") ? !name.startsWith("SystemV/") : plainNames.has(name);
  if (isNamed && intlKnows(name)) {
    const spelt = suggestZone(name);
    if (spelt === null || spelt === name || spelt.toLowerCase() !== name.toLowerCase()) return null;
  }
  const suggestion = suggestZone(name);
  return `"${name}" is no IANA time zone${suggestion === null ? "" : `: did you mean ${suggestion}?`}`;
}

/** `time-zone` in a policy: an IANA name. */
export const timeZone = z
  .string()
  .meta({ description: "An IANA time zone name, such as Europe/Berlin, or UTC.", examples: ["Europe/Berlin", "UTC"] })
  .superRefine((name, context) => {
    const problem = zoneProblem(name);
    if (problem !== null) context.addIssue({ code: "custom", message: problem });
  });
