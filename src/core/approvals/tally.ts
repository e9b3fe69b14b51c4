/** The tally: which approvals count for which requirement, which do not and why, and what is missing. */
import { formatInstant, parseInstant } from "../calendar/instant.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Identity } from "../evidence/identity.ts";
import { type Makers, makersOf, namesIn } from "../people/makers.ts";
import { acquaint } from "../people/people.ts";
import { askAgain } from "./ask-again.ts";
import type { Deployment } from "./deployment.ts";
import { distrust, excludesMakers } from "./distrust.ts";
import { environmentRemarks, knowEnvironments, looserRules, sharedEnvironments } from "./environment-proof.ts";
import { exclusionsFor, type Flaw, flawsLetIn, rolesLetIn, strictly, switches } from "./exclusions.ts";
import { errorMessage, labelOf, relaxedSentence } from "./explain.ts";
import { remark } from "./explain-receipt.ts";
import { seat } from "./matching.ts";
import { knowGroups } from "./membership.ts";
import { compare } from "./order.ts";
import { look } from "./outlook.ts";
import { type HeldReceipt, saidBefore } from "./receipt-standing.ts";
import { mergeRequirements, type Requirement } from "./requirements.ts";
import type { ApprovalSettings } from "./settings.ts";
import { type Approver, sift } from "./statements.ts";
import { nothingAsked, type Tally } from "./tally-result.ts";

export interface TallyInput {
  /** All of them have to hold at once. */
  readonly requirements: readonly Requirement[];
  readonly settings: ApprovalSettings;
  readonly evidence: Evidence;
  readonly environment: string;
  /** The moment judged (ISO 8601, UTC). */
  readonly now: string;
  readonly mode: "enforce" | "evaluate" | "wait";
  /** The receipt of an earlier evaluation, held against what is judged now; null or absent without one. */
  readonly receipt?: HeldReceipt | null;
  /** The run that asks; null or absent where there is none. */
  readonly run?: string | null;
  /** May only the named people speak, and only to this very deployment, whatever flaws the policy lets in elsewhere? */
  readonly isStrict?: boolean;
  /** When the run was made (ISO 8601, UTC): what no approval in it lies before. Null or absent where there is no run. */
  readonly startedAt?: string | null;
  /** How long an approval holds at this level at most, in milliseconds, where that is less than `expires-after`. */
  readonly maxAge?: number | null;
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
  const receipt = input.receipt ?? null;
  const maxAge = input.maxAge ?? Number.POSITIVE_INFINITY;
  const letsIn = input.isStrict === true ? strictly(flawsLetIn(settings)) : flawsLetIn(settings);
  const { makers, acquaintance, exclusionOf } = whoIsWho(evidence, settings, receipt);
  const deployment: Deployment = {
    platform,
    environment,
    head: evidence.release.head.sha,
    now,
    mode: input.mode,
    run: input.run ?? null,
    receipt,
    old: receipt === null ? new Set() : saidBefore(statements, receipt),
    startedAt: parseInstant(input.startedAt ?? ""),
    requirements,
    groups: knowGroups(requirements, platform),
    environments: knowEnvironments(evidence),
    // A level's `max-age` is asked for by name: it holds though approvals otherwise need not be fresh.
    expiresAfter: Math.min(letsIn.has("expired") ? Number.POSITIVE_INFINITY : settings["expires-after"], maxAge),
    usualLife: Math.min(settings["expires-after"], maxAge),
    excludesMakers: excludesMakers(settings),
    letsIn,
    exclusionOf,
    personOf: acquaintance.personOf,
    known: new Map(),
  };
  const { groups } = deployment;
  const overrulers = settings.overrule === undefined ? null : knowGroups([{ anyOf: [settings.overrule] }], platform);
  const sifted = sift(statements, deployment, overrulers);
  const { approvers, discounted, rejections, notBefore } = sifted;
  const seats = fill(requirements, approvers, settings.distinct);
  const errors = [
    ...distrust({ evidence, settings, makers, mode: input.mode, groups, hasReceipt: receipt !== null }),
    ...sharedEnvironments(deployment).map((message) => ({ code: "approvals.environment-shared", message })),
  ];
  const seated = new Set(seats.flat());
  const taken = seats.flatMap((people, index) =>
    people.flatMap((approver) => {
      const seat = approver.seats.get(index);
      return seat === undefined ? [] : [{ ...seat, name: approver.name, index }];
    }),
  );
  const expiries = taken.map(({ until }) => until).filter((until) => until !== Number.POSITIVE_INFINITY);
  const fromOutside = taken
    .filter(({ isOutsider }) => isOutsider)
    .map(({ name, index }) =>
      remark.outsider(name, labelOf((requirements[index]?.anyOf ?? []).map((group) => group.name))),
    );
  return {
    requirements: askAgain(look(deployment, { seats, approvers, distinct: settings.distinct }), {
      deployment,
      seats,
      approvers,
    }),
    discounted,
    rejections,
    unreadable: evidence.deploymentApprovals?.status === "observed" ? null : unreadable(evidence),
    errors,
    relaxed: relaxed(settings, letsIn, makers),
    expiresAt: expiries.length === 0 ? null : formatInstant(Math.min(...expiries)),
    conditions: sifted.conditions,
    notBefore: notBefore === null ? null : formatInstant(notBefore),
    remarks: [
      ...environmentRemarks(deployment, statements),
      ...looserRules(deployment),
      ...fromOutside.sort(),
      ...sifted.remarks,
    ],
    spare: approvers
      .filter((approver) => !seated.has(approver))
      .map(({ name }) => name)
      .sort(),
    people: peopleNeeded(requirements, settings.distinct),
  };
}

