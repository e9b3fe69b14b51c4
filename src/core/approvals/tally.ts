/** The tally: which approvals count for which requirement, which do not and why, and what is missing. */
import { formatInstant, parseInstant } from "../calendar/instant.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { type Makers, makersOf, namesIn } from "../people/makers.ts";
import { acquaint } from "../people/people.ts";
import type { Deployment } from "./discounts.ts";
import { distrust } from "./distrust.ts";
import { exclusionsFor, rolesLetIn, switches } from "./exclusions.ts";
import { relaxedSentence } from "./explain.ts";
import { seat } from "./matching.ts";
import { hasAccounts, knowGroups } from "./membership.ts";
import { compare } from "./order.ts";
import { look } from "./outlook.ts";
import { mergeRequirements, type Requirement } from "./requirements.ts";
import type { ApprovalSettings } from "./settings.ts";
import { type Approver, sift } from "./statements.ts";
import type { Tally } from "./tally-result.ts";

export interface TallyInput {
  /** All of them have to hold at once. */
  readonly requirements: readonly Requirement[];
  readonly settings: ApprovalSettings;
  readonly evidence: Evidence;
  readonly environment: string;
  /** The moment judged (ISO 8601, UTC). */
  readonly now: string;
  readonly mode: "enforce" | "evaluate" | "wait";
  /** When approvals were asked for, by the receipt (ISO 8601, UTC); null or absent without one. */
  readonly askedAt?: string | null;
}

/**
 * Counts. Requirements and people are matched exactly, so that nobody counts twice and nobody stands in another's place; of all ways
 * to fill as many seats as possible it takes the one whose approvals hold longest. Neither the order of approvals, people and
 * groups nor a repetition leaves a trace. Without a requirement nothing is asked, and nothing needs to be readable.
 */
export function tally(input: TallyInput): Tally {
  const requirements = mergeRequirements(input.requirements);
  if (requirements.length === 0) return nothingAsked;
  const { settings, evidence, environment } = input;
  const { platform } = evidence;
  const now = parseInstant(input.now) ?? Number.NaN;
  const statements = evidence.deploymentApprovals?.status === "observed" ? evidence.deploymentApprovals.value : [];
  const { makers, acquaintance, exclusionOf } = whoIsWho(evidence, settings);
  const deployment: Deployment = {
    platform,
    environment,
    head: evidence.release.head.sha,
    now,
    askedAt: typeof input.askedAt === "string" ? parseInstant(input.askedAt) : null,
    requirements,
    groups: knowGroups(requirements, platform),
    expiresAfter: settings["expires-after"],
    excludesMakers: settings.exclude.authors || settings.exclude.committers || settings.exclude["co-authors"],
    exclusionOf,
  };
  const { approvers, discounted, rejections } = sift(statements, deployment, acquaintance);
  const seats = fill(requirements, approvers, settings.distinct);
  const errors = distrust({ evidence, settings, makers, mode: input.mode, hasReceipt: deployment.askedAt !== null });
  const expiries = seats.flatMap((people, index) => people.map(({ until }) => until.get(index) ?? Number.NaN));
  return {
    requirements: look(deployment, acquaintance, { seats, approvers, distinct: settings.distinct }),
    discounted,
    rejections,
    unreadable: evidence.deploymentApprovals?.status === "observed" ? null : unreadable(evidence),
    errors,
    relaxed: relaxed(settings, makers),
    expiresAt: expiries.length === 0 ? null : formatInstant(Math.min(...expiries)),
  };
}

const nothingAsked: Tally = {
  requirements: [],
  discounted: [],
  rejections: [],
  unreadable: null,
  errors: [],
  relaxed: [],
  expiresAt: null,
};

const unreadable = ({ deploymentApprovals }: Evidence): string =>
  deploymentApprovals?.status === "unavailable" ? deploymentApprovals.because : "Approvals were not collected.";

/** Everybody who matters to this release, and what rules them out. */
function whoIsWho(evidence: Evidence, settings: ApprovalSettings) {
  const commits = evidence.commits?.status === "observed" ? evidence.commits.value : [];
  const reviews = evidence.reviews?.status === "observed" ? evidence.reviews.value : null;
  const changes = reviews?.channel === "change-requests" ? reviews.changes : [];
  const triggerers = evidence.triggerers?.status === "observed" ? evidence.triggerers.value : [];
  const approvals = evidence.deploymentApprovals?.status === "observed" ? evidence.deploymentApprovals.value : [];
  const acquaintance = acquaint([
    ...namesIn({ commits, changes }),
    ...triggerers,
    ...approvals.map(({ person }) => person),
  ]);
  const makers = makersOf({ commits, changes, hasAccounts: hasAccounts(evidence.platform), acquaintance });
  return { makers, acquaintance, exclusionOf: exclusionsFor(settings, { makers, triggerers, acquaintance }) };
}

/** Who sits where: for each requirement its people, by name. */
function fill(
  requirements: readonly Requirement[],
  approvers: readonly Approver[],
  distinct: boolean,
): readonly (readonly Approver[])[] {
  if (!distinct)
    return requirements.map(({ count }, index) =>
      byName(approvers.filter(({ until }) => until.has(index)).slice(0, count)),
    );
  const seating = seat(
    requirements.map(({ count }) => count),
    approvers.map(({ until }) => [...until.keys()].sort((a, b) => a - b)),
  );
  return requirements.map((_, index) => byName(approvers.filter((_approver, place) => seating[place] === index)));
}

const byName = (people: readonly Approver[]): readonly Approver[] =>
  [...people].sort((a, b) => compare(a.name, b.name));

/** What the policy lets pass that it need not, one sentence each. */
const relaxed = (settings: ApprovalSettings, makers: Makers): readonly string[] => [
  ...rolesLetIn(settings).map((role) => relaxedSentence.role(role, switches[role])),
  ...(settings.distinct ? [] : [relaxedSentence.distinct()]),
  ...(settings["unknown-authors"] === "accept" && makers.unknown.length > 0
    ? [relaxedSentence.unknownAuthors(makers.unknown)]
    : []),
];
