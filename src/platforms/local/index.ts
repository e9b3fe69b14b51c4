/** The local platform: a git checkout and nothing else. What a checkout cannot know is `unavailable`, with a sentence and a way out. */
import type { Evidence, EvidenceKind } from "../../core/evidence/evidence.ts";
import type { Query } from "../../core/evidence/query.ts";
import { openCheckout } from "../checkout/checkout.ts";
import { readFromCommit, readFromWorkTree } from "../checkout/policy-files.ts";
import { readRelease } from "../checkout/release.ts";
import { problemOf } from "../checkout/reports.ts";
import { type FileReading, type Platform, PlatformError, type PolicyRef, type Surroundings } from "../platform.ts";
import { readApprovals } from "./approvals.ts";
import { collectors } from "./collect/collectors.ts";
import type { LocalContext } from "./context.ts";

export const local: Platform = {
  id: "local",
  async open(surroundings: Surroundings) {
    const { repository, env, now, progress } = surroundings;
    progress("reading the checkout");
    const checkout = await openCheckout(repository, env);
    refuseWrongGlobs(surroundings, checkout.root);
    const read = await readRelease(checkout, surroundings, now);
    const approvals = await readApprovals(surroundings.approvalsFile, checkout, read.range, now);
    const context: LocalContext = { ...read, checkout, surroundings, approvals };
    return {
      release: read.release,
      root: checkout.root,
      readPolicyFile: (ref, path) => readPolicyFile(context, ref, path),
      collect: (query) => collect(context, query),
    };
  },
};

/** A glob that cannot be read is a wrong question, whatever the policy asks. */
function refuseWrongGlobs({ junit, coverage }: Surroundings, root: string | null): void {
  for (const [option, globs] of Object.entries({ "--junit": junit, "--coverage": coverage }))
    for (const glob of globs) {
      const problem = problemOf(glob, root);
      if (problem !== null)
        throw new PlatformError(
          "usage",
          `${option} ${glob}: the glob ${problem}.`,
          "Quote it, and write paths from the root.",
        );
    }
}

/** A local check trusts the working tree, where the policy is being written; a bare repository has none, so its head stands in. */
async function readPolicyFile({ checkout, range }: LocalContext, ref: PolicyRef, path: string): Promise<FileReading> {
  if (ref === "trusted" && checkout.root !== null) return readFromWorkTree(checkout.root, path);
  const point = ref === "base" ? range.base : range.head;
  if (point === null) return { status: "absent", where: `${path} at the base (there is none)` };
  return readFromCommit(checkout, point, path);
}

async function collect(context: LocalContext, query: Query): Promise<Evidence> {
  const one = async (kind: EvidenceKind) => {
    const fact = await collectors[kind](context, query);
    return [kind, fact] as const;
  };
  context.surroundings.progress("collecting evidence");
  const facts = await Promise.all([...new Set(query.kinds)].sort().map(one));
  return { ...Object.fromEntries(facts), release: context.release, platform: "local" };
}
