/** The list of commands beside `check`; each is loaded when it is called. */
import type { CommandEntry } from "./command.ts";

export const commands: readonly CommandEntry[] = [
  {
    name: "doctor",
    summary: "Say what is missing for the gate to work in this repository.",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    name: "windows",
    summary: "Say whether a calendar is open at a moment, and when it opens next.",
    load: async () => (await import("./windows.ts")).windows,
  },
  {
    name: "policy",
    summary: "Check a policy file, say in plain words what it asks, or print its JSON Schema.",
    load: async () => (await import("./policy.ts")).policy,
  },
  {
    name: "risk",
    summary: "Score the risk of a range, or of every commit or tag of a history.",
    load: async () => (await import("./risk.ts")).risk,
  },
  {
    name: "replay",
    summary: "Judge a record again and say whether it holds.",
    load: async () => (await import("./replay.ts")).replay,
  },
];
