/** Does each job that runs the gate check out the whole history? */
import { checkoutAction } from "../actions.ts";
import { problem, type SetupRule } from "../setup-rule.ts";
import { place } from "../view.ts";

const isCheckout = (uses: string | null): boolean => /^actions\/checkout(?:@|$)/.test(uses ?? "");

const lines = [`      - uses: ${checkoutAction}`, "        with:", "          fetch-depth: 0"];

export const history: SetupRule = {
  id: "history",
  claim: "The gate has the whole history beside it",
  platforms: ["github"],
  needs: [],
  readsPipeline: true,
  judge: ({ gateJobs }) =>
    gateJobs.flatMap(({ workflow, job, gates }) => {
      const [gate] = gates;
      const before = job.steps.slice(0, gate?.at ?? 0);
      const checkout = before.filter(({ uses }) => isCheckout(uses)).at(-1);
      if (checkout === undefined)
        return [
          problem(
            "checkout.missing",
            `${job.id} runs the gate without a checkout, so files and history have to be asked for one by one, and how risky the change is cannot be told from its past.`,
            { where: place(workflow, gate?.step.line ?? job.line), todo: "Put before the gate:", lines },
          ),
        ];
      if (checkout.with["fetch-depth"] === "0") return [];
      return [
        problem(
          "checkout.shallow",
          `${job.id} checks out a part of the history only, so what cannot be seen of the change's past counts as risky.`,
          { where: place(workflow, checkout.line), todo: "Take the whole history.", lines: lines.slice(1) },
        ),
      ];
    }),
};
