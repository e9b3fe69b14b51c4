import { describe, expect, test } from "vitest";
import { plain } from "../../../src/core/policy/located.ts";
import { readSource } from "../../../src/core/policy/read-source.ts";
import { bytesOf } from "./files.ts";

function plainOf(text: string): unknown {
  const { tree, problems } = readSource("a.yml", bytesOf(text));
  expect(problems).toEqual([]);
  return tree === null ? null : plain(tree);
}

describe("values", () => {
  test("are those of the core schema: dates, yes and on stay text", () => {
    expect(plainOf("a: 2026-12-18T17:00\nb: yes\non: off\nc: 08:00\nd: 1\ne: true\nf: ~\n")).toEqual({
      a: "2026-12-18T17:00",
      b: "yes",
      on: "off",
      c: "08:00",
      d: 1,
      e: true,
      f: null,
    });
  });

  test("a directive for an older YAML changes nothing", () => {
    expect(plainOf("%YAML 1.1\n---\na: yes\nb: 2001-01-01\n")).toEqual({ a: "yes", b: "2001-01-01" });
  });

  test("core tags are known", () => {
    expect(plainOf("a: !!str 1\nb: !!map {}\n")).toEqual({ a: "1", b: {} });
  });
});

describe("anchors", () => {
  test("an alias stands for the nearest anchor above", () => {
    expect(plainOf("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  test("`<<` merges maps: own keys win, then the first of a list", () => {
    const text = "a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc: { y: 0, <<: [*a, *b] }\nd: { <<: *a, x: 5 }\n";
    expect(plainOf(text)).toMatchObject({ c: { x: 1, y: 0, z: 2 }, d: { x: 5, y: 1 } });
  });

  test("a quoted `<<` is a key like any other", () => {
    expect(plainOf('a: { "<<": 1 }\n')).toEqual({ a: { "<<": 1 } });
  });

  test("what an alias brings keeps the place of its anchor", () => {
    const { tree } = readSource("a.yml", bytesOf("a: &x [1]\nb: *x\n"));
    expect(tree?.entries.get("b")?.value.at.offset).toBe(6);
  });
});

describe("files made to hurt", () => {
  const kilobytes = 1_000;
  test.each([
    ["brackets", "[".repeat(1000 * kilobytes)],
    ["braces", "{a: ".repeat(250 * kilobytes)],
    ["closing braces", "}".repeat(1000 * kilobytes)],
    ["dashes", "- ".repeat(20 * kilobytes)],
    ["question marks", "? ".repeat(500 * kilobytes)],
    ["colons", "a: ".repeat(300 * kilobytes)],
    ["aliases", `a: &a x\nb: [${"*a, ".repeat(250 * kilobytes)}]`],
    ["anchors", "&a ".repeat(300 * kilobytes)],
    ["aliases in lists of one", `a: &a [${"1, ".repeat(500)}]\nb: [${"[*a], ".repeat(5000)}]`],
    [
      "merges",
      `a: &a { ${Array.from({ length: 900 }, (_, index) => `k${index}: 1`).join(", ")} }\nb:\n${"  - { <<: *a }\n".repeat(5000)}`,
    ],
  ])("%s are refused, quickly", (_name, text) => {
    const before = performance.now();
    const { tree, problems } = readSource("a.yml", bytesOf(text));
    expect(tree).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
