/**
 * What ran on the head: check runs, suite by suite, and statuses. Asked for by suite, because GitHub's own summary of a commit keeps one
 * of several runs with the same name, and anybody who may push can post a green one.
 */
import type { CiOutcome, CiRun } from "../../../core/evidence/ci-runs.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { HttpFailure } from "../../http.ts";
import { inSmallerPieces } from "../client.ts";
import type { Collector, GithubContext } from "../context.ts";
import { jobAt } from "../provenance.ts";
import {
  type CheckRunReply,
  checkRunPage,
  type SuiteReply,
  status as statusSchema,
  suitePage,
} from "../schema/checks.ts";

const runFields =
  "nodes { databaseId name status conclusion startedAt detailsUrl externalId } pageInfo { hasNextPage endCursor }";
const suiteFields = `
  nodes {
    id status conclusion app { slug } workflowRun { databaseId url workflow { name } }
    checkRuns(first: 100, filterBy: { checkType: LATEST }) { ${runFields} }
  }
  pageInfo { hasNextPage endCursor }`;

export const checksQuery = `query Checks($owner: String!, $name: String!, $sha: GitObjectID!, $suites: Int!) {
  repository(owner: $owner, name: $name) {
    object(oid: $sha) {
      ... on Commit {
        status { contexts { context state createdAt targetUrl } }
        checkSuites(first: $suites) { ${suiteFields} }
      }
    }
  }
}`;
export const moreSuitesQuery = `query MoreSuites($owner: String!, $name: String!, $sha: GitObjectID!, $suites: Int!, $after: String) {
  repository(owner: $owner, name: $name) { object(oid: $sha) { ... on Commit { checkSuites(first: $suites, after: $after) { ${suiteFields} } } } }
}`;
export const moreRunsQuery = `query MoreRuns($suite: ID!, $after: String) {
  node(id: $suite) { ... on CheckSuite { checkRuns(first: 100, filterBy: { checkType: LATEST }, after: $after) { ${runFields} } } }
}`;

const outcomes: Readonly<Record<string, CiOutcome>> = {
  SUCCESS: "succeeded",
  FAILURE: "failed",
  STARTUP_FAILURE: "failed",
  NEUTRAL: "neutral",
  SKIPPED: "skipped",
  CANCELLED: "cancelled",
  STALE: "stale",
  TIMED_OUT: "timed-out",
  ACTION_REQUIRED: "action-required",
};

const unfinished: ReadonlySet<string> = new Set(["QUEUED", "IN_PROGRESS", "WAITING", "REQUESTED", "PENDING"]);

const outcomeOf = (status: string, conclusion: string | null): CiOutcome =>
  status === "COMPLETED"
    ? (outcomes[conclusion ?? ""] ?? "unknown")
    : unfinished.has(status)
      ? "unfinished"
      : "unknown";

const statusOutcomes: Readonly<Record<string, CiOutcome>> = {
  SUCCESS: "succeeded",
  FAILURE: "failed",
  ERROR: "failed",
  PENDING: "unfinished",
  EXPECTED: "unfinished",
};

/** By this the gate knows again what it published itself. */
export const ownExternalId = "release-gate";

const checks = { what: "the checks on the head", permission: "checks: read" };
const statuses = { what: "the statuses of the head", permission: "statuses: read" };

