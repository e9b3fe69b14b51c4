/** Puts the events of an iCalendar file together into series: what was moved, changed or cancelled by itself, and which revision counts. */
import type { FileEvent } from "./ics-file.ts";
import type { Wall } from "./wall-time.ts";

/** A time with the zone that it is in; null is the calendar's own. */
export interface Moment {
  readonly wall: Wall;
  readonly zone: string | null;
  readonly isDate: boolean;
}

/** A VEVENT as it is written. */
export interface Written {
  readonly uid: string;
  /** Revision of the same event; a higher one takes the place of a lower one. */
  readonly sequence: number;
  /** The occurrence that it stands for (RECURRENCE-ID); null for a series or a single event. */
  readonly replaces: Moment | null;
  /** Does it stand for all further ones as well (RANGE=THISANDFUTURE)? */
  readonly isOnwards: boolean;
  readonly isCancelled: boolean;
  /** Its first occurrence alone. */
  readonly once: FileEvent;
  /** With all that its rules and dates add. */
  readonly series: readonly FileEvent[];
}

/** The wall time that a moment has in a zone. */
type WallIn = (zone: string | null, moment: Moment) => Wall;

/**
 * Without what a later revision replaced. Revisions are told apart by SEQUENCE alone, since clocks of programs differ; of two with the
 * same one both count, and so do events without a UID.
 */
function newest(all: readonly Written[]): readonly Written[] {
  const key = ({ uid, replaces }: Written): string =>
    JSON.stringify([uid, replaces?.wall ?? null, replaces?.zone ?? null]);
  const highest = new Map<string, number>();
  for (const each of all) highest.set(key(each), Math.max(highest.get(key(each)) ?? 0, each.sequence));
  return all.filter((each) => each.uid === "" || each.sequence >= (highest.get(key(each)) ?? 0));
}

/** The events that happen. An occurrence with a VEVENT of its own does not happen where its series has it. */
export function seriesOf(written: readonly Written[], wallIn: WallIn): readonly FileEvent[] {
  const all = newest(written);
  const changes = new Map<string, Written[]>();
  for (const each of all) if (each.replaces !== null) changes.set(each.uid, [...(changes.get(each.uid) ?? []), each]);
  const masters = new Set(all.filter(({ replaces }) => replaces === null).map(({ uid }) => uid));
  return all.flatMap((each) => {
    if (each.replaces === null) return each.isCancelled ? [] : changed(each, changes.get(each.uid) ?? [], wallIn);
    // What stands for all further occurrences is told with its series, where the file has that.
    return each.isCancelled || (each.isOnwards && masters.has(each.uid)) ? [] : [each.once];
  });
}

interface Change {
  readonly at: Wall;
  readonly change: Written;
}

/** A series with what was changed in it: cut where a change holds onwards, and without what stands by itself. */
function changed({ series }: Written, changes: readonly Written[], wallIn: WallIn): readonly FileEvent[] {
  return series.flatMap((event) => {
    const at = changes.flatMap((change): Change[] =>
      change.replaces === null ? [] : [{ at: wallIn(event.zone, change.replaces), change }],
    );
    const single = at.filter(({ change }) => !change.isOnwards).map((each) => each.at);
    const dropped = [...new Set([...event.dropped, ...single])].sort((a, b) => a - b);
    const cuts = at.filter(({ change }) => change.isOnwards).sort((a, b) => a.at - b.at);
    const whole = { ...event, dropped };
    const [first] = cuts;
    if (first === undefined) return [whole];
    return [
      { ...whole, part: { from: null, before: first.at, shift: 0 } },
      ...cuts.flatMap(({ at: from, change }, index): FileEvent[] => {
        if (change.isCancelled) return [];
        const { summary, categories, duration } = change.once;
        const moved = wallIn(event.zone, { wall: change.once.start, zone: change.once.zone, isDate: false });
        const part = { from, before: cuts[index + 1]?.at ?? null, shift: moved - from };
        return [{ ...whole, summary, categories, duration, part }];
      }),
    ];
  });
}
