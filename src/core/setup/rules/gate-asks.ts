/** Does the job that evaluates put out what the others need, without recording a deployment of its own? */
import { holds } from "../pipeline/gate-step.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { type GateJob, place, type SetupView } from "../view.ts";

function remarksOn(view: SetupView, { workflow, job, gates }: GateJob): readonly Remark[] {
  const evaluating = gates.find((gate) => !holds(gate));
  if (evaluating === undefined || gates.some(holds)) return [];
  const where = place(workflow, job.line);
  const remarks: Remark[] = [];
  if (job.environment !== null && !view.approvalNames.has(job.environment.name.toLowerCase()))
    remarks.push(
      problem(
        "gate.deploys",
        `${job.id} only evaluates, and belongs to the environment ${job.environment.name}: GitHub records a deployment for it, and asks its reviewers before the gate has said anything.`,
        { where: place(workflow, job.environment.line), todo: "Take `environment:` out of this job." },
      ),
    );
  const missing = ["approval-environments", "receipt"].filter((output) => !job.outputs.includes(output));
  const isNeeded = view.targets.some(({ groups }) => groups.some(({ github }) => github.environments.length > 0));
  if (isNeeded && missing.length > 0)
    remarks.push(
      problem(
        "gate.no-outputs",
        `${job.id} does not put out ${missing.join(" and ")}, so nobody can be asked by what it says.`,
        {
          where,
          todo: "Give the gate's step the id `gate`, and put out what it says.",
          lines: ["    outputs:", ...missing.map((output) => `      ${output}: \${{ steps.gate.outputs.${output} }}`)],
        },
      ),
    );
  if (isNeeded && !view.approvalJobs.some((each) => each.workflow === workflow))
    remarks.push(
      problem(
        "gate.nobody-asked",
        `No job of ${workflow.path} belongs to the environments that ${job.id} names, so nobody is asked to approve.`,
        {
          where,
          todo: "Add a job that GitHub holds until they approve.",
          lines: [
            "  approve:",
            `    needs: ${job.id}`,
            `    if: \${{ needs.${job.id}.result == 'success' && needs.${job.id}.outputs.approval-environments != '[]' }}`,
            "    strategy:",
            "      matrix:",
            `        environment: \${{ fromJSON(needs.${job.id}.outputs.approval-environments) }}`,
            `    environment: \${{ matrix.environment }}`,
            "    runs-on: ubuntu-latest",
            "    steps: [{ run: 'echo Approved.' }]",
          ],
        },
      ),
    );
  return remarks;
}

export const gateAsks: SetupRule = {
  id: "gate-asks",
  claim: "The job that evaluates hands on whom to ask, and records no deployment",
  platforms: ["github"],
  needs: [],
  readsPipeline: true,
  judge: (view) => view.gateJobs.flatMap((gateJob) => remarksOn(view, gateJob)),
};
