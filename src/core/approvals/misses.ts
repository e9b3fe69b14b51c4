/** Misses: was it said of another commit, environment or run than the one that is judged? */
import { formatInstant } from "../calendar/instant.ts";
import type { Deployment, Reason } from "./deployment.ts";
import { foldEnvironment } from "./environment-proof.ts";
import type { Flaw } from "./exclusions.ts";
import { approvalBecause } from "./explain.ts";
import type { Reading } from "./reading.ts";

interface Miss {
  readonly flaw: Flaw;
  readonly reason: Reason;
  /** Certainly for something else; false where it merely does not say. */
  readonly isOther: boolean;
}

const noMisses: readonly Miss[] = [];

const isSamePlace = (one: string, other: string, platform: string): boolean =>
  foldEnvironment(one, platform) === foldEnvironment(other, platform);

/**
 * Was it given for another commit, environment or run, or does it not say for which? A review stands on the pull request, whatever
 * runs; and what is dated before the run was made cannot have been said to it.
 */
export function missesOf(reading: Reading, deployment: Deployment): readonly Miss[] {
  const { statement, name, askedThrough } = reading;
  const { head, environment, platform } = deployment;
  const { commit, environment: given, through } = statement;
  const isThisCommit = commit === head || commit?.toLowerCase() === head.toLowerCase();
  const isThisPlace =
    askedThrough !== null ||
    given === environment ||
    (given === null ? through === "pull-request-review" : isSamePlace(given, environment, platform));
  const otherRun = otherRunIn(reading, deployment);
  if (isThisCommit && isThisPlace && otherRun === null) return noMisses;
  const found: Miss[] = [];
  if (!isThisCommit)
    found.push({
      flaw: "other-commits",
      reason: { code: "other-commit", because: approvalBecause.otherCommit(name, commit, head) },
      isOther: commit !== null,
    });
  if (!isThisPlace)
    found.push({
      flaw: "other-environments",
      reason: { code: "other-environment", because: approvalBecause.otherEnvironment(name, given, environment) },
      isOther: given !== null,
    });
  if (otherRun !== null) found.push(otherRun);
  return found;
}

function otherRunIn({ statement, name, given }: Reading, { run, startedAt }: Deployment): Miss | null {
  const { run: theirs = null, at, through } = statement;
  const isNamed = theirs !== null && run !== null && theirs !== run;
  const isEarlier =
    theirs === null && startedAt !== null && at !== null && given !== null && through !== "pull-request-review";
  if (!isNamed && !(isEarlier && given < startedAt)) return null;
  const because = isNamed
    ? approvalBecause.otherRun(name, theirs, run)
    : approvalBecause.beforeRun(name, formatInstant(given ?? 0), formatInstant(startedAt ?? 0));
  return { flaw: "other-runs", reason: { code: "other-run", because }, isOther: isNamed };
}

/** What it misses and is not let off. */
export function misses(reading: Reading, deployment: Deployment): readonly Miss[] {
  const found = missesOf(reading, deployment);
  return found.length === 0 ? found : found.filter(({ flaw }) => !deployment.letsIn.has(flaw));
}
