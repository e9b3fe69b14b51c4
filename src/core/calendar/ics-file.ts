/** What an iCalendar file says, as plain data: events with their times on the wall, and the zones that these are in. */

/** A zone that the file brings with it (VTIMEZONE): offsets in milliseconds, and the instants from which they hold. */
export interface FileZone {
  readonly initial: number;
  readonly changes: readonly { readonly at: number; readonly offset: number }[];
}

export interface FileEvent {
  readonly summary: string;
  readonly categories: readonly string[];
  /** IANA name, the name of a zone of the file, or null: the calendar's own (floating times and whole days). */
  readonly zone: string | null;
  /** Wall time in that zone. */
  readonly start: number;
  /** Milliseconds of wall time. */
  readonly duration: number;
  /** The value of its RRULE, `UNTIL` in wall time; null for an event that happens once. */
  readonly rule: string | null;
  /** Further starts. */
  readonly added: readonly number[];
  /** Starts that do not happen, or happen otherwise (RECURRENCE-ID). */
  readonly dropped: readonly number[];
  /** Only the part of the series in which a change of this and all further occurrences holds; absent where it is the whole series. */
  readonly part?: SeriesPart;
}

/** A part of a series (RECURRENCE-ID with RANGE=THISANDFUTURE), in the wall times of the series as it was planned. */
export interface SeriesPart {
  /** From here on; null from the beginning. */
  readonly from: number | null;
  /** Up to, but not including; null to the end. */
  readonly before: number | null;
  /** By how much its occurrences were moved. */
  readonly shift: number;
}

export interface CalendarFile {
  readonly events: readonly FileEvent[];
  readonly zones: Readonly<Record<string, FileZone>>;
  /** The newest LAST-MODIFIED or DTSTAMP, milliseconds since 1970 in UTC; null where the file has neither. */
  readonly modifiedAt: number | null;
}
