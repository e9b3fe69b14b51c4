/** Does the token of each job that runs the gate have what the policy's checks must read? */
import { queryFor } from "../../policy/query-for.ts";
import { grants, type Workflow } from "../pipeline/workflow.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { type GateJob, place, type SetupView, type Target } from "../view.ts";

/** Permissions (`checks: read`), sorted; of one name only the strongest. */
export function permissionsFor(
  view: SetupView,
  targets: readonly Target[],
  features: readonly string[],
): readonly string[] {
  const { takes } = view.facts;
  const kinds = targets.flatMap(({ name, rules }) => queryFor(name, "normal", [rules]).kinds);
  const all = [
    ...takes.always,
    ...kinds.flatMap((kind) => takes.byKind[kind]),
    ...[...features, ...(targets.some(({ rules }) => rules.emergency !== undefined) ? ["emergency"] : [])].flatMap(
      (feature) => takes.byFeature[feature] ?? [],
    ),
  ];
  return strongest(all);
}

/** `issues: write` makes `issues: read` superfluous. */
export function strongest(permissions: readonly string[]): readonly string[] {
  const written = new Set(permissions.flatMap((each) => (each.endsWith(": write") ? [each.split(":")[0]] : [])));
  return [...new Set(permissions)]
    .filter((each) => each.endsWith(": write") || !written.has(each.split(":")[0]))
    .sort();
}

const blockOf = (permissions: readonly string[], depth: number): readonly string[] => [
  `${" ".repeat(depth)}permissions:`,
  ...permissions.map((each) => `${" ".repeat(depth + 2)}${each}`),
];

function remarksOn(view: SetupView, { workflow, job, gates }: GateJob): readonly Remark[] {
  const named = gates.flatMap(({ environment }) => environment?.toLowerCase() ?? []);
  const meant = view.targets.filter(({ name }) => named.includes(name.toLowerCase()));
  const features = [
    ...(gates.some(({ comments }) => comments) ? ["comment"] : []),
    ...(gates.some(({ makesCheckRun }) => makesCheckRun) ? ["check-run"] : []),
  ];
  const needed = permissionsFor(view, meant.length > 0 ? meant : view.targets, features);
  const callers = callersOf(view, workflow);
  const own = judgeOne(workflow, job, needed, `${job.id}, which runs the gate,`);
  // What a called workflow may do, its caller must have.
  return [
    ...own,
    ...callers.flatMap(({ workflow: from, job: call }) =>
      judgeOne(from, call, needed, `${call.id}, which calls ${workflow.path},`),
    ),
  ];
}

const callersOf = (view: SetupView, called: Workflow) =>
  view.workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => (job.uses === `./${called.path}` ? [{ workflow, job }] : [])),
  );

function judgeOne(workflow: Workflow, job: GateJob["job"], needed: readonly string[], who: string): readonly Remark[] {
  const stated = job.permissions ?? workflow.permissions;
  const isCalled = workflow.triggers.length === 1 && workflow.triggers[0] === "workflow_call";
  if (stated === null)
    return isCalled
      ? []
      : [
          problem(
            "permissions.unset",
            `${who} says nothing about permissions, so what its token may read depends on a setting of the repository.`,
            {
              where: place(workflow, job.line),
              todo: "Say it, at the top of the file or in the job.",
              lines: blockOf(needed, 0),
            },
          ),
        ];
  const missing = needed.filter((permission) => grants(job, workflow, permission) === false);
  if (missing.length === 0) return [];
  return [
    problem(
      "permissions.missing",
      `The token of ${who} may not do everything that the policy needs: ${missing.map((each) => `\`${each}\``).join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
      {
        where: place(workflow, stated.line),
        todo: stated.kind === "all" ? "Name the permissions one by one." : "Add under `permissions:`.",
        lines: stated.kind === "all" ? blockOf(needed, 0) : missing.map((each) => `  ${each}`),
      },
    ),
  ];
}

export const permissions: SetupRule = {
  id: "permissions",
  claim: "The job's token may read what the policy's checks need",
  platforms: ["github"],
  needs: [],
  readsPipeline: true,
  judge: (view) => view.gateJobs.flatMap((gateJob) => remarksOn(view, gateJob)),
};
