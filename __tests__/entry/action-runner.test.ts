/** What the action writes for the runner is what the runner's own toolkit would write. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { commandLine, outputLines, pausedLines } from "../../src/entry/action/runner.ts";
import { plainLines } from "../../src/reporters/escape.ts";
import { commandsIn, pairsIn } from "../support/github/runner-files.ts";

const hostile = fc.string({
  unit: fc.constantFrom("%", "\r", "\n", ":", ",", "a", "::", "%25", "=", "ü", "<<"),
});

/** What `@actions/core` writes to standard output. */
async function byToolkit(name: string, properties: Readonly<Record<string, string>>, message: string): Promise<string> {
  // Its own door leads to everything at once, so the test goes by the file.
  const { issueCommand } = (await import("../../node_modules/@actions/core/lib/command.js")) as {
    issueCommand(name: string, properties: object, message: string): void;
  };
  const written: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: string | Uint8Array): boolean => written.push(String(text)) > 0;
  try {
    issueCommand(name, properties, message);
  } finally {
    process.stdout.write = write;
  }
  return written.join("");
}

test("commands are those of the toolkit, whatever they hold", async () => {
  await fc.assert(
    fc.asyncProperty(
      hostile,
      hostile.filter((text) => text !== ""),
      async (message, title) => {
        const line = commandLine("error", { title }, message);
        expect(line).toBe(await byToolkit("error", { title }, message));
        expect(commandsIn(line)).toEqual([{ name: "error", properties: { title }, message }]);
      },
    ),
    { numRuns: 200 },
  );
});

test("outputs are read back as they were, and none can end itself", () => {
  fc.assert(
    fc.property(
      fc.array(
        hostile.filter((text) => !text.includes("\r")),
        { minLength: 1, maxLength: 4 },
      ),
      (values) => {
        const outputs = Object.fromEntries(values.map((value, index) => [`name-${index}`, value]));
        expect(pairsIn(outputLines(outputs))).toEqual(outputs);
      },
    ),
    { numRuns: 200 },
  );
  expect(outputLines({ a: "1" })).not.toBe(outputLines({ a: "1" }));
});

test("no line of a report is obeyed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("::error::x", "::set-output name=allowed::true", "::stop-commands::x", "::x::", "text")),
      (lines) => {
        const names = commandsIn(pausedLines(plainLines(lines.join("\n")))).map(({ name }) => name);
        expect(names).toEqual([]);
        expect(commandsIn(pausedLines(lines.join("\n"))).map(({ name }) => name)).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
