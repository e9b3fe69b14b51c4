/** Finds out which release is asked about: head, base, how they stand to each other, and what lies between. */
import type { Checkout } from "../checkout/checkout.ts";
import { openCheckout } from "../checkout/checkout.ts";
import type { Range } from "../checkout/range.ts";
import { type FileReading, PlatformError, type PolicyRef, type Surroundings } from "../platform.ts";
import { attempt, need, once, settle } from "../settled.ts";
import { openAncestry } from "./ancestry.ts";
import { type Base, fromRelease, isTrusted, pointOf, settleBase, targetDeployments } from "./base.ts";
import type { Client } from "./client.ts";
import { type Comparisons, openComparisons } from "./comparison.ts";
import type { GithubContext } from "./context.ts";
import { everSucceeded, isOwn } from "./deployments.ts";
import { type FileReader, has, openFiles } from "./files.ts";
import { type History, readHistory } from "./history.ts";
import { openMade } from "./made.ts";
import { readOneRequest } from "./one-request.ts";
import { type Opening, readOpening } from "./opening.ts";
import { openOwnRun, refuseOtherEnvironment } from "./own-run.ts";
import { readEnvironments } from "./protection.ts";
import { openProvenance } from "./provenance.ts";
import { refuseToRecordMore } from "./recorded-commit.ts";
import type { DeploymentReply } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

const usualPolicy = ".release-gate.yml";

export interface Prepared {
  readonly context: GithubContext;
  readPolicyFile(ref: PolicyRef, path: string): Promise<FileReading>;
}

/** Asks what must be known before a policy can be read. Throws `PlatformError` where the release cannot be told. */
export async function prepare(
  surroundings: Surroundings,
  setting: Setting,
  client: Client,
  organisation: Client | null,
): Promise<Prepared> {
  const { environment, progress, now } = surroundings;
  const names = namesIn(surroundings, setting);
  progress("asking GitHub about the release");
  const own = openOwnRun(client, setting);
  own?.facts().catch(() => {});
  const [opening, checkout] = await Promise.all([readOpening(client, setting, names), checkoutHere(surroundings)]);

  const head = { ...pointOf(opening.head, "head", names.head), name: names.shown };
  const given = names.base === null ? null : pointOf(opening.base, "base", names.base);
  const comparisons = openComparisons(client, setting);
  const ancestry = openAncestry(checkout, comparisons);
  const provenance = openProvenance({ client, setting, opening, ancestry });
  const files = openFiles(client, setting, checkout);
  const trusted = attempt(() => trustedPoint(opening, names.trusted, surroundings.policyRef ?? null));
  if (trusted.ok) files.know(trusted.value, names.policy, opening.root, opening.policy);

  const readTrusted = (path: string): Promise<FileReading> => files.read(need(trusted), path);
  const deployers = once(async () => (await surroundings.deployers?.(readTrusted)) ?? []);
  const [deployments] = await Promise.all([
    targetDeployments(client, setting, environment, opening),
    refuseOtherEnvironment(opening, setting, environment, own),
  ]);
  const probable = deployments.ok
    ? deployments.value.find((each) => everSucceeded(each) && !isOwn(each, setting))
    : undefined;
  // Very likely the base: asked about in step with its origin, so that it costs no round of its own.
  if (probable !== undefined) ancestry.relation(probable.commitOid, head.sha).catch(() => {});
  const means = { client, setting, environment, opening, ancestry, provenance, head, given, deployers };
  const base = await settleBase(means, deployments);
  const believed = (each: DeploymentReply): Promise<boolean> => isTrusted(each, means);
  await refuseToRecordMore({ ...means, deployments, base: base.base, isTrusted: believed });
  if (!(await has(checkout, head.sha))) files.know(head, names.policy, opening.headRoot, opening.headPolicy);
  if (base.base !== null && base.base.sha === probable?.commitOid) await tellAlike(base.base, head, files, comparisons);
  if (base.base !== null) for (const at of [base.base, head]) files.read(at, names.policy).catch(() => {});

  const reading = { client, setting, checkout, comparisons, now };
  const relation = base.base === null ? "no-base" : await ancestry.relation(base.base.sha, head.sha);
  const range: Range = rangeOf(base, head, relation);
  const history = await readHistory(range, reading);
  const isBehind = relation === "behind" && range.base !== null;
  const moved =
    isBehind && range.base !== null
      ? await readMoved({ ...range, base: range.head, head: range.base, relation: "ahead" }, reading)
      : { range, history };
  const madeOf = isBehind ? await readEarlier(range, means, need(deployments), reading) : history;
  const made = openMade({ client, setting, opening, checkout, history: madeOf, head: head.sha });
  return {
    context: {
      client,
      organisation,
      setting,
      surroundings,
      opening,
      checkout,
      range,
      history,
      moved,
      made,
      files,
      ancestry,
      provenance,
      deployers,
      deployments,
      own,
      trusted,
      environments: once(() => readEnvironments(client, setting)),
      oneRequest: once(() => readOneRequest(client, setting, head.sha, opening.repository.id)),
    },
    async readPolicyFile(ref, path) {
      if (ref === "trusted") return readTrusted(path);
      const at = ref === "base" ? range.base : range.head;
      return at === null ? { status: "absent", where: `${path} at the base (there is none)` } : files.read(at, path);
    },
  };
}

