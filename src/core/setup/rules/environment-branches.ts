/** From which branches may jobs deploy? A workflow is what it is on the branch that it runs from. */
import { problem, type SetupRule } from "../setup-rule.ts";
import { environmentPage } from "../wording.ts";

export const environmentBranches: SetupRule = {
  id: "environment-branches",
  claim: "Only chosen branches may deploy",
  platforms: ["github"],
  needs: ["environments"],
  judge: (view) =>
    view.targets.flatMap(({ name }) => {
      const found = view.environmentNamed(name);
      if (found === null || found.branches !== "any") return [];
      return [
        problem(
          "environment.any-branch",
          `A workflow on any branch may deploy to ${name}: somebody can take the gate out of it on a branch of their own and run that.`,
          {
            where: found.url,
            todo: `Set "Deployment branches and tags" of ${name} to protected or selected branches at ${environmentPage(view) ?? "the repository's settings"}.`,
          },
        ),
      ];
    }),
};
