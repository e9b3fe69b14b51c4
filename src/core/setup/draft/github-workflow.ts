/** Writes a first workflow for GitHub Actions: the gate around a deployment that is still to be filled in. */
import { checkoutAction, gateAction } from "../actions.ts";
import type { Draft, Traits } from "./traits.ts";

const path = ".github/workflows/release.yml";

const indent = (depth: number, lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === "" ? "" : " ".repeat(depth) + line));

/** Text of others inside YAML: JSON is YAML, and an expression in it would be read as one. */
const text = (value: string): string =>
  /^[A-Za-z][\w./-]*$/.test(value) ? value : JSON.stringify(value.replaceAll("$" + "{{", "$ {{"));

/** Filled in by GitHub. */
const expression = (what: string): string => `\${{ ${what} }}`;

const checkout: readonly string[] = [
  `- uses: ${checkoutAction}`,
  "  with:",
  "    fetch-depth: 0 # the whole history: what changed and how risky it is then costs no request",
];

const gate = (more: readonly string[], id: string | null = null): readonly string[] => [
  ...(id === null ? [`- uses: ${gateAction}`] : [`- id: ${id}`, `  uses: ${gateAction}`]),
  "  with:",
  ...indent(4, more),
];

/** Fails until somebody has written the real one: a pipeline that deploys nothing must not look as if it had. */
const placeholder: readonly string[] = ["- name: Deploy", '  run: echo "Put your deployment here." && exit 1'];

const head = (permissions: readonly string[]): readonly string[] => [
  "# Asks the gate whether a release may be deployed, and deploys it if so. Written by `release-gate init`, for you to finish:",
  "# the last step is still to be your deployment.",
  "name: Release",
  "on:",
  "  workflow_dispatch:",
  "  # push:",
  "  #   branches: [main]",
  "permissions:",
  ...permissions.map((permission) => `  ${permission}`),
  "jobs:",
];

const evaluation = (environment: string): readonly string[] => [
  "gate: # without `environment:`, or it would be recorded as a deployment itself",
  "  outputs:",
  `    approval-environments: ${expression("steps.gate.outputs.approval-environments")}`,
  `    receipt: ${expression("steps.gate.outputs.receipt")}`,
  "  runs-on: ubuntu-latest",
  "  steps:",
  ...indent(4, checkout),
  ...indent(4, gate([`environment: ${environment}`, "mode: evaluate"], "gate")),
  "approve: # GitHub holds this job, without a runner, until the reviewers of the environment approve",
  "  needs: gate",
  "  # An empty matrix would fail the run.",
  `  if: ${expression("needs.gate.result == 'success' && needs.gate.outputs.approval-environments != '[]'")}`,
  "  strategy:",
  "    matrix:",
  `      environment: ${expression("fromJSON(needs.gate.outputs.approval-environments)")}`,
  `  environment: ${expression("matrix.environment")}`,
  "  runs-on: ubuntu-latest",
  "  steps:",
  '    - run: echo "Approved."',
];

/** `permissions`: what the policy's checks must read. With approval environments three jobs, else one. */
export function draftGithubWorkflow(traits: Traits, permissions: readonly string[]): Draft {
  const environment = text(traits.environment);
  const asksElsewhere = traits.approvers !== null && traits.asksInEnvironment !== true;
  const deploy = [
    "deploy:",
    ...(asksElsewhere
      ? [
          "  needs: [gate, approve]",
          "  # A job that needs a skipped one is skipped too, unless it says otherwise.",
          `  if: ${expression("!cancelled() && needs.gate.result == 'success' && (needs.approve.result == 'success' || needs.approve.result == 'skipped')")}`,
        ]
      : []),
    "  # The lane is taken here and nowhere else: nobody holds it while people think.",
    `  concurrency: ${text(`deploy-${traits.environment}`)}`,
    `  environment: ${environment}`,
    "  runs-on: ubuntu-latest",
    "  steps:",
    ...indent(4, checkout),
    ...indent(
      4,
      gate([
        `environment: ${environment}`,
        ...(asksElsewhere ? [`receipt: ${expression("needs.gate.outputs.receipt")}`] : []),
      ]),
    ),
    ...indent(4, placeholder),
  ];
  const jobs = asksElsewhere ? [...evaluation(environment), ...deploy] : deploy;
  return { path, text: `${[...head(permissions), ...indent(2, jobs)].join("\n")}\n` };
}
