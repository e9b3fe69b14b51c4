/** Nothing that somebody else wrote may act on the reader's terminal, summary or runner. */
import * as fc from "fast-check";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { markdownCode, markdownText, plainJson, plainLine, plainLines, sealLine } from "../../src/reporters/escape.ts";
import { hostile } from "../support/hostile.ts";

const control = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{200b}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{e0000}-\u{e007f}]/u;
const command = /^[\s\p{Cc}]*::/u;
const anywhere = /##[a-z]*\[/i;
const runs = { numRuns: 200 };

/** What a browser would show. */
const shown = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replaceAll("\u{200b}", "");

const squeezed = (text: string): string => text.replace(/\s+/gu, " ").trim();

describe("a plain line", () => {
  it("writes out what cannot be seen, and leaves the rest alone", () => {
    expect(plainLine("a\u{1b}[31mb")).toBe("a\\x1b[31mb");
    expect(plainLine("a\r\nb\tc")).toBe("a b c");
    expect(plainLine("\u{202e}x")).toBe("\\u202ex");
    expect(plainLine("\u{e0041}")).toBe("\\u{e0041}");
    expect(plainLine("std::vec, naïve, 段落, 👩‍👩‍👧")).toBe("std::vec, naïve, 段落, 👩‍👩‍👧");
    expect(plainLine("## heading")).toBe("## heading");
    expect(plainLine("##[error]x")).toBe("#\\x23[error]x");
  });

  it("holds no control character and no runner command, whatever goes in", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = plainLine(text);
        expect(line).not.toMatch(control);
        expect(line).not.toMatch(anywhere);
        expect(sealLine(line)).not.toMatch(command);
      }),
      runs,
    );
  });

  it("seals a line that would begin with a command, also behind blanks and colours", () => {
    expect(sealLine("::error::x")).toBe("\\x3a:error::x");
    expect(sealLine("  \u{1b}[2m::error::x")).toBe("  \u{1b}[2m\\x3a:error::x");
    expect(sealLine("a ::error::x")).toBe("a ::error::x");
  });

  it("keeps the lines of a message that is laid out, each of them harmless", () => {
    expect(plainLines("a\n  ::b\u{1b}\n\tc")).toBe("a\n  \\x3a:b\\x1b\n  c");
  });
});

describe("text for Markdown", () => {
  it("is shown as the same characters, as one paragraph without any markup", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = marked.parse(markdownText(text), { gfm: true, async: false }).trim();
        expect(html.replace(/^<p>|<\/p>$/g, "")).not.toMatch(/[<>]/);
        expect(squeezed(shown(html))).toBe(squeezed(plainLine(text)));
      }),
      runs,
    );
  });

  it("is as harmless inside a list item, a table cell and a heading", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const inside = markdownText(text);
        const html = marked.parse(
          `## x ${inside}\n\n- ${inside}\n\n| a | b |\n| --- | --- |\n| ${inside} | ${markdownCode(text)} |`,
          {
            gfm: true,
            async: false,
          },
        );
        const tags = new Set((html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/[</>]/g, "").trim()));
        for (const tag of tags)
          expect(["h2", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code"]).toContain(tag);
      }),
      runs,
    );
  });

  it("holds nothing that becomes HTML, a link, a mention or a reference once entities are resolved", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const markdown of [markdownText(text), markdownCode(text).slice(6, -7)]) {
          expect(markdown).not.toMatch(/[<>`|*_[\]\\\n]/);
          const resolved = markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
          expect(resolved).not.toMatch(/@[\p{L}\p{N}]/u);
          expect(resolved).not.toMatch(/[#!]\d/);
          expect(resolved).not.toMatch(/:\/\/|www\.|mailto:(?!\u{200b})/iu);
          expect(markdown).not.toMatch(command);
          expect(markdown).not.toMatch(anywhere);
        }
      }),
      runs,
    );
  });
});

describe("JSON text", () => {
  it("means the same values, and holds nothing that acts", () => {
    fc.assert(
      fc.property(fc.array(hostile), (texts) => {
        const json = plainJson(JSON.stringify({ texts }, null, 2));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ texts })));
        expect(json.replaceAll("\n", "")).not.toMatch(control);
        for (const line of json.split("\n")) expect(line).not.toMatch(command);
        expect(json).not.toMatch(anywhere);
      }),
      runs,
    );
  });
});
