/** `check`, the whole story on one page: judge (and wait), follow up an emergency, leave the record, report. */
import { resolve } from "node:path";
import { type Clock, realClock } from "./clock.ts";
import type { Terminal } from "./commands/command.ts";
import type { Evidence } from "./core/evidence/evidence.ts";
import type { Result } from "./core/result.ts";
import { writeWhole } from "./files.ts";
import type { GateRequest } from "./gate-request.ts";
import { type Judged, judgeAgain, judgeOnce } from "./judging.ts";
import { PlatformError, type Publication, type Unpublished } from "./platforms/platform.ts";
import { receiptText } from "./receipt-text.ts";
import { type DecisionRecord, makeRecord } from "./reporters/record.ts";
import { reporterFor } from "./reporters/registry.ts";
import type { Reporting } from "./reporters/reporter.ts";
import { version } from "./version.ts";

export interface CheckOutcome {
  readonly result: Result;
  /** The report in the format that was asked for. */
  readonly report: string;
  /** What every other report is made of. */
  readonly reporting: Reporting;
  /** Shows the answer on the platform's own pages; gives back what could not be shown. */
  publish(publication: Publication): Promise<readonly Unpublished[]>;
}

/** For whoever waits; all of it has a default that fits a terminal. */
export interface Patience {
  readonly clock?: Clock;
  readonly cancelled?: AbortSignal;
  /** Takes a sentence for the log. */
  readonly say?: (sentence: string) => void;
}

/** Decides about one release, and leaves the record. Throws `PolicyError` and `PlatformError`; a decision is never thrown. */
export async function runCheck(
  request: GateRequest,
  terminal: Terminal,
  patience: Patience = {},
): Promise<CheckOutcome> {
  const previous = request.previous === null ? null : await digestOf(resolve(terminal.cwd, request.previous));
  const judged = await followUp(await judge(request, terminal, patience));
  const { policies, evidence, question, result, session } = judged;
  const record = makeRecord({ policies, evidence, question }, result, version, previous);

  await leave(request, terminal, record, evidence);
  const { reportOnly, format } = request;
  const { color, width } = terminal;
  const receipt = result.receipt === null ? null : receiptText(result.receipt);
  const reporting: Reporting = {
    result,
    digests: record.digests,
    receipt,
    reportOnly,
    color,
    width,
    recordPath: request.record,
  };
  return {
    result,
    report: reporterFor(format).report(reporting),
    reporting,
    publish: async (publication) => (await session?.publish?.(publication)) ?? [],
  };
}

/** Once, or in mode `wait` until it is settled. */
async function judge(request: GateRequest, terminal: Terminal, patience: Patience): Promise<Judged> {
  if (request.mode !== "wait") return judgeOnce(request, terminal);
  const { waitUntilSettled } = await import("./wait.ts");
  const { clock = realClock, cancelled = null, say = (sentence) => terminal.err(`${sentence}\n`) } = patience;
  const { judged, because } = await waitUntilSettled({
    judge: (now) => judgeOnce(request, { ...terminal, now }),
    clock,
    cancelled,
    say,
    waiting: request.waiting,
  });
  return because === null ? judged : judgeAgain(judged, { notes: [because] });
}

/** An emergency that is let through opens its review first: where it cannot, nothing is let through. */
async function followUp(judged: Judged): Promise<Judged> {
  const { result, session } = judged;
  const { emergency, mode, decision, hypothetical } = result;
  if (emergency === null || mode === "evaluate" || decision !== "allow" || hypothetical !== null) return judged;
  const { reviewIssueOf } = await import("./reporters/review-issue.ts");
  const failed = (because: string): Judged =>
    judgeAgain(judged, {
      obstacles: [
        {
          code: "emergency.review-not-opened",
          message: `The review of this emergency could not be opened. ${because}`,
        },
      ],
    });
  if (session?.openReview === undefined) return failed("This platform has no place for it.");
  try {
    await session.openReview({ ...emergency, ...reviewIssueOf(result, judged.question.policyDigest) });
    return judged;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return failed(error.fix === null ? error.message : `${error.message} ${error.fix}`);
  }
}

async function digestOf(record: string): Promise<string> {
  const { readPrevious } = await import("./replay-record.ts");
  return readPrevious(record);
}

async function leave(
  request: GateRequest,
  { cwd }: Terminal,
  record: DecisionRecord,
  evidence: Evidence,
): Promise<void> {
  if (request.saveEvidence !== null) {
    const { evidenceText } = await import("./evidence-file.ts");
    await writeWhole(cwd, request.saveEvidence, evidenceText(evidence), "evidence file");
  }
  if (request.record !== null) await writeWhole(cwd, request.record, `${JSON.stringify(record, null, 2)}\n`, "record");
}
