/** The job that asks, as GitLab tells it by the job's own token: what the variables say of it is held against that. */
import { PlatformError } from "../platform.ts";
import { once } from "../settled.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { type JobReply, job, type PipelineReply, pipeline } from "./schema/runs.ts";
import type { ClaimedJob, Setting } from "./surroundings.ts";

export interface OwnJob {
  readonly facts: JobReply;
  /** The pipeline, with whoever started it. Asked once, when first needed. Throws `HttpFailure`. */
  pipeline(): Promise<PipelineReply>;
}

/** Null where no job asks. Throws `PlatformError` where GitLab does not know the job, or knows it otherwise than the variables say. */
export async function openOwnJob(client: Client, setting: Setting): Promise<OwnJob | null> {
  const claimed = setting.job;
  if (claimed === null) return null;
  const facts = await client.get(job, { route: routes.job, what: "the job that asks" });
  refuseOtherFacts(claimed, setting, facts);
  const id = facts.pipeline.id;
  return {
    facts,
    pipeline: once(async () => {
      const found = await client.get(pipeline, {
        route: routes.pipeline,
        at: { pipeline: id },
        what: `pipeline ${id}, with whoever started it`,
      });
      if (found.id === id && found.sha === facts.pipeline.sha) return found;
      throw new PlatformError(
        "unreadable",
        `GitLab was asked for pipeline ${id}, and told of another one.`,
        "Run the gate again.",
      );
    }),
  };
}

/** Variables of a pipeline or a manual job take the place of GitLab's own, and so can say anything. */
function refuseOtherFacts(claimed: ClaimedJob, { project }: Setting, facts: JobReply): void {
  const { pipeline: its } = facts;
  const isNumber = /^\d+$/.test(project);
  const compared: readonly (readonly [string, string | null, string | null])[] = [
    ["CI_JOB_ID", claimed.id, String(facts.id)],
    ["CI_PIPELINE_ID", claimed.pipeline, String(its.id)],
    ["CI_PROJECT_ID", isNumber ? project : null, its.project_id == null ? null : String(its.project_id)],
    ["CI_COMMIT_SHA", claimed.commit, its.sha],
    ["GITLAB_USER_LOGIN", claimed.user, facts.user?.username ?? null],
  ];
  const wrong = compared.filter(
    ([, said, is]) => said !== null && is !== null && said.toLowerCase() !== is.toLowerCase(),
  );
  if (wrong.length === 0) return;
  const list = wrong
    .map(([name, said, is]) => `${name} says ${JSON.stringify(said)}, and GitLab ${JSON.stringify(is)}`)
    .join("; ");
  throw new PlatformError(
    "unreadable",
    `The variables of this job do not say what GitLab says: ${list}.`,
    "Look for a variable of the project, the group, the pipeline or a dotenv report that takes the place of GitLab's own, remove it, and let few people override variables (Settings, CI/CD, Variables).",
  );
}
