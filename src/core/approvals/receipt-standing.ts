/** How a receipt stands to what is judged now: what changed since approvals were asked for. */
import { parseInstant } from "../calendar/instant.ts";
import type { ChangeType } from "../checks/check.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import type { Release } from "../evidence/release.ts";
import { isAtLeast, type RiskLevel } from "../risk/level.ts";
import { labelOf } from "./explain.ts";
import { lapseBecause } from "./explain-receipt.ts";
import { compare } from "./order.ts";
import { markOf, type Receipt } from "./receipt.ts";
import type { Requirement } from "./requirements.ts";

export interface Lapse {
  readonly code: "head" | "range" | "change-type" | "policy" | "conditions" | "risk" | "requirements";
  readonly because: string;
}

/** What the tally takes from a receipt. */
export interface HeldReceipt {
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  /** Marks of the statements that were there already, sorted; doubles count. */
  readonly listed: readonly string[];
  /** Who had started the run when approvals were asked for. */
  readonly triggerers: readonly Identity[];
  /** Is it of the attempt that asks now? */
  readonly isOfThisAttempt: boolean;
  /** Not empty: no approval given under it counts. */
  readonly lapses: readonly Lapse[];
}

/** What is judged now. */
export interface Judged {
  readonly release: Release;
  readonly changeType: ChangeType;
  readonly policyDigest: string;
  readonly riskLevel: RiskLevel;
  readonly requirements: readonly Requirement[];
  readonly conditions: readonly { readonly name: string; readonly value: string }[];
  readonly attempt: number | null;
}

/**
 * Approvals stay while nothing that they were asked for changed: another head, policy, change type or condition, a longer range, a
 * higher level or a requirement more drops them. A range that became shorter, a lower level and fewer requirements do not.
 */
export function holdReceipt(receipt: Receipt, judged: Judged): HeldReceipt {
  return {
    askedAt: receipt.askedAt,
    listed: receipt.listed === "unreadable" ? [] : receipt.listed,
    triggerers: receipt.triggerers,
    isOfThisAttempt: receipt.attempt === judged.attempt,
    lapses: lapsesOf(receipt, judged),
  };
}

function lapsesOf(receipt: Receipt, judged: Judged): readonly Lapse[] {
  const { release, changeType, policyDigest, riskLevel } = judged;
  const lapses: Lapse[] = [];
  const lapse = (code: Lapse["code"], because: string): void => void lapses.push({ code, because });
  if (receipt.head !== release.head.sha) lapse("head", lapseBecause.head(receipt.head, release.head.sha));
  if (grew(receipt, release)) lapse("range", lapseBecause.range(receipt.commits, release.commits));
  if (receipt.changeType !== changeType) lapse("change-type", lapseBecause.changeType(receipt.changeType, changeType));
  if (receipt.policyDigest !== policyDigest) lapse("policy", lapseBecause.policy());
  if (textOf(receipt.conditions) !== textOf(judged.conditions)) lapse("conditions", lapseBecause.conditions());
  if (!isAtLeast(receipt.riskLevel, riskLevel)) lapse("risk", lapseBecause.risk(receipt.riskLevel, riskLevel));
  for (const { anyOf, count } of judged.requirements) {
    const names = anyOf.map(({ name }) => name);
    const asked = receipt.requirements.find((each) => each.anyOf.join("\n") === names.join("\n"));
    if ((asked?.count ?? 0) < count) lapse("requirements", lapseBecause.requirements(labelOf(names)));
  }
  return lapses;
}

/** Another base may only take commits away. */
function grew(receipt: Receipt, { base, commits }: Release): boolean {
  if (receipt.base === (base?.sha ?? null)) return (commits ?? 0) > (receipt.commits ?? commits ?? 0);
  return receipt.commits === null || commits === null || commits >= receipt.commits;
}

const textOf = (conditions: Judged["conditions"]): string =>
  JSON.stringify(conditions.map(({ name, value }) => `${name}\n${value}`).sort(compare));

/**
 * The statements that were there before approvals were asked for: those that the receipt lists, as often as it lists them, and those
 * that the platform dates earlier. Where it lists two that look alike and one is new, one of them counts.
 */
export function saidBefore(
  statements: readonly DeploymentApproval[],
  { askedAt, listed }: HeldReceipt,
): ReadonlySet<DeploymentApproval> {
  const open = new Map<string, number>();
  for (const mark of listed) open.set(mark, (open.get(mark) ?? 0) + 1);
  // Once all that it lists were found no further mark needs to be made.
  let unfound = listed.length;
  const asked = parseInstant(askedAt) ?? Number.NaN;
  const old = new Set<DeploymentApproval>();
  for (const statement of statements) {
    const mark = unfound > 0 ? markOf(statement) : "";
    const left = unfound > 0 ? (open.get(mark) ?? 0) : 0;
    if (left > 0) {
      open.set(mark, left - 1);
      unfound--;
    }
    const given = statement.at === null ? null : parseInstant(statement.at);
    if (left > 0 || (given !== null && !(given >= asked))) old.add(statement);
  }
  return old;
}
