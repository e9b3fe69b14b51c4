/** Finds out which release is asked about: head, base, how they stand to each other, and what lies between. */
import { type Checkout, openCheckout } from "../checkout/checkout.ts";
import type { Range } from "../checkout/range.ts";
import { type FileReading, PlatformError, type PolicyRef, type Surroundings } from "../platform.ts";
import { need, once, settle } from "../settled.ts";
import { openAncestry } from "./ancestry.ts";
import { type Base, fromRelease, isTrusted, type Means, settleBase } from "./base.ts";
import { readOneRequest } from "./brought.ts";
import type { Client } from "./client.ts";
import { openComparisons } from "./comparison.ts";
import type { GitlabContext } from "./context.ts";
import { everSucceeded, isOwn, readDeployments } from "./deployments.ts";
import { type At, openFiles } from "./files.ts";
import { readFreezePeriods } from "./freeze-periods.ts";
import { openGroupNumbers } from "./groups.ts";
import { type History, readHistory } from "./history.ts";
import { openMade } from "./made.ts";
import { readOwnDeployment } from "./own-deployment.ts";
import { openOwnJob } from "./own-job.ts";
import { type Project, pathOf, readHead, readPoint, trustedPoint } from "./points.ts";
import { openProvenance } from "./provenance.ts";
import { openReviews } from "./reviews.ts";
import { routes } from "./routes.ts";
import { type DeploymentReply, protectedEnvironment } from "./schema/deployments.ts";
import { project, release } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

export interface Prepared {
  readonly context: GitlabContext;
  readonly name: string;
  readPolicyFile(ref: PolicyRef, path: string): Promise<FileReading>;
  readFreezePeriods(): Promise<FileReading>;
}

/** Asks what must be known before a policy can be read. Throws `PlatformError` where the release cannot be told. */
export async function prepare(
  surroundings: Surroundings,
  setting: Setting,
  client: Client,
  groups: Client,
): Promise<Prepared> {
  const { environment, progress, now } = surroundings;
  refuseOtherEnvironment(setting, environment);
  refuseOddNames(surroundings);
  progress("asking GitLab about the release");
  const asked = settle(client.get(project, { route: routes.project, what: "the project" }));
  const deploymentsAsked = settle(readDeployments(client, environment));
  const [own, checkout] = await Promise.all([openOwnJob(client, setting), checkoutHere(surroundings)]);
  const [its, head, given] = await Promise.all([
    asked,
    readHead(client, setting, own, surroundings.head),
    surroundings.base === null ? null : readPoint(client, "base", surroundings.base),
  ]);
  const found: Project = its.ok ? its.value : null;
  if (found === null && own === null && !its.ok) throw its.failure;
  const projectId = found?.id ?? own?.facts.pipeline.project_id ?? null;
  const trusted = await settle(trustedPoint(client, setting, found, surroundings.policyRef ?? null));

  const comparisons = openComparisons(client);
  const ancestry = openAncestry(checkout, comparisons);
  const provenance = openProvenance(client, ancestry);
  const files = openFiles(client, checkout);
  const readTrusted = async (path: string): Promise<FileReading> => files.read(need(trusted), path);
  const freezePeriods = once(() => readFreezePeriods(client));
  const deployers = once(async () => (await surroundings.deployers?.(readTrusted, freezePeriods)) ?? []);
  const releases = once(() =>
    client.firstPage(release, {
      route: routes.releases,
      what: "the releases",
      query: { order_by: "released_at", sort: "desc" },
    }),
  );
  const deployments = need(await deploymentsAsked);
  const means: Means = { environment, ancestry, provenance, own, head, given, releases, deployers };
  const base = await settleBase(means, deployments);

  const reading = { client, checkout, comparisons, now };
  const relation = base.base === null ? "no-base" : await ancestry.relation(base.base.sha, head.sha);
  const range = rangeOf(base, head, relation);
  const history = await readHistory(range, reading);
  const isBehind = relation === "behind" && range.base !== null;
  const movedRange: Range = isBehind
    ? { ...range, base: range.head, head: range.base ?? range.head, relation: "ahead" }
    : range;
  const moved = { range: movedRange, history: isBehind ? await readHistory(movedRange, reading) : history };
  const madeOf = isBehind ? await readEarlier(range, means, deployments, reading) : history;
  return {
    readFreezePeriods: freezePeriods,
    name: pathOf(found, setting) ?? setting.project,
    context: {
      client,
      groups,
      groupNumbers: openGroupNumbers(groups),
      setting,
      surroundings,
      checkout,
      own,
      project: found,
      projectId,
      range,
      history,
      moved,
      made: openMade({ client, projectId, path: pathOf(found, setting), checkout, history: madeOf, head: head.sha }),
      reviews: openReviews(client),
      files,
      ancestry,
      provenance,
      deployers,
      deployments,
      trusted,
      ownDeployment: once(() => readOwnDeployment(client, own, deployments)),
      protectedEnvironments: once(() =>
        client.list(protectedEnvironment, {
          route: routes.protectedEnvironments,
          what: "how environments are protected",
        }),
      ),
      oneRequest: once(() => readOneRequest(client, head.sha, projectId)),
    },
    async readPolicyFile(ref, path) {
      if (ref === "trusted") return readTrusted(path);
      const at = ref === "base" ? range.base : range.head;
      return at === null ? { status: "absent", where: `${path} at the base (there is none)` } : files.read(at, path);
    },
  };
}

