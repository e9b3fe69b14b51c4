import * as fc from "fast-check";
import { Lexer } from "marked";
import { expect, it } from "vitest";
import { sparing } from "../../../src/core/checks/markdown-rules.ts";

const piece = fc.constantFrom(
  "# A",
  "Steps",
  "===",
  "---",
  "-",
  "- a",
  "  - b",
  "1. c",
  "> q",
  ">",
  "| a | b |",
  "|---|:-:|",
  ":-:",
  "a",
  "b -",
  "<div>",
  "</div>",
  "<!-- c -->",
  "[x]: y",
  "[x",
  "]: z",
  "```",
  "    code",
  "\t- t",
  "* * *",
  "",
  "  ",
  "--- ",
  "=== \t",
);
const text = fc
  .array(fc.tuple(fc.constantFrom("", "> ", "- ", "  ", "> > ", "1. "), piece), { maxLength: 14 })
  .map((lines) => lines.map(([container, line]) => container + line).join("\n"));

it("reads every text as the reader does with all of its rules", () => {
  fc.assert(
    fc.property(text, (markdown) => {
      expect(new Lexer(sparing(markdown)).blockTokens(markdown, [])).toEqual(new Lexer().blockTokens(markdown, []));
    }),
    { numRuns: 1000 },
  );
});
