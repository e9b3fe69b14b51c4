/** May anybody pass an environment without being asked, or answer their own question? */
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { asksInTarget, type SetupView } from "../view.ts";
import { environmentPage } from "../wording.ts";

/** Environments that ask somebody on behalf of the policy, as the platform spells them, sorted. */
function asking(view: SetupView) {
  const names = view.targets.flatMap(({ name, groups }) => [
    ...groups.flatMap(({ github }) => github.environments),
    ...(groups.some(asksInTarget) ? [name] : []),
  ]);
  const found = names
    .flatMap((name) => view.environmentNamed(name) ?? [])
    .filter(({ reviewers }) => reviewers?.length !== 0);
  return [...new Map(found.map((each) => [each.name, each])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const environmentBypass: SetupRule = {
  id: "environment-bypass",
  claim: "Nobody passes an approval environment without being asked",
  platforms: ["github"],
  needs: ["environments"],
  judge(view) {
    const page = environmentPage(view) ?? "the repository's settings";
    const unknown = asking(view).filter(({ adminsMayBypass }) => adminsMayBypass === null);
    return [
      ...asking(view)
        .filter(({ adminsMayBypass }) => adminsMayBypass === true)
        .map(({ name, url }) =>
          problem("environment.bypass", `Administrators may pass ${name} without anybody's approval.`, {
            where: url,
            todo: `Turn off "Allow administrators to bypass configured protection rules" for ${name} at ${page}.`,
          }),
        ),
      ...(unknown.length === 0
        ? []
        : [
            note(
              "environment.bypass-unknown",
              `GitHub does not say whether administrators may pass ${unknown.map(({ name }) => name).join(", ")} without anybody's approval, so an administrator's approval there proves no membership of a team.`,
              { where: page, todo: "Look whether it is turned off there." },
            ),
          ]),
    ];
  },
};

export const environmentSelfReview: SetupRule = {
  id: "environment-self-review",
  claim: "Nobody is asked to approve what they started themselves",
  platforms: ["github"],
  needs: ["environments"],
  judge(view): readonly Remark[] {
    const page = environmentPage(view) ?? "the repository's settings";
    return asking(view)
      .filter(({ preventsSelfReview }) => preventsSelfReview === false)
      .map(({ name, url }) =>
        problem(
          "environment.self-review",
          `${name} lets whoever started a run approve it. The gate does not count that, and GitHub lets the environment through all the same, so the run then has to be asked again.`,
          { where: url, todo: `Turn on "Prevent self-review" for ${name} at ${page}.` },
        ),
      );
  },
};
