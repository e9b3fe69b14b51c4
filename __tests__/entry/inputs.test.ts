/** The table of inputs, and the faces that follow from it. */
import { describe, expect, it } from "vitest";
import { check } from "../../src/entry/check.ts";
import { commandHelp } from "../../src/entry/help.ts";
import { type Input, inputs, inputsOf } from "../../src/entry/inputs.ts";

const table = Object.entries<Input>(inputs);
const help = commandHelp(check, 80).replace(/\s+/g, " ");

describe("the table of inputs", () => {
  const ofTheTerminal = table.filter(([, { names }]) => names.cli !== undefined);
  it.each(ofTheTerminal)("%s is shown in the help of check as the table tells it", (name, input) => {
    expect(input.names.cli).toBe(name);
    expect(help).toContain(`--${name}${input.placeholder === null ? "" : ` ${input.placeholder}`}`);
    expect(help).toContain(input.meaning);
    if (input.default !== null) expect(help).toContain(`default ${input.default})`);
    for (const choice of input.choices) expect(help).toContain(choice);
  });

  it("calls an input that the command line lacks by its name on the action, and shows no token in a terminal's history", () => {
    for (const [name, { names }] of table) if (names.cli === undefined) expect(names.action).toBe(name);
    // The name of a variable that holds one is no secret.
    for (const { name } of inputsOf("cli")) expect(name).not.toMatch(/token$/);
  });

  it("has a choice's default among its choices, and says everything in sentences", () => {
    for (const [, { kind, choices, default: assumed, meaning }] of table) {
      if (kind === "choice") expect(choices).toContain(assumed);
      expect(meaning).toMatch(/^[A-Z"a-z].*[.?]$/);
    }
  });

  it("calls no two inputs of a face the same", () => {
    for (const face of ["cli", "action", "component"] as const) {
      const names = inputsOf(face).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toContain("environment");
    }
    expect(inputsOf("action").map(({ name }) => name)).toContain("record-path");
    expect(inputsOf("cli").map(({ name }) => name)).toContain("record");
  });

  it("gives a pipeline's faces no way to ask what if", () => {
    for (const face of ["action", "component"] as const)
      for (const name of ["at", "evidence"]) expect(inputsOf(face).map((entry) => entry.name)).not.toContain(name);
  });
});
