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
import type { At, FileReader } from "./files.ts";
import type { GroupNumbers } from "./groups.ts";
import type { History } from "./history.ts";
import type { Made } from "./made.ts";
import type { OwnJob } from "./own-job.ts";
import type { Project } from "./points.ts";
import type { Provenance } from "./provenance.ts";
import type { ReviewReader } from "./reviews.ts";
import type { MergeRequestReply } from "./schema/changes.ts";
import type { DeploymentReply, OneDeploymentReply, ProtectedEnvironmentReply } from "./schema/deployments.ts";
import type { Setting } from "./surroundings.ts";

export interface GitlabContext {
  readonly client: Client;
  /** Reads groups; the client itself where no token of its own was given for that. */
  readonly groups: Client;
  readonly groupNumbers: GroupNumbers;
  readonly setting: Setting;
  readonly surroundings: Surroundings;
  readonly checkout: Checkout | null;
  readonly own: OwnJob | null;
  /** Null where the token may not read the project itself. */
  readonly project: Project;
  readonly projectId: number | null;
  readonly range: Range;
  readonly history: History;
  /** What goes out or comes back: for a head behind the base everything between the two, else the release itself. */
  readonly moved: { readonly range: Range; readonly history: History };
  /** Whose commits are judged: for a head behind the base those since the newest deployed ancestor, else the release's. */
  readonly made: Made;
  readonly reviews: ReviewReader;
  readonly files: FileReader;
  readonly ancestry: Ancestry;
  readonly provenance: Provenance;
  readonly deployers: () => Promise<readonly string[]>;
  /** Deployments to the target, newest first. */
  readonly deployments: readonly DeploymentReply[];
  /** The deployment that the job or its pipeline makes, with what was said to it; null where there is none. Asked once. Throws `HttpFailure`. */
  ownDeployment(): Promise<OneDeploymentReply | null>;
  /** All protected environments, asked once. Throws `HttpFailure`. */
  protectedEnvironments(): Promise<readonly ProtectedEnvironmentReply[]>;
  /** The one merge request that is the release, asked once; null where there is none. Throws `HttpFailure`. */
  oneRequest(): Promise<MergeRequestReply | null>;
  /** The commit at which policies and owners are trusted. */
  readonly trusted: Settled<At>;
}

/** Reads one kind of evidence. A `PlatformError` that it throws becomes `unavailable`. */
export type Collector<K extends EvidenceKind> = (context: GitlabContext, query: Query) => Promise<Observed<Facts[K]>>;
