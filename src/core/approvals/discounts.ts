/** Discounts: why one approval does not count, or one rejection does not block. */
import { formatDuration } from "../calendar/duration.ts";
import { formatInstant, type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import { displayName } from "../people/people.ts";
import { type Directives, readDirectives } from "./directives.ts";
import type { Exclusion } from "./exclusions.ts";
import { approvalBecause, conditionBecause, exclusionBecause, rejectionBecause } from "./explain.ts";
import { underReceipt } from "./explain-receipt.ts";
import {
  hasAccounts,
  type KnownGroup,
  type KnownGroups,
  type Membership,
  membershipOf,
  userNamed,
} from "./membership.ts";
import type { HeldReceipt } from "./receipt-standing.ts";
import type { Requirement } from "./requirements.ts";

/** A reason without the `approval.` or `rejection.` before its code. */
export interface Reason {
  readonly code: string;
  readonly because: string;
}

/** What every statement of this deployment is held against. */
export interface Deployment {
  readonly platform: string;
  readonly environment: string;
  /** Full hash. */
  readonly head: string;
  readonly now: Instant;
  readonly mode: "enforce" | "evaluate" | "wait";
  readonly receipt: HeldReceipt | null;
  /** Statements that were there before approvals were asked for. */
  readonly old: ReadonlySet<DeploymentApproval>;
  /** Before this moment nobody can have approved: when the run was made; null where there is none. */
  readonly startedAt: Instant | null;
  readonly requirements: readonly Requirement[];
  readonly groups: KnownGroups;
  /** Milliseconds. */
  readonly expiresAfter: number;
  /** Must people be comparable with the makers of the release? */
  readonly excludesMakers: boolean;
  exclusionOf(person: Identity): Exclusion | null;
}

/**
 * When an approval was given: its own time, else the moment of asking, else the moment the run was made, which all lie before it.
 * Null when none is known, or when the time cannot be read; a plain checkout has neither asking nor run.
 */
export function moment({ at }: DeploymentApproval, { receipt, startedAt, platform }: Deployment): Instant | null {
  if (at !== null) return parseInstant(at);
  if (!hasAccounts(platform)) return null;
  return receipt === null ? startedAt : parseInstant(receipt.askedAt);
}

/** Until when it holds; only for an approval that counts. */
export function expiryOf(approval: DeploymentApproval, deployment: Deployment): Instant {
  const given = moment(approval, deployment) ?? Number.NaN;
  return Math.min(
    given + deployment.expiresAfter,
    readDirectives(approval.comment).notAfter ?? Number.POSITIVE_INFINITY,
  );
}

/** The environment, other than the target, through which a group asks and this was given; null where it is none. */
function askedThrough({ environment: given }: DeploymentApproval, { environment, groups }: Deployment): string | null {
  const name = given?.toLowerCase() ?? "";
  const isAsked = name !== environment.toLowerCase() && groups.all.some(({ environments }) => environments.has(name));
  return isAsked ? name : null;
}

const membershipIn = (statement: DeploymentApproval, group: KnownGroup, deployment: Deployment): Membership =>
  membershipOf(statement, group, {
    platform: deployment.platform,
    askedThrough: askedThrough(statement, deployment),
    moments: { given: moment(statement, deployment), now: deployment.now },
  });

/** May a deputy speak, or is the member they stand in for ruled out? Nobody approves their own release through somebody else. */
function isRuledOutAsDeputy(membership: Membership, deployment: Deployment): boolean {
  if (membership.status !== "member" || membership.deputyFor === null) return false;
  const principal = userNamed(membership.deputyFor, deployment.platform);
  return principal === null || deployment.exclusionOf(principal) !== null;
}

/** The requirements, by index, that this person may count for, and for whom they stand in there (null: for themselves). */
export function fitsOf(statement: DeploymentApproval, deployment: Deployment): ReadonlyMap<number, string | null> {
  const { all, ofRequirement } = deployment.groups;
  const standIns = all.map((group) => {
    const membership = membershipIn(statement, group, deployment);
    return membership.status !== "member" || isRuledOutAsDeputy(membership, deployment)
      ? undefined
      : membership.deputyFor;
  });
  const fits = new Map<number, string | null>();
  for (const [index, places] of ofRequirement.entries()) {
    const found = places.map((place) => standIns[place]).filter((each) => each !== undefined);
    if (found.length > 0) fits.set(index, found.includes(null) ? null : (found.sort()[0] ?? null));
  }
  return fits;
}

const namesOf = (groups: readonly KnownGroup[]): readonly string[] => [
  ...new Set(groups.map(({ name }) => name).sort()),
];

/** Why this person cannot approve here at all; null when they can. */
function personDiscount(statement: DeploymentApproval, deployment: Deployment): Reason | null {
  const { platform, groups } = deployment;
  const { person } = statement;
  const name = displayName(person);
  const exclusion = deployment.exclusionOf(person);
  if (exclusion?.role === "bot") return { code: "bot", because: exclusionBecause(name, exclusion) };
  if (hasAccounts(platform) && (person.login ?? "") === "")
    return { code: "unidentified", because: approvalBecause.noAccount(name) };
  const memberships = groups.all.map((group) => membershipIn(statement, group, deployment));
  const unproven = groups.all.filter((_, index) => memberships[index]?.status === "unproven");
  const members = memberships.filter(({ status }) => status === "member");
  if (members.length === 0 && unproven.length === 0) {
    const away = memberships.find((each) => each.status === "away");
    return away === undefined
      ? { code: "not-a-member", because: approvalBecause.notAMember(name, namesOf(groups.all)) }
      : { code: "deputy-away", because: approvalBecause.deputyAway(name, away.deputyFor) };
  }
  if (exclusion !== null) return { code: exclusion.role, because: exclusionBecause(name, exclusion) };
  if (members.length === 0)
    return { code: "membership-unproven", because: approvalBecause.membershipUnproven(name, namesOf(unproven)) };
  const [first] = members;
  if (members.every((each) => isRuledOutAsDeputy(each, deployment)) && first?.status === "member")
    return { code: "deputy-of-excluded", because: approvalBecause.deputyOfExcluded(name, first.deputyFor ?? name) };
  if (!hasAccounts(platform) && deployment.excludesMakers && (person.email ?? "") === "")
    return { code: "unidentified", because: approvalBecause.noAddress(name) };
  return null;
}

interface Miss {
  readonly reason: Reason;
  /** Certainly for something else; false where it merely does not say. */
  readonly isOther: boolean;
}

/** Was it given for another commit or environment, or does it not say for which? */
function misses(statement: DeploymentApproval, deployment: Deployment): readonly Miss[] {
  const { head, environment, platform } = deployment;
  const name = displayName(statement.person);
  const found: Miss[] = [];
  if (statement.commit?.toLowerCase() !== head.toLowerCase())
    found.push({
      reason: { code: "other-commit", because: approvalBecause.otherCommit(name, statement.commit, head) },
      isOther: statement.commit !== null,
    });
  const fold = (text: string): string => (platform === "github" ? text.toLowerCase() : text);
  const given = statement.environment;
  const isAsked = askedThrough(statement, deployment) !== null;
  const isReview = given === null && statement.through === "pull-request-review";
  if (!isAsked && !isReview && (given === null || fold(given) !== fold(environment)))
    found.push({
      reason: { code: "other-environment", because: approvalBecause.otherEnvironment(name, given, environment) },
      isOther: given !== null,
    });
  return found;
}

/** What the receipt says against this approval: what was asked changed, or it was given before anybody asked. */
function receiptDiscount(approval: DeploymentApproval, { receipt, old }: Deployment): Reason | null {
  if (receipt === null) return null;
  const name = displayName(approval.person);
  const [lapse] = receipt.lapses;
  if (lapse !== undefined) return { code: `lapsed-${lapse.code}`, because: underReceipt.lapsed(name, lapse.because) };
  if (!old.has(approval)) return null;
  const because = approval.at === null ? underReceipt.maybeBeforeAsked : underReceipt.beforeAsked;
  return { code: "before-asked", because: because(name, receipt.askedAt) };
}

/** What the approver's own words say against it. */
function wordsDiscount(name: string, { invalid, notBefore, notAfter }: Directives, now: Instant): Reason | null {
  const [unclear] = invalid;
  if (unclear !== undefined)
    return { code: "unclear-condition", because: conditionBecause.unclear(name, unclear.line, unclear.because) };
  if (notAfter !== null && !(now < notAfter))
    return { code: "not-after", because: conditionBecause.notAfter(name, formatInstant(notAfter)) };
  if (notBefore !== null && !(notBefore <= now))
    return { code: "not-before", because: conditionBecause.notBefore(name, formatInstant(notBefore)) };
  return null;
}

/** Why this approval does not count, the reason that lies deepest first: who gave it, what for, when, with which words. Null when it counts. */
export function discountOf(approval: DeploymentApproval, deployment: Deployment): Reason | null {
  const name = displayName(approval.person);
  const { now, expiresAfter } = deployment;
  const reason =
    personDiscount(approval, deployment) ??
    misses(approval, deployment)[0]?.reason ??
    receiptDiscount(approval, deployment);
  if (reason !== null) return reason;
  if (approval.edited === true) return { code: "edited", because: approvalBecause.edited(name) };
  const given = moment(approval, deployment);
  if (given === null) return { code: "no-time", because: approvalBecause.noTime(name) };
  if (!(given <= now)) return { code: "future", because: approvalBecause.future(name, formatInstant(given)) };
  if (!(now < given + expiresAfter))
    return {
      code: "expired",
      because: approvalBecause.expired(name, formatInstant(given), formatDuration(expiresAfter)),
    };
  return wordsDiscount(name, readDirectives(approval.comment), now);
}

const uncertain: readonly string[] = ["membership-unproven", "unidentified", "deputy-away", "deputy-of-excluded"];

/**
 * Why this rejection does not block: it is certain that this person could not have approved, or that they spoke of something else.
 * Where that is not certain it blocks, whenever it was given and whether or not it was edited.
 */
export function rejectionDiscountOf(rejection: DeploymentApproval, deployment: Deployment): Reason | null {
  const other = misses(rejection, deployment).find(({ isOther }) => isOther);
  if (other !== undefined) return other.reason;
  const { login, email } = rejection.person;
  if ((login ?? "") === "" && (email ?? "") === "") return null;
  const reason = personDiscount(rejection, deployment);
  if (reason === null || uncertain.includes(reason.code)) return null;
  return { ...reason, because: rejectionBecause.ruledOut(reason.because) };
}
