/** Statements: what everybody said to this deployment, sorted into what holds and what does not. */
import { type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import { type Acquaintance, displayName } from "../people/people.ts";
import { conditionsOf, readDirectives } from "./directives.ts";
import { type Deployment, discountOf, expiryOf, fitsOf, moment, rejectionDiscountOf } from "./discounts.ts";
import { approvalBecause, rejectionBecause } from "./explain.ts";
import { remark } from "./explain-receipt.ts";
import { hasAccounts, type KnownGroups } from "./membership.ts";
import { compare, eachOnce } from "./order.ts";
import type { ApproverCondition, Discounted, Rejection } from "./tally-result.ts";

/** Somebody with at least one approval that counts. */
export interface Approver {
  readonly person: string;
  readonly name: string;
  /** Requirement -> until when this person's approval for it holds, and for whom they stand in (null: for themselves). */
  readonly seats: ReadonlyMap<number, { readonly until: Instant; readonly deputyFor: string | null }>;
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

type Statements = Map<string, DeploymentApproval[]>;

/** Parts statements into people who approve, approvals and rejections that do not count, and rejections that do. */
export function sift(
  statements: readonly DeploymentApproval[],
  deployment: Deployment,
  { personOf }: Acquaintance,
  /** Who may overrule a rejection; null where the policy names nobody. */
  overrulers: KnownGroups | null,
): Sifted {
  const discounted: Discounted[] = [];
  const drop = (
    kind: "approval" | "rejection",
    { person }: DeploymentApproval,
    code: string,
    because: string,
  ): void => {
    discounted.push({ person: displayName(person), code: `${kind}.${code}`, because });
  };
  const [approvals, against]: [Statements, Statements] = [new Map(), new Map()];
  let notBefore: Instant | null = null;
  const outsiders: DeploymentApproval[] = [];
  for (const statement of statements) {
    const isApproval = statement.state === "approved";
    const reason = (isApproval ? discountOf : rejectionDiscountOf)(statement, deployment);
    if (reason === null) {
      const side = isApproval ? approvals : against;
      const person = personOf(statement.person);
      const said = side.get(person);
      if (said === undefined) side.set(person, [statement]);
      else said.push(statement);
      continue;
    }
    if (isApproval && reason.code === "not-before")
      notBefore = Math.max(notBefore ?? 0, readDirectives(statement.comment).notBefore ?? 0);
    if (isApproval) outsiders.push(statement);
    drop(isApproval ? "approval" : "rejection", statement, reason.code, reason.because);
  }

  const overruling =
    overrulers === null || against.size === 0
      ? []
      : [...outsiders, ...[...approvals.values()].flat()]
          .filter((approval) => readDirectives(approval.comment).overrules)
          .filter((approval) => discountOf(approval, { ...deployment, groups: overrulers }) === null)
          .sort((a, b) => compare(displayName(a.person), displayName(b.person)));

  const rejections: Rejection[] = [];
  for (const [person, said] of against) {
    const approved = approvals.get(person) ?? [];
    let isHolding = false;
    for (const rejection of said) {
      const name = displayName(rejection.person);
      const isOlderThan = (approval: DeploymentApproval): boolean => timeOf(rejection) < timeOf(approval);
      const overruler = overruling.find((each) => personOf(each.person) !== person && isOlderThan(each));
      if (approved.some(isOlderThan)) drop("rejection", rejection, "superseded", rejectionBecause.takenBack(name));
      else {
        isHolding = true;
        if (overruler === undefined) rejections.push({ person: name, comment: rejection.comment });
        else drop("rejection", rejection, "overruled", rejectionBecause.overruled(name, displayName(overruler.person)));
      }
    }
    if (!isHolding) continue;
    for (const approval of approved)
      drop("approval", approval, "superseded", approvalBecause.rejectedSince(displayName(approval.person)));
    approvals.delete(person);
  }

  for (const given of approvals.values()) {
    const newest = Math.max(...given.map((approval) => moment(approval, deployment) ?? Number.NaN));
    for (const approval of given)
      if ((moment(approval, deployment) ?? Number.NaN) < newest)
        drop("approval", approval, "superseded", approvalBecause.repeated(displayName(approval.person)));
  }
  const counting = [...approvals.values()].flat();
  return {
    approvers: [...approvals].map(([person, given]) => approverOf(person, given, deployment)).sort(longestFirst),
    discounted: eachOnce(discounted),
    rejections: eachOnce(rejections),
    conditions: eachOnce(
      counting.flatMap(({ person, comment }) => conditionsOf(displayName(person), readDirectives(comment))),
    ),
    notBefore,
    remarks: [...new Set(counting.flatMap((approval) => remarksOn(approval, deployment)))].sort(),
  };
}

function approverOf(person: string, given: readonly DeploymentApproval[], deployment: Deployment): Approver {
  const seats = new Map<number, { until: Instant; deputyFor: string | null }>();
  for (const approval of given) {
    const until = expiryOf(approval, deployment);
    for (const [index, deputyFor] of fitsOf(approval, deployment)) {
      const known = seats.get(index);
      if (known === undefined || known.until < until) seats.set(index, { until, deputyFor });
    }
  }
  const [name = person] = given.map((approval) => displayName(approval.person)).sort();
  return { person, name, seats };
}

const longestFirst = (a: Approver, b: Approver): number => lastsUntil(b) - lastsUntil(a) || compare(a.person, b.person);
const lastsUntil = ({ seats }: Approver): Instant => Math.max(...[...seats.values()].map(({ until }) => until));

function remarksOn(
  { person, through }: DeploymentApproval,
  { receipt, platform, mode }: Deployment,
): readonly string[] {
  const name = displayName(person);
  return [
    ...(through === "pull-request-review" ? [remark.weaker(name)] : []),
    ...(receipt === null && mode !== "evaluate" && hasAccounts(platform) ? [remark.beforeEvaluation(name)] : []),
  ];
}

/** The time that the platform gave; a statement without one is newer than nothing and older than nothing. */
const timeOf = ({ at }: DeploymentApproval): Instant => (at === null ? null : parseInstant(at)) ?? Number.NaN;
