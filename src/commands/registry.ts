/** The list of commands beside `check`; each is loaded when it is called. */
import type { CommandEntry } from "./command.ts";

export const commands: readonly CommandEntry[] = [
  {
    name: "replay",
    summary: "Judge a record again and say whether it holds.",
    load: async () => (await import("./replay.ts")).replay,
  },
];
