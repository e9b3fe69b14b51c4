/** The algebra of windows: half-open spans of numbers (instants or wall times), united and taken from each other. */

/** From `from` up to, but not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The same points as the given spans, as the fewest spans there can be: sorted, disjoint, none touching the next. Empty and
 * upside-down spans hold no points.
 */
export function unite(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const united: Span[] = [];
  for (const span of sorted) {
    const last = united.at(-1);
    if (last === undefined || span.from > last.to) united.push(span);
    else if (span.to > last.to) united[united.length - 1] = { from: last.from, to: span.to };
  }
  return united;
}

/** The points of `spans` that are in none of `taken`. Both sides as `unite` leaves them; so is the answer. */
export function subtract(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  if (taken.length === 0) return spans;
  const left: Span[] = [];
  let next = 0;
  for (const span of spans) {
    while (next < taken.length && (taken[next] as Span).to <= span.from) next++;
    let from = span.from;
    for (let index = next; index < taken.length; index++) {
      const hole = taken[index] as Span;
      if (hole.from >= span.to) break;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = Math.max(from, hole.to);
    }
    if (from < span.to) left.push({ from, to: span.to });
  }
  return left;
}

/** The parts of `spans` between `from` and `to`. */
export function clip(spans: readonly Span[], from: number, to: number): readonly Span[] {
  return spans
    .filter((span) => span.from < to && span.to > from)
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }));
}

/** As `clip`, for many spans as `unite` leaves them: those outside are not looked at. */
export function between(spans: readonly Span[], from: number, to: number): readonly Span[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).to > from) high = middle;
    else low = middle + 1;
  }
  const first = low;
  while (low < spans.length && (spans[low] as Span).from < to) low++;
  return clip(spans.slice(first, low), from, to);
}
