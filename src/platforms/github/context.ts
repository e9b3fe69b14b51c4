/** What every collector has at hand. */
import type { EvidenceKind, Facts } from "../../core/evidence/evidence.ts";
import type { Observed } from "../../core/evidence/observed.ts";
import type { Query } from "../../core/evidence/query.ts";
import type { Checkout } from "../checkout/checkout.ts";
import type { Range } from "../checkout/range.ts";
import type { Surroundings } from "../platform.ts";
import type { Settled } from "../settled.ts";
import type { Ancestry } from "./ancestry.ts";
import type { Client } from "./client.ts";
import type { FileReader } from "./files.ts";
import type { History } from "./history.ts";
import type { Made } from "./made.ts";
import type { Opening } from "./opening.ts";
import type { OwnRun } from "./own-run.ts";
import type { Provenance } from "./provenance.ts";
import type { OnePullRequest } from "./schema/changes.ts";
import type { EnvironmentReply } from "./schema/environments.ts";
import type { DeploymentReply } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

export interface GithubContext {
  readonly client: Client;
  /** Reads teams; null where no token for that was given. */
  readonly organisation: Client | null;
  readonly setting: Setting;
  readonly surroundings: Surroundings;
  readonly opening: Opening;
  readonly checkout: Checkout | null;
  readonly range: Range;
  readonly history: History;
  /** What goes out or comes back: for a head behind the base everything between the two, else the release itself. */
  readonly moved: { readonly range: Range; readonly history: History };
  /** Whose commits are judged: for a head behind the base those since the newest deployed ancestor, else the release's. */
  readonly made: Made;
  readonly files: FileReader;
  readonly ancestry: Ancestry;
  readonly provenance: Provenance;
  readonly deployers: () => Promise<readonly string[]>;
  /** Deployments to the target, newest first. */
  readonly deployments: Settled<readonly DeploymentReply[]>;
  readonly own: OwnRun | null;
  /** All environments of the repository, asked once. Throws `HttpFailure`. */
  environments(): Promise<readonly EnvironmentReply[]>;
  /** The one pull request that is the release, asked once; null where there is none. Throws `HttpFailure`. */
  oneRequest(): Promise<OnePullRequest | null>;
  /** The commit at which policies and owners are trusted. */
  readonly trusted: Settled<{ readonly sha: string; readonly name: string }>;
}

/** Reads one kind of evidence. A `PlatformError` that it throws becomes `unavailable`. */
export type Collector<K extends EvidenceKind> = (context: GithubContext, query: Query) => Promise<Observed<Facts[K]>>;
