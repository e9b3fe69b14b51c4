/** Writes a first pipeline for GitLab: the component, and a deployment that begins with it and is still to be filled in. */
import type { Draft, Traits } from "./traits.ts";
import { yamlText as text } from "./yaml-text.ts";

const component = "$CI_SERVER_FQDN/release-gate/release-gate/release-gate@0.1.0";
const pipelinePath = ".gitlab-ci.yml";
/** Beside a pipeline that is there already; somebody adds one line to it. */
const besidePath = ".gitlab/release-gate.yml";

/** What to add to a pipeline that is there already. */
export const includeLine = `  - local: ${besidePath}`;

/** With people to ask, one job evaluates first and leaves its receipt for the deployment. */
export function draftGitlabPipeline({ environment, approvers }: Traits, hasPipeline: boolean): Draft {
  const mode = approvers === null ? "enforce" : "evaluate";
  const lines = [
    "# Asks the gate whether a release may be deployed, and deploys it if so. Written by `release-gate init`, for you to finish:",
    "# the last script is still to be your deployment.",
    ...(hasPipeline ? [] : ["stages: [test, gate, deploy]", ""]),
    "include:",
    `  - component: ${component}`,
    "    inputs:",
    `      environment: ${text(environment)}`,
    `      mode: ${mode}`,
    `      stage: ${hasPipeline ? "deploy" : "gate"}`,
    "",
    "deploy:",
    "  stage: deploy",
    "  needs: [release-gate]",
    // What another pipeline calls its stages is not known, and a job must not start by itself before the gate has said yes.
    "  environment:",
    `    name: ${text(environment)}`,
    "  # One deployment at a time.",
    `  resource_group: ${text(environment)}`,
    "  rules:",
    "    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    "      when: manual",
    "  image: !reference [.release-gate-enforce, image]",
    "  variables: !reference [.release-gate-enforce, variables]",
    "  # The gate is asked once more, at the moment at which it is deployed.",
    "  before_script:",
    "    - !reference [.release-gate-enforce, before_script]",
    "  script:",
    '    - echo "Put your deployment here." && exit 1',
  ];
  return { path: hasPipeline ? besidePath : pipelinePath, text: `${lines.join("\n")}\n` };
}
