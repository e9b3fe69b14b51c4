/** Is anything else being deployed there, or to what it depends on? */
import { z } from "zod";
import type { Deployment } from "../evidence/deployments.ts";
import { defineCheck } from "./check.ts";
import { isFor, newestFirst } from "./deployed-to.ts";
import { pass, pending, unknown } from "./finding.ts";
import { capped, listed, moment, shortSha } from "./wording.ts";

/** A deployment that waits for people holds no lock, so it does not count as running. */
const running: ReadonlySet<Deployment["state"]> = new Set(["in-progress", "queued"]);

const say = ({ environment, commit, state, createdAt, url }: Deployment): string =>
  `${environment}: ${shortSha(commit)} ${state} since ${moment(Date.parse(createdAt))}${url === null ? "" : ` (${url})`}`;

const environmentsOf = (list: readonly Deployment[]): string =>
  listed([...new Set(list.map(({ environment }) => environment))].sort());

export const concurrency = defineCheck({
  id: "concurrency",
  question: "Is nothing else being deployed there, or to what this depends on?",
  needs: ["deployments"],
  settings: () =>
    z.strictObject({
      with: z
        .array(z.string().trim().min(1).max(255))
        .default([])
        .describe("Environments besides the target in which nothing may be under way."),
    }),
  ask: ({ with: others }) => ({ environments: others }),
  judge({ deployments }, { with: others }, { environment }) {
    const watched = [environment, ...others];
    const foreign = newestFirst(deployments.filter((each) => !each.isOwn && watched.some((name) => isFor(each, name))));
    const busy = foreign.filter(({ state }) => running.has(state));
    if (busy.length > 0)
      return pending("concurrency.busy", `Another deployment to ${environmentsOf(busy)} is under way.`, {
        details: capped(busy.map(say)),
        fix: "Wait until it has ended; if it ended long ago and nobody said so, mark it inactive.",
      });
    const unclear = foreign.filter(({ state }) => state === "unknown");
    if (unclear.length > 0)
      return unknown(
        "concurrency.unclear",
        `Whether a deployment to ${environmentsOf(unclear)} is under way is not known.`,
        {
          details: capped(unclear.map(say)),
          fix: "Look at that deployment, and set its state.",
        },
      );
    return pass("concurrency.free", `Nothing else is being deployed to ${listed([...new Set(watched)])}.`);
  },
});
