/** Do the teams exist that the policy names? */
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { placeInPolicy } from "../view.ts";
import { listed } from "../wording.ts";

export const teams: SetupRule = {
  id: "teams",
  claim: "The teams of the policy exist",
  platforms: ["github", "gitlab"],
  needs: ["teams"],
  judge(view) {
    const { facts } = view;
    if (facts.teams.status !== "observed") return [];
    const seen = facts.environments.status === "observed" ? facts.environments.value : [];
    // Whoever is a reviewer somewhere is there.
    const reviewing = new Set(
      seen.flatMap(({ reviewers }) =>
        (reviewers ?? []).map(({ kind, name }) => (kind === "team" ? name.toLowerCase() : "")),
      ),
    );
    const remarks: Remark[] = facts.teams.value
      .filter(({ name, state }) => state === "absent" && !reviewing.has(name.toLowerCase()))
      .map(({ name }) =>
        problem("team.unknown", `There is no team ${name}, or the token that may read teams does not see it.`, {
          where: placeInPolicy(view, name),
          todo: "Correct the name (organisation/team), or make the team visible.",
        }),
      );
    const unknown = facts.teams.value.filter(
      ({ name, state }) => state === "unknown" && !reviewing.has(name.toLowerCase()),
    );
    if (unknown.length > 0)
      remarks.push(
        note(
          "team.unseen",
          `Whether ${listed(unknown.map(({ name }) => name))} exist${unknown.length === 1 ? "s" : ""} is not known: the token at hand may not see them, as the token of a job never may.`,
          {
            where: placeInPolicy(view, unknown[0]?.name ?? ""),
            todo: "Set RELEASE_GATE_GROUP_TOKEN to a token that may read the members of teams and groups, and look again.",
          },
        ),
      );
    return remarks;
  },
};
