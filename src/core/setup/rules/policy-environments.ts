/** Does the policy name environments that exist, and is there a policy at all? */
import { nearest } from "../../nearest.ts";
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { placeInPolicy } from "../view.ts";
import { environmentPage } from "../wording.ts";

export const policyEnvironments: SetupRule = {
  id: "policy-environments",
  claim: "The policy's environments are those of the repository",
  platforms: ["github", "gitlab"],
  needs: ["environments"],
  judge(view) {
    const { targets, policyFile, facts } = view;
    const all = facts.environments.status === "observed" ? facts.environments.value.map(({ name }) => name) : [];
    const remarks: Remark[] = [];
    if (policyFile === null)
      remarks.push(
        note(
          "policy.built-in",
          "There is no policy file here, so builtin:standard holds, and nobody is asked to approve.",
          {
            todo: "`release-gate init` writes one.",
          },
        ),
      );
    for (const { name } of targets) {
      if (view.environmentNamed(name) !== null) continue;
      const meant = nearest(name, all);
      remarks.push(
        problem(
          "environment.target-missing",
          `The environment ${name} does not exist${meant === null ? "" : `; there is one named ${meant}`}. A job that names it would make it, without any protection.`,
          {
            where: placeInPolicy(view, name),
            todo: `Make it${facts.platform === "github" ? ` at ${environmentPage(view) ?? "the repository's settings"}` : ""} before anything deploys there, or correct the name.`,
          },
        ),
      );
    }
    if (policyFile !== null && targets.length === 0)
      remarks.push(
        problem("policy.no-environment", "The policy names no environment that anything here deploys to.", {
          where: policyFile.path,
          todo: "Name it under `environments:`.",
          lines: ["environments:", "  production: {}"],
        }),
      );
    return remarks;
  },
};
