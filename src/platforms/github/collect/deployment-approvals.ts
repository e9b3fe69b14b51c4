/** What people said to this run in GitHub's own review of environments, and where a policy takes them, reviews on the one pull request. */
import type { DeploymentApproval } from "../../../core/evidence/deployment-approvals.ts";
import { observed } from "../../../core/evidence/observed.ts";
import type { Query } from "../../../core/evidence/query.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { settle } from "../../settled.ts";
import type { Collector, GithubContext } from "../context.ts";
import { accountOf, userOf } from "../identities.ts";
import { protectionOf } from "../protection.ts";
import { approvals, permission } from "../schema/runs.ts";
import { readTeam } from "../teams.ts";

export const deploymentApprovals: Collector<"deploymentApprovals"> = async (context, query) => {
  const [said, reviewed] = await Promise.all([
    context.own === null ? [] : saidToRun(context),
    query.reviewsAsApprovals === true ? reviewsOf(context) : [],
  ]);
  const listed = [...said, ...reviewed];
  // Side by side: neither needs the other's answer.
  const [rights, teams] = await Promise.all([adminRights(said, context), teamsOf(listed, context, query)]);
  const all = listed.map((approval) => ({ ...approval, ...rights.get(approval), ...teams(approval) }));
  const source =
    context.own === null ? "no run of GitHub Actions asks" : `the approvals of run ${context.setting.run?.id ?? ""}`;
  return observed(
    all.sort((a, b) => byCodeUnit(sortKey(a), sortKey(b))),
    source,
    context.surroundings.now,
  );
};

const sortKey = ({ person, environment, state, at, comment }: DeploymentApproval): string =>
  [environment ?? "", person.login ?? "", state, at ?? "", comment].join("\0");

/**
 * GitHub tells neither time nor attempt nor team. A state that is not known is taken for a rejection: it is certainly no approval,
 * and what it stands for may be a no.
 */
async function saidToRun(context: GithubContext): Promise<readonly DeploymentApproval[]> {
  const { client, setting, own } = context;
  const asking = { what: "the approvals of this run", permission: "actions: read" };
  const path = `/repos/${setting.owner}/${setting.name}/actions/runs/${setting.run?.id ?? ""}/approvals`;
  const [{ value: listed }, run] = await Promise.all([client.get(path, approvals, asking), own?.facts()]);
  const commit = commitOf(context, run?.head_sha ?? null);
  return listed
    .filter(({ state }) => state !== "pending")
    .flatMap(({ environments, state, user, comment }) =>
      environments.map(
        ({ name, html_url }): DeploymentApproval => ({
          person: userOf(user),
          state: state === "approved" ? "approved" : "rejected",
          at: null,
          comment: comment ?? "",
          commit,
          environment: name,
          memberOf: [],
          edited: null,
          url: html_url ?? null,
          run: setting.run?.id ?? null,
        }),
      ),
    );
}

/**
 * The commit that the run is about. A run that was started by hand with the commit among its inputs is about that one: the inputs stand
 * on the run, and nobody can change them later.
 */
function commitOf({ setting, surroundings, range }: GithubContext, runHead: string | null): string | null {
  const named = surroundings.head;
  const isInput = named !== null && Object.values(setting.inputs ?? {}).includes(named);
  return isInput || setting.eventHead?.sha === range.head.sha ? range.head.sha : runHead;
}

/**
 * Asked only where it matters, and of each person once: an administrator who is no listed user may have let the environment through
 * without being asked.
 */
async function adminRights(
  said: readonly DeploymentApproval[],
  context: GithubContext,
): Promise<ReadonlyMap<DeploymentApproval, Pick<DeploymentApproval, "isAdmin">>> {
  const all = said.length === 0 ? null : await settle(context.environments());
  if (all?.ok !== true) return new Map();
  const asked = new Map<string, Promise<boolean>>();
  const found = said.flatMap(({ person, environment }, index) => {
    const login = person.login?.toLowerCase();
    if (environment === null || login === undefined) return [];
    const { exists, reviewers, adminsMayBypass } = protectionOf(environment, all.value, context.setting);
    if (!exists || reviewers === null || reviewers.length === 0 || adminsMayBypass === false) return [];
    if (reviewers.some(({ kind, name }) => kind === "user" && name.toLowerCase() === login)) return [];
    const answer = asked.get(login) ?? isAdmin(login, context);
    asked.set(login, answer);
    return [answer.then((is) => [said[index], { isAdmin: is }] as const)];
  });
  return new Map(
    (await Promise.all(found)).flatMap(([of, rights]) => (of === undefined ? [] : [[of, rights] as const])),
  );
}

async function isAdmin(login: string, { client, setting }: GithubContext): Promise<boolean> {
  const path = `/repos/${setting.owner}/${setting.name}/collaborators/${encodeURIComponent(login)}/permission`;
  const found = await settle(client.get(path, permission, { what: `the rights of ${login}`, permission: null }));
  return !found.ok || found.value.value.permission === "admin" || found.value.value.role_name === "admin";
}

async function reviewsOf({ oneRequest, range }: GithubContext): Promise<readonly DeploymentApproval[]> {
  const request = await oneRequest();
  if (request === null) return [];
  const newest = new Map(
    [...(request.reviews?.nodes ?? [])]
      .sort((a, b) => Date.parse(a.submittedAt ?? "") - Date.parse(b.submittedAt ?? ""))
      .map((review) => [review.author?.login ?? review.url, review] as const),
  );
  return [...newest.values()]
    .filter(({ state, authorCanPushToRepository }) => state !== "DISMISSED" && authorCanPushToRepository)
    .map((review) => ({
      person: accountOf(review.author),
      state: review.state === "APPROVED" ? ("approved" as const) : ("rejected" as const),
      at: review.submittedAt,
      comment: review.body,
      // The final head of the request stands for what was merged from it.
      commit: review.commit?.oid === request.headRefOid ? range.head.sha : (review.commit?.oid ?? null),
      environment: null,
      memberOf: [],
      edited: review.lastEditedAt !== null,
      url: review.url,
      through: "pull-request-review" as const,
    }));
}

type Memberships = Pick<DeploymentApproval, "memberOf" | "unreadTeams">;

/**
 * Of which teams somebody is proven a member. Teams are asked only for people who said something. A team that cannot be read proves
 * nobody a member, and nobody none: that it could not be read, and why, is told with the approval.
 */
async function teamsOf(
  said: readonly DeploymentApproval[],
  { organisation }: GithubContext,
  { approvalTeams = [] }: Query,
): Promise<(approval: DeploymentApproval) => Memberships> {
  if (organisation === null || said.length === 0) return () => ({ memberOf: [] });
  const teams = await Promise.all(
    [...approvalTeams]
      .sort(byCodeUnit)
      .map(async (team) => ({ team, members: await settle(readTeam(organisation, team)) })),
  );
  const unreadTeams = teams.flatMap(({ team, members }) =>
    members.ok ? [] : [{ team, because: members.failure.message, fix: members.failure.fix }],
  );
  return ({ person }) => {
    const login = person.login?.toLowerCase();
    return {
      memberOf: teams.flatMap(({ team, members }) =>
        login !== undefined && members.ok && members.value.has(login) ? [team] : [],
      ),
      unreadTeams,
    };
  };
}
