/** The sentences about receipts: what is wrong with one, and why approvals no longer stand under it. */
import type { RiskLevel } from "../risk/level.ts";

const short = (sha: string): string => sha.slice(0, 7);
const startAgain = "Run the evaluating job again, and hand in the receipt that it puts out.";

/** Why a receipt cannot be taken; each is an `error`. */
export const receiptProblem = {
  empty: (): string => `The receipt that was handed in is empty. ${startAgain}`,
  malformed: (): string => `What was handed in as the receipt is none, or its beginning is gone. ${startAgain}`,
  version: (version: string): string =>
    `The receipt is of version ${version.slice(0, 10)}, which this release gate does not read. Use one version in both jobs.`,
  cut: (): string => `The receipt was cut off before its end. Hand it in whole, as one line.`,
  altered: (): string => `The receipt was changed after it was put out. ${startAgain}`,
  otherEnvironment: (given: string, environment: string): string =>
    `The receipt is for ${given}, and this release goes to ${environment}. Hand in the receipt for ${environment}.`,
  otherRun: (given: string | null, run: string | null): string =>
    `The receipt is of ${given === null ? "no run" : `run ${given}`}, and this is ${run === null ? "no run" : `run ${run}`}. ${startAgain}`,
  laterAttempt: (given: number, attempt: number | null): string =>
    `The receipt is of attempt ${given}, and this is ${attempt === null ? "none" : `attempt ${attempt}`}. ${startAgain}`,
  future: (askedAt: string): string =>
    `The receipt is dated ${askedAt}, which has not come yet. One of the clocks is wrong.`,
  approvalsUnreadable: (): string =>
    "Approvals could not be read when they were asked for, so nobody can tell which came later. " +
    "Give the evaluating job the permission to read them, and run it again.",
  tooLong: (length: number, longest: number): string =>
    `The receipt would have ${length} characters, and must have fewer than ${longest}. Start a new run, which has no earlier approvals to list.`,
} as const;

/** What changed since approvals were asked for; each drops the approvals given since. */
export const lapseBecause = {
  head: (then: string, now: string): string =>
    `Approvals were asked for commit ${short(then)}, and this release is ${short(now)}.`,
  range: (then: number | null, now: number | null): string =>
    then === null || now === null
      ? "The release begins at another commit than when approvals were asked for."
      : `The release grew from ${then} to ${now} commits since approvals were asked for.`,
  changeType: (then: string, now: string): string =>
    `Approvals were asked for a release of type ${then}, and this one is of type ${now}.`,
  policy: (): string => "The policy changed since approvals were asked for.",
  conditions: (): string => "The conditions that go with the release changed since approvals were asked for.",
  risk: (then: RiskLevel, now: RiskLevel): string =>
    `The risk rose from ${then} to ${now} since approvals were asked for.`,
  requirements: (label: string): string => `More is asked of ${label} than when approvals were asked for.`,
} as const;

/** Why one approval does not count under a receipt that holds. */
export const underReceipt = {
  lapsed: (person: string, because: string): string =>
    `${because} The approval of ${person} was for what was asked then.`,
  beforeAsked: (person: string, askedAt: string): string =>
    `${person} approved before this evaluation asked for it (${askedAt}). Ask for a fresh approval.`,
  maybeBeforeAsked: (person: string, askedAt: string): string =>
    `${person} approved before this evaluation asked for it (${askedAt}). If they approved again since, the platform does not ` +
    "tell the two apart: start a new run.",
  askedAnew: (person: string): string =>
    `${person} approved before this evaluation, which asks anew. To keep approvals, run only the failed jobs again.`,
} as const;

/** Worth saying about an approval that counts. */
export const remark = {
  letIn: (because: string, flaw: string): string =>
    `${because} It counts, since the policy says \`exclude: { ${flaw}: false }\`.`,
  outsider: (person: string, label: string): string =>
    `${person} counts for ${label} from outside it, since the policy says \`exclude: { outsiders: false }\`.`,
  beforeEvaluation: (person: string): string =>
    `${person} approved before any evaluation: there is no receipt that says what was asked.`,
  byButton: (person: string, job: string): string =>
    `${person} approved by pressing the button of the job ${job}, which is weaker: GitLab keeps nobody who may run the pipeline from pressing it, and it is tied to no environment.`,
  weaker: (person: string, request = "pull request"): string =>
    `${person} approved in a review of the ${request}, which is weaker: it is tied to no environment and no run.`,
} as const;
