/** A release whose right answer is known, and how the gate is asked about it. */
import type { GateRequest } from "../../../src/gate-request.ts";
import type { Secrets } from "../../../src/platforms/platform.ts";
import type { Turn } from "../../support/faulty/proxy.ts";

export interface Story {
  readonly name: string;
  readonly platform: "github" | "gitlab";
  readonly mode: GateRequest["mode"];
  /** A work tree with history, or a folder that is not there. */
  readonly repository: string;
  readonly receipt: string | null;
  /** Scheme, host and port of the server behind. */
  readonly upstream: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: Secrets | null;
  readonly checkRunId: string | null;
  /** Tokens: none may ever be shown. */
  readonly tokens: readonly string[];
  /** What changes while the gate waits. */
  readonly turn: Turn | null;
  /** Of so many runs one is of this story; 1 is usual, more for what takes long. */
  readonly rarity: number;
  /** Called after the last run. */
  readonly close: () => void;
}

export const nowhere = "/nonexistent";
