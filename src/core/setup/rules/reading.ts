/** Could everything be read with the token that looks? */
import { problem, type Remark, type SetupRule, unseen } from "../setup-rule.ts";

export const reading: SetupRule = {
  id: "reading",
  claim: "The token at hand may read what the gate reads",
  platforms: ["github", "gitlab", "local"],
  needs: ["isPrivate"],
  judge: ({ facts }): readonly Remark[] =>
    facts.refusals.map(({ what, permission, because, fix }) => {
      const isLine = permission !== null && facts.platform === "github" && facts.isInPipeline;
      return (facts.isInPipeline ? problem : unseen)("token.refused", because, {
        where: null,
        todo: isLine
          ? "Add under `permissions:` of the job that runs the gate."
          : (fix ?? `Give a token that may read ${what}.`),
        lines: isLine ? [`  ${permission}`] : [],
      });
    }),
};
