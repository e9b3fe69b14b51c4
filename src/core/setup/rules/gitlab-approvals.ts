/** Does GitLab itself ask for as many approvals as the policy? Its rules let a deployment begin, and the gate only then counts. */
import { platformTeams } from "../../approvals/membership.ts";
import type { Requirement } from "../../approvals/requirements.ts";
import type { ApprovalRule } from "../../evidence/setup-facts.ts";
import { problem, type Remark, type SetupRule, unseen } from "../setup-rule.ts";
import { placeInPolicy, type SetupView, type Target } from "../view.ts";
import { counted, listed } from "../wording.ts";

function remarksOn(view: SetupView, { name, asked }: Target, rules: readonly ApprovalRule[]): readonly Remark[] {
  const its = rules.filter(({ environment, count }) => environment === name && count > 0);
  const where = view.facts.url === null ? null : `${view.facts.url}/-/settings/ci_cd`;
  if (asked.length > 0 && its.length === 0)
    return [
      problem(
        "rules.none",
        `GitLab asks nobody before a deployment to ${name}: the environment is not protected, or has no approval rule.`,
        {
          where,
          todo: `Protect ${name}, with an approval rule for each group of the policy (it comes with GitLab Premium; on Free let merge-request approvals and a manual job do, which is weaker).`,
        },
      ),
    ];
  const worst = new Map<string, Requirement>();
  for (const requirement of asked.flat()) {
    const label = listed(
      requirement.anyOf.map((group) => group.name),
      "or",
    );
    if ((worst.get(label)?.count ?? 0) < requirement.count) worst.set(label, requirement);
  }
  return [...worst].flatMap(([label, { anyOf, count }]): readonly Remark[] => {
    const groups = anyOf.flatMap((group) => platformTeams(group, "gitlab"));
    // People by name have rules under their number, which says nothing here.
    if (groups.length === 0) return [];
    const asks = its
      .filter(({ kind, name: group }) => kind === "group" && groups.includes(group.toLowerCase()))
      .reduce((sum, rule) => sum + rule.count, 0);
    if (asks >= count) return [];
    return [
      problem(
        "rules.looser",
        `GitLab lets a deployment to ${name} begin after ${asks === 0 ? "no approval" : counted(asks, "approval")} of ${label}, and the policy needs ${count}.`,
        {
          where: where ?? placeInPolicy(view, `${anyOf[0]?.name ?? name}:`),
          todo: `Give ${name} an approval rule for ${listed(groups, "or")} with ${counted(count, "required approval")}.`,
        },
      ),
    ];
  });
}

export const gitlabApprovals: SetupRule = {
  id: "gitlab-approvals",
  claim: "GitLab asks for no fewer approvals than the policy",
  platforms: ["gitlab"],
  needs: [],
  judge(view) {
    const rules = view.facts.gitlab?.approvalRules;
    if (rules?.status !== "observed") {
      const asksAnybody = view.targets.some(({ asked }) => asked.length > 0);
      return asksAnybody
        ? [
            unseen("unseen", rules?.because ?? "GitLab was not asked how environments are protected.", {
              todo: rules?.fix ?? null,
            }),
          ]
        : [];
    }
    const unread = view.facts.gitlab?.unreadGroups ?? [];
    const remarks = view.targets.flatMap((target) => remarksOn(view, target, rules.value));
    // What a group asks of all its projects comes on top: as long as it is not known, nobody can say that too few are asked.
    return unread.length === 0
      ? remarks
      : remarks.map((remark) =>
          unseen("rules.unseen", `By the project's own rules: ${remark.what}`, {
            where: remark.where,
            todo: `Look at the protected environments of ${listed(unread)} as well: with a token that may (scope read_api, role Maintainer there) in RELEASE_GATE_GROUP_TOKEN. Else: ${remark.todo ?? "add the rule to the project."}`,
          }),
        );
  },
};
