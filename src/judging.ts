/** One judgement: opens the release, reads the policies in force, collects what they ask about, and evaluates. */
import { resolve } from "node:path";
import type { Terminal } from "./commands/command.ts";
import { decodeReceipt } from "./core/approvals/receipt.ts";
import type { Case } from "./core/case.ts";
import { evaluate } from "./core/evaluate.ts";
import type { Evidence } from "./core/evidence/evidence.ts";
import { environmentFor } from "./core/policy/environment-for.ts";
import { queryFor } from "./core/policy/query-for.ts";
import type { Question } from "./core/question.ts";
import type { Result } from "./core/result.ts";
import { trustedDeployers } from "./deployers.ts";
import type { GateRequest } from "./gate-request.ts";
import type { Session, Surroundings } from "./platforms/platform.ts";
import { openPlatform } from "./platforms/registry.ts";
import { type PoliciesInForce, policiesInForce } from "./policies-in-force.ts";
import { sha256 } from "./reporters/digest.ts";
import { policyDigest } from "./reporters/record.ts";

export interface Judged extends Case {
  readonly result: Result;
  /** Null where saved evidence was judged. */
  readonly session: Session | null;
}

/** Judges as of the terminal's moment. Throws `PolicyError` and `PlatformError`; a decision is never thrown. */
export async function judgeOnce(request: GateRequest, terminal: Terminal): Promise<Judged> {
  const session =
    request.evidenceFile === null ? await openPlatform(request.platform, surroundings(request, terminal)) : null;
  terminal.progress("reading the policy");
  const { policies, notes } = await policiesInForce(request, terminal.cwd, session);
  const evidence = await evidenceFor(request, terminal, session, policies);

  terminal.progress("judging");
  const judged = { policies, evidence, question: questionOf(request, terminal, session, { policies, notes }) };
  return { ...judged, result: evaluate(judged), session };
}

/** The same judgement with more to be said, or with something that stands in the way of it. */
export function judgeAgain(
  judged: Judged,
  more: Pick<Question, "obstacles"> & { readonly notes?: readonly string[] },
): Judged {
  const { policies, evidence, question, session } = judged;
  const again = {
    policies,
    evidence,
    question: { ...question, ...more, notes: [...question.notes, ...(more.notes ?? [])] },
  };
  return { ...again, result: evaluate(again), session };
}

function questionOf(
  request: GateRequest,
  { now }: Terminal,
  session: Session | null,
  { policies, notes }: PoliciesInForce,
): Question {
  const { environment, mode, changeType, reason } = request;
  const at = request.at ?? now;
  const { id, attempt, createdAt } = session?.run ?? { id: null, attempt: null, createdAt: null };
  const run = id === null ? null : { id, attempt, createdAt };
  const expected = { environment, run: id, attempt, now: at };
  return {
    environment,
    mode,
    changeType,
    reason,
    at,
    run,
    receipt: request.receipt === null ? null : decodeReceipt(request.receipt, expected, sha256),
    policyDigest: policyDigest({ policies }),
    hypothetical: hypothetical(request),
    notes: mode === "wait" && session?.watch === undefined ? [...notes, nobodyIsAsked] : notes,
  };
}

const nobodyIsAsked =
  "Nobody is being asked: outside a pipeline no approval can arrive while the gate waits, so it judged once and ended.";

/** A policy in a file of the repository can be read along with other things. */
const policyFileOf = (policy: string | null): string | null =>
  policy === null || policy.startsWith("builtin:") || /^\/|^\.\.?\/|\\/.test(policy) ? null : policy;

function surroundings(request: GateRequest, { cwd, env, now, progress }: Terminal): Surroundings {
  const { environment, base, head, junit, coverage, approvalsFile, policy } = request;
  return {
    environment,
    base,
    head,
    junit,
    coverage,
    env,
    now,
    repository: resolve(cwd, request.repository),
    approvalsFile: approvalsFile === null ? null : resolve(cwd, approvalsFile),
    progress,
    ...(request.secrets === undefined ? {} : { secrets: request.secrets }),
    policyRef: request.policyRef ?? null,
    checkRunId: request.checkRunId ?? null,
    policyFile: policyFileOf(policy),
    deployers: (read, readFreezePeriods) =>
      trustedDeployers(policyFileOf(policy) ?? policy, environment, read, readFreezePeriods),
  };
}

async function evidenceFor(
  request: GateRequest,
  { cwd }: Terminal,
  session: Session | null,
  policies: Case["policies"],
): Promise<Evidence> {
  if (session === null) {
    const { readEvidence } = await import("./evidence-file.ts");
    return readEvidence(resolve(cwd, request.evidenceFile ?? ""));
  }
  const rules = policies.flatMap(({ policy }) => environmentFor(policy, request.environment).rules ?? []);
  const query = queryFor(request.environment, request.changeType, rules);
  // The job that deploys asks again by itself: only an evaluation before it has to look whether it will.
  const asksDeployJobs = request.mode === "evaluate" && session.tellsDeployJobs === true;
  return session.collect(asksDeployJobs ? { ...query, kinds: [...query.kinds, "deployJobs" as const].sort() } : query);
}

function hypothetical({ at, evidenceFile }: GateRequest): string | null {
  if (evidenceFile !== null) return "It was judged from saved evidence.";
  return at === null ? null : `It was asked as if it were ${at}.`;
}
