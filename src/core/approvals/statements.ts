/** Statements: what everybody said to this deployment, sorted into what holds and what does not. */
import { type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import { hasAccounts } from "../people/people.ts";
import { type Capacity, fitsOf, isBetter, ownCapacity } from "./capacities.ts";
import type { Deployment } from "./deployment.ts";
import { conditionsOf } from "./directives.ts";
import { discountOf, expiryOf, letInDespite, rejectionDiscountOf } from "./discounts.ts";
import { strictly } from "./exclusions.ts";
import { approvalBecause, liftSentence, rejectionBecause } from "./explain.ts";
import { remark } from "./explain-receipt.ts";
import type { KnownGroups } from "./membership.ts";
import { compare, eachOnce } from "./order.ts";
import { type Reading, readerFor, type Standing } from "./reading.ts";
import type { ApproverCondition, Discounted, Rejection } from "./tally-result.ts";

/** Somebody with at least one approval that counts. */
export interface Approver {
  readonly person: string;
  readonly name: string;
  /** Requirement -> until when this person's approval for it holds, and in which capacity. */
  readonly seats: ReadonlyMap<number, Seat>;
  /** The approval environments in which they approved, as GitHub compares them; sorted. */
  readonly environments: readonly string[];
}

interface Seat extends Capacity {
  readonly until: Instant;
}

interface Sifted {
  /** Those whose approvals hold longest first. */
  readonly approvers: readonly Approver[];
  readonly discounted: readonly Discounted[];
  readonly rejections: readonly Rejection[];
  readonly conditions: readonly ApproverCondition[];
  /** The latest moment before which an approver does not want the deployment; null without one that lies ahead. */
  readonly notBefore: Instant | null;
  readonly remarks: readonly string[];
}

type Sides = Map<string, Reading[]>;

function put(side: Sides, reading: Reading): void {
  const said = side.get(reading.person);
  if (said === undefined) side.set(reading.person, [reading]);
  else said.push(reading);
}

/** Parts statements into people who approve, approvals and rejections that do not count, and rejections that do. */
export function sift(
  statements: readonly DeploymentApproval[],
  deployment: Deployment,
  /** Who may overrule a rejection; null where the policy names nobody. */
  overrulers: KnownGroups | null,
): Sifted {
  const discounted: Discounted[] = [];
  const drop = (kind: "approval" | "rejection", { name }: Reading, code: string, because: string): void => {
    discounted.push({ person: name, code: `${kind}.${code}`, because });
  };
  const read = readerOf(deployment);
  const [approvals, against]: [Sides, Sides] = [new Map(), new Map()];
  let notBefore: Instant | null = null;
  for (const statement of statements) {
    const reading = read(statement);
    const kind = reading.statement.state === "approved" ? "approval" : "rejection";
    const reason = (kind === "approval" ? discountOf : rejectionDiscountOf)(reading, deployment);
    if (reason === null) {
      put(kind === "approval" ? approvals : against, reading);
      continue;
    }
    if (kind === "approval" && reason.code === "not-before")
      notBefore = Math.max(notBefore ?? 0, reading.words.notBefore ?? 0);
    drop(kind, reading, reason.code, reason.because);
  }

  const overruling = against.size === 0 ? [] : overrulingApprovals(statements, deployment, overrulers);
  const overrulingGroup = overrulers?.all[0]?.name ?? null;
  const rejections: Rejection[] = [];
  for (const [person, said] of against) {
    const approved = approvals.get(person) ?? [];
    let isHolding = false;
    for (const rejection of said) {
      const isOlderThan = (approval: Reading): boolean => timeOf(rejection) < timeOf(approval);
      if (approved.some(isOlderThan)) {
        drop("rejection", rejection, "superseded", rejectionBecause.takenBack(rejection.name));
        continue;
      }
      isHolding = true;
      const by = overruling.find((each) => each.person !== person && isOlderThan(each));
      const { name, statement } = rejection;
      const isTimed = !Number.isNaN(timeOf(rejection));
      if (by === undefined)
        rejections.push({
          person: name,
          comment: statement.comment,
          fix: liftSentence(name, overrulingGroup, isTimed),
        });
      else drop("rejection", rejection, "overruled", rejectionBecause.overruled(rejection.name, by.name));
    }
    if (!isHolding) continue;
    for (const approval of approved)
      drop("approval", approval, "superseded", approvalBecause.rejectedSince(approval.name));
    approvals.delete(person);
  }

  for (const said of approvals.values()) {
    if (said.length === 1) continue;
    const newest = said.reduce((latest, { given }) => Math.max(latest, given ?? Number.NaN), Number.NEGATIVE_INFINITY);
    // Doubles are dropped below; one person mostly speaks under one name.
    let last = "";
    for (const approval of said)
      if ((approval.given ?? Number.NaN) < newest && approval.name !== last) {
        last = approval.name;
        drop("approval", approval, "superseded", approvalBecause.repeated(last));
      }
  }
  const counting = [...approvals.values()].flat();
  return {
    approvers: longestFirst([...approvals].map(([person, said]) => approverOf(person, said, deployment))),
    discounted: eachOnce(discounted),
    rejections: eachOnce(rejections),
    conditions: eachOnce(counting.flatMap(({ name, words }) => conditionsOf(name, words))),
    notBefore,
    remarks: remarksOn(counting, deployment),
  };
}

function readerOf(deployment: Deployment) {
  const { groups, platform, environment, environments, now, receipt, startedAt, letsIn, personOf } = deployment;
  return readerFor(groups, {
    platform,
    environment,
    environments,
    now,
    notEarlierThan: receipt === null ? startedAt : parseInstant(receipt.askedAt),
    speaksAnywhere: letsIn.has("other-environments"),
    asksEveryGroup: letsIn.has("outsiders"),
    personOf,
  });
}

/** Approvals that overrule in so many words, and would count if the group that may overrule were asked. */
function overrulingApprovals(
  statements: readonly DeploymentApproval[],
  deployment: Deployment,
  overrulers: KnownGroups | null,
): readonly Reading[] {
  if (overrulers === null) return [];
  const asked = { ...deployment, groups: overrulers, letsIn: strictly(deployment.letsIn), known: new Map() };
  return statements
    .filter(({ state }) => state === "approved")
    .map(readerOf(asked))
    .filter((reading) => reading.words.overrules && discountOf(reading, asked) === null)
    .sort((a, b) => compare(a.name, b.name));
}

function approverOf(person: string, said: readonly Reading[], deployment: Deployment): Approver {
  const seats = new Map<number, Seat>();
  const standings = new Map<Standing, Instant>();
  for (const approval of said) {
    const until = expiryOf(approval, deployment);
    standings.set(approval.standing, Math.max(standings.get(approval.standing) ?? until, until));
  }
  for (const [standing, until] of standings) {
    const own: Seat = { deputyFor: null, isOutsider: false, until };
    for (const [index, capacity] of fitsOf(standing, deployment)) {
      const known = seats.get(index);
      if (known === undefined || known.until < until || (known.until === until && isBetter(capacity, known)))
        seats.set(index, capacity === ownCapacity ? own : { ...capacity, until });
    }
  }
  const environments = new Set<string>();
  let { name = person } = said[0] ?? {};
  for (const approval of said) {
    if (approval.name < name) name = approval.name;
    if (approval.askedThrough !== null) environments.add(approval.askedThrough);
  }
  return { person, name, seats, environments: [...environments].sort() };
}

/** Members before people who belong to no group at all. Each is asked once until when their approvals hold, not once for every comparison. */
const longestFirst = (approvers: readonly Approver[]): readonly Approver[] =>
  approvers
    .map((approver) => {
      let [until, isOutsider] = [Number.NEGATIVE_INFINITY, true];
      for (const seat of approver.seats.values()) {
        if (!(seat.until <= until)) until = seat.until;
        if (!seat.isOutsider) isOutsider = false;
      }
      return { approver, until, isOutsider };
    })
    .sort(
      (a, b) =>
        Number(a.isOutsider) - Number(b.isOutsider) ||
        b.until - a.until ||
        compare(a.approver.person, b.approver.person),
    )
    .map(({ approver }) => approver);

/** In one step nobody evaluates before people approve; what they then approved, only the approval itself tells. */
function remarksOn(counting: readonly Reading[], deployment: Deployment): readonly string[] {
  const { receipt, platform, mode } = deployment;
  const isInOneStep = receipt === null && mode !== "evaluate" && hasAccounts(platform);
  const unasked = new Set<string>();
  const remarks = new Set<string>();
  for (const reading of counting) {
    const { name, statement, askedThrough } = reading;
    for (const sentence of letInDespite(reading, deployment)) remarks.add(sentence);
    if (isInOneStep && askedThrough === null) unasked.add(name);
    if (statement.through === "pull-request-review")
      remarks.add(remark.weaker(name, platform === "gitlab" ? "merge request" : "pull request"));
    if (statement.through === "manual-job") remarks.add(remark.byButton(name, statement.job ?? ""));
  }
  return [...remarks, ...[...unasked].map(remark.beforeEvaluation)].sort();
}

/** The time that the platform gave; a statement without one is newer than nothing and older than nothing. */
const timeOf = ({ statement, given }: Reading): Instant => (statement.at === null ? Number.NaN : (given ?? Number.NaN));
