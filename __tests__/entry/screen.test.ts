/** Colours and the progress line. */
import { describe, expect, it } from "vitest";
import { openScreen, wantsColor } from "../../src/entry/screen.ts";
import { recordedIo } from "../support/io.ts";

const color = (terminal: boolean, env: Readonly<Record<string, string>>, noColor = false): boolean =>
  wantsColor(recordedIo({ terminal, env }), noColor);

describe("colour", () => {
  it("is there on a terminal only, and not on a dumb one", () => {
    expect(color(true, {})).toBe(true);
    expect(color(false, {})).toBe(false);
    expect(color(true, { TERM: "dumb" })).toBe(false);
  });

  it("goes with --no-color and NO_COLOR, even against FORCE_COLOR", () => {
    expect(color(true, {}, true)).toBe(false);
    expect(color(true, { NO_COLOR: "1" })).toBe(false);
    expect(color(true, { NO_COLOR: "" })).toBe(true);
    expect(color(true, { NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(false);
    expect(color(true, { FORCE_COLOR: "1" }, true)).toBe(false);
  });

  it("can be asked for with FORCE_COLOR where there is no terminal", () => {
    expect(color(false, { FORCE_COLOR: "1" })).toBe(true);
    expect(color(false, { FORCE_COLOR: "" })).toBe(true);
    expect(color(true, { FORCE_COLOR: "0" })).toBe(false);
  });
});

describe("progress", () => {
  const erase = "\r\u{1b}[2K";

  it("is shown on a terminal, erased before anything else is written, and at the end", () => {
    const io = recordedIo({ terminal: true });
    const { terminal, end } = openScreen(io, false);
    terminal.progress("reading \u{1b}[31mthe policy");
    terminal.progress("judging");
    terminal.out("answer\n");
    terminal.progress("writing");
    end();
    end();
    expect(io.out()).toBe("answer\n");
    expect(io.err()).toBe(
      `${erase}reading \\x1b[31mthe policy ...${erase}judging ...${erase}${erase}writing ...${erase}`,
    );
  });

  it("never takes more than one line", () => {
    const io = recordedIo({ terminal: true, columns: 20 });
    openScreen(io, false).terminal.progress("x".repeat(100));
    expect(io.err().slice(erase.length).length).toBeLessThan(20);
  });

  it("takes 80 columns where a terminal says it has none", () => {
    const io = recordedIo({ terminal: true, columns: 0 });
    const { terminal } = openScreen(io, false);
    terminal.progress("judging");
    expect(io.err()).toBe(`${erase}judging ...`);
    expect(terminal.width).toBe(80);
  });

  it("is silent without a terminal", () => {
    const io = recordedIo();
    const { terminal, end } = openScreen(io, false);
    terminal.progress("judging");
    end();
    expect(io.err()).toBe("");
  });
});
