/** The shape of a reporter: a Result goes in, text comes out. It reads nothing else. */
import type { Result } from "../core/result.ts";

/** SHA-256, in hex, of the canonical policies, evidence and record (the last without itself). */
export interface Digests {
  readonly policy: string;
  readonly evidence: string;
  readonly decision: string;
}

export interface Reporting {
  readonly result: Result;
  readonly digests: Digests;
  /** True when `report-only` lets everything through: reporters say so in a banner. */
  readonly reportOnly: boolean;
  /** May the text carry ANSI colours? */
  readonly color: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
}

export interface Reporter {
  /** The value of `--format`. */
  readonly format: string;
  report(reporting: Reporting): string;
}
