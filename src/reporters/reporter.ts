/** The shape of a reporter: a Result goes in, text comes out. It reads nothing else. */

import type { Result } from "../core/result.ts";

/** SHA-256, in hex, of the canonical policies, evidence and record (the last without itself). */
export interface Digests {
  readonly policy: string;
  readonly evidence: string;
  readonly decision: string;
}

/** The receipt of an evaluation, in one line; null with the reason where it would be too long to be carried. */
export interface ReceiptText {
  readonly line: string | null;
  readonly because: string | null;
}

export interface Reporting {
  readonly result: Result;
  readonly digests: Digests;
  /** The receipt of an evaluation; null in other modes. */
  readonly receipt: ReceiptText | null;
  /** True when `report-only` lets everything through: reporters say so in a banner. */
  readonly reportOnly: boolean;
  /** May the text carry ANSI colours? */
  readonly color: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** Where the record was written; null or left out where none was. */
  readonly recordPath?: string | null;
  /** What a page may hold, in bytes of UTF-8; the format's own limit where nothing is given. */
  readonly mostBytes?: number;
}

export interface Reporter {
  /** The value of `--format`. */
  readonly format: string;
  report(reporting: Reporting): string;
}
