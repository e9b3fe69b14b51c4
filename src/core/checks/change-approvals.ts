/** The part of `reviews` that asks of each change whether enough others approved it. */
import type { Reviews } from "../evidence/reviews.ts";
import { displayName } from "../people/people.ts";
import { fail, unknown, type Verdict } from "./finding.ts";
import type { JudgedChange } from "./reviewers.ts";
import { capped, counted, listed, shortSha, verb } from "./wording.ts";

const sayChange = ({ change, reviewers }: JudgedChange, asked: number): string => {
  const { approving, discounted } = reviewers;
  const who = approving.length === 0 ? "" : ` (${listed(approving.map(displayName))})`;
  const not = discounted.length === 0 ? "" : `; ${listed(discounted)}`;
  return `${change.name} ${change.title}: ${approving.length} of ${asked} approvals${who}${not}`;
};

const names = (changes: readonly JudgedChange[]): string => listed(changes.map(({ change }) => change.name));

/** What each change comes to by itself. */
function standingOf({ reviewers }: JudgedChange, asked: number): "objected" | "short" | "unclear" | "approved" {
  const { approving, objecting, perhapsApproving, perhapsObjecting, madeByUnknown } = reviewers;
  if (objecting.length > 0) return "objected";
  if (approving.length + perhapsApproving.length < asked) return "short";
  return approving.length < asked || perhapsObjecting.length > 0 || madeByUnknown.length > 0 ? "unclear" : "approved";
}

const sayObjection = ({ change, reviewers }: JudgedChange): string =>
  `${change.name} ${change.title}: ${listed(reviewers.objecting.map(displayName))} ${verb(reviewers.objecting.length, "asks", "ask")} for changes`;

function sayUnclear(judged: JudgedChange, asked: number): string {
  const { madeByUnknown, perhapsObjecting } = judged.reviewers;
  const reasons = [
    ...(madeByUnknown.length > 0 ? [`who made ${listed(madeByUnknown.map(shortSha))} is not known`] : []),
    ...(perhapsObjecting.length > 0
      ? [`${listed(perhapsObjecting.map(displayName))} asked for changes, and whether they may push here is not known`]
      : []),
  ];
  return [sayChange(judged, asked), ...reasons].join("; ");
}

/** Judges each change by itself; an empty list when all were approved by as many as `asked`. */
export function judgeChanges(
  changes: readonly JudgedChange[],
  asked: number,
  channel: Reviews["channel"],
): readonly Verdict[] {
  const standing = (wanted: ReturnType<typeof standingOf>): readonly JudgedChange[] =>
    changes.filter((change) => standingOf(change, asked) === wanted);
  const [objected, short, unclear] = [standing("objected"), standing("short"), standing("unclear")];
  const verdicts: Verdict[] = [];
  if (objected.length > 0)
    verdicts.push(
      fail("reviews.changes-requested", `A reviewer asks for changes on ${names(objected)}.`, {
        details: capped(objected.map(sayObjection)),
        fix: `Settle what was asked for on ${names(objected)}, and have it reviewed again.`,
      }),
    );
  if (short.length > 0) {
    const others = `${asked} other${asked === 1 ? "" : "s"}`;
    const whichLack =
      short.length === changes.length && short.length > 1
        ? `None of the ${short.length} changes was approved by ${others}`
        : `${short.length} of ${counted(changes.length, "change")} ${verb(short.length, "lacks", "lack")} approval by ${others}`;
    verdicts.push(
      fail("reviews.not-approved", `${whichLack}: ${names(short)}.`, {
        details: capped(short.map((change) => sayChange(change, asked))),
        fix:
          channel === "trailers"
            ? "Let reviewers sign commits with Reviewed-by: lines, or run the gate where it can read change requests."
            : `Have ${names(short)} approved, on the final commit, by somebody who made no part of it.`,
      }),
    );
  }
  if (unclear.length > 0)
    verdicts.push(
      unknown(
        "reviews.unclear",
        `Whether ${names(unclear)} ${verb(unclear.length, "was", "were")} approved by people who may cannot be told.`,
        {
          details: capped(unclear.map((change) => sayUnclear(change, asked))),
          fix: "Have it approved by somebody whose right to push is known, or let the gate read more: see the reasons.",
        },
      ),
    );
  return verdicts;
}

/** So many changes are named in one line. */
const named = 20;

/**
 * What is worth knowing about how the changes came in, whatever it comes to: which were merged by somebody who made part of them, which
 * were approved before their last commit, and who stands for whoever pushed last.
 */
export function remarksOn(changes: readonly JudgedChange[], channel: Reviews["channel"]): readonly string[] {
  if (channel === "trailers" || changes.length === 0) return [];
  const selfMerged = changes.flatMap(({ change, reviewers: { mergedByMaker } }) =>
    mergedByMaker === null ? [] : [`${change.name} (${displayName(mergedByMaker)})`],
  );
  const early = changes.flatMap(({ change, reviewers: { approvedEarlier } }) =>
    approvedEarlier.length === 0 ? [] : [`${change.name} (${listed(approvedEarlier.map(displayName), named)})`],
  );
  return [
    ...(selfMerged.length === 0 ? [] : [`Merged by somebody who made part of it: ${listed(selfMerged, named)}.`]),
    ...(early.length === 0 ? [] : [`Approved before the last commit came: ${listed(early, named)}.`]),
    "The platform does not say who pushed last: the author and the committer of a change's final commit stand for them.",
  ];
}
