/** Phrases that the checks share: lists that stay short, counts, moments. */

const shownAtMost = 10;

/** `a`, `a and b`, `a, b and 12 more`: names in one sentence, at most `most` of them. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.length <= most + 1 ? names : names.slice(0, most);
  const rest = names.length - shown.length;
  const parts = rest === 0 ? shown : [...shown, `${rest} more`];
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Details of a verdict, cut to ten with a last line that says how many more there are. */
export function capped(details: readonly string[], most = shownAtMost): readonly string[] {
  if (details.length <= most) return details;
  return [...details.slice(0, most), `... and ${details.length - most} more`];
}

/** `1 file`, `12 files`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** The verb for one or for several. */
export const verb = (count: number, one: string, several: string): string => (count === 1 ? one : several);

/** Ten characters of a hash: enough for a person to find the commit. */
export const shortSha = (sha: string): string => sha.slice(0, 10);

/** An instant in UTC to the minute: `2026-06-10 10:00 UTC`. */
export const moment = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
