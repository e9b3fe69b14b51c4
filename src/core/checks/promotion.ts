/** Did this very commit prove itself in the environment before this one? */
import { z } from "zod";
import { duration, formatDuration } from "../calendar/duration.ts";
import type { Deployment } from "../evidence/deployments.ts";
import { defineCheck, type Situation } from "./check.ts";
import { isFor, newestFirst, sameEnvironment } from "./deployed-to.ts";
import { fail, pass, pending, skipped, unknown, type Verdict } from "./finding.ts";
import { capped, moment, shortSha } from "./wording.ts";

const settings = z.strictObject({
  from: z.string().trim().min(1).max(255).describe("The environment that the release must have been in before."),
  soak: duration.optional().describe("How long it must have been there."),
});

const running: ReadonlySet<Deployment["state"]> = new Set(["in-progress", "queued", "waiting"]);

const say = ({ createdAt, state, url }: Deployment): string =>
  `${moment(Date.parse(createdAt))}: ${state}${url === null ? "" : ` (${url})`}`;

/** It never got there: what is still missing? */
function notThere(there: readonly Deployment[], from: string, commit: string): Verdict {
  const details = capped(there.map(say));
  if (there.some(({ state }) => running.has(state)))
    return pending("promotion.underway", `${commit} is being deployed to ${from}.`, {
      details,
      fix: `Wait until it runs in ${from}.`,
    });
  if (there.some(({ everSucceeded }) => everSucceeded))
    return fail("promotion.untrusted", `Nobody who can be believed says that ${commit} was deployed to ${from}.`, {
      details,
      fix: "Deploy it by a workflow of this repository from a protected branch, or name who posts deployments under deployed-by.",
    });
  return there.length === 0
    ? fail("promotion.missing", `${commit} was never deployed to ${from}.`, {
        fix: `Deploy this commit to ${from} first.`,
      })
    : fail("promotion.failed", `${commit} was deployed to ${from}, but never successfully.`, {
        details,
        fix: `Find out why it failed in ${from}, and deploy it there again.`,
      });
}

function judge(
  deployments: readonly Deployment[],
  { from, soak }: z.output<typeof settings>,
  { environment, now, release }: Situation,
): Verdict {
  if (sameEnvironment(from, environment))
    return skipped("promotion.first-environment", `${environment} is where promotion begins: nothing comes before it.`);
  const commit = shortSha(release.head.sha);
  const there = newestFirst(deployments.filter((each) => isFor(each, from) && each.commit === release.head.sha));
  const good = there.filter(({ everSucceeded, trusted }) => everSucceeded && trusted);
  if (good.length === 0) return notThere(there, from, commit);

  // Nobody can say which of two attempts from one moment came later, so both speak.
  const lastGood = Date.parse(good[0]?.createdAt ?? "");
  const newest = there.filter(({ createdAt }) => !(Date.parse(createdAt) < lastGood));
  if (newest.some(({ state }) => state === "failed"))
    return fail("promotion.failed-later", `${commit} ran in ${from}, but has failed there since.`, {
      details: capped(there.map(say)),
      fix: `Find out why it failed in ${from}, and deploy it there again.`,
    });
  if (newest.some(({ state }) => state === "unknown"))
    return unknown("promotion.unclear", `How ${commit} stands in ${from} now is not known.`, {
      details: capped(there.map(say)),
      fix: `Look at ${from}, or deploy it there again.`,
    });
  if (soak === undefined) return pass("promotion.promoted", `${commit} was deployed to ${from} successfully.`);

  const finished = good.flatMap(({ finishedAt }) => (finishedAt === null ? [] : [Date.parse(finishedAt)]));
  if (finished.length === 0)
    return unknown(
      "promotion.soak-unknown",
      `When ${commit} came to ${from} is not known, so how long it soaked is not either.`,
      { fix: `Deploy it to ${from} again.` },
    );
  const since = Math.min(...finished);
  const ready = since + soak;
  if (Date.parse(now) >= ready)
    return pass(
      "promotion.soaked",
      `${commit} has been in ${from} for ${formatDuration(Date.parse(now) - since)}; ${formatDuration(soak)} are asked.`,
    );
  return pending("promotion.soaking", `${commit} has to stay in ${from} until ${moment(ready)}.`, {
    details: [`It came there at ${moment(since)}; ${formatDuration(soak)} are asked.`],
    fix: `Come back at ${moment(ready)}.`,
  });
}

export const promotion = defineCheck({
  id: "promotion",
  question: "Was this very commit deployed to the environment before, successfully and long enough ago?",
  needs: ["deployments"],
  settings: () => settings,
  ask: ({ from }) => ({ environments: [from] }),
  judge: ({ deployments }, given, situation) => judge(deployments, given, situation),
});
