/** What the rules look at: facts, policy and pipeline files, read once and put beside each other. */
import { flawOf, foldEnvironment, type KnownEnvironments } from "../approvals/environment-proof.ts";
import type { Group } from "../approvals/groups.ts";
import { groupsOf, type Requirement, requirementsFor } from "../approvals/requirements.ts";
import type { Observed } from "../evidence/observed.ts";
import type { SetupFacts, SurveyedEnvironment } from "../evidence/setup-facts.ts";
import { environmentFor, isGlob } from "../policy/environment-for.ts";
import type { EnvironmentPolicy, Policy } from "../policy/policy.ts";
import { riskLevels } from "../risk/level.ts";
import { type GateStep, gatesIn } from "./pipeline/gate-step.ts";
import { type Job, type LocalActions, type PipelineFile, readWorkflow, type Workflow } from "./pipeline/workflow.ts";

/** A workflow that lies in another repository. */
export interface CalledFile {
  /** `acme/workflows/.github/workflows/deploy.yml@v1`. */
  readonly uses: string;
  readonly text: Observed<string>;
}

/** Everything that `doctor` found. */
export interface SetupCase {
  readonly facts: SetupFacts;
  readonly policy: Policy;
  /** The policy's own file; null for a built-in. */
  readonly policyFile: PipelineFile | null;
  /** The pipeline's files of this checkout. */
  readonly pipelineFiles: Observed<readonly PipelineFile[]>;
  /** The action files of this checkout that its workflows use, by folder. */
  readonly localActions?: LocalActions;
  /** Workflows of other repositories that those of this one call, as they write them, and of which nobody looks into more. */
  readonly called?: readonly CalledFile[];
  readonly codeOwners: PipelineFile | null;
  /** Which environments to look at; empty: all that the policy names. */
  readonly environments: readonly string[];
}

/** An environment that releases go to, with what the policy asks there. */
export interface Target {
  readonly name: string;
  readonly rules: EnvironmentPolicy;
  readonly groups: readonly Group[];
  /** What each risk level asks, with every `when`; levels that ask the same are one. */
  readonly asked: readonly (readonly Requirement[])[];
}

export interface JobOf {
  readonly workflow: Workflow;
  readonly job: Job;
}

export interface GateJob extends JobOf {
  readonly gates: readonly GateStep[];
}

export interface DeployJob extends JobOf {
  /** A name or an expression. */
  readonly environment: string;
  readonly line: number;
  /** Null where the policy names no such environment, or where only the run knows which it is. */
  readonly target: Target | null;
  readonly isExpression: boolean;
}

export interface SetupView extends SetupCase {
  readonly workflows: readonly Workflow[];
  readonly targets: readonly Target[];
  readonly known: KnownEnvironments;
  /** Folded names of environments that exist only to ask somebody. */
  readonly approvalNames: ReadonlySet<string>;
  readonly gateJobs: readonly GateJob[];
  readonly deployJobs: readonly DeployJob[];
  /** Jobs through which a platform asks a group. */
  readonly approvalJobs: readonly JobOf[];
  readonly environmentNamed: (name: string) => SurveyedEnvironment | null;
}

export const place = ({ path }: { readonly path: string }, line: number): string => `${path}:${line}`;

