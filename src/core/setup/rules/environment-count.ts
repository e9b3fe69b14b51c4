/** Are there enough environments for every count? GitHub lets an environment through after one approval. */
import { askThrough } from "../../approvals/environments.ts";
import { labelOf } from "../../approvals/explain.ts";
import type { Requirement } from "../../approvals/requirements.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { asksInTarget, placeInPolicy, type SetupView, type Target } from "../view.ts";
import { counted } from "../wording.ts";

/** Nobody has approved yet. */
const unanswered = (requirements: readonly Requirement[]) =>
  requirements.map(({ anyOf, count, because }) => ({
    anyOf: anyOf.map(({ name }) => name),
    count,
    because,
    approvedBy: [],
    missing: count,
    couldApprove: null,
    impossible: false,
  }));

function remarksOn(view: SetupView, { name, asked }: Target): readonly Remark[] {
  const shortfalls = new Set(
    // What is wrong with a single environment is said elsewhere; here only their number counts.
    asked.flatMap((requirements) => askThrough(requirements, unanswered(requirements), name).shortfalls),
  );
  const inTarget = Math.max(
    0,
    ...asked.map((requirements) =>
      requirements.filter(({ anyOf }) => anyOf.every(asksInTarget)).reduce((sum, { count }) => sum + count, 0),
    ),
  );
  const asking = asked.flat().find(({ anyOf }) => anyOf.every(asksInTarget));
  const label = labelOf((asking?.anyOf ?? []).map((group) => group.name));
  return [
    ...[...shortfalls].map((sentence) =>
      problem("environment.too-few", `For ${name}: ${sentence}`, {
        where: placeInPolicy(view, "environments: ["),
        todo: "Add environments to the group, each with the group's team as its only required reviewer.",
        lines: ["github: { teams: [acme/operations], environments: [approve-operations, approve-operations-2] }"],
      }),
    ),
    ...(inTarget <= 1
      ? []
      : [
          problem(
            "environment.target-alone",
            `${name} needs ${counted(inTarget, "approval")} from groups without environments of their own, and GitHub lets ${name} itself through after one.`,
            {
              where: placeInPolicy(view, `${asking?.anyOf[0]?.name ?? name}:`),
              todo: `Give ${label} approval environments, one for each person.`,
              lines: ["github: { teams: [acme/operations], environments: [approve-operations, approve-operations-2] }"],
            },
          ),
        ]),
  ];
}

export const environmentCount: SetupRule = {
  id: "environment-count",
  claim: "There is an environment for each person who must approve",
  platforms: ["github"],
  needs: [],
  judge: (view) => view.targets.flatMap((target) => remarksOn(view, target)),
};
