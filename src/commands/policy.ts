/** `policy lint | explain | schema`: looks at policy files without judging any release. */
import type { Command } from "./command.ts";
import { UsageError } from "./command.ts";

const subcommands = ["lint", "explain", "schema"] as const;

export const policy: Command = {
  name: "policy",
  summary: "Check a policy file, say in plain words what it asks, or print its JSON Schema.",
  usage: ["policy lint FILE...", "policy explain FILE|builtin:NAME", "policy schema"],
  options: [],
  operands: { atLeast: 1, atMost: Number.POSITIVE_INFINITY },
  notes: ["Exit codes: 0 the policy is valid; 2 it is not, or there is no such file; 3 it cannot be read."],
  async run({ positionals }, terminal) {
    const [name, ...rest] = positionals;
    switch (name) {
      case "lint": {
        if (rest.length === 0)
          throw new UsageError("policy lint needs at least one file.", "policy lint .release-gate.yml");
        const { lint } = await import("./policy/lint.ts");
        return lint(rest, terminal);
      }
      case "explain": {
        const [file] = rest;
        if (file === undefined || rest.length > 1)
          throw new UsageError(
            "policy explain needs one file.",
            "policy explain .release-gate.yml, or policy explain builtin:standard",
          );
        const { explainFile } = await import("./policy/explain.ts");
        return explainFile(file, terminal);
      }
      case "schema": {
        if (rest.length > 0) throw new UsageError("policy schema takes no file.");
        const { printSchema } = await import("./policy/schema.ts");
        return printSchema(terminal);
      }
      default:
        throw new UsageError(
          name === undefined ? "policy needs a subcommand." : `policy has no subcommand ${JSON.stringify(name)}.`,
          `Choose one of ${subcommands.join(", ")}.`,
        );
    }
  },
};
