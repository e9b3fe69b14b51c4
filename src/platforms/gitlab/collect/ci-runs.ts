/** What ran on the head: the jobs of all its pipelines and of their child pipelines, retried ones as well, and what other systems posted. */
import type { CiOutcome, CiRun } from "../../../core/evidence/ci-runs.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { routes } from "../routes.ts";
import {
  type BridgeReply,
  bridge,
  type CommitStatusReply,
  commitStatus,
  type PipelineJobReply,
  pipelineBasic,
  pipelineJob,
} from "../schema/runs.ts";

/** Child pipelines may have children; GitLab allows two levels. */
const deepest = 4;

const outcomes: Readonly<Record<string, CiOutcome>> = {
  success: "succeeded",
  failed: "failed",
  canceled: "cancelled",
  skipped: "skipped",
  manual: "action-required",
  created: "unfinished",
  waiting_for_resource: "unfinished",
  waiting_for_callback: "unfinished",
  preparing: "unfinished",
  pending: "unfinished",
  running: "unfinished",
  canceling: "unfinished",
  scheduled: "unfinished",
};

/** Pipelines in such a state come to nothing more by themselves. */
const ended: ReadonlySet<string> = new Set(["success", "failed", "canceled", "skipped"]);

/** A job that may fail and did is a warning in GitLab: it proves nothing, and a policy may accept that by name (`neutral`). */
function outcomeOf({
  status,
  allow_failure,
  failure_reason,
}: Pick<PipelineJobReply, "status" | "allow_failure" | "failure_reason">): CiOutcome {
  if (status !== "failed") return outcomes[status] ?? "unknown";
  if (allow_failure === true) return "neutral";
  return failure_reason === "job_execution_timeout" ? "timed-out" : "failed";
}

interface Pipeline {
  readonly id: number;
  readonly name: string | null;
  readonly status: string;
  readonly url: string | null;
  readonly isOwn: boolean;
}

interface Listed {
  readonly runs: readonly CiRun[];
  /** Numbers of all jobs and bridges: the list of statuses holds them once more. */
  readonly ids: readonly number[];
  readonly isUnfinished: boolean;
}

export const ciRuns: Collector<"ciRuns"> = async (context) => {
  const { client, own, range, surroundings } = context;
  const { sha } = range.head;
  const [pipelines, posted] = await Promise.all([
    client.list(pipelineBasic, {
      route: routes.pipelines,
      what: "the pipelines of the head",
      query: { sha, order_by: "id", sort: "desc" },
    }),
    client.list(commitStatus, { route: routes.statuses, at: { sha }, what: "the statuses of the head" }),
  ]);
  const byId = new Map(pipelines.map((each) => [each.id, { ...each, name: each.name ?? null }]));
  // A pipeline for merged results runs on a commit of its own, and a child pipeline is on no list.
  const facts = own?.facts.pipeline;
  if (facts !== undefined && !byId.has(facts.id)) byId.set(facts.id, { ...facts, name: null });
  const lists = await Promise.all(
    [...byId.values()].map(({ id, name, status, web_url }) =>
      readPipeline(context, { id, name, status, url: web_url ?? null, isOwn: id === facts?.id }, 1),
    ),
  );
  const known = new Set(lists.flatMap(({ ids }) => ids));
  const foreign = posted.filter(({ id }) => !known.has(id)).map(toPosted);
  const runs = [...lists.flatMap((list) => list.runs), ...foreign].sort((a, b) => byCodeUnit(sortKey(a), sortKey(b)));
  const othersUnfinished = lists.some(({ isUnfinished }) => isUnfinished);
  return observed(
    { kind: "runs", runs, othersUnfinished },
    "GitLab's pipelines and statuses of the head",
    surroundings.now,
  );
};

const sortKey = ({ name, suite, attempt, url }: CiRun): string =>
  `${name}\0${suite}\0${String(attempt).padStart(9, "0")}\0${url ?? ""}`;

async function readPipeline(context: GitlabContext, pipeline: Pipeline, depth: number): Promise<Listed> {
  const { client, projectId } = context;
  const at = { pipeline: pipeline.id };
  const [jobs, bridges] = await Promise.all([
    client.list(pipelineJob, {
      route: routes.pipelineJobs,
      at,
      what: `the jobs of pipeline ${pipeline.id}`,
      query: { include_retried: "true" },
    }),
    client.list(bridge, { route: routes.bridges, at, what: `the child pipelines of pipeline ${pipeline.id}` }),
  ]);
  const children = bridges.flatMap(({ downstream_pipeline: child }) =>
    child == null || child.project_id !== projectId || depth >= deepest ? [] : [child],
  );
  const below = await Promise.all(
    children.map(({ id, status, web_url }) =>
      readPipeline(
        context,
        { id, name: null, status, url: web_url ?? null, isOwn: isOwnChild(context, id) },
        depth + 1,
      ),
    ),
  );
  const describe = describer(context, pipeline);
  const own = [...jobs, ...bridges.map(byDownstream)];
  const broken: readonly CiRun[] =
    own.length === 0 && pipeline.status === "failed"
      ? [
          {
            ...describe.common,
            name: pipeline.name ?? "pipeline",
            attempt: 1,
            outcome: "failed",
            startedAt: null,
            url: pipeline.url,
            isGate: false,
            waitsForGate: false,
          },
        ]
      : [];
  return {
    runs: [...describe.all(own), ...broken, ...below.flatMap(({ runs }) => runs)],
    ids: [...own.map(({ id }) => id), ...below.flatMap(({ ids }) => ids)],
    isUnfinished: (!pipeline.isOwn && !ended.has(pipeline.status)) || below.some(({ isUnfinished }) => isUnfinished),
  };
}

const isOwnChild = ({ own }: GitlabContext, id: number): boolean => own?.facts.pipeline.id === id;

/** A trigger that does not wait is green as soon as the pipeline below it exists; that pipeline tells how it really went. */
const byDownstream = (its: BridgeReply): BridgeReply =>
  its.status === "success" && its.downstream_pipeline != null
    ? { ...its, status: its.downstream_pipeline.status }
    : its;

/** The newest attempt of a name in a pipeline has the greatest number. */
function describer({ own }: GitlabContext, pipeline: Pipeline) {
  const common = { workflow: pipeline.name, app: null, suite: `pipeline ${pipeline.id}` };
  const gate = own?.facts;
  return {
    common,
    all(jobs: readonly PipelineJobReply[]): readonly CiRun[] {
      const attempts = new Map<string, number>();
      return jobs
        .toSorted((a, b) => a.id - b.id)
        .map((job): CiRun => {
          const attempt = (attempts.get(job.name) ?? 0) + 1;
          attempts.set(job.name, attempt);
          return {
            ...common,
            name: job.name,
            attempt,
            outcome: outcomeOf(job),
            startedAt: job.started_at ?? null,
            url: job.web_url ?? null,
            isGate: job.id === gate?.id || (pipeline.isOwn && job.name === gate?.name),
            waitsForGate: pipeline.isOwn && job.status === "manual",
          };
        });
    },
  };
}

const toPosted = ({
  name,
  status,
  allow_failure,
  started_at,
  created_at,
  target_url,
  pipeline_id,
}: CommitStatusReply): CiRun => ({
  name,
  workflow: null,
  app: null,
  suite: `status ${name} of pipeline ${pipeline_id ?? "none"}`,
  attempt: 1,
  outcome: outcomeOf({ status, allow_failure, failure_reason: null }),
  startedAt: started_at ?? created_at ?? null,
  url: target_url ?? null,
  isGate: false,
  waitsForGate: false,
});