/** Where the policy writes this name; its file alone where it does not write it so, null for a built-in. */
export function placeInPolicy({ policyFile }: SetupView, name: string): string | null {
  if (policyFile === null) return null;
  const lines = policyFile.text.split("\n");
  const at = lines.findIndex((line) => !/^\s*#/.test(line) && line.includes(name));
  return at < 0 ? policyFile.path : place(policyFile, at + 1);
}

export const isExpression = (name: string): boolean => name.includes("${{");

export function viewOf(found: SetupCase): SetupView {
  const { facts, policy, pipelineFiles, environments } = found;
  const fold = (name: string): string => foldEnvironment(name, facts.platform);
  const workflows =
    pipelineFiles.status === "observed" && facts.platform !== "gitlab"
      ? [...pipelineFiles.value, ...calledFiles(found)].map((file) => readWorkflow(file, found.localActions))
      : [];
  const all = facts.environments.status === "observed" ? facts.environments.value : [];
  const surveyed = new Map(all.map((each) => [fold(each.name), each]));
  const approvalNames = new Set(
    Object.values(policy.groups).flatMap(({ github }) => github.environments.map((name) => fold(name))),
  );
  const jobs = workflows.flatMap((workflow) => workflow.jobs.map((job) => ({ workflow, job })));
  const entered = jobs.flatMap(({ workflow, job }) => {
    if (job.environment === null) return [];
    const { name, line } = job.environment;
    return [{ workflow, job, environment: name, line, isExpression: isExpression(name) }];
  });
  const asks = ({ environment, job, ...each }: (typeof entered)[number]): boolean =>
    each.isExpression
      ? environment.includes("matrix.") && job.strategy.includes("approval-environments")
      : approvalNames.has(fold(environment));
  const named = policy.environments.map(({ name }) => name).filter((name) => !isGlob(name));
  // A pattern says nothing by itself: what the pipeline deploys to is what it stands for.
  const matched = entered
    .filter((each) => !each.isExpression && !asks(each))
    .map(({ environment }) => environment)
    .filter((name) => environmentFor(policy, name).rules !== null);
  const wanted = environments.length > 0 ? environments : [...named, ...matched];
  const targets = [...new Map(wanted.map((name) => [fold(name), name])).values()]
    .sort()
    .flatMap((name) => targetOf(name, policy) ?? []);
  const targetNamed = (name: string): Target | null => targets.find((each) => fold(each.name) === fold(name)) ?? null;
  return {
    ...found,
    workflows,
    targets,
    approvalNames,
    known: new Map(
      facts.environments.status === "observed"
        ? [...targets.map(({ name }) => name), ...approvalNames].map((name) => [
            fold(name),
            surveyed.get(fold(name)) ?? absent(name),
          ])
        : [],
    ),
    gateJobs: jobs.flatMap(({ workflow, job }) => {
      const gates = gatesIn(job);
      return gates.length === 0 ? [] : [{ workflow, job, gates }];
    }),
    deployJobs: entered
      .filter((each) => !asks(each))
      .map((each) => ({ ...each, target: each.isExpression ? null : targetNamed(each.environment) })),
    approvalJobs: entered.filter(asks),
    environmentNamed: (name) => surveyed.get(fold(name)) ?? null,
  };
}

/** What was read of the workflows that are called elsewhere; each bears the name by which it is called. */
const calledFiles = ({ called = [] }: SetupCase): readonly PipelineFile[] =>
  called.flatMap(({ uses, text }) => (text.status === "observed" ? [{ path: uses, text: text.value }] : []));

const absent = (name: string): SurveyedEnvironment => ({
  name,
  exists: false,
  reviewers: [],
  preventsSelfReview: null,
  adminsMayBypass: null,
  url: null,
  branches: null,
});

function targetOf(name: string, policy: Policy): Target | null {
  const { rules } = environmentFor(policy, name);
  if (rules === null) return null;
  // Without the changed files every `when` applies: the most that may ever be asked.
  const asked = new Map(
    riskLevels.map((level) => {
      const requirements = requirementsFor(rules.approvals, level, undefined);
      return [JSON.stringify(requirements.map(({ anyOf, count }) => [anyOf, count])), requirements];
    }),
  );
  const groups = new Map(groupsOf(rules.approvals).map((group) => [group.name, group]));
  return {
    name,
    rules,
    groups: [...groups.values()],
    asked: [...asked.values()].filter((requirements) => requirements.length > 0),
  };
}

/** Does GitHub ask this group in the target itself: with no environment of its own, and no reviews that would do? */
export const asksInTarget = ({ github }: Group): boolean =>
  github.environments.length === 0 && !github["pull-request-reviews"];

/** Does this environment ask anybody? Null where nobody knows. */
export function asksSomebody(view: SetupView, name: string): boolean | null {
  const found = view.environmentNamed(name);
  if (view.facts.environments.status !== "observed") return null;
  if (found === null) return false;
  return flawOf(found) === null ? (found.reviewers === null ? null : true) : false;
}
