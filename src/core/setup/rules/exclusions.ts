/** Does the policy let approvals count that prove less? */
import { switchedOff } from "../../approvals/exclusions.ts";
import { relaxedSentence } from "../../approvals/explain.ts";
import { note, type SetupRule } from "../setup-rule.ts";
import { placeInPolicy } from "../view.ts";

export const exclusions: SetupRule = {
  id: "exclusions",
  claim: "Only approvals count that were given to this very release, by people who did not make it",
  platforms: ["github", "gitlab", "local"],
  needs: [],
  judge: (view) =>
    view.targets
      .filter(({ asked }) => asked.length > 0)
      .flatMap(({ name, rules }) =>
        switchedOff(rules.approvals).map(({ what, key }) =>
          note("exclusion.off", `${name}: ${relaxedSentence.warning(what, key)}`, {
            where: placeInPolicy(view, `${key}: false`),
            todo: `Take \`${key}: false\` out, unless it is meant.`,
          }),
        ),
      ),
};
