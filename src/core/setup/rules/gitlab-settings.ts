/** May variables be overridden when a pipeline is started, and can the freeze periods be read that the policy uses? */
import { problem, type Remark, type SetupRule, unseen } from "../setup-rule.ts";

/** Roles under which nobody but those who could change the project's settings anyhow may override variables. */
const strict: ReadonlySet<string> = new Set(["no_one_allowed", "owner", "maintainer"]);

export const gitlabVariables: SetupRule = {
  id: "gitlab-variables",
  claim: "Whoever starts a pipeline cannot override its variables",
  platforms: ["gitlab"],
  needs: [],
  judge({ facts }): readonly Remark[] {
    const role = facts.gitlab?.overrideRole;
    if (role?.status !== "observed")
      return [
        unseen("unseen", role?.because ?? "GitLab was not asked for the project's settings.", {
          todo: role?.fix ?? null,
        }),
      ];
    if (role.value === null)
      return [
        unseen(
          "variables.unseen",
          "Which role may override variables when it starts a pipeline is not known: GitLab shows that setting to Maintainers only.",
          {
            todo: "Look with a token of the role Maintainer (scope read_api), or at Settings > CI/CD > Variables.",
          },
        ),
      ];
    if (strict.has(role.value)) return [];
    return [
      problem(
        "variables.override",
        `Whoever has the role ${role.value} may set variables when starting a pipeline, and so also those that tell the gate what is deployed.`,
        {
          where: facts.url === null ? null : `${facts.url}/-/settings/ci_cd`,
          todo: 'Set "Minimum role to use pipeline variables" to "No one allowed" or Maintainer (Settings > CI/CD > Variables).',
        },
      ),
    ];
  },
};

export const gitlabFreezes: SetupRule = {
  id: "gitlab-freezes",
  claim: "GitLab's freeze periods can be read where the policy uses them",
  platforms: ["gitlab"],
  needs: [],
  judge({ facts, policyFile }): readonly Remark[] {
    if (!/^[^#\n]*\bgitlab-freeze-periods:\s*true\b/m.test(policyFile?.text ?? "")) return [];
    const periods = facts.gitlab?.freezePeriods;
    if (periods?.status === "observed") return [];
    return [
      problem(
        "freezes.unreadable",
        periods?.because ?? "GitLab was not asked for the freeze periods that the policy uses.",
        {
          where: policyFile?.path ?? null,
          todo: periods?.fix ?? "Give a token with the scope read_api and the role Reporter or higher.",
        },
      ),
    ];
  },
};
