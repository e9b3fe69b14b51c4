/** Does every job of the merged pipeline that deploys begin with the gate? */
import { beginsWithGate, deploysTo, gitlabDeployJobs } from "../../evidence/gitlab-pipeline.ts";
import { note, problem, type Remark, type SetupRule, unseen } from "../setup-rule.ts";

const lines = ["  before_script:", "    - !reference [.release-gate-enforce, before_script]"];

export const gitlabGate: SetupRule = {
  id: "gitlab-gate",
  claim: "Every job that deploys begins with the gate",
  platforms: ["gitlab"],
  needs: [],
  judge({ facts, targets }): readonly Remark[] {
    const merged = facts.gitlab?.mergedPipeline;
    if (merged?.status !== "observed")
      return [
        unseen("unseen", merged?.because ?? "GitLab was not asked for the merged configuration.", {
          todo: merged?.fix ?? null,
        }),
      ];
    const jobs = gitlabDeployJobs(merged.value);
    if (jobs === null)
      return [
        problem("pipeline.unreadable", "The merged configuration is no valid YAML.", {
          where: ".gitlab-ci.yml",
          todo: "Mend it.",
        }),
      ];
    const isTarget = (environment: string): boolean =>
      targets.some(({ name }) => deploysTo(environment, name) !== "no");
    const deploying = jobs.filter(({ environment }) => isTarget(environment));
    if (deploying.length === 0)
      return [
        problem("pipeline.no-deploy", "No job of the pipeline belongs to an environment that the policy names.", {
          where: ".gitlab-ci.yml",
          todo: "The job that deploys must name its environment: else GitLab asks nobody before it. `release-gate init` writes one.",
        }),
      ];
    return deploying.flatMap((job): readonly Remark[] => [
      ...(beginsWithGate(job)
        ? []
        : [
            problem(
              "pipeline.no-gate",
              `The job ${job.name}, which deploys to ${job.environment}, does not begin with the gate.`,
              {
                where: `.gitlab-ci.yml, ${job.name}`,
                todo: "Take the component's hidden job in, before anything else (`extends` would lose it to a before_script of the job's own).",
                lines,
              },
            ),
          ]),
      ...(job.continuesOnFailure
        ? [
            problem(
              "pipeline.ignored",
              `The pipeline goes on although ${job.name} fails, also where the gate says no (allow_failure).`,
              {
                where: `.gitlab-ci.yml, ${job.name}`,
                todo: "Take allow_failure out of it.",
              },
            ),
          ]
        : []),
      ...(job.resourceGroup === null
        ? [
            note(
              "pipeline.no-lane",
              `Two pipelines may deploy to ${job.environment} at the same time: ${job.name} has no resource group.`,
              {
                where: `.gitlab-ci.yml, ${job.name}`,
                todo: "Give it one.",
                lines: [`  resource_group: ${job.environment}`],
              },
            ),
          ]
        : []),
    ]);
  },
};
