/** The shape of a source of time: what every kind of window and freeze gives, before anybody knows the zone. */
import type { Span } from "./span.ts";
import type { Wall } from "./wall-time.ts";
import type { Zone } from "./zone.ts";

export interface Source {
  /** For people, to stand after "Open:" or "Frozen:": `Mon-Thu 09:00-16:00`, `Year-end freeze`. */
  readonly words: string;
  /** The zone of its wall times; null for the calendar's own. */
  readonly zone: Zone | null;
  /** Where it happens only once: its span in wall time, so that a long list of them need not be asked one by one. */
  readonly once?: Span;
  /**
   * Spans in wall time. All that share a moment with `from`..`to` are among them; others may be. `to` of a span is never before its
   * `from`.
   */
  expand(from: Wall, to: Wall): Iterable<Span>;
}
