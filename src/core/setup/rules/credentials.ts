/** Are the credentials for deploying kept by the environment? Whoever has them elsewhere needs no gate. */
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { type DeployJob, place, type SetupView } from "../view.ts";
import { listed } from "../wording.ts";

/** Not for deploying: GitHub's own, and what the gate itself is given. */
const others = /^(?:GITHUB_TOKEN|RELEASE_GATE\w*|ORG[_-]TOKEN)$/i;

function remarksOn(
  view: SetupView,
  { workflow, job, environment, target, isExpression }: DeployJob,
): readonly Remark[] {
  if (target === null && !isExpression) return [];
  const used = job.secrets.filter((name) => !others.test(name));
  const elsewhere = view.workflows.flatMap((other) =>
    other.jobs.flatMap((each) =>
      each.environment?.name === job.environment?.name
        ? []
        : each.secrets.filter((name) => name !== "*" && used.includes(name)).map((name) => ({ name, other, each })),
    ),
  );
  const leaked = new Map(elsewhere.map((found) => [found.name, found]));
  const kept = used.filter((name) => !leaked.has(name));
  return [
    ...[...leaked.values()].map(({ name, other, each }) =>
      problem(
        "credentials.elsewhere",
        `The secret ${name}, with which ${job.id} deploys to ${environment}, is also used by ${each.id}, which does not belong to that environment: so it is no secret of the environment, and any workflow can have it.`,
        {
          where: place(other, each.line),
          todo: `Make it a secret of the environment ${environment} alone, and give ${each.id} one of its own.`,
        },
      ),
    ),
    ...(kept.length === 0
      ? []
      : [
          note(
            "credentials.unseen",
            kept.includes("*")
              ? `${job.id} takes all secrets there are; which of them deploy cannot be seen from here.`
              : `Whether ${listed(kept)} ${kept.length === 1 ? "is a secret" : "are secrets"} of the environment ${environment} cannot be seen from here. As secrets of the repository, any workflow on any branch can have them, and deploy without the gate.`,
            {
              where: place(workflow, job.line),
              todo: `Keep them as secrets of ${environment}, with its branches restricted.`,
            },
          ),
        ]),
    ...(used.length > 0
      ? []
      : [
          note(
            "credentials.none",
            `${job.id} deploys to ${environment} without a secret. Credentials that it finds on its runner, or gets by OpenID Connect, must be bound to this environment at the other side: else any workflow has them too.`,
            { where: place(workflow, job.line), todo: null },
          ),
        ]),
  ];
}

export const credentials: SetupRule = {
  id: "credentials",
  claim: "What deploys can be had in the environment only",
  platforms: ["github"],
  needs: [],
  readsPipeline: true,
  judge: (view) => view.deployJobs.flatMap((deploy) => remarksOn(view, deploy)),
};
