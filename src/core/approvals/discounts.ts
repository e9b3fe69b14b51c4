/** Discounts: why one approval does not count, or one rejection does not block. */
import { formatDuration } from "../calendar/duration.ts";
import { formatInstant, type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import { displayName } from "../people/people.ts";
import type { Exclusion } from "./exclusions.ts";
import { approvalBecause, exclusionBecause, rejectionBecause } from "./explain.ts";
import { hasAccounts, type KnownGroup, type KnownGroups, membershipOf } from "./membership.ts";
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
  /** When approvals were asked for: the moment that counts where the platform gives an approval no time. Null without a receipt. */
  readonly askedAt: Instant | null;
  readonly requirements: readonly Requirement[];
  readonly groups: KnownGroups;
  /** Milliseconds. */
  readonly expiresAfter: number;
  /** Must people be comparable with the makers of the release? */
  readonly excludesMakers: boolean;
  exclusionOf(person: Identity): Exclusion | null;
}

/** When an approval was given: its own time, else the moment of asking; null when neither is known. */
export function moment({ at }: DeploymentApproval, { askedAt, platform }: Deployment): Instant | null {
  if (at !== null) return parseInstant(at);
  return hasAccounts(platform) ? askedAt : null;
}

/** The requirements, by index, that this person may count for. */
export function fitsOf(statement: DeploymentApproval, { groups, platform }: Deployment): readonly number[] {
  const isMember = groups.all.map((group) => membershipOf(statement, group, platform) === "member");
  return groups.ofRequirement.flatMap((places, index) => (places.some((place) => isMember[place]) ? [index] : []));
}

const namesOf = (groups: readonly KnownGroup[]): readonly string[] => [
  ...new Set(groups.map(({ name }) => name).sort()),
];

/** Why this person cannot approve here at all; null when they can. */
function personDiscount(statement: DeploymentApproval, deployment: Deployment): Reason | null {
  const { platform } = deployment;
  const { person } = statement;
  const name = displayName(person);
  const exclusion = deployment.exclusionOf(person);
  if (exclusion?.role === "bot") return { code: "bot", because: exclusionBecause(name, exclusion) };
  if (hasAccounts(platform) && (person.login ?? "") === "")
    return { code: "unidentified", because: approvalBecause.noAccount(name) };
  const groups = deployment.groups.all;
  const memberships = groups.map((group) => membershipOf(statement, group, platform));
  const unproven = groups.filter((_, index) => memberships[index] === "unproven");
  const isMember = memberships.includes("member");
  if (!isMember && unproven.length === 0)
    return { code: "not-a-member", because: approvalBecause.notAMember(name, namesOf(groups)) };
  if (exclusion !== null) return { code: exclusion.role, because: exclusionBecause(name, exclusion) };
  if (!isMember)
    return { code: "membership-unproven", because: approvalBecause.membershipUnproven(name, namesOf(unproven)) };
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
function misses(statement: DeploymentApproval, { head, environment, platform }: Deployment): readonly Miss[] {
  const name = displayName(statement.person);
  const found: Miss[] = [];
  if (statement.commit?.toLowerCase() !== head.toLowerCase())
    found.push({
      reason: { code: "other-commit", because: approvalBecause.otherCommit(name, statement.commit, head) },
      isOther: statement.commit !== null,
    });
  const fold = (text: string): string => (platform === "github" ? text.toLowerCase() : text);
  const given = statement.environment;
  if (given === null || fold(given) !== fold(environment))
    found.push({
      reason: { code: "other-environment", because: approvalBecause.otherEnvironment(name, given, environment) },
      isOther: given !== null,
    });
  return found;
}

/** Why this approval does not count, the reason that lies deepest first: who gave it, what for, when. Null when it counts. */
export function discountOf(approval: DeploymentApproval, deployment: Deployment): Reason | null {
  const name = displayName(approval.person);
  const { now, expiresAfter } = deployment;
  const reason = personDiscount(approval, deployment) ?? misses(approval, deployment)[0]?.reason ?? null;
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
  return null;
}

const uncertain: readonly string[] = ["membership-unproven", "unidentified"];

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
