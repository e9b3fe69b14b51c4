/** Does every job that deploys begin with the gate's `enforce`, and does nothing get round it? */
import { type GateStep, gatesIn, holds } from "../pipeline/gate-step.ts";
import { note, problem, type Remark, type SetupRule, unseen } from "../setup-rule.ts";
import { type DeployJob, isExpression, place, type SetupView } from "../view.ts";
import { enforceSteps, outputOf } from "../wording.ts";

/** Steps that may come before the gate: they bring the repository, the receipt or a runtime, and deploy nothing. */
const harmless = /^(?:actions\/(?:checkout|download-artifact|setup-node)|step-security\/harden-runner)(?:@|$)/;

/** Goes on although something before it failed. */
const goesOnAnyway = /\b(?:always|failure|cancelled)\s*\(/;

/** Jobs of the workflow that `job` waits for, directly or not. */
function neededBy({ workflow, job }: DeployJob): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...job.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    open.push(...(workflow.jobs.find((each) => each.id === id)?.needs ?? []));
  }
  return needed;
}

const sayJob = ({ job, environment }: DeployJob): string => `The job ${job.id}, which deploys to ${environment},`;

/** Must the deployment hand in what was asked for? */
const needsReceipt = (view: SetupView, { target }: DeployJob): boolean =>
  (target === null ? view.targets : [target]).some(
    ({ rules, groups }) =>
      rules.approvals.receipt === "required" || groups.some(({ github }) => github.environments.length > 0),
  );

function withoutGate(view: SetupView, deploy: DeployJob): Remark {
  const { workflow, job } = deploy;
  const needed = neededBy(deploy);
  const asking = workflow.jobs.find((each) => needed.has(each.id) && gatesIn(each).length > 0);
  const receipt = asking !== undefined && needsReceipt(view, deploy) ? outputOf(asking.id, "receipt") : null;
  return problem(
    "deploy.no-gate",
    asking === undefined
      ? `${sayJob(deploy)} never asks the gate.`
      : `${sayJob(deploy)} waits for the gate in ${asking.id} and does not ask again when it begins: approvals and the window are then as old as that answer.`,
    {
      where: place(workflow, job.line),
      todo: "Begin it with the gate; `enforce` is its default mode.",
      lines: enforceSteps(deploy.environment, receipt),
    },
  );
}

function onGate(view: SetupView, deploy: DeployJob, gate: GateStep): readonly Remark[] {
  const { workflow, job, environment } = deploy;
  const { step, at } = gate;
  const where = place(workflow, step.line);
  const remarks: Remark[] = [];
  const before = job.steps.slice(0, at).filter(({ uses }) => uses === null || !harmless.test(uses));
  const [early] = before;
  if (early !== undefined)
    remarks.push(
      problem("deploy.gate-late", `In ${job.id} "${early.name}" runs before the gate is asked.`, {
        where: place(workflow, early.line),
        todo: "Move the gate's step up: only the checkout may stand before it.",
      }),
    );
  if (step.continuesOnError || step.if !== null)
    remarks.push(
      problem(
        "deploy.gate-ignored",
        step.continuesOnError
          ? `In ${job.id} the job goes on although the gate says no (continue-on-error).`
          : `In ${job.id} the gate is asked only where \`if: ${step.if}\` holds, and without it the job goes on unasked.`,
        {
          where,
          todo: step.continuesOnError ? "Take continue-on-error out." : "Take the `if` out of the gate's step.",
        },
      ),
    );
  if (gate.isReportOnly)
    remarks.push(
      problem("deploy.report-only", `In ${job.id} the gate only reports, and lets every release through.`, {
        where,
        todo: "Take report-only out once its answers are what you want.",
      }),
    );
  const asked = gate.environment;
  if (asked === null)
    remarks.push(
      problem("deploy.no-environment", `In ${job.id} the gate is not told which environment is meant.`, {
        where,
        todo: "Name it.",
        lines: ["        with:", `          environment: ${environment}`],
      }),
    );
  else if (!isExpression(asked) && !deploy.isExpression && asked.toLowerCase() !== environment.toLowerCase())
    remarks.push(
      problem("deploy.other-environment", `${job.id} deploys to ${environment}, and asks the gate about ${asked}.`, {
        where,
        todo: "Ask about the environment that the job belongs to.",
        lines: [`          environment: ${environment}`],
      }),
    );
  const asking = workflow.jobs.find(
    (each) => neededBy(deploy).has(each.id) && gatesIn(each).some((one) => !holds(one)),
  );
  if (needsReceipt(view, deploy) && gate.mode !== "wait" && (gate.receipt === null || asking === undefined))
    remarks.push(
      problem(
        asking === undefined ? "deploy.nobody-asks" : "deploy.no-receipt",
        asking === undefined
          ? `${job.id} needs approvals that people give in environments of their own, and no job before it asks the gate whom to ask (mode: evaluate).`
          : `${job.id} does not hand in the receipt of ${asking.id}, so nothing proves what people were asked.`,
        {
          where,
          todo:
            asking === undefined
              ? "Add the jobs `gate` and `approve` of docs/examples/github/approval-by-group.yml, and let this job need them."
              : "Hand it in.",
          lines: asking === undefined ? [] : [`          receipt: ${outputOf(asking.id, "receipt")}`],
        },
      ),
    );
  const after = job.steps.slice(at + 1).filter((each) => each.if !== null && goesOnAnyway.test(each.if));
  for (const each of after)
    remarks.push(
      note("deploy.runs-anyway", `In ${job.id} "${each.name}" runs even where the gate says no (\`if: ${each.if}\`).`, {
        where: place(workflow, each.line),
        todo: "See that it deploys nothing.",
      }),
    );
  return remarks;
}

