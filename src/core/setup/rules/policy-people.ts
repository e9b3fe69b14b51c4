/** Are there enough people behind each requirement? */
import { platformTeams } from "../../approvals/membership.ts";
import type { Requirement } from "../../approvals/requirements.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { placeInPolicy, type SetupView, type Target } from "../view.ts";
import { counted, listed } from "../wording.ts";

/** How many people the groups can have at most; null where a team stands behind one. */
function peopleOf({ anyOf }: Requirement, platform: string): number | null {
  if (anyOf.some((group) => platformTeams(group, platform).length > 0)) return null;
  const named = anyOf.flatMap(({ users, deputies = [] }) => [...users, ...deputies.map(({ user }) => user)]);
  return new Set(named.filter((name) => !name.includes("@")).map((name) => name.toLowerCase())).size;
}

const remarksOn = (view: SetupView, target: Target): readonly Remark[] =>
  target.asked.flat().flatMap((requirement) => {
    const people = peopleOf(requirement, view.facts.platform);
    if (people === null || people >= requirement.count) return [];
    const names = requirement.anyOf.map(({ name }) => name);
    const label = listed(names, "or");
    return [
      people === 0
        ? problem("group.empty", `Nobody on this platform belongs to ${label}, whose approval ${target.name} needs.`, {
            where: placeInPolicy(view, `${names[0]}:`),
            todo: "Name logins under `users`, or a team of this platform.",
          })
        : problem(
            "group.too-few",
            `${target.name} needs ${counted(requirement.count, "approval")} of ${label}, which has ${counted(people, "person", "people")}.`,
            { where: placeInPolicy(view, `${names[0]}:`), todo: "Add people to the group, or lower the count." },
          ),
    ];
  });

export const policyPeople: SetupRule = {
  id: "policy-people",
  claim: "Every requirement has enough people who could meet it",
  platforms: ["github", "gitlab", "local"],
  needs: [],
  judge: (view) => view.targets.flatMap((target) => remarksOn(view, target)),
};
