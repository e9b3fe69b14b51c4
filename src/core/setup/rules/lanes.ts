/** Is the lane free while people think? A lock belongs to the job that deploys, and to nothing else. */
import { holds } from "../pipeline/gate-step.ts";
import type { Workflow } from "../pipeline/workflow.ts";
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { asksSomebody, type DeployJob, place, type SetupView } from "../view.ts";

/** Does a run of it stand still until people answer, or until a window opens? */
function waitsForPeople(view: SetupView, workflow: Workflow): boolean {
  return (
    view.approvalJobs.some((each) => each.workflow === workflow) ||
    view.gateJobs.some((each) => each.workflow === workflow && each.gates.some(({ mode }) => mode === "wait")) ||
    view.deployJobs.some(
      (each) => each.workflow === workflow && (each.isExpression || asksSomebody(view, each.environment) !== false),
    )
  );
}

const lockOf = ({ environment }: DeployJob): readonly string[] => [`    concurrency: deploy-${environment}`];

function onWorkflow(view: SetupView, workflow: Workflow): readonly Remark[] {
  const { concurrency } = workflow;
  const deploy = view.deployJobs.find((each) => each.workflow === workflow);
  if (concurrency === null || !waitsForPeople(view, workflow)) return [];
  return [
    problem(
      "lane.workflow",
      `A run of ${workflow.path} holds the lane "${concurrency.group}" from its beginning, also while people are asked: every later run waits behind it, and only the newest of those is kept.`,
      {
        where: place(workflow, concurrency.line),
        todo: `Take it out there, and give it to the job that deploys${deploy === undefined ? "" : ` (${deploy.job.id})`}.`,
        lines: deploy === undefined ? [] : lockOf(deploy),
      },
    ),
  ];
}

export const lanes: SetupRule = {
  id: "lanes",
  claim: "No lane is held while people think, and one release deploys at a time",
  platforms: ["github"],
  needs: [],
  readsPipeline: true,
  judge(view) {
    const waiting = [
      ...view.approvalJobs.map((each) => ({ ...each, why: "asks people" })),
      ...view.gateJobs
        .filter(({ gates }) => !gates.some((gate) => holds(gate)))
        .map(({ workflow, job }) => ({ workflow, job, why: "asks the gate" })),
    ];
    return [
      ...view.workflows.flatMap((workflow) => onWorkflow(view, workflow)),
      ...waiting.flatMap(({ workflow, job, why }) =>
        job.concurrency === null
          ? []
          : [
              problem("lane.job", `${job.id} only ${why}, and holds the lane "${job.concurrency.group}" meanwhile.`, {
                where: place(workflow, job.concurrency.line),
                todo: "Take `concurrency` out of it; the job that deploys is enough.",
              }),
            ],
      ),
      ...view.deployJobs.flatMap((deploy): readonly Remark[] => {
        const { workflow, job, target, isExpression } = deploy;
        if (target === null && !isExpression) return [];
        const lock = job.concurrency ?? workflow.concurrency;
        if (lock === null)
          return [
            note(
              "lane.none",
              `Two runs may deploy to ${deploy.environment} at the same time: ${job.id} takes no lane.`,
              {
                where: place(workflow, job.line),
                todo: "Give it one.",
                lines: lockOf(deploy),
              },
            ),
          ];
        if (!lock.cancels) return [];
        return [
          problem("lane.cancels", `A newer run cancels ${job.id} in the middle of its deployment.`, {
            where: place(workflow, lock.line),
            todo: "Take cancel-in-progress out.",
          }),
        ];
      }),
    ];
  },
};