export const ciRuns: Collector<"ciRuns"> = async (context) => {
  const { client, setting, range, surroundings } = context;
  const { owner, name } = setting;
  const variables = { owner, name, sha: range.head.sha };
  const ask = (pieces: number, mayShrink: boolean) =>
    client.graph(checksQuery, { ...variables, suites: pieces }, checks, mayShrink);
  const [answer, job] = await Promise.all([inSmallerPieces([50, 10, 2], ask), context.own?.job() ?? null]);
  const first = answer.part(["repository", "object", "checkSuites"], suitePage, checks);
  const status = answer.part(["repository", "object", "status"], statusSchema, statuses);
  const suites = [...(first?.nodes ?? [])];
  for (let page = first?.pageInfo; page?.hasNextPage === true; ) {
    const { endCursor: after } = page;
    const more = await inSmallerPieces([50, 10, 2], (pieces, mayShrink) =>
      client.graph(moreSuitesQuery, { ...variables, suites: pieces, after }, checks, mayShrink),
    );
    const next = more.part(["repository", "object", "checkSuites"], suitePage, checks);
    if (next === null) throw new HttpFailure("GitHub's list of checks on the head ended in the middle.");
    suites.push(...next.nodes);
    page = next.pageInfo;
  }
  const listed = await Promise.all(
    suites.map(async (suite) => runsOf(suite, await allRuns(suite, context), context, job)),
  );
  const posted = (status?.contexts ?? []).map(
    ({ context: label, state, createdAt, targetUrl }): CiRun => ({
      name: label,
      workflow: null,
      app: null,
      suite: `status ${label}`,
      attempt: 1,
      outcome: statusOutcomes[state] ?? "unknown",
      startedAt: createdAt,
      url: targetUrl,
      isGate: false,
      waitsForGate: false,
    }),
  );
  const runs = [...listed.flat(), ...posted].sort((a, b) => byCodeUnit(sortKey(a), sortKey(b)));
  const othersUnfinished = suites.some(
    (each) => each.workflowRun !== null && !isOwnRun(each, context) && each.status !== "COMPLETED",
  );
  return observed(
    { kind: "runs", runs, othersUnfinished },
    "GitHub's checks and statuses of the head",
    surroundings.now,
  );
};

const sortKey = ({ name, suite, url }: CiRun): string => `${name}\0${suite}\0${url ?? ""}`;

const isOwnRun = ({ workflowRun }: SuiteReply, { setting }: GithubContext): boolean =>
  setting.run !== null &&
  workflowRun !== null &&
  (String(workflowRun.databaseId) === setting.run.id || workflowRun.url.endsWith(`/actions/runs/${setting.run.id}`));

async function allRuns(suite: SuiteReply, { client }: GithubContext): Promise<readonly CheckRunReply[]> {
  const runs = [...(suite.checkRuns?.nodes ?? [])];
  for (let page = suite.checkRuns?.pageInfo; page?.hasNextPage === true; ) {
    const answer = await client.graph(moreRunsQuery, { suite: suite.id, after: page.endCursor }, checks);
    const next = answer.part(["node", "checkRuns"], checkRunPage, checks);
    runs.push(...next.nodes);
    page = next.pageInfo;
  }
  return runs;
}

/** A workflow that broke before its first job leaves a suite without runs; it stands as a run under the workflow's name. */
function runsOf(
  suite: SuiteReply,
  runs: readonly CheckRunReply[],
  context: GithubContext,
  job: string | null,
): readonly CiRun[] {
  const { workflowRun, app } = suite;
  const isOwn = isOwnRun(suite, context);
  const common = { workflow: workflowRun?.workflow.name ?? null, app: app?.slug ?? null, suite: suite.id, attempt: 1 };
  if (runs.length === 0) {
    const outcome = outcomeOf(suite.status, suite.conclusion);
    const saysNothing = ["unfinished", "succeeded", "skipped", "neutral"].includes(outcome);
    if (workflowRun === null || isOwn || saysNothing) return [];
    const { name } = workflowRun.workflow;
    return [{ ...common, name, outcome, startedAt: null, url: workflowRun.url, isGate: false, waitsForGate: false }];
  }
  return runs.map(({ databaseId, name, status, conclusion, startedAt, detailsUrl, externalId }) => ({
    ...common,
    name,
    outcome: outcomeOf(status, conclusion),
    startedAt,
    url: detailsUrl,
    isGate:
      (job !== null && (String(databaseId) === job || (isOwn && jobAt(detailsUrl, context.setting)?.job === job))) ||
      (externalId === ownExternalId && common.app === "github-actions"),
    waitsForGate: isOwn && status === "WAITING",
  }));
}
