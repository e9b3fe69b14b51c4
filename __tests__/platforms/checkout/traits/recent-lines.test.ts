import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Hunk, RecentLines } from "../../../../src/platforms/checkout/traits/recent-lines.ts";

const day = 86_400;

describe("recent lines", () => {
  it("agree with a blame that keeps every line, whatever is edited", () => {
    const edit = fc.record({ at: fc.nat(40), removes: fc.nat(5), adds: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 30 }), (edits) => {
        const recent = new RecentLines(7 * day);
        let lines: { owner: string; at: number }[] = [];
        edits.forEach(({ at, removes, adds }, i) => {
          const now = i * day;
          const from = Math.min(at, lines.length);
          const count = Math.min(removes, lines.length - from);
          const gone = lines.slice(from, from + count);
          const expected = new Map<string, number>();
          for (const { owner, at: then } of gone)
            if (then >= now - 7 * day) expected.set(owner, (expected.get(owner) ?? 0) + 1);
          const hunk: Hunk = {
            oldStart: count > 0 ? from + 1 : from,
            oldCount: count,
            newCount: adds,
            removedCode: gone.map((_, k) => k),
          };
          const found = recent.apply(`c${i}`, now, [{ path: "a.ts", previousPath: "a.ts", hunks: [hunk] }]);
          expect(new Map(found)).toEqual(expected);
          lines = [
            ...lines.slice(0, from),
            ...Array.from({ length: adds }, () => ({ owner: `c${i}`, at: now })),
            ...lines.slice(from + count),
          ];
        });
      }),
      { numRuns: 200 },
    );
  });

  it("follow a file to its new name, and forget one that is gone", () => {
    const recent = new RecentLines(7 * day);
    const write: Hunk = { oldStart: 0, oldCount: 0, newCount: 2, removedCode: [] };
    const remove: Hunk = { oldStart: 1, oldCount: 1, newCount: 0, removedCode: [0] };
    recent.apply("one", 0, [{ path: "a.ts", previousPath: null, hunks: [write] }]);
    recent.apply("two", 1, [{ path: "b.ts", previousPath: "a.ts", hunks: [] }]);
    expect([...recent.apply("three", 2, [{ path: "b.ts", previousPath: "b.ts", hunks: [remove] }])]).toEqual([
      ["one", 1],
    ]);
    recent.apply("four", 3, [{ path: null, previousPath: "b.ts", hunks: [remove] }]);
    expect([...recent.apply("five", 4, [{ path: "b.ts", previousPath: "b.ts", hunks: [remove] }])]).toEqual([]);
  });
});
