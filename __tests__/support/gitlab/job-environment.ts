/** The variables that a runner gives a job of GitLab CI, or that somebody sets in another pipeline. */
import type { LocalGitLab } from "./server.ts";
import type { RunningJob } from "./stories/pipelines.ts";
import type { ProjectStories } from "./stories/project.ts";

export interface JobSurroundings {
  readonly gitlab: LocalGitLab;
  readonly project: ProjectStories;
  /** The job that runs the gate; it is started where it was not. */
  readonly job: RunningJob;
  /** A project's access token, in RELEASE_GATE_TOKEN; only the job's own when absent. */
  readonly token?: string;
}

const features: Readonly<Record<string, string>> = {
  free: "",
  premium: "protected_environments,multiple_approval_rules,code_owners,merge_request_approvers",
  ultimate: "protected_environments,multiple_approval_rules,code_owners,merge_request_approvers,security_dashboard",
};

/** What the gate finds in a job. */
export function jobEnvironment({ gitlab, project, job, token }: JobSurroundings): Record<string, string> {
  if (job.state.status !== "running") job.start();
  const { pipeline, environment } = job.state;
  const url = `${gitlab.serverUrl}/${project.path}`;
  const [name = ""] = project.path.split("/").reverse();
  return {
    CI: "true",
    GITLAB_CI: "true",
    GITLAB_FEATURES: features[project.state.plan] ?? "",
    CI_SERVER_URL: gitlab.serverUrl,
    CI_SERVER_FQDN: new URL(gitlab.serverUrl).host,
    CI_SERVER_VERSION: gitlab.world.version,
    CI_API_V4_URL: gitlab.url,
    CI_PROJECT_ID: String(project.id),
    CI_PROJECT_PATH: project.path,
    CI_PROJECT_NAME: name,
    CI_PROJECT_URL: url,
    CI_DEFAULT_BRANCH: project.state.defaultBranch,
    CI_COMMIT_SHA: pipeline.sha,
    CI_COMMIT_REF_NAME: pipeline.ref,
    ...(pipeline.isTag ? { CI_COMMIT_TAG: pipeline.ref } : { CI_COMMIT_BRANCH: pipeline.ref }),
    CI_COMMIT_REF_PROTECTED: String(project.state.protectedBranches.has(pipeline.ref)),
    CI_PIPELINE_ID: String(pipeline.id),
    CI_PIPELINE_SOURCE: pipeline.source,
    CI_PIPELINE_CREATED_AT: pipeline.createdAt,
    CI_JOB_ID: String(job.id),
    CI_JOB_NAME: job.state.name,
    CI_JOB_STAGE: job.state.stage,
    CI_JOB_URL: `${url}/-/jobs/${job.id}`,
    CI_JOB_TOKEN: job.token(),
    GITLAB_USER_LOGIN: job.state.user,
    GITLAB_USER_ID: String(gitlab.user(job.state.user).id),
    ...(environment === null ? {} : { CI_ENVIRONMENT_NAME: environment }),
    ...(token === undefined ? {} : { RELEASE_GATE_TOKEN: token }),
  };
}

/** What a job of another system sets: the address and the project, and a token. */
export function elsewhere({ gitlab, project, token }: Omit<JobSurroundings, "job">): Record<string, string> {
  return { CI_SERVER_URL: gitlab.serverUrl, CI_PROJECT_PATH: project.path, RELEASE_GATE_TOKEN: token ?? "" };
}
