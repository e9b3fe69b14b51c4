/** Discounts: why one approval does not count, or one rejection does not block. */

import { formatDuration } from "../calendar/duration.ts";
import { formatInstant, type Instant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import { hasAccounts } from "../people/people.ts";
import { isOutside, isRuledOutAsDeputy } from "./capacities.ts";
import type { Deployment, Reason } from "./deployment.ts";
import { flawOf, foldEnvironment, whyNoProof } from "./environment-proof.ts";
import type { Flaw } from "./exclusions.ts";
import { approvalBecause, conditionBecause, exclusionBecause, rejectionBecause } from "./explain.ts";
import { environmentBecause } from "./explain-environments.ts";
import { remark, underReceipt } from "./explain-receipt.ts";
import { unprovenByTeams } from "./explain-teams.ts";
import type { KnownGroup } from "./membership.ts";
import { misses, missesOf } from "./misses.ts";
import type { Reading } from "./reading.ts";

/** Until when it holds, infinite without an end; only for an approval that counts. */
export const expiryOf = ({ given, words }: Reading, { expiresAfter }: Deployment): Instant =>
  Math.min(
    expiresAfter === Number.POSITIVE_INFINITY ? expiresAfter : (given ?? Number.NaN) + expiresAfter,
    words.notAfter ?? Number.POSITIVE_INFINITY,
  );

const namesOf = (groups: readonly KnownGroup[]): readonly string[] => [
  ...new Set(groups.map(({ name }) => name).sort()),
];

/** Why this person cannot approve here at all; null when they can. */
function personDiscount(reading: Reading, deployment: Deployment): Reason | null {
  const { known } = deployment;
  let reason = known.get(reading.standing);
  if (reason === undefined) {
    reason = judgePerson(reading, deployment);
    known.set(reading.standing, reason);
  }
  return reason;
}

function judgePerson({ statement, name, standing }: Reading, deployment: Deployment): Reason | null {
  const { platform } = deployment;
  const { person } = statement;
  const groups = deployment.groups.all;
  const exclusion = deployment.exclusionOf(person);
  if (exclusion?.role === "bot") return { code: "bot", because: exclusionBecause(name, exclusion) };
  if (hasAccounts(platform) && (person.login ?? "") === "")
    return { code: "unidentified", because: approvalBecause.noAccount(name) };
  const { memberships, members, isUnproven, proven } = standing;
  const all = [...memberships.values()];
  const isLetIn = deployment.letsIn.has("outsiders") && all.some(isOutside);
  const isMember = members.length > 0 || proven.length > 0;
  if (!isMember && !isUnproven && !isLetIn) {
    const away = all.find((each) => each.status === "away");
    return away === undefined
      ? { code: "not-a-member", because: approvalBecause.notAMember(name, namesOf(groups)) }
      : { code: "deputy-away", because: approvalBecause.deputyAway(name, away.deputyFor) };
  }
  if (exclusion !== null) return { code: exclusion.role, because: exclusionBecause(name, exclusion) };
  if (!isMember && !isLetIn) {
    const unproven = groups.filter((_, index) => memberships.get(index)?.status === "unproven");
    const why = whyNoProof(environmentOf(statement, deployment), statement, unproven);
    const names = namesOf(unproven);
    const { unreadTeams } = statement;
    if (unreadTeams === undefined)
      return { code: "membership-unproven", because: approvalBecause.membershipUnproven(name, names, why) };
    const unread = unreadTeams.filter(({ team }) => unproven.some(({ teams }) => teams.has(team.toLowerCase())));
    return { code: "membership-unproven", because: unprovenByTeams(name, { groups: names, why, unread }) };
  }
  const [first] = members;
  if (
    !isLetIn &&
    proven.length === 0 &&
    members.every((each) => isRuledOutAsDeputy(each, deployment)) &&
    first !== undefined
  )
    return { code: "deputy-of-excluded", because: approvalBecause.deputyOfExcluded(name, first.deputyFor ?? name) };
  if (!hasAccounts(platform) && deployment.excludesMakers && (person.email ?? "") === "")
    return { code: "unidentified", because: approvalBecause.noAddress(name) };
  return null;
}

/** The environment in which it was given, where it was looked at. */
const environmentOf = ({ environment, through }: DeploymentApproval, { environments, platform }: Deployment) =>
  environment === null || through !== undefined || environments.size === 0
    ? undefined
    : environments.get(foldEnvironment(environment, platform));

/** Where nobody was asked nobody has approved, whatever a list says. */
function environmentDiscount({ statement, name }: Reading, deployment: Deployment): Reason | null {
  const environment = environmentOf(statement, deployment);
  const flaw = flawOf(environment);
  if (environment === undefined || flaw === null) return null;
  const because = flaw === "missing" ? environmentBecause.approvalMissing : environmentBecause.approvalUnprotected;
  return { code: `environment-${flaw}`, because: because(name, environment.name) };
}

/** What the receipt says against this approval: what was asked changed, or it was given before anybody asked. */
function receiptDiscount({ statement, name, askedThrough }: Reading, deployment: Deployment): Reason | null {
  const { receipt, old, mode } = deployment;
  // Whoever evaluates asks now: what was said through an approval environment before is on the list that the receipt leaves out.
  if (receipt === null)
    return mode === "evaluate" && askedThrough !== null
      ? { code: "before-asked", because: underReceipt.askedAnew(name) }
      : null;
  const [lapse] = receipt.lapses;
  if (lapse !== undefined) return { code: `lapsed-${lapse.code}`, because: underReceipt.lapsed(name, lapse.because) };
  // A review stands on the pull request whatever is asked: it is tied to the commit, and to no evaluation.
  if (!old.has(statement) || statement.through === "pull-request-review") return null;
  const because = statement.at === null ? underReceipt.maybeBeforeAsked : underReceipt.beforeAsked;
  return { code: "before-asked", because: because(name, receipt.askedAt) };
}

/** What the time of an approval says against it. */
function timeDiscount({ statement, name, given }: Reading, { now, expiresAfter }: Deployment): Reason | null {
  if (given === null) {
    // Where nothing expires nobody needs to know when; a time that cannot be read is another matter.
    if (statement.at === null && expiresAfter === Number.POSITIVE_INFINITY) return null;
    return { code: "no-time", because: approvalBecause.noTime(name) };
  }
  if (!(given <= now)) return { code: "future", because: approvalBecause.future(name, formatInstant(given)) };
  if (now < given + expiresAfter) return null;
  return {
    code: "expired",
    because: approvalBecause.expired(name, formatInstant(given), formatDuration(expiresAfter)),
  };
}

/** What the approver's own words say against it. */
function wordsDiscount({ name, words }: Reading, { now }: Deployment): Reason | null {
  const { invalid, notBefore, notAfter } = words;
  const [unclear] = invalid;
  if (unclear !== undefined)
    return { code: "unclear-condition", because: conditionBecause.unclear(name, unclear.line, unclear.because) };
  if (notAfter !== null && !(now < notAfter))
    return { code: "not-after", because: conditionBecause.notAfter(name, formatInstant(notAfter)) };
  if (notBefore !== null && !(notBefore <= now))
    return { code: "not-before", because: conditionBecause.notBefore(name, formatInstant(notBefore)) };
  return null;
}

/** Why this approval does not count, the reason that lies deepest first: who gave it, what for, when, in which words. Null when it counts. */
export function discountOf(approval: Reading, deployment: Deployment): Reason | null {
  return (
    personDiscount(approval, deployment) ??
    misses(approval, deployment)[0]?.reason ??
    environmentDiscount(approval, deployment) ??
    receiptDiscount(approval, deployment) ??
    (approval.statement.edited === true && !deployment.letsIn.has("edited")
      ? { code: "edited", because: approvalBecause.edited(approval.name) }
      : null) ??
    timeDiscount(approval, deployment) ??
    wordsDiscount(approval, deployment)
  );
}

/** Of an approval that counts: what would speak against it, did the policy not let it in; one sentence each. */
export function letInDespite(approval: Reading, deployment: Deployment): readonly string[] {
  const { letsIn, now, usualLife } = deployment;
  if (letsIn.size === 0) return noSentences;
  const { statement, name, given } = approval;
  const found: { flaw: Flaw; because: string }[] = missesOf(approval, deployment).map(({ flaw, reason }) => ({
    flaw,
    because: reason.because,
  }));
  if (given === null) found.push({ flaw: "expired", because: approvalBecause.noTime(name) });
  else if (!(now < given + usualLife))
    found.push({
      flaw: "expired",
      because: approvalBecause.expired(name, formatInstant(given), formatDuration(usualLife)),
    });
  if (statement.edited === true) found.push({ flaw: "edited", because: approvalBecause.changed(name) });
  return found.map(({ flaw, because }) => remark.letIn(because, flaw));
}

const noSentences: readonly string[] = [];

const uncertain: readonly string[] = ["membership-unproven", "unidentified", "deputy-away", "deputy-of-excluded"];

/**
 * Why this rejection does not block: it is certain that this person could not have approved, or that they spoke of something else.
 * Where that is not certain it blocks, whenever it was given and whether or not it was edited.
 */
export function rejectionDiscountOf(rejection: Reading, deployment: Deployment): Reason | null {
  const other = misses(rejection, deployment).find(({ isOther }) => isOther);
  if (other !== undefined) return other.reason;
  const { login, email } = rejection.statement.person;
  if ((login ?? "") === "" && (email ?? "") === "") return null;
  const reason = personDiscount(rejection, deployment);
  if (reason === null || uncertain.includes(reason.code)) return null;
  return { ...reason, because: rejectionBecause.ruledOut(reason.because) };
}
