/** Could this release be taken back? A document that says how, something known good to go back to, and a rehearsal where asked. */
import { z } from "zod";
import { duration, formatDuration } from "../calendar/duration.ts";
import type { CiRuns } from "../evidence/ci-runs.ts";
import type { Deployment } from "../evidence/deployments.ts";
import { globs, nameGlob } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import { ageAt } from "./age.ts";
import { defineCheck, type Situation } from "./check.ts";
import { judgedRuns, sayRun, standingOf } from "./ci-outcomes.ts";
import { isFor } from "./deployed-to.ts";
import { documentGlobs, documentSettings, judgeDocuments, needsServices } from "./document-rules.ts";
import { combine, fail, pass, pending, skipped, unknown, type Verdict } from "./finding.ts";
import { select } from "./required-runs.ts";
import { capped, counted, shortSha } from "./wording.ts";

const settings = z
  .strictObject({
    documents: globs.describe("Where the rollback documents are."),
    ...documentSettings,
    rehearsal: z
      .strictObject({
        run: nameGlob.describe("The CI run that rehearses the rollback."),
        "max-age": duration.optional().describe("How long ago it may have run."),
      })
      .optional(),
    "known-good": z.boolean().default(true).describe("Ask for an earlier successful deployment to go back to."),
  })
  .superRefine(needsServices("documents"));

type Settings = z.output<typeof settings>;

const ruleOf = ({ documents, ...rest }: Settings) => ({ ...rest, files: documents });

const withFix = ({ fix }: { readonly fix?: string }): { readonly fix?: string } => (fix === undefined ? {} : { fix });

function knownGood(seen: Observed<readonly Deployment[]>, { environment, release }: Situation): Verdict {
  if (seen.status === "unavailable")
    return unknown(
      "rollback.unavailable",
      `Whether there is a version to go back to is not known: ${seen.because}`,
      withFix(seen),
    );
  // The run that asks has often announced its own deployment already: it is nothing to go back to.
  const earlier = seen.value.filter((each) => isFor(each, environment) && !each.isOwn);
  if (earlier.length === 0)
    return skipped(
      "rollback.first-deployment",
      `Nothing was deployed to ${environment} before, so there is nothing to go back to yet.`,
    );
  const good = earlier
    .filter(({ everSucceeded, trusted, commit }) => everSucceeded && trusted && commit !== release.head.sha)
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.commit < b.commit ? -1 : 1))[0];
  if (good === undefined)
    return fail("rollback.no-known-good", `No other version is known to have run well in ${environment}.`, {
      details: [
        `${counted(earlier.length, "deployment")} to ${environment}: none that succeeded, can be believed, and is of another commit.`,
      ],
      fix: "Deploy a version that works first; if somebody else's deployments are to be believed, name them under deployed-by.",
    });
  return pass("rollback.known-good", `${shortSha(good.commit)} ran well in ${environment} and can be gone back to.`);
}

function rehearsed(
  seen: Observed<CiRuns>,
  { run: name, "max-age": maxAge }: NonNullable<Settings["rehearsal"]>,
  now: string,
): Verdict {
  if (seen.status === "unavailable")
    return unknown(
      "rollback.unavailable",
      `Whether the rollback was rehearsed cannot be read: ${seen.because}`,
      withFix(seen),
    );
  if (seen.value.kind === "no-ci")
    return unknown(
      "rollback.no-ci",
      `Whether ${name} rehearsed the rollback cannot be seen here: ${seen.value.because}`,
      { fix: seen.value.fix },
    );
  const runs = judgedRuns(seen.value.runs);
  const found = select(runs, { name });
  const details = capped(found.map(sayRun));
  if (found.length === 0) {
    if (seen.value.othersUnfinished || runs.some(({ outcome }) => outcome === "unfinished"))
      return pending("rollback.rehearsal-awaited", `Waiting for ${name}, which has not begun.`, {
        fix: `Wait: ${name} may still begin.`,
      });
    return fail("rollback.rehearsal-missing", `The rollback was not rehearsed: ${name} never ran on this commit.`, {
      fix: `Run ${name} on this commit, or correct its name under rollback.rehearsal.`,
    });
  }
  const standings = found.map(({ outcome }) => standingOf(outcome, []));
  if (standings.some((standing) => standing === "failed" || standing === "not-accepted"))
    return fail("rollback.rehearsal-failed", `The rehearsal ${name} did not succeed.`, {
      details,
      fix: `Mend what ${name} found, and run it again.`,
    });
  if (standings.includes("unclear"))
    return unknown("rollback.rehearsal-unclear", `How the rehearsal ${name} ended is not known.`, {
      details,
      fix: `Run ${name} again.`,
    });
  if (standings.includes("unfinished"))
    return pending("rollback.rehearsal-unfinished", `Waiting for the rehearsal ${name}.`, {
      details,
      fix: `Wait for ${name}.`,
    });
  return maxAge === undefined
    ? pass("rollback.rehearsed", `The rehearsal ${name} succeeded.`)
    : freshEnough(name, found, maxAge, now);
}

/** The rehearsal that ran last counts. */
function freshEnough(
  name: string,
  found: readonly { readonly startedAt: string | null }[],
  maxAge: number,
  now: string,
): Verdict {
  const ages = found.flatMap(({ startedAt }) => ageAt(now, startedAt) ?? []);
  const age = Math.min(...ages);
  if (ages.length === 0)
    return unknown("rollback.rehearsal-age-unknown", `When the rehearsal ${name} ran is not known.`, {
      fix: `Run ${name} again.`,
    });
  if (age > maxAge)
    return fail(
      "rollback.rehearsal-stale",
      `The rehearsal ${name} ran ${formatDuration(age)} ago; at most ${formatDuration(maxAge)} are allowed.`,
      {
        fix: `Run ${name} again on this commit.`,
      },
    );
  return pass("rollback.rehearsed", `The rehearsal ${name} succeeded ${formatDuration(age)} ago.`);
}

export const rollback = defineCheck({
  id: "rollback",
  question: "If this release goes wrong, is it written down how to take it back, and is there something to go back to?",
  needs: ["documents"],
  looksAt: ["changedFiles", "deployments", "ciRuns"],
  settings: () => settings,
  ask: (given) => ({
    documents: documentGlobs(ruleOf(given)),
    looksAt: [
      ...(given.services === undefined ? [] : (["changedFiles"] as const)),
      ...(given["known-good"] ? (["deployments"] as const) : []),
      ...(given.rehearsal === undefined ? [] : (["ciRuns"] as const)),
    ],
  }),
  judge: (facts, given, situation) =>
    combine([
      judgeDocuments("rollback", "rollback document", ruleOf(given), facts, situation.now),
      ...(given["known-good"] ? [knownGood(facts.deployments, situation)] : []),
      ...(given.rehearsal === undefined ? [] : [rehearsed(facts.ciRuns, given.rehearsal, situation.now)]),
    ]),
});
