/** Are all required reviewers of an environment people of the group that it asks? Else nobody's membership is proven there. */
import { strangers } from "../../approvals/environment-proof.ts";
import type { Group } from "../../approvals/groups.ts";
import { knowGroups } from "../../approvals/membership.ts";
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { asksInTarget, type SetupView } from "../view.ts";
import { environmentPage, listed } from "../wording.ts";

/** Environment -> the groups that are asked there together: an `any-of` may share one. */
function askedThere(view: SetupView): ReadonlyMap<string, ReadonlyMap<string, Group>> {
  const asked = new Map<string, Map<string, Group>>();
  for (const { name, asked: levels } of view.targets)
    for (const { anyOf } of levels.flat())
      for (const group of anyOf) {
        const places = asksInTarget(group) ? [name] : group.github.environments;
        for (const environment of places) {
          const groups = asked.get(environment) ?? new Map<string, Group>();
          for (const each of anyOf) groups.set(each.name, each);
          asked.set(environment, groups);
        }
      }
  return asked;
}

export const environmentReviewers: SetupRule = {
  id: "environment-reviewers",
  claim: "Each approval environment asks its own group and nobody else",
  platforms: ["github"],
  needs: ["environments"],
  judge(view) {
    // With a token that reads teams, membership is proven by the team itself.
    const gates = view.gateJobs.flatMap(({ gates: own }) => own);
    const readsTeams = gates.length > 0 && gates.every(({ hasOrgToken }) => hasOrgToken);
    return [...askedThere(view)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, groups]): readonly Remark[] => {
        const found = view.environmentNamed(name);
        if (found === null) return [];
        const label = listed([...groups.keys()].sort(), "or");
        const page = environmentPage(view) ?? "the repository's settings";
        if (found.reviewers === null)
          return [
            problem("environment.reviewers-unknown", `GitHub does not say who the required reviewers of ${name} are.`, {
              where: found.url,
              todo: `Set them anew at ${page}: ${label} alone.`,
            }),
          ];
        const known = knowGroups([{ anyOf: [...groups.values()] }], view.facts.platform).all;
        const others = strangers(found, known);
        if (others.length === 0) return [];
        const remark = readsTeams ? note : problem;
        return [
          remark(
            "environment.strangers",
            `${name} asks ${label}, and also ${listed(others)}. Their approval lets it through and counts for nothing${
              readsTeams
                ? ""
                : ", and GitHub does not say by which team somebody approved, so nobody else's membership is proven there either"
            }.`,
            {
              where: found.url,
              todo: `Take ${listed(others)} off its required reviewers at ${page}, or add them to the group.`,
            },
          ),
        ];
      });
  },
};
