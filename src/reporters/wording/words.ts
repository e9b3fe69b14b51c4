/** Numbers, lists and moments as people write them. */

/** `1,204`. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 file`, `2 files`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** `a, b and c`. */
export const listed = (names: readonly string[], last = "and"): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** The first names, and how many more there are. */
export function someOf(names: readonly string[], atMost: number): string {
  if (names.length === 0) return "nobody";
  return names.length <= atMost
    ? listed(names)
    : `${names.slice(0, atMost).join(", ")} and ${grouped(names.length - atMost)} more`;
}

/** `2026-03-29 01:00 UTC`, of an instant in UTC. */
export const moment = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** A sentence that goes on. */
export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, "");
