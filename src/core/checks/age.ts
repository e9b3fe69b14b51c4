/** How old something is, where its date can be believed. */

/** A date comes from somebody's clock: this far ahead of ours it is drift, beyond that it is no date to trust. */
const clockDrift = 3_600_000;

/** Milliseconds from `instant` to `now`, at least 0; null where the instant is missing, no date, or lies ahead by more than an hour. */
export function ageAt(now: string, instant: string | null): number | null {
  const age = instant === null ? Number.NaN : Date.parse(now) - Date.parse(instant);
  return age >= -clockDrift ? Math.max(0, age) : null;
}
