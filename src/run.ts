/** `check`, the whole story on one page: read the policy, ask, evaluate, report, publish. */
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
import { writeWhole } from "./files.ts";
import type { GateRequest } from "./gate-request.ts";
import type { Session } from "./platforms/platform.ts";
import { openPlatform } from "./platforms/registry.ts";
import { type PoliciesInForce, policiesInForce } from "./policies-in-force.ts";
import { receiptText } from "./receipt-text.ts";
import { sha256 } from "./reporters/digest.ts";
import { type DecisionRecord, makeRecord, policyDigest } from "./reporters/record.ts";
import { reporterFor } from "./reporters/registry.ts";
import { version } from "./version.ts";

export interface CheckOutcome {
  readonly result: Result;
  /** The report in the format that was asked for. */
  readonly report: string;
}

/** Decides about one release, and leaves the record. Throws `PolicyError` and `PlatformError`; a decision is never thrown. */
export async function runCheck(request: GateRequest, terminal: Terminal): Promise<CheckOutcome> {
  const previous = request.previous === null ? null : await digestOf(resolve(terminal.cwd, request.previous));
  const session =
    request.evidenceFile === null ? await openPlatform(request.platform, surroundings(request, terminal)) : null;
  terminal.progress("reading the policy");
  const { policies, notes } = await policiesInForce(request, terminal.cwd, session);
  const evidence = await evidenceFor(request, terminal, session, policies);

  terminal.progress("judging");
  const judged = { policies, evidence, question: questionOf(request, terminal, session, { policies, notes }) };
  const result = evaluate(judged);
  const record = makeRecord(judged, result, version, previous);

  await leave(request, terminal, record, evidence);
  const { reportOnly, format } = request;
  const { color, width } = terminal;
  const receipt = result.receipt === null ? null : receiptText(result.receipt);
  const { digests } = record;
  return { result, report: reporterFor(format).report({ result, digests, receipt, reportOnly, color, width }) };
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
    notes: mode === "wait" && run === null ? [...notes, nobodyIsAsked] : notes,
  };
}

const nobodyIsAsked =
  "Nobody is being asked: outside a pipeline no approval can arrive while the gate waits, so it judged once and ended.";

async function digestOf(record: string): Promise<string> {
  const { readPrevious } = await import("./replay-record.ts");
  return readPrevious(record);
}

function surroundings(request: GateRequest, { cwd, env, now, progress }: Terminal) {
  const { environment, base, head, junit, coverage, approvalsFile } = request;
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
  return session.collect(queryFor(request.environment, request.changeType, rules));
}

function hypothetical({ at, evidenceFile }: GateRequest): string | null {
  if (evidenceFile !== null) return "It was judged from saved evidence.";
  return at === null ? null : `It was asked as if it were ${at}.`;
}

async function leave(
  request: GateRequest,
  { cwd }: Terminal,
  record: DecisionRecord,
  evidence: Evidence,
): Promise<void> {
  if (request.saveEvidence !== null) {
    const { evidenceText } = await import("./evidence-file.ts");
    await writeWhole(resolve(cwd, request.saveEvidence), evidenceText(evidence), "evidence file");
  }
  if (request.record !== null)
    await writeWhole(resolve(cwd, request.record), `${JSON.stringify(record, null, 2)}\n`, "record");
}
