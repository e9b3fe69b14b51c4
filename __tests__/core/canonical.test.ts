import { describe, expect, it } from "vitest";
import { canonicalText } from "../../src/core/canonical.ts";

describe("canonical text", () => {
  it("sorts keys, leaves out what is undefined, and writes numbers in one way", () => {
    expect(canonicalText({ b: 1.0, a: [true, null, "ü"], c: undefined })).toBe('{"a":[true,null,"ü"],"b":1}');
  });

  it("takes half a surrogate pair for the replacement character, at any depth, and keeps whole pairs", () => {
    expect(canonicalText({ a: ["x\ud83d", "\ude80y", "🚀"] })).toBe('{"a":["x\ufffd","\ufffdy","🚀"]}');
  });

  it("refuses what JSON cannot say", () => {
    expect(() => canonicalText(Number.NaN)).toThrow();
    expect(() => canonicalText(undefined)).toThrow("no canonical JSON of nothing");
  });
});
