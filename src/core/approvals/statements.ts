/** Statements: what everybody said to this deployment, sorted into what holds and what does not. */
import { type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import { type Acquaintance, displayName } from "../people/people.ts";
import { type Deployment, discountOf, fitsOf, moment, rejectionDiscountOf } from "./discounts.ts";
import { approvalBecause, rejectionBecause } from "./explain.ts";
import { compare, eachOnce } from "./order.ts";
import type { Discounted, Rejection } from "./tally-result.ts";

/** Somebody with at least one approval that counts. */
export interface Approver {
  readonly person: string;
  readonly name: string;
  /** Requirement -> until when this person's approval for it holds. */
  readonly until: ReadonlyMap<number, Instant>;
}

interface Sifted {
  /** Those whose approvals hold longest first. */
  readonly approvers: readonly Approver[];
  readonly discounted: readonly Discounted[];
  readonly rejections: readonly Rejection[];
}

/** Parts statements into people who approve, approvals and rejections that do not count, and rejections that do. */
export function sift(
  statements: readonly DeploymentApproval[],
  deployment: Deployment,
  { personOf }: Acquaintance,
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
  const approvals = new Map<string, DeploymentApproval[]>();
  const against = new Map<string, DeploymentApproval[]>();
  for (const statement of statements) {
    const isApproval = statement.state === "approved";
    const reason = (isApproval ? discountOf : rejectionDiscountOf)(statement, deployment);
    if (reason !== null) {
      drop(isApproval ? "approval" : "rejection", statement, reason.code, reason.because);
      continue;
    }
    const person = personOf(statement.person);
    const side = isApproval ? approvals : against;
    const said = side.get(person);
    if (said === undefined) side.set(person, [statement]);
    else said.push(statement);
  }

  const rejections: Rejection[] = [];
  for (const [person, said] of against) {
    const approved = approvals.get(person) ?? [];
    const holding = said.filter((rejection) => !approved.some((approval) => timeOf(rejection) < timeOf(approval)));
    for (const rejection of said) {
      const name = displayName(rejection.person);
      if (holding.includes(rejection)) rejections.push({ person: name, comment: rejection.comment });
      else drop("rejection", rejection, "superseded", rejectionBecause.takenBack(name));
    }
    if (holding.length === 0) continue;
    for (const approval of approved)
      drop("approval", approval, "superseded", approvalBecause.rejectedSince(displayName(approval.person)));
    approvals.delete(person);
  }

  const approvers = [...approvals].map(([person, given]): Approver => {
    const until = new Map<number, Instant>();
    for (const approval of given) {
      const expiry = (moment(approval, deployment) ?? Number.NaN) + deployment.expiresAfter;
      for (const index of fitsOf(approval, deployment)) until.set(index, Math.max(until.get(index) ?? expiry, expiry));
    }
    const names = given.map((approval) => displayName(approval.person)).sort();
    const newest = Math.max(...given.map((approval) => moment(approval, deployment) ?? Number.NaN));
    for (const approval of given)
      if ((moment(approval, deployment) ?? Number.NaN) < newest)
        drop("approval", approval, "superseded", approvalBecause.repeated(displayName(approval.person)));
    return { person, name: names[0] ?? person, until };
  });
  return {
    approvers: approvers.sort((a, b) => lastsUntil(b) - lastsUntil(a) || compare(a.person, b.person)),
    discounted: eachOnce(discounted),
    rejections: eachOnce(rejections),
  };
}

const lastsUntil = ({ until }: Approver): Instant => Math.max(...until.values());

/** The time that the platform gave; a statement without one is newer than nothing and older than nothing. */
const timeOf = ({ at }: DeploymentApproval): Instant => (at === null ? null : parseInstant(at)) ?? Number.NaN;
