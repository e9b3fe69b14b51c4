/** What was seen, or why it could not be seen: the two states of every fact the gate rests on. */

/** A fact with its source and the moment it was read (ISO 8601, UTC). */
export interface Seen<T> {
  readonly status: "observed";
  readonly value: T;
  readonly source: string;
  readonly collectedAt: string;
}

/** A fact that could not be read. `because` is a sentence for people; `fix`, where there is one, says what would make it readable. */
export interface Unseen {
  readonly status: "unavailable";
  readonly because: string;
  readonly fix?: string;
}

/** An empty list inside `Seen` means "looked, there are none"; not having looked is always `Unseen`. */
export type Observed<T> = Seen<T> | Unseen;

/** Wraps a value that was read. `collectedAt` is an ISO 8601 instant in UTC. */
export const observed = <T>(value: T, source: string, collectedAt: string): Seen<T> => ({
  status: "observed",
  value,
  source,
  collectedAt,
});

/** Says that a fact could not be read, and why. */
export const unavailable = (because: string, fix?: string): Unseen =>
  fix === undefined ? { status: "unavailable", because } : { status: "unavailable", because, fix };