/** How many different people it takes at least. */
const peopleNeeded = (requirements: readonly Requirement[], distinct: boolean): number =>
  requirements.reduce((sum, { count }) => (distinct ? sum + count : Math.max(sum, count)), 0);

const unreadable = ({ deploymentApprovals }: Evidence): string =>
  deploymentApprovals?.status === "unavailable" ? deploymentApprovals.because : errorMessage.approvalsNotCollected();

/**
 * Whoever started the run, and whoever ran it again before approvals were asked for. Running a later attempt again does not take
 * anybody's approval away: an approver may press the button.
 */
function triggerersOf({ triggerers }: Evidence, receipt: HeldReceipt | null): readonly Identity[] {
  const now = triggerers?.status === "observed" ? triggerers.value : [];
  if (receipt === null) return now;
  return receipt.isOfThisAttempt ? [...now, ...receipt.triggerers] : receipt.triggerers;
}

/** Everybody who matters to this release, and what rules them out. */
function whoIsWho(evidence: Evidence, settings: ApprovalSettings, receipt: HeldReceipt | null) {
  const range = evidence.commits?.status === "observed" ? evidence.commits.value : [];
  const { head, headCommit = null } = evidence.release;
  // The range of a redeploy or a rollback does not hold its own head, whose makers may not approve it either.
  const isInRange = headCommit === null || range.some(({ sha }) => sha === head.sha);
  const commits = isInRange ? range : [...range, headCommit];
  const reviews = evidence.reviews?.status === "observed" ? evidence.reviews.value : null;
  const changes = reviews?.channel === "change-requests" ? reviews.changes : [];
  const triggerers = triggerersOf(evidence, receipt);
  const approvals = evidence.deploymentApprovals?.status === "observed" ? evidence.deploymentApprovals.value : [];
  const acquaintance = acquaint([
    ...namesIn({ commits, changes }),
    ...triggerers,
    ...approvals.map(({ person }) => person),
  ]);
  const makers = makersOf({ commits, changes, platform: evidence.platform, acquaintance });
  return {
    makers,
    acquaintance,
    exclusionOf: exclusionsFor(settings, { head: head.sha, makers, triggerers, acquaintance }),
  };
}

/** Who sits where: for each requirement its people, by name. */
function fill(
  requirements: readonly Requirement[],
  approvers: readonly Approver[],
  distinct: boolean,
): readonly (readonly Approver[])[] {
  if (!distinct)
    return requirements.map(({ count }, index) =>
      byName(approvers.filter((approver) => approver.seats.has(index)).slice(0, count)),
    );
  const seating = seat(
    requirements.map(({ count }) => count),
    approvers.map((approver) => [...approver.seats.keys()].sort((a, b) => a - b)),
  );
  const seats: Approver[][] = requirements.map(() => []);
  for (const [place, approver] of approvers.entries()) {
    const at = seating[place] ?? null;
    if (at !== null) seats[at]?.push(approver);
  }
  return seats.map(byName);
}

const byName = (people: readonly Approver[]): readonly Approver[] =>
  [...people].sort((a, b) => compare(a.name, b.name));

/** What the policy lets pass that it need not, one sentence each. */
const relaxed = (settings: ApprovalSettings, letsIn: ReadonlySet<Flaw>, makers: Makers): readonly string[] => [
  ...rolesLetIn(settings).map((role) => relaxedSentence.role(role, switches[role])),
  ...[...letsIn].map(relaxedSentence.flaw),
  ...(settings.distinct ? [] : [relaxedSentence.distinct()]),
  ...(settings["unknown-authors"] === "accept" && makers.unknown.length > 0
    ? [relaxedSentence.unknownAuthors(makers.unknown)]
    : []),
];
