/** What every collector of a local check has at hand. */

import type { DeploymentApproval } from "../../core/evidence/deployment-approvals.ts";
import type { EvidenceKind, Facts } from "../../core/evidence/evidence.ts";
import type { Observed } from "../../core/evidence/observed.ts";
import type { Query } from "../../core/evidence/query.ts";
import type { Checkout } from "../checkout/checkout.ts";
import type { ReadRelease } from "../checkout/release.ts";
import type { Surroundings } from "../platform.ts";

export interface LocalContext extends ReadRelease {
  readonly checkout: Checkout;
  readonly surroundings: Surroundings;
  /** From the file given with `--approvals`; read before anything is judged, since a broken file is a wrong question. */
  readonly approvals: Observed<readonly DeploymentApproval[]>;
}

/** Reads one kind of evidence. What cannot be read is `unavailable`; it does not throw for that. */
export type Collector<K extends EvidenceKind> = (context: LocalContext, query: Query) => Promise<Observed<Facts[K]>>;
