/** Distrust: why a tally cannot be relied on, however many approvals there are. */
import type { Commit } from "../evidence/commits.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Observed } from "../evidence/observed.ts";
import type { Release } from "../evidence/release.ts";
import type { Makers } from "../people/makers.ts";
import { displayName, hasAccounts, isBot } from "../people/people.ts";
import { errorMessage } from "./explain.ts";
import type { KnownGroups } from "./membership.ts";
import type { ApprovalSettings } from "./settings.ts";
import type { Tally } from "./tally-result.ts";

interface Grounds {
  readonly evidence: Evidence;
  readonly settings: ApprovalSettings;
  readonly makers: Makers;
  readonly mode: "enforce" | "evaluate" | "wait";
  readonly groups: KnownGroups;
  readonly hasReceipt: boolean;
}

/** Each is an `error` of the decision: who made or started the release cannot be told, or a receipt is asked for and missing. */
export function distrust({ evidence, settings, makers, mode, groups, hasReceipt }: Grounds): Tally["errors"] {
  const { commits, reviews, triggerers, platform } = evidence;
  const { exclude } = settings;
  const errors: { code: string; message: string }[] = [];
  const add = (code: string, message: string): void => {
    errors.push({ code: `approvals.${code}`, message });
  };
  if (commits?.status !== "observed") add("authors-unknown", errorMessage.authorsUnreadable(because(commits)));
  else if (excludesMakers(settings) && isHeadUnknown(evidence.release, commits.value))
    add("authors-unknown", errorMessage.authorsUnreadable(errorMessage.headUnread()));
  if (hasAccounts(platform) && exclude["change-request-authors"] && reviews?.status !== "observed")
    add("change-requests-unknown", errorMessage.changeRequestsUnreadable(because(reviews)));
  if (settings["unknown-authors"] === "error" && makers.unknown.length > 0)
    add("unknown-authors", errorMessage.unknownAuthors(makers.unknown));
  if (triggerers?.status !== "observed") {
    if (exclude.triggerer || settings["unknown-triggerer"] === "error")
      add("triggerer-unknown", errorMessage.triggererUnreadable(because(triggerers)));
  } else if (settings["unknown-triggerer"] === "error" && triggerers.value.every(isBot))
    add("triggerer-unknown", errorMessage.triggererIsBot(triggerers.value.map(displayName).sort()));
  if (settings.receipt === "required" && mode !== "evaluate" && !hasReceipt)
    add("receipt-missing", errorMessage.receiptMissing());
  else if (mode === "enforce" && !hasReceipt && asksThroughEnvironments(groups))
    add("receipt-missing", errorMessage.receiptMissingForEnvironments());
  return errors;
}

/** Are people who made the release kept from approving it? */
export const excludesMakers = ({ exclude }: ApprovalSettings): boolean =>
  exclude.authors || exclude.committers || exclude["co-authors"] || exclude["head-commit"];

/** The range of a redeploy or a rollback does not hold its head, and the release did not say who made it. */
const isHeadUnknown = ({ head, headCommit = null }: Release, commits: readonly Commit[]): boolean =>
  headCommit?.sha !== head.sha && !commits.some(({ sha }) => sha === head.sha);

/** Where groups are asked through environments of their own, only the receipt tells approvals that were asked for from earlier ones. */
const asksThroughEnvironments = ({ all }: KnownGroups): boolean =>
  all.some(({ environments }) => environments.size > 0);

const because = (fact: Observed<unknown> | undefined): string =>
  fact?.status === "unavailable" ? fact.because : errorMessage.notCollected();
