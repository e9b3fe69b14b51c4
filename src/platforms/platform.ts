/** The shape of a platform: the outside world that a release is judged in. It says what was seen, and knows no policy. */
import type { Evidence } from "../core/evidence/evidence.ts";
import type { Query } from "../core/evidence/query.ts";
import type { Release } from "../core/evidence/release.ts";

/** What the way in knows about the question; every platform takes from it what concerns it. */
export interface Surroundings {
  readonly environment: string;
  /** A checkout, or any folder inside it. */
  readonly repository: string;
  readonly base: string | null;
  readonly head: string | null;
  readonly junit: readonly string[];
  readonly coverage: readonly string[];
  /** A file with approvals (platform `local`). */
  readonly approvalsFile: string | null;
  /** Environment variables, handed in so that nothing reads them twice. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The clock, read once (ISO 8601, UTC): `collectedAt` of everything. */
  readonly now: string;
  /** Called with a short phrase when a step begins; a terminal shows it. */
  progress(phrase: string): void;
}

/** Which state of the repository a policy file is read from. `trusted` is the default branch, or the working tree of a local check. */
export type PolicyRef = "trusted" | "base" | "head";

export type FileReading =
  | { readonly status: "found"; readonly bytes: Uint8Array; readonly where: string }
  | { readonly status: "absent"; readonly where: string }
  | { readonly status: "unreadable"; readonly where: string; readonly because: string };

/** A platform that has found out which release is asked about. */
export interface Session {
  readonly release: Release;
  /** The root of the work tree on this machine; null where there is none (a bare repository). */
  readonly root: string | null;
  /** Reads a file that a policy rests on; `path` is relative to the repository's root, with forward slashes. */
  readPolicyFile(ref: PolicyRef, path: string): Promise<FileReading>;
  /** Collects exactly the kinds of the query. What could not be read is `unavailable`; it never throws for a missing fact. */
  collect(query: Query): Promise<Evidence>;
}

export interface Platform {
  readonly id: "github" | "gitlab" | "local";
  /** Throws `PlatformError` when not even the release can be told (no repository, unknown head). */
  open(surroundings: Surroundings): Promise<Session>;
}

/** Something outside did not answer as needed. `kind` decides the exit code: `usage` 2 (the question is wrong), `unreadable` 3. */
export class PlatformError extends Error {
  readonly kind: "usage" | "unreadable";
  readonly fix: string | null;
  constructor(kind: "usage" | "unreadable", message: string, fix: string | null = null) {
    super(message);
    this.name = "PlatformError";
    this.kind = kind;
    this.fix = fix;
  }
}