function onDeployJob(view: SetupView, deploy: DeployJob): readonly Remark[] {
  const { workflow, job, target, environment, line } = deploy;
  if (target === null && !deploy.isExpression)
    return [
      note(
        "deploy.not-in-policy",
        `${job.id} deploys to ${environment}, which was not asked about: the policy does not name it, and no gate holds it.`,
        {
          where: place(workflow, line),
          todo: "Name it in the policy if releases go there.",
        },
      ),
    ];
  const gate = gatesIn(job).find(holds);
  return gate === undefined ? [withoutGate(view, deploy)] : onGate(view, deploy, gate);
}

/** Workflows elsewhere that jobs of this repository call, and that could not be read. */
const unreadCalls = ({ called = [], workflows }: SetupView): readonly Remark[] =>
  called.flatMap(({ uses, text }) => {
    if (text.status === "observed") return [];
    const [caller] = workflows.flatMap((workflow) =>
      workflow.jobs.flatMap((job) => (job.uses === uses ? [{ workflow, job }] : [])),
    );
    return [
      unseen(
        "called.unread",
        `${caller?.job.id ?? "A job"} calls ${uses}, which could not be read, so nobody can say whether what it deploys begins with the gate. ${text.because}`,
        {
          where: caller === undefined ? null : place(caller.workflow, caller.job.line),
          todo: text.fix ?? "Run `release-gate doctor` in a checkout of that repository.",
        },
      ),
    ];
  });

export const gateInPlace: SetupRule = {
  id: "gate-in-place",
  claim: "Every job that deploys begins with the gate",
  platforms: ["github"],
  needs: [],
  readsPipeline: true,
  judge(view) {
    const { deployJobs, gateJobs, workflows, targets } = view;
    const broken = workflows.flatMap((workflow) =>
      workflow.problem === null
        ? []
        : [
            problem("workflow.unreadable", `${workflow.path} is no valid YAML: ${workflow.problem.message}`, {
              where: place(workflow, workflow.problem.line),
              todo: "Mend it; what it does cannot be judged.",
            }),
          ],
    );
    const unread = unreadCalls(view);
    const [first] = targets;
    const holding = gateJobs.some(({ gates }) => gates.some(holds));
    if (deployJobs.every(({ target, isExpression: open }) => target === null && !open) && !holding)
      return [
        ...broken,
        ...deployJobs.flatMap((deploy) => onDeployJob(view, deploy)),
        ...unread,
        // Whether it is asked there nobody could see.
        ...(unread.length > 0
          ? []
          : [
              problem(
                "gate.nowhere",
                "No workflow of this repository asks the gate, and no job belongs to an environment that the policy names.",
                {
                  where: ".github/workflows",
                  todo: `\`release-gate init\` writes a workflow. The job that deploys must name its environment${first === undefined ? "" : ` (\`environment: ${first.name}\`)`}: else GitHub asks nobody before it.`,
                },
              ),
            ]),
      ];
    return [...broken, ...unread, ...deployJobs.flatMap((deploy) => onDeployJob(view, deploy))];
  },
};