/** A job that belongs to an environment waited for that environment's approvers: asked about another one, the gate would take their word for the wrong thing. */
function refuseOtherEnvironment({ job }: Setting, environment: string): void {
  const own = job?.environment ?? null;
  if (own === null || own === environment) return;
  throw new PlatformError(
    "usage",
    `This job belongs to the environment ${own}, and the gate was asked about ${environment}.`,
    `Ask about ${own}, or run the gate in a job of ${environment}.`,
  );
}

/** A colon would lead from a commit into its files, and two dots to another commit than the one that is named. */
function refuseOddNames({ head, base, policyRef = null }: Surroundings): void {
  for (const [input, name] of Object.entries({ head, base, "policy-ref": policyRef }))
    if (name !== null && (name.trim() === "" || name.startsWith("-") || /[\p{Cc}:\s]|\.\./u.test(name)))
      throw new PlatformError(
        "usage",
        `The input ${input} is ${JSON.stringify(name)}, which is no name of a commit.`,
        "Give a branch, a tag or a commit hash.",
      );
}

/** Null where there is no checkout on this machine, or git cannot read it: then everything comes from GitLab. */
async function checkoutHere({ repository, env }: Surroundings): Promise<Checkout | null> {
  try {
    return await openCheckout(repository, env);
  } catch (error) {
    if (error instanceof PlatformError) return null;
    throw error;
  }
}

const rangeOf = (
  { base, origin, because, limits }: Base,
  head: At & { readonly committedAt: string | null },
  relation: Range["relation"],
): Range => ({
  base,
  baseOrigin: origin,
  baseBecause: because,
  head: { sha: head.sha, name: head.name },
  headCommittedAt: head.committedAt,
  relation,
  limits,
});

/** So many earlier deployments are tried. */
const mostEarlier = 10;

/** What made a head that lies behind the base: everything since the newest believed deployment of an ancestor of it, else since a release, else all. */
async function readEarlier(
  range: Range,
  means: Means,
  deployments: readonly DeploymentReply[],
  reading: Parameters<typeof readHistory>[1],
): Promise<History> {
  const { head, ancestry, own } = means;
  const candidates = deployments
    .filter((each) => everSucceeded(each) && !isOwn(each, own) && each.sha !== head.sha)
    .slice(0, mostEarlier);
  for (const each of candidates)
    if ((await ancestry.relation(each.sha, head.sha)) === "ahead" && (await isTrusted(each, means)))
      return readHistory(
        { ...range, base: { sha: each.sha, name: each.sha.slice(0, 10) }, relation: "ahead" },
        reading,
      );
  const { base } = await fromRelease(means, false);
  return readHistory({ ...range, base, relation: base === null ? "no-base" : "ahead" }, reading);
}
