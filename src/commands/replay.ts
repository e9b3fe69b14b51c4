/** The command `replay`: judges a record again and says whether it holds. */
import { resolve } from "node:path";
import { plainLine } from "../reporters/escape.ts";
import type { Command } from "./command.ts";

export const replay: Command = {
  name: "replay",
  summary: "Judge a record again and say whether it holds.",
  usage: ["replay RECORD"],
  options: [],
  operands: { atLeast: 1, atMost: 1 },
  notes: ["Exit codes: 0 the record holds; 1 it does not, with what differs; 2 it cannot be read."],
  async run({ positionals }, terminal) {
    const file = positionals[0] ?? "";
    terminal.progress("judging the record again");
    const { replayRecord } = await import("../replay-record.ts");
    const { holds, record, differences } = await replayRecord(resolve(terminal.cwd, file));
    if (!holds) {
      terminal.out([`${file} does not hold.`, ...differences.map((line) => `  ${line}`), ""].map(plainLine).join("\n"));
      return 1;
    }
    const { decision, environment, at } = record.result;
    const verdict = `${file} holds: ${decision} for ${environment} at ${at}, decided by version ${record.tool.version}.`;
    terminal.out([verdict, `Decision digest ${record.digests.decision}`, ""].map(plainLine).join("\n"));
    return 0;
  },
};
