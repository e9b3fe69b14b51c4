/** `check`, the whole story on one page: read the policy, ask, evaluate, report, publish. */
import { resolve } from "node:path";
import type { Terminal } from "./commands/command.ts";
import { type Case, evaluate } from "./core/evaluate.ts";
import type { Evidence } from "./core/evidence/evidence.ts";
import { environmentFor } from "./core/policy/environment-for.ts";
import { queryFor } from "./core/policy/query-for.ts";
import type { Result } from "./core/result.ts";
import { evidenceText, readEvidence } from "./evidence-file.ts";
import { writeWhole } from "./files.ts";
import type { GateRequest } from "./gate-request.ts";
import type { Session } from "./platforms/platform.ts";
import { openPlatform } from "./platforms/registry.ts";
import { policiesInForce } from "./policies-in-force.ts";
import { readPrevious } from "./replay-record.ts";
import { type DecisionRecord, makeRecord } from "./reporters/record.ts";
import { reporterFor } from "./reporters/registry.ts";
import { version } from "./version.ts";

export interface CheckOutcome {
  readonly result: Result;
  /** The report in the format that was asked for. */
  readonly report: string;
}

/** Decides about one release, and leaves the record. Throws `PolicyError` and `PlatformError`; a decision is never thrown. */
export async function runCheck(request: GateRequest, terminal: Terminal): Promise<CheckOutcome> {
  const previous = request.previous === null ? null : await readPrevious(resolve(terminal.cwd, request.previous));
  const session =
    request.evidenceFile === null ? await openPlatform(request.platform, surroundings(request, terminal)) : null;
  terminal.progress("reading the policy");
  const { policies, notes } = await policiesInForce(request, terminal.cwd, session);
  const evidence = await evidenceFor(request, terminal, session, policies);

  terminal.progress("judging");
  const { environment, mode, changeType, reason, receipt } = request;
  const at = request.at ?? terminal.now;
  const question = { environment, mode, changeType, reason, receipt, at, hypothetical: hypothetical(request), notes };
  const judged = { policies, evidence, question };
  const result = evaluate(judged);
  const record = makeRecord(judged, result, version, previous);

  await leave(request, terminal, record, evidence);
  const { reportOnly, format } = request;
  const { color, width } = terminal;
  return { result, report: reporterFor(format).report({ result, digests: record.digests, reportOnly, color, width }) };
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
  if (session === null) return readEvidence(resolve(cwd, request.evidenceFile ?? ""));
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
  if (request.saveEvidence !== null)
    await writeWhole(resolve(cwd, request.saveEvidence), evidenceText(evidence), "evidence file");
  if (request.record !== null)
    await writeWhole(resolve(cwd, request.record), `${JSON.stringify(record, null, 2)}\n`, "record");
}
