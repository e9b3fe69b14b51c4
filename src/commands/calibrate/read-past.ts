/** Reads a repository's past: every change with what became of it. */

import type { Deployment } from "../../core/evidence/deployments.ts";
import type { PastChange } from "../../core/risk/calibration.ts";
import { type FailedChanges, failedChanges } from "../../core/risk/failed-deployments.ts";
import { openCheckout } from "../../platforms/checkout/checkout.ts";
import { resolveRange } from "../../platforms/checkout/range.ts";
import { readChain } from "../../platforms/checkout/traits/chain.ts";
import { streamChanges } from "../../platforms/checkout/traits/stream-changes.ts";
import type { Terminal } from "../command.ts";

const day = 86_400;
/** A change is judged only when so much time has passed that a revert would have come. */
const settleSpan = 30 * day;
const hotfixSpan = 7 * day;

export interface Past {
  readonly head: string;
  /** Oldest first, without reverts and without those that are too young. */
  readonly changes: readonly PastChange[];
  readonly tooYoung: number;
  readonly reverts: number;
  /** Hashes that were said to have failed and are none of the changes. */
  readonly notFound: readonly string[];
  /** What deployments told; null where nobody asked. */
  readonly deployments: (Omit<FailedChanges, "changes"> & { readonly failed: number; readonly looked: number }) | null;
  /** File contents are missing, so that no hotfix can be seen. */
  readonly isBlobless: boolean;
  readonly isShallow: boolean;
}

interface Open {
  readonly at: number;
  readonly traits: PastChange["traits"];
  revertedAt: number | null;
  mendedAt: number | null;
}

interface Told {
  /** Hashes (7 digits or more) that went wrong as people know it. */
  readonly failed: readonly string[];
  /** To one environment, as its platform lists them. */
  readonly deployments: readonly Deployment[] | null;
}

/** At most the newest `most` changes of the head's first parents. */
export async function readPast(
  directory: string,
  head: string | null,
  most: number,
  { failed, deployments }: Told,
  terminal: Terminal,
): Promise<Past> {
  const checkout = await openCheckout(directory, terminal.env);
  const range = await resolveRange(checkout, { base: null, head });
  const chain = await readChain(checkout.git, null, range.head.sha, most);
  const kind = { shallow: checkout.cutAt.size > 0, blobless: checkout.isPartial, outcomes: true };
  const open = new Map<string, Open>();
  let now = 0;
  if (chain.asked.length > 0)
    for await (const { at, traits, takesBack, mends } of streamChanges(checkout.git, chain, range.head.sha, kind)) {
      now = at;
      if (open.size % 500 === 499) terminal.progress(`${open.size + 1} of ${chain.asked.length} changes`);
      for (const sha of takesBack) {
        const target = open.get(sha);
        if (target !== undefined) target.revertedAt ??= at;
      }
      for (const sha of mends) {
        const target = open.get(sha);
        if (target !== undefined) target.mendedAt ??= at;
      }
      open.set(traits.sha, { at, traits, revertedAt: null, mendedAt: null });
    }
  const wanted = failed.map((hash) => ({ hash, found: [...open.keys()].find((sha) => sha.startsWith(hash)) }));
  const byDeployment = deployments === null ? null : failedChanges([...open.keys()], deployments);
  const known = new Set([...wanted.map(({ found }) => found), ...(byDeployment?.changes ?? [])]);
  const all = [...open.values()];
  const judged = all.filter(({ traits }) => traits.shape?.isRevert !== true);
  const settled = judged.filter(({ at }) => at <= now - settleSpan);
  const within = (then: number | null, at: number, span: number): boolean => then !== null && then - at <= span;
  return {
    head: range.head.sha,
    changes: settled.map(({ at, traits, revertedAt, mendedAt }) => ({
      traits,
      reverted: within(revertedAt, at, settleSpan) || known.has(traits.sha),
      hotFixed: within(mendedAt, at, hotfixSpan),
    })),
    tooYoung: judged.length - settled.length,
    reverts: all.length - judged.length,
    notFound: wanted.filter(({ found }) => found === undefined).map(({ hash }) => hash),
    deployments: byDeployment && {
      looked: deployments?.length ?? 0,
      failed: byDeployment.changes.length,
      severalAtOnce: byDeployment.severalAtOnce,
      untold: byDeployment.untold,
    },
    isBlobless: checkout.isPartial,
    isShallow: checkout.cutAt.size > 0,
  };
}
