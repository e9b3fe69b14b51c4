/** Do the environments through which groups are asked exist, and do they ask somebody? */
import { flawOf } from "../../approvals/environment-proof.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { asksInTarget, placeInPolicy, type SetupView } from "../view.ts";
import { environmentPage, planRemark } from "../wording.ts";

function remarkOn(view: SetupView, name: string, people: string, isTarget: boolean): readonly Remark[] {
  const found = view.environmentNamed(name);
  const flaw = flawOf(
    found ?? { name, exists: false, reviewers: [], preventsSelfReview: null, adminsMayBypass: null, url: null },
  );
  if (flaw === null || (isTarget && flaw === "missing")) return [];
  const page = environmentPage(view) ?? "the repository's settings";
  return flaw === "missing"
    ? [
        problem(
          "environment.missing",
          `The environment ${name}, through which ${people} is asked, does not exist. The first job that names it would make it, and pass it without anybody's approval.`,
          {
            where: placeInPolicy(view, name),
            todo: `Make it at ${page}, with ${people} as its only required reviewers.`,
          },
        ),
      ]
    : [
        problem(
          "environment.unprotected",
          `The environment ${name} has no required reviewers, so nobody is asked there${isTarget ? `, and ${people} can approve nowhere else` : ""}.`,
          {
            where: found?.url ?? placeInPolicy(view, name),
            todo: `Make ${people} its only required reviewers at ${page}.${planRemark(view)}`,
          },
        ),
      ];
}

export const approvalEnvironments: SetupRule = {
  id: "approval-environments",
  claim: "The environments that ask for approval exist and have required reviewers",
  platforms: ["github"],
  needs: ["environments"],
  judge(view) {
    const asking = new Map<string, string>();
    for (const { groups } of view.targets)
      for (const group of groups)
        for (const name of group.github.environments) if (!asking.has(name)) asking.set(name, group.name);
    return [
      ...[...asking]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, people]) => remarkOn(view, name, people, false)),
      ...view.targets.flatMap(({ name, groups }) => {
        const [first] = groups.filter(asksInTarget);
        return first === undefined ? [] : remarkOn(view, name, first.name, true);
      }),
    ];
  },
};
