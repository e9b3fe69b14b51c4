/** Check runs, suites, statuses, their roll-up, and workflow runs. */
import { reads } from "../access.ts";
import type { CheckRun, CheckSuite, Repository, Status, WorkflowRun } from "../model.ts";
import { latest, newestStatuses, runsOf, suiteState } from "../rest/check-lists.ts";
import { rulesFor } from "../rest/rules.ts";
import { htmlUrl, nodeId } from "../rest/shapes.ts";
import { environmentNamed } from "../stories/deployments.ts";
import { currentAttempt, whyNotReviewer } from "../stories/jobs.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes, refusal } from "./context.ts";

const passing = new Set(["success", "neutral", "skipped"]);

export function checkNodes(
  context: Context,
): Pick<Nodes, "checkRun" | "checkSuite" | "status" | "rollup" | "workflowRun"> {
  const { world, nodes } = context;

  const isRequired = (repository: Repository, name: string, args: Args): boolean => {
    const { pullRequestNumber, pullRequestId } = args;
    const pull = [...repository.pulls.values()].find(
      (one) => one.number === pullRequestNumber || nodeId("PR", one.id) === pullRequestId,
    );
    if (pull === undefined) throw refusal("UNPROCESSABLE", "A pull request ID or pull request number is required.");
    const asked = rulesFor(repository, pull.base).flatMap(({ rule }) =>
      rule.type === "required_status_checks" ? rule.checks : [],
    );
    return asked.some((check) => check.context === name);
  };

  const checkRun = (repository: Repository, run: CheckRun): Node => {
    const url = run.detailsUrl ?? `${htmlUrl(world, repository)}/runs/${run.id}`;
    const job = [...repository.runs.values()]
      .flatMap((one) => one.attempts.flatMap((attempt) => attempt.jobs))
      .find((one) => one.check === run);
    return {
      __typename: "CheckRun",
      id: nodeId("CR", run.id),
      databaseId: run.id,
      name: run.name,
      status: run.status.toUpperCase(),
      conclusion: run.conclusion?.toUpperCase() ?? null,
      startedAt: run.startedAt,
      completedAt: run.completedAt,
      detailsUrl: url,
      url,
      permalink: url,
      resourcePath: URL.canParse(url) ? new URL(url).pathname : url,
      externalId: run.externalId,
      title: run.title,
      summary: run.summary,
      text: run.text,
      repository: () => nodes.repository(repository),
      checkSuite: () => checkSuite(repository, run.suite),
      isRequired: (args: Args) => isRequired(repository, run.name, args),
      deployment: () => (job?.deployment == null ? null : nodes.deployment(repository, job.deployment)),
      pendingDeploymentRequest: () =>
        job === undefined || job.environment === null || run.status !== "waiting"
          ? null
          : request(repository, job.run, job.environment),
    };
  };

  const checkSuite = (repository: Repository, suite: CheckSuite): Node => {
    const { status, conclusion } = suiteState(repository, suite);
    const commit = repository.store.commit(suite.sha);
    const run = suite.runId === null ? undefined : repository.runs.get(suite.runId);
    const url = `${htmlUrl(world, repository)}/commit/${suite.sha}/checks?check_suite_id=${suite.id}`;
    return {
      __typename: "CheckSuite",
      id: nodeId("CS", suite.id),
      databaseId: suite.id,
      status: status.toUpperCase(),
      conclusion: conclusion?.toUpperCase() ?? null,
      createdAt: suite.createdAt,
      updatedAt: suite.createdAt,
      url,
      resourcePath: url.slice(world.origin.length),
      app: () => ({
        __typename: "App",
        id: nodeId("A", suite.app.id),
        databaseId: suite.app.id,
        slug: suite.app.slug,
        name: suite.app.name,
        description: "",
        url: `${world.origin}/apps/${suite.app.slug}`,
        createdAt: "2018-07-30T09:30:17Z",
        updatedAt: "2018-07-30T09:30:17Z",
      }),
      branch: () => (suite.branch === null ? null : nodes.ref(repository, `refs/heads/${suite.branch}`)),
      commit: () => (commit === undefined ? null : nodes.commit(repository, commit)),
      creator: () => (run === undefined ? null : nodes.user(run.actor)),
      repository: () => nodes.repository(repository),
      workflowRun: () => {
        guard(context, reads("actions"), repository);
        return run === undefined ? null : workflowRun(repository, run);
      },
      checkRuns: (args: Args) => {
        const filter = (args["filterBy"] ?? {}) as { checkType?: string; checkName?: string; appId?: number };
        const own = repository.checkRuns.filter((one) => one.suite === suite);
        const chosen = (filter.checkType === "ALL" ? own : latest(own)).filter(
          (one) => filter.checkName == null || one.name === filter.checkName,
        );
        return connection(context, chosen, args, (one) => checkRun(repository, one));
      },
    };
  };

  const status = (repository: Repository, one: Status): Node => {
    guard(context, reads("statuses"), repository);
    const commit = repository.store.commit(one.sha);
    return {
      __typename: "StatusContext",
      id: nodeId("SC", one.id),
      context: one.context,
      state: one.state.toUpperCase(),
      description: one.description,
      targetUrl: one.targetUrl,
      createdAt: one.createdAt,
      creator: () => nodes.actor(one.creator),
      avatarUrl: `${world.origin}/avatars/0`,
      commit: () => (commit === undefined ? null : nodes.commit(repository, commit)),
      isRequired: (args: Args) => isRequired(repository, one.context, args),
    };
  };

  /** Needs `checks`; without `statuses` each status is null beside an error of its own, and the counts stay. */
  const rollup = (repository: Repository, sha: string): Node | null => {
    guard(context, reads("checks"), repository);
    const runs = latest(runsOf(repository, sha));
    const statuses = newestStatuses(repository, sha);
    if (runs.length + statuses.length === 0) return null;
    const failed =
      runs.some((one) => one.conclusion !== null && !passing.has(one.conclusion)) ||
      statuses.some((one) => one.state === "failure");
    const open = runs.some((one) => one.status !== "completed") || statuses.some((one) => one.state === "pending");
    const commit = repository.store.commit(sha);
    return {
      __typename: "StatusCheckRollup",
      id: nodeId("SCR", sha),
      state: statuses.some((one) => one.state === "error")
        ? "ERROR"
        : failed
          ? "FAILURE"
          : open
            ? "PENDING"
            : "SUCCESS",
      commit: () => (commit === undefined ? null : nodes.commit(repository, commit)),
      contexts: (args: Args) =>
        connection(
          context,
          [
            ...runs.map((one) => () => checkRun(repository, one)),
            ...statuses.map((one) => () => status(repository, one)),
          ],
          args,
          (show) => show(),
          { checkRunCount: runs.length, statusContextCount: statuses.length },
        ),
    };
  };

  const request = (repository: Repository, run: WorkflowRun, name: string): Node => {
    const environment = environmentNamed(world, repository, name);
    return {
      __typename: "DeploymentRequest",
      currentUserCanApprove: whyNotReviewer(world, run, environment, context.token?.login ?? "") === null,
      environment: () => nodes.environment(repository, environment),
      reviewers: (args: Args) => connection(context, environment.reviewers, args, nodes.reviewer),
      waitTimer: environment.waitTimer ?? 0,
      waitTimerStartedAt: environment.waitTimer === null ? null : currentAttempt(run).startedAt,
    };
  };

  const workflowRun = (repository: Repository, run: WorkflowRun): Node => {
    const url = `${htmlUrl(world, repository)}/actions/runs/${run.id}`;
    return {
      __typename: "WorkflowRun",
      id: nodeId("WFR", run.id),
      databaseId: run.id,
      runNumber: run.number,
      event: run.event,
      url,
      resourcePath: url.slice(world.origin.length),
      createdAt: run.createdAt,
      updatedAt: currentAttempt(run).startedAt,
      checkSuite: () => checkSuite(repository, run.suite),
      workflow: () => ({
        __typename: "Workflow",
        id: nodeId("W", run.workflowId),
        databaseId: run.workflowId,
        name: run.name,
        state: "ACTIVE",
        createdAt: repository.createdAt,
        updatedAt: repository.createdAt,
        url: `${htmlUrl(world, repository)}/actions/workflows/${run.path.split("/").at(-1) ?? ""}`,
        resourcePath: `/${repository.owner}/${repository.name}/actions/workflows/${run.path.split("/").at(-1) ?? ""}`,
      }),
      file: () => ({
        __typename: "WorkflowRunFile",
        id: nodeId("WFRF", run.id),
        path: run.path,
        repositoryName: `${repository.owner}/${repository.name}`,
        url,
        resourcePath: url.slice(world.origin.length),
      }),
      deploymentReviews: (args: Args) => {
        guard(context, reads("actions"), repository);
        return connection(context, run.approvals, args, (one) => ({
          __typename: "DeploymentReview",
          id: nodeId("DR", run.id),
          databaseId: run.id * 100 + run.approvals.indexOf(one),
          comment: one.comment,
          state: one.state.toUpperCase(),
          user: () => nodes.user(one.user),
          environments: (given: Args) =>
            connection(context, one.environments, given, (name) =>
              nodes.environment(repository, environmentNamed(world, repository, name)),
            ),
        }));
      },
      pendingDeploymentRequests: (args: Args) => {
        guard(context, reads("actions"), repository);
        const held = currentAttempt(run).jobs.filter((job) => job.check.status === "waiting");
        const names = [...new Set(held.flatMap((job) => job.environment ?? []))];
        return connection(context, names, args, (name) => request(repository, run, name));
      },
    };
  };

  return { checkRun, checkSuite, status, rollup, workflowRun };
}
