/**
 * What people said to the deployment that the gate stands before; and where a policy takes them, buttons of manual jobs in the same
 * pipeline and approvals of the one merge request, which every plan has.
 */
import type { DeploymentApproval } from "../../../core/evidence/deployment-approvals.ts";
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import type { Query } from "../../../core/evidence/query.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { membersAmong } from "../groups.ts";
import { userOf } from "../identities.ts";
import { routes } from "../routes.ts";
import type { ApprovalReply, OneDeploymentReply } from "../schema/deployments.ts";
import { pipelineJob } from "../schema/runs.ts";

/** A statement, with the number of whoever made it and the groups whose rule it stands under. */
interface Said {
  readonly approval: DeploymentApproval;
  readonly user: number | null;
  readonly ofGroups: readonly number[];
}

export const deploymentApprovals: Collector<"deploymentApprovals"> = async (context, query) => {
  const { own, surroundings } = context;
  const { approvalJobs = [], reviewsAsApprovals = false } = query;
  const deployment = await context.ownDeployment();
  const isPlanWithout =
    deployment !== null && deployment.approvals === undefined && deployment.approval_summary === undefined;
  if (isPlanWithout && approvalJobs.length === 0 && !reviewsAsApprovals)
    return unavailable(
      "GitLab tells of no approvals of this deployment at all: they come with GitLab Premium, and this project's plan lacks them.",
      "Let groups approve by manual jobs (`gitlab: { jobs: [...] }`) or by approvals of the merge request (`gitlab: { merge-request-approvals: true }`), which every plan has.",
    );
  const said = [
    ...(deployment === null || isPlanWithout ? [] : saidTo(deployment)),
    ...(await pressed(context, query)),
    ...(reviewsAsApprovals ? await approvedRequest(context) : []),
  ];
  const all = await withGroups(said, context, query);
  return observed(
    all.sort((a, b) => byCodeUnit(sortKey(a), sortKey(b))),
    own === null
      ? "no job of GitLab CI asks"
      : deployment === null
        ? `pipeline ${own.facts.pipeline.id}, which makes no deployment to ${query.environment}`
        : `deployment ${deployment.iid}`,
    surroundings.now,
  );
};

const sortKey = ({ person, state, at, comment, job }: DeploymentApproval): string =>
  [at ?? "", person.login ?? "", state, job ?? "", comment].join("\0");

/**
 * An approval stands in the plain list, and under the rule that it answers, which proves membership of the rule's group. A state that is
 * not known is taken for a rejection: it is certainly no approval, and what it stands for may be a no.
 */
function saidTo({ approvals, approval_summary, sha, environment, deployable }: OneDeploymentReply): readonly Said[] {
  const found = new Map<string, Said>();
  const add = ({ user, status, created_at, comment }: ApprovalReply, group: number | null): void => {
    const key = JSON.stringify([user?.id ?? null, status, created_at, comment ?? ""]);
    const before = found.get(key);
    const ofGroups = [...(before?.ofGroups ?? []), ...(group === null ? [] : [group])];
    if (status === "pending") return;
    found.set(key, {
      user: user?.id ?? null,
      ofGroups,
      approval: {
        person: userOf(user),
        state: status === "approved" ? "approved" : "rejected",
        at: created_at,
        comment: comment ?? "",
        commit: sha,
        environment: environment?.name ?? null,
        memberOf: [],
        edited: null,
        url: deployable?.web_url ?? null,
        run: deployable == null ? null : String(deployable.pipeline.id),
      },
    });
  };
  for (const each of approvals ?? []) add(each, null);
  for (const { group_id = null, deployment_approvals } of approval_summary?.rules ?? [])
    for (const each of deployment_approvals ?? []) add(each, group_id);
  return [...found.values()];
}

/** Whoever pressed the button of such a job in this pipeline, from its success on: a job that failed says neither yes nor no. */
async function pressed(
  { client, own, range, surroundings }: GitlabContext,
  { approvalJobs = [], environment }: Query,
): Promise<readonly Said[]> {
  if (own === null || approvalJobs.length === 0) return [];
  const { id, sha } = own.facts.pipeline;
  const jobs = await client.list(pipelineJob, {
    route: routes.pipelineJobs,
    at: { pipeline: id },
    what: `the jobs of pipeline ${id}`,
    query: { include_retried: "true" },
  });
  return jobs
    .filter(({ name, status }) => approvalJobs.includes(name) && status === "success")
    .map(
      ({ name, user, started_at = null, queued_duration, web_url }): Said => ({
        user: user?.id ?? null,
        ofGroups: [],
        approval: {
          person: userOf(user),
          state: "approved",
          at:
            started_at === null ? null : new Date(Date.parse(started_at) - 1000 * (queued_duration ?? 0)).toISOString(),
          comment: "",
          // Where nobody named another one, the pipeline is about the head.
          commit: surroundings.head === null ? range.head.sha : sha,
          environment,
          memberOf: [],
          edited: null,
          url: web_url ?? null,
          through: "manual-job",
          run: String(id),
          job: name,
        },
      }),
    );
}

/** The final commit of the request stands for what was merged from it. */
async function approvedRequest({ oneRequest, reviews, range }: GitlabContext): Promise<readonly Said[]> {
  const request = await oneRequest();
  if (request === null) return [];
  const said = await reviews.reviewsOf(request);
  return said
    .filter(({ eligible }) => eligible === "yes")
    .map(
      ({ reviewer, state, commit, submittedAt, id }): Said => ({
        user: id,
        ofGroups: [],
        approval: {
          person: reviewer,
          state: state === "approved" ? "approved" : "rejected",
          at: submittedAt,
          comment: "",
          commit: commit !== null && commit === request.sha ? range.head.sha : commit,
          environment: null,
          memberOf: [],
          edited: null,
          url: request.web_url ?? null,
          through: "pull-request-review",
        },
      }),
    );
}

/** Members are asked for only where no rule proves them, and only of people who said something. */
async function withGroups(
  said: readonly Said[],
  { groups, groupNumbers }: GitlabContext,
  { approvalGroups = [] }: Query,
): Promise<DeploymentApproval[]> {
  if (said.length === 0 || approvalGroups.length === 0) return said.map(({ approval }) => approval);
  const numbers = await groupNumbers(approvalGroups);
  const proven = await Promise.all(
    approvalGroups.map(async (name) => {
      const number = numbers.get(name);
      const byRule = (each: Said): boolean => number !== undefined && each.ofGroups.includes(number);
      const open = [...new Set(said.filter((each) => !byRule(each)).flatMap(({ user }) => user ?? []))];
      const members = open.length === 0 ? null : await membersAmong(groups, name, open);
      return {
        name,
        isMember: (each: Said) => byRule(each) || (each.user !== null && members?.has(each.user) === true),
      };
    }),
  );
  return said.map((each) => ({
    ...each.approval,
    memberOf: proven.filter(({ isMember }) => isMember(each)).map(({ name }) => name),
  }));
}
