/** Does the token of each job that runs the gate have what the policy's checks must read? */
import { queryFor } from "../../policy/query-for.ts";
import { grants, type Permissions, type Workflow } from "../pipeline/workflow.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { type GateJob, place, type SetupView, type Target } from "../view.ts";
import { listed } from "../wording.ts";

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

const blockOf = (permissions: readonly string[]): readonly string[] => [
  "permissions:",
  ...permissions.map((each) => `  ${each}`),
];

/** One block of `permissions:` (or the job that lacks one), the jobs that live by it, and what they need together. */
interface Stated {
  readonly workflow: Workflow;
  readonly stated: Permissions | null;
  readonly line: number;
  readonly jobs: readonly string[];
  readonly needed: readonly string[];
  readonly missing: readonly string[];
}

function neededBy(view: SetupView, { gates }: GateJob): readonly string[] {
  const named = gates.flatMap(({ environment }) => environment?.toLowerCase() ?? []);
  const meant = view.targets.filter(({ name }) => named.includes(name.toLowerCase()));
  return permissionsFor(view, meant.length > 0 ? meant : view.targets, [
    ...(gates.some(({ comments }) => comments) ? ["comment"] : []),
    ...(gates.some(({ makesCheckRun }) => makesCheckRun) ? ["check-run"] : []),
  ]);
}

/** The job itself, and every job that calls its workflow: what a called workflow may do, its caller must have. */
function statedFor(view: SetupView, gateJob: GateJob): readonly Stated[] {
  const needed = neededBy(view, gateJob);
  const callers = view.workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => (calls(job.uses, gateJob.workflow) ? [{ workflow, job }] : [])),
  );
  return [gateJob, ...callers].map(({ workflow, job }) => {
    const stated = job.permissions ?? workflow.permissions;
    return {
      workflow,
      stated,
      line: stated?.line ?? job.line,
      jobs: [job.id],
      needed,
      missing: needed.filter((permission) => grants(job, workflow, permission) === false),
    };
  });
}

const calls = (uses: string | null, { path }: Workflow): boolean => uses === `./${path}` || uses === path;

/** Jobs that live by the same lines are told of once. */
function together(all: readonly Stated[]): readonly Stated[] {
  const merged = new Map<string, Stated>();
  for (const each of all) {
    const key = place(each.workflow, each.line);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? each
        : {
            ...each,
            jobs: [...new Set([...known.jobs, ...each.jobs])],
            needed: strongest([...known.needed, ...each.needed]),
            missing: strongest([...known.missing, ...each.missing]),
          },
    );
  }
  return [...merged.values()];
}

function remarkOn({ workflow, stated, line, jobs, needed, missing }: Stated): readonly Remark[] {
  const isCalled = workflow.triggers.length === 1 && workflow.triggers[0] === "workflow_call";
  const where = place(workflow, line);
  const who = listed(jobs);
  if (stated === null)
    return isCalled
      ? []
      : [
          problem(
            "permissions.unset",
            `Nothing says what the token of ${who} may do, so that depends on a setting of the repository.`,
            { where, todo: "Say it, at the top of the file or in the job.", lines: blockOf(needed) },
          ),
        ];
  if (missing.length === 0) return [];
  const names = listed(missing.map((each) => `\`${each}\``));
  return [
    problem(
      "permissions.missing",
      `The token of ${who} may not read all that the policy needs: ${names} ${missing.length === 1 ? "is" : "are"} missing.`,
      {
        where,
        todo: stated.kind === "all" ? "Name the permissions one by one." : "Add under `permissions:`.",
        lines: stated.kind === "all" ? blockOf(needed) : missing.map((each) => `  ${each}`),
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
  judge: (view) => together(view.gateJobs.flatMap((gateJob) => statedFor(view, gateJob))).flatMap(remarkOn),
};
