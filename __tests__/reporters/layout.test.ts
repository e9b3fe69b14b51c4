/** Columns and lines. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columns, cut, wrap } from "../../src/reporters/layout.ts";

describe("layout", () => {
  it("counts wide characters twice and combining ones not at all", () => {
    expect(columns("abc")).toBe(3);
    expect(columns("段落")).toBe(4);
    expect(columns("e\u{301}")).toBe(1);
    expect(columns("✓ …")).toBe(3);
  });

  it("breaks at blanks, and inside a word only where it alone is too long", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("abcdefghij k", 4)).toEqual(["abcd", "efgh", "ij k"]);
    expect(wrap("", 10)).toEqual([""]);
  });

  it("never exceeds the width and never loses a character", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", " ", "段", "-") }),
        fc.integer({ min: 2, max: 12 }),
        (text, width) => {
          const lines = wrap(text, width);
          for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
          expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        },
      ),
    );
  });

  it("cuts between characters, and marks it", () => {
    expect(cut("abcdef", 4)).toBe("abc…");
    expect(cut("abcd", 4)).toBe("abcd");
    expect(cut("👍👍👍", 2)).toBe("👍…");
  });
});