/** Where GitHub was asked anyway what lies between the two, it has told which files differ: all others are read once only. */
async function tellAlike(
  base: { readonly sha: string; readonly name: string },
  head: { readonly sha: string; readonly name: string },
  files: FileReader,
  { asked }: Comparisons,
): Promise<void> {
  const compared = await settle(asked(base.sha, head.sha) ?? Promise.resolve(null));
  if (!compared.ok || compared.value === null) return;
  const { isCut, mergeBase, files: changed } = compared.value;
  // What differs from another commit than the base says nothing about the base.
  if (isCut || mergeBase !== base.sha) return;
  files.alike(base, head, new Set(changed.flatMap((file) => [file.filename, file.previous_filename ?? file.filename])));
}

interface Names {
  readonly environment: string;
  readonly head: string;
  /** The head as people know it. */
  readonly shown: string;
  readonly base: string | null;
  readonly trusted: string;
  readonly policy: string;
}

function namesIn({ environment, head, base, policyRef, policyFile }: Surroundings, { eventHead }: Setting): Names {
  // A colon would lead from a commit into its files, and two dots to another commit than the one that is named.
  for (const [input, name] of Object.entries({ head, base, "policy-ref": policyRef ?? null }))
    if (name !== null && (name.trim() === "" || name.startsWith("-") || /[\p{Cc}:\s]|\.\./u.test(name)))
      throw new PlatformError(
        "usage",
        `The input ${input} is ${JSON.stringify(name)}, which is no name of a commit.`,
        "Give a branch, a tag or a commit hash.",
      );
  const asked = head ?? eventHead?.sha ?? null;
  if (asked === null)
    throw new PlatformError(
      "usage",
      "Which commit would be deployed is not known: GITHUB_SHA is not set.",
      "Give the input `head`.",
    );
  return {
    environment,
    head: asked,
    shown: head ?? eventHead?.name ?? asked,
    base,
    trusted: policyRef ?? "HEAD",
    policy: policyFile ?? usualPolicy,
  };
}

/** Null where there is no checkout on this machine, or git cannot read it: then everything comes from GitHub. */
async function checkoutHere({ repository, env }: Surroundings): Promise<Checkout | null> {
  try {
    return await openCheckout(repository, env);
  } catch (error) {
    if (error instanceof PlatformError) return null;
    throw error;
  }
}

function trustedPoint(
  opening: Opening,
  asked: string,
  policyRef: string | null,
): { readonly sha: string; readonly name: string } {
  const point = need(opening.trusted);
  const branch = opening.repository.defaultBranch?.name;
  if (point !== null) return { sha: point.sha, name: policyRef ?? branch ?? asked };
  throw policyRef === null
    ? new PlatformError(
        "unreadable",
        "The repository has no commit on its default branch, so no policy can be trusted.",
      )
    : new PlatformError(
        "usage",
        `The policy-ref ${policyRef} names no commit of the repository.`,
        "Give a branch, a tag or a full hash.",
      );
}

const rangeOf = (
  { base, origin, because, limits }: Base,
  head: { readonly sha: string; readonly name: string; readonly committedAt: string | null },
  relation: Range["relation"],
): Range => ({
  base,
  baseOrigin: origin,
  baseBecause: because,
  head: { sha: head.sha, name: head.name },
  headCommittedAt: head.committedAt === null ? null : new Date(head.committedAt).toISOString(),
  relation,
  limits,
});

const readMoved = async (
  range: Range,
  reading: Parameters<typeof readHistory>[1],
): Promise<GithubContext["moved"]> => ({
  range,
  history: await readHistory(range, reading),
});

/** So many earlier deployments are tried. */
const mostEarlier = 10;

/**
 * What made a head that lies behind the base: everything since the newest believed deployment of an ancestor of it, else since the newest
 * release before it, else since the first commit.
 */
async function readEarlier(
  range: Range,
  means: Parameters<typeof settleBase>[0],
  deployments: readonly DeploymentReply[],
  reading: Parameters<typeof readHistory>[1],
): Promise<History> {
  const { head, ancestry, setting } = means;
  const candidates = deployments
    .filter((each) => everSucceeded(each) && !isOwn(each, setting) && each.commitOid !== head.sha)
    .slice(0, mostEarlier);
  for (const each of candidates)
    if ((await ancestry.relation(each.commitOid, head.sha)) === "ahead" && (await isTrusted(each, means)))
      return readHistory(
        { ...range, base: { sha: each.commitOid, name: each.commitOid.slice(0, 10) }, relation: "ahead" },
        reading,
      );
  const { base } = await fromRelease(means, false);
  return readHistory({ ...range, base, relation: base === null ? "no-base" : "ahead" }, reading);
}
