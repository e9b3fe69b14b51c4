import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, clip, type Span, subtract, unite } from "../../../src/core/calendar/span.ts";

const span = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, to]): Span => ({ from, to }));
const spans = fc.array(span, { maxLength: 12 });

/** The points of spans, one by one. */
const points = (list: readonly Span[]) => {
  const found = new Set<number>();
  for (const { from, to } of list) for (let point = from; point < to; point++) found.add(point);
  return [...found].sort((a, b) => a - b);
};
const isTidy = (list: readonly Span[]) =>
  list.every(({ from, to }, index) => from < to && (index === 0 || from > (list[index - 1] as Span).to));

describe("the algebra of spans", () => {
  test("joins spans that touch", () => {
    expect(
      unite([
        { from: 3, to: 5 },
        { from: 1, to: 3 },
        { from: 7, to: 7 },
        { from: 9, to: 6 },
      ]),
    ).toEqual([{ from: 1, to: 5 }]);
  });

  test("unite keeps every point and is tidy, in any order, once or twice", () => {
    fc.assert(
      fc.property(spans, (list) => {
        const united = unite(list);
        expect(points(united)).toEqual(points(list));
        expect(isTidy(united)).toBe(true);
        expect(unite(list.toReversed())).toEqual(united);
        expect(unite(united)).toEqual(united);
      }),
    );
  });

  test("union is associative, and taking away twice is taking away the union", () => {
    fc.assert(
      fc.property(spans, spans, spans, (a, b, c) => {
        expect(unite([...unite([...a, ...b]), ...c])).toEqual(unite([...a, ...unite([...b, ...c])]));
        const [all, first, second] = [unite(a), unite(b), unite(c)];
        expect(subtract(subtract(all, first), second)).toEqual(subtract(all, unite([...b, ...c])));
        expect(subtract(unite([...a, ...b]), second)).toEqual(
          unite([...subtract(all, second), ...subtract(first, second)]),
        );
      }),
    );
  });

  test("subtract leaves exactly the points that are not taken, and is tidy", () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const left = subtract(unite(a), unite(b));
        const taken = new Set(points(b));
        expect(points(left)).toEqual(points(a).filter((point) => !taken.has(point)));
        expect(isTidy(left)).toBe(true);
        expect(subtract(left, left)).toEqual([]);
      }),
    );
  });

  test("clip leaves the points between", () => {
    fc.assert(
      fc.property(spans, span, (list, { from, to }) => {
        expect(points(clip(unite(list), from, to))).toEqual(
          points(list).filter((point) => point >= from && point < to),
        );
      }),
    );
  });

  test("between finds what clip finds", () => {
    fc.assert(
      fc.property(spans, span, (list, { from, to }) => {
        expect(between(unite(list), from, to)).toEqual(clip(unite(list), from, to));
      }),
    );
  });
});
