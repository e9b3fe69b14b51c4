/**
 * How the jobs that deploy begin: as GitLab merges the configuration of the head, where the token may ask for that; else as far as the
 * files themselves tell.
 */
import type { DeployJob, DeployJobs } from "../../../core/evidence/deploy-jobs.ts";
import { mergedDeployJobs, writtenPipeline } from "../../../core/evidence/gitlab-pipeline.ts";
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { textOf } from "../../checkout/documents.ts";
import { HttpFailure } from "../../http.ts";
import { settle, unseen } from "../../settled.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { readMergedConfiguration } from "../pipeline-configuration.ts";

const usualPath = ".gitlab-ci.yml";
/** GitLab takes in no more. */
const mostFiles = 150;

export const deployJobs: Collector<"deployJobs"> = async (context) => {
  const { client, own, range, surroundings } = context;
  const { now } = surroundings;
  if (own?.facts.pipeline.source === "parent_pipeline")
    return observed(
      {
        jobs: [],
        unread: [],
        untold: "This is a child pipeline, and GitLab tells the configuration of none.",
      },
      "the pipeline that asks",
      now,
    );
  const merged = await settle(readMergedConfiguration(client, range.head.sha));
  if (merged.ok) {
    const jobs = mergedDeployJobs(merged.value);
    if (jobs === null) return unavailable("GitLab's merged configuration of the pipeline is no YAML.");
    return observed(sorted(jobs, []), "GitLab's merged configuration of the head", now);
  }
  if (!(merged.failure instanceof HttpFailure)) throw merged.failure;
  const written = await readWritten(context);
  return written === null ? unseen(merged.failure) : observed(written, "the pipeline's files at the head", now);
};

const sorted = (jobs: readonly DeployJob[], unread: readonly string[]): DeployJobs => ({
  jobs: jobs.toSorted((a, b) => byCodeUnit(`${a.name}\0${a.environment}`, `${b.name}\0${b.environment}`)),
  unread: [...new Set(unread)].sort(byCodeUnit),
  untold: null,
});

/** The component itself deploys nothing. */
const isGate = (include: string): boolean => /^component .*\/release-gate@/.test(include);

/** Null where the pipeline's own file cannot be read. What a file that is taken in says of a job may be changed by another one. */
async function readWritten({ files, range, project }: GitlabContext): Promise<DeployJobs | null> {
  const main = (project?.ci_config_path ?? "").trim() || usualPath;
  const open = [main];
  const seen = new Set(open);
  const jobs: DeployJob[] = [];
  const unread: string[] = [];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const reading = await files.read(range.head, path);
    const written = reading.status === "found" ? writtenPipeline(textOf(reading.bytes)) : null;
    if (written === null && path === main) return null;
    if (written === null || seen.size > mostFiles) {
      unread.push(path);
      continue;
    }
    jobs.push(
      ...written.jobs.map((job) =>
        path === main ? job : { ...job, beginsWithGate: job.beginsWithGate === true ? true : null },
      ),
    );
    unread.push(...written.foreign.filter((include) => !isGate(include)));
    for (const next of written.local) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return sorted(jobs, unread);
}
