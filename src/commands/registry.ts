/** The list of commands beside `check`; each is loaded when it is called. */
import type { CommandEntry } from "./command.ts";

export const commands: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "Look at the repository, and write a policy and the pipeline file that asks the gate.",
    load: async () => (await import("./init.ts")).init,
  },
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
    name: "resume",
    summary: "Let the newest run that waits for the change window go on, once it is open.",
    load: async () => (await import("./resume.ts")).resume,
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
    name: "calibrate",
    summary: "Hold the risk model against this repository's past, and propose its own rates and weights.",
    load: async () => (await import("./calibrate.ts")).calibrate,
  },
  {
    name: "replay",
    summary: "Judge a record again and say whether it holds.",
    load: async () => (await import("./replay.ts")).replay,
  },
];
