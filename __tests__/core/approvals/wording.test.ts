/** Every sentence about approvals, as text: the one place where a change of their wording shows. */
import { describe, expect, it } from "vitest";
import { type Flaw, flaws, type Role, roles } from "../../../src/core/approvals/exclusions.ts";
import * as explain from "../../../src/core/approvals/explain.ts";
import {
  approvalBecause,
  conditionBecause,
  directiveProblem,
  errorMessage,
  exclusionBecause,
  explanationTitle,
  labelOf,
  liftSentence,
  rejectionBecause,
  relaxedSentence,
  sentenceFor,
  shortfallSentence,
  standIn,
  unsureBecause,
  whenBecause,
} from "../../../src/core/approvals/explain.ts";
import * as environments from "../../../src/core/approvals/explain-environments.ts";
import { askAgainSentence, environmentBecause } from "../../../src/core/approvals/explain-environments.ts";
import * as lanes from "../../../src/core/approvals/explain-lanes.ts";
import { emergencySentence, rollbackSentence, waiverSentence } from "../../../src/core/approvals/explain-lanes.ts";
import * as receipts from "../../../src/core/approvals/explain-receipt.ts";
import { lapseBecause, receiptProblem, remark, underReceipt } from "../../../src/core/approvals/explain-receipt.ts";
import * as teams from "../../../src/core/approvals/explain-teams.ts";
import { unprovenByTeams } from "../../../src/core/approvals/explain-teams.ts";
import { head } from "../../support/evidence.ts";
import { asks, count, from, group, settings, team } from "./support.ts";

const other = "c".repeat(40);
const at = "2026-06-10T20:00:00Z";
const eve = {
  identity: { name: "Eve", email: "eve@example.org", login: null, kind: "person" },
  commits: ["e".repeat(40)],
  role: "author",
} as const;

/** What was said, and what should have been. */
type Said = readonly (readonly [string, string])[];

const byKey: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  approvalBecause: {
    noAccount: [[approvalBecause.noAccount("Eve"), "No account stands behind Eve, so nobody can tell who approved."]],
    noAddress: [
      [
        approvalBecause.noAddress("Eve"),
        "The approval of Eve names no e-mail address, so it cannot be compared with those who made the release. Add it.",
      ],
    ],
    notAMember: [
      [
        approvalBecause.notAMember("@eve", ["operations", "security"]),
        "@eve is not a member of operations or security.",
      ],
    ],
    membershipUnproven: [
      [
        approvalBecause.membershipUnproven("@tina", ["cab"], null),
        "Nothing proves that @tina is a member of cab: the members cannot be read here.",
      ],
      [
        approvalBecause.membershipUnproven("@tina", ["cab"], "approve-cab also asks acme/all"),
        "Nothing proves that @tina is a member of cab: approve-cab also asks acme/all, and the members cannot be read here.",
      ],
    ],
    deputyAway: [
      [
        approvalBecause.deputyAway("@dee", "olga"),
        "@dee stands in for @olga at another time, not when this was approved and judged.",
      ],
      [
        approvalBecause.deputyAway("Dee", "olga@example.com"),
        "Dee stands in for olga@example.com at another time, not when this was approved and judged.",
      ],
    ],
    deputyOfExcluded: [
      [approvalBecause.deputyOfExcluded("@dee", "ann"), "@dee stands in for @ann, who may not approve this release."],
      [
        approvalBecause.deputyOfExcluded("Dee", "ann@example.com"),
        "Dee stands in for ann@example.com, who may not approve this release.",
      ],
    ],
    otherCommit: [
      [approvalBecause.otherCommit("@olga", other, head), "@olga approved commit ccccccc; this release is aaaaaaa."],
      [
        approvalBecause.otherCommit("@olga", null, head),
        "The approval of @olga does not say which commit it is for; this release is aaaaaaa.",
      ],
    ],
    otherEnvironment: [
      [
        approvalBecause.otherEnvironment("@olga", "staging", "production"),
        "@olga approved a deployment to staging; this release goes to production.",
      ],
      [
        approvalBecause.otherEnvironment("@olga", null, "production"),
        "The approval of @olga does not say which environment it is for; this release goes to production.",
      ],
    ],
    otherRun: [[approvalBecause.otherRun("@olga", "1", "2"), "@olga approved run 1; this is run 2."]],
    beforeRun: [
      [
        approvalBecause.beforeRun("@olga", "2026-06-10T08:00:00Z", "2026-06-10T09:00:00Z"),
        "@olga approved at 2026-06-10T08:00:00Z, before this run began (2026-06-10T09:00:00Z).",
      ],
    ],
    changed: [[approvalBecause.changed("@olga"), "The approval of @olga was changed after it was given."]],
    edited: [
      [approvalBecause.edited("@olga"), "The approval of @olga was changed after it was given. Ask for a fresh one."],
    ],
    noTime: [
      [
        approvalBecause.noTime("@olga"),
        "The approval of @olga does not say when it was given, so nobody can tell whether it has expired.",
      ],
    ],
    future: [
      [
        approvalBecause.future("@olga", at),
        "The approval of @olga is dated 2026-06-10T20:00:00Z, which has not come yet. One of the clocks is wrong.",
      ],
    ],
    expired: [
      [
        approvalBecause.expired("@olga", at, "1 hour"),
        "@olga approved at 2026-06-10T20:00:00Z; an approval holds for 1 hour.",
      ],
    ],
    repeated: [[approvalBecause.repeated("@olga"), "@olga approved again later; the newest approval holds."]],
    rejectedSince: [
      [
        approvalBecause.rejectedSince("@olga"),
        "@olga also rejected this deployment, and no later approval takes that back.",
      ],
    ],
  },
  directiveProblem: {
    time: [[directiveProblem.time(), "write the time with its zone, such as `gate: not-before 2026-12-01T20:00Z`"]],
    only: [[directiveProblem.only(), "name one strategy, such as `gate: only canary`"]],
    unknown: [
      [
        directiveProblem.unknown(),
        "write `gate: not-before TIME`, `gate: not-after TIME`, `gate: only NAME` or `gate: overrule`, alone on its line",
      ],
    ],
  },
  conditionBecause: {
    unclear: [
      [
        conditionBecause.unclear("@olga", "gate: soon", "write the time"),
        "@olga wrote `gate: soon`, which cannot be read as a condition: write the time. Ask for a fresh approval.",
      ],
    ],
    notBefore: [[conditionBecause.notBefore("@olga", at), "@olga approved for 2026-06-10T20:00:00Z and later."]],
    notAfter: [[conditionBecause.notAfter("@olga", at), "@olga approved until 2026-06-10T20:00:00Z only."]],
  },
  rejectionBecause: {
    ruledOut: [
      [
        rejectionBecause.ruledOut("@ann wrote commit aaaaaaa of this release."),
        "@ann wrote commit aaaaaaa of this release. A rejection blocks only from somebody who could have approved.",
      ],
    ],
    overruled: [[rejectionBecause.overruled("@olga", "@bea"), "@bea overruled the rejection of @olga."]],
    takenBack: [[rejectionBecause.takenBack("@olga"), "@olga approved later, which takes the rejection back."]],
  },
  errorMessage: {
    notCollected: [[errorMessage.notCollected(), "They were not collected."]],
    approvalsNotCollected: [[errorMessage.approvalsNotCollected(), "Approvals were not collected."]],
    authorsUnreadable: [
      [
        errorMessage.authorsUnreadable("The clone is shallow."),
        "Nobody can tell who made this release, so no approval can be held against it. The clone is shallow.",
      ],
    ],
    headUnread: [[errorMessage.headUnread(), "The head commit itself is not in the range, and could not be read."]],
    changeRequestsUnreadable: [
      [
        errorMessage.changeRequestsUnreadable("No permission."),
        "Nobody can tell who opened the change requests of this release, so their approvals cannot be left out. No permission.",
      ],
    ],
    triggererUnreadable: [
      [
        errorMessage.triggererUnreadable("No permission."),
        "Nobody can tell who started this deployment, so their approval cannot be left out. No permission.",
      ],
    ],
    triggererIsBot: [
      [
        errorMessage.triggererIsBot([]),
        "Nobody is named as the one who started this deployment, and the policy wants to know.",
      ],
      [
        errorMessage.triggererIsBot(["@a[bot]", "@b[bot]"]),
        "@a[bot] and @b[bot] started this deployment, so nobody can tell for whom, and the policy wants to know.",
      ],
    ],
    unknownAuthors: [
      [
        errorMessage.unknownAuthors([eve]),
        "No account stands behind Eve <eve@example.org> (eeeeeee), who made 1 commit of this release. Tie the e-mail address to an account, or set `unknown-authors: accept` in the policy.",
      ],
    ],
    receiptMissingForEnvironments: [
      [
        errorMessage.receiptMissingForEnvironments(),
        "Approvals are asked for through environments of their own, and there is no receipt that says what was asked. Hand in the one that `evaluate` put out (needs.gate.outputs.receipt).",
      ],
    ],
    receiptMissing: [
      [
        errorMessage.receiptMissing(),
        "The policy asks for the receipt of an earlier evaluation, and there is none. Hand in the one that `evaluate` put out.",
      ],
    ],
  },
  relaxedSentence: {
    role: [
      [
        relaxedSentence.role("author", "authors"),
        "Authors of the release may approve it: the policy says `exclude: { authors: false }`.",
      ],
    ],
    warning: Object.entries({
      bot: "a bot or an app can approve, and nobody may have looked",
      triggerer: "whoever starts a deployment can approve it alone",
      author: "authors can approve their own work",
      committer: "committers can approve what they committed",
      "co-author": "co-authors can approve their own work",
      "head-commit": "whoever made the last commit can approve it",
      "change-request-author": "authors can approve their own change requests",
      "merged-by": "whoever pressed merge can approve as well",
      outsiders: "anybody whom the platform lets approve counts, whatever the group says",
      "other-commits": "an approval goes on counting after the code has changed",
      "other-environments": "an approval of a test environment counts here",
      "other-runs": "an approval of an earlier run counts for every later one",
      expired: "an approval never ends",
      edited: "the words of an approval may have changed since it was given",
    } satisfies Record<Role | Flaw, string>).map(([what, price]) => [
      relaxedSentence.warning(what as Role | Flaw, "key"),
      `\`exclude: { key: false }\` weakens the gate: ${price}.`,
    ]),
    flaw: flaws.map((flaw) => [
      relaxedSentence.flaw(flaw),
      `${
        {
          outsiders: "People outside the groups that are asked may approve",
          "other-commits": "Approvals of another commit count",
          "other-environments": "Approvals of another environment count",
          "other-runs": "Approvals of another run count",
          expired: "Approvals that have expired count",
          edited: "Approvals that were edited afterwards count",
        }[flaw]
      }: the policy says \`exclude: { ${flaw}: false }\`.`,
    ]),
    distinct: [
      [relaxedSentence.distinct(), "One person may count for several requirements: the policy says `distinct: false`."],
    ],
    unknownAuthors: [
      [
        relaxedSentence.unknownAuthors([eve]),
        "No account stands behind Eve <eve@example.org> (eeeeeee): the policy says `unknown-authors: accept`.",
      ],
    ],
  },
  explanationTitle: {
    whole: [
      [explanationTitle.whole("holds", 0), "Nobody has to approve this release."],
      [explanationTitle.whole("holds", 1), "Every approval that is asked for was given."],
      [explanationTitle.whole("missing", 1), "Approvals are missing."],
      [explanationTitle.whole("impossible", 1), "The release cannot be approved as things stand."],
      [explanationTitle.whole("rejected", 1), "The release was rejected."],
      [explanationTitle.whole("error", 1), "Whether the release is approved cannot be told."],
    ],
    people: [
      [explanationTitle.people(1), "One person has to approve."],
      [explanationTitle.people(3), "At least three different people have to approve."],
      [explanationTitle.people(40), "At least 40 different people have to approve."],
    ],
    askedBecause: [[explanationTitle.askedBecause("risk is high"), "Asked because risk is high."]],
    ruledOut: [
      [
        explanationTitle.ruledOut("@ann", "wrote a commit", "operations"),
        "@ann of operations cannot approve: wrote a commit.",
      ],
    ],
    rejected: [
      [explanationTitle.rejected("@olga", ""), "@olga rejected this deployment."],
      [explanationTitle.rejected("@olga", "Not today"), "@olga rejected this deployment: “Not today”"],
    ],
    unreadable: [[explanationTitle.unreadable("No permission."), "The approvals cannot be read. No permission."]],
    notBefore: [
      [explanationTitle.notBefore(at), "An approver does not want the deployment before 2026-06-10T20:00:00Z."],
    ],
    conditions: [[explanationTitle.conditions(), "Conditions of those who approved:"]],
    condition: [[explanationTitle.condition("@olga", "only", "canary"), "@olga: only canary"]],
    discounted: [[explanationTitle.discounted(), "Does not count:"]],
    relaxed: [[explanationTitle.relaxed(), "The policy relaxes:"]],
    spare: [[explanationTitle.spare(), "Also approved, and was not needed:"]],
  },
  receiptProblem: {
    empty: [
      [
        receiptProblem.empty(),
        "The receipt that was handed in is empty. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
    ],
    malformed: [
      [
        receiptProblem.malformed(),
        "What was handed in as the receipt is none, or its beginning is gone. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
    ],
    version: [
      [
        receiptProblem.version("2"),
        "The receipt is of version 2, which this release gate does not read. Use one version in both jobs.",
      ],
    ],
    cut: [[receiptProblem.cut(), "The receipt was cut off before its end. Hand it in whole, as one line."]],
    altered: [
      [
        receiptProblem.altered(),
        "The receipt was changed after it was put out. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
    ],
    otherEnvironment: [
      [
        receiptProblem.otherEnvironment("staging", "production"),
        "The receipt is for staging, and this release goes to production. Hand in the receipt for production.",
      ],
    ],
    otherRun: [
      [
        receiptProblem.otherRun("1", "2"),
        "The receipt is of run 1, and this is run 2. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
      [
        receiptProblem.otherRun(null, "2"),
        "The receipt is of no run, and this is run 2. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
      [
        receiptProblem.otherRun("1", null),
        "The receipt is of run 1, and this is no run. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
    ],
    laterAttempt: [
      [
        receiptProblem.laterAttempt(3, 2),
        "The receipt is of attempt 3, and this is attempt 2. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
      [
        receiptProblem.laterAttempt(1, null),
        "The receipt is of attempt 1, and this is none. Run the evaluating job again, and hand in the receipt that it puts out.",
      ],
    ],
    future: [
      [
        receiptProblem.future(at),
        "The receipt is dated 2026-06-10T20:00:00Z, which has not come yet. One of the clocks is wrong.",
      ],
    ],
    approvalsUnreadable: [
      [
        receiptProblem.approvalsUnreadable(),
        "Approvals could not be read when they were asked for, so nobody can tell which came later. Give the evaluating job the permission to read them, and run it again.",
      ],
    ],
    tooLong: [
      [
        receiptProblem.tooLong(5000, 4096),
        "The receipt would have 5000 characters, and must have fewer than 4096. Start a new run, which has no earlier approvals to list.",
      ],
    ],
  },
  lapseBecause: {
    head: [[lapseBecause.head(other, head), "Approvals were asked for commit ccccccc, and this release is aaaaaaa."]],
    range: [
      [lapseBecause.range(2, 3), "The release grew from 2 to 3 commits since approvals were asked for."],
      [lapseBecause.range(null, 3), "The release begins at another commit than when approvals were asked for."],
    ],
    changeType: [
      [
        lapseBecause.changeType("normal", "emergency"),
        "Approvals were asked for a release of type normal, and this one is of type emergency.",
      ],
    ],
    policy: [[lapseBecause.policy(), "The policy changed since approvals were asked for."]],
    conditions: [
      [lapseBecause.conditions(), "The conditions that go with the release changed since approvals were asked for."],
    ],
    risk: [[lapseBecause.risk("low", "high"), "The risk rose from low to high since approvals were asked for."]],
    requirements: [
      [
        lapseBecause.requirements("operations or security"),
        "More is asked of operations or security than when approvals were asked for.",
      ],
    ],
  },
  underReceipt: {
    lapsed: [
      [
        underReceipt.lapsed("@olga", "The policy changed since approvals were asked for."),
        "The policy changed since approvals were asked for. The approval of @olga was for what was asked then.",
      ],
    ],
    beforeAsked: [
      [
        underReceipt.beforeAsked("@olga", at),
        "@olga approved before this evaluation asked for it (2026-06-10T20:00:00Z). Ask for a fresh approval.",
      ],
    ],
    maybeBeforeAsked: [
      [
        underReceipt.maybeBeforeAsked("@olga", at),
        "@olga approved before this evaluation asked for it (2026-06-10T20:00:00Z). If they approved again since, the platform does not tell the two apart: start a new run.",
      ],
    ],
    askedAnew: [
      [
        underReceipt.askedAnew("@olga"),
        "@olga approved before this evaluation, which asks anew. To keep approvals, run only the failed jobs again.",
      ],
    ],
  },
  remark: {
    letIn: [
      [
        remark.letIn("@olga approved run 1; this is run 2.", "other-runs"),
        "@olga approved run 1; this is run 2. It counts, since the policy says `exclude: { other-runs: false }`.",
      ],
    ],
    outsider: [
      [
        remark.outsider("@eve", "operations"),
        "@eve counts for operations from outside it, since the policy says `exclude: { outsiders: false }`.",
      ],
    ],
    beforeEvaluation: [
      [
        remark.beforeEvaluation("@olga"),
        "@olga approved before any evaluation: there is no receipt that says what was asked.",
      ],
    ],
    byButton: [
      [
        remark.byButton("@olga", "approve-operations"),
        "@olga approved by pressing the button of the job approve-operations, which is weaker: GitLab keeps nobody who may run the pipeline from pressing it, and it is tied to no environment.",
      ],
    ],
    weaker: [
      [
        remark.weaker("@olga"),
        "@olga approved in a review of the pull request, which is weaker: it is tied to no environment and no run.",
      ],
      [
        remark.weaker("@olga", "merge request"),
        "@olga approved in a review of the merge request, which is weaker: it is tied to no environment and no run.",
      ],
    ],
  },
  emergencySentence: {
    asked: [[emergencySentence.asked(), "the release is an emergency"]],
    wouldWaive: [
      [
        emergencySentence.wouldWaive("ci / test failed."),
        "ci / test failed. The emergency leaves it out once its approval is given; until then nothing is relaxed.",
      ],
    ],
    notAllowed: [
      [
        emergencySentence.notAllowed(),
        "The policy has no `emergency` section for this environment, so nothing may be left out. Release as change type normal.",
      ],
    ],
    noReason: [
      [
        emergencySentence.noReason(),
        "An emergency needs a reason: say what happened and why it cannot wait (--reason).",
      ],
    ],
    noIncident: [
      [
        emergencySentence.noIncident("https://incidents.example.com/*"),
        "The reason of an emergency must carry a link to its incident, which looks like https://incidents.example.com/*.",
      ],
    ],
    usesUnknown: [
      [
        emergencySentence.usesUnknown("No permission."),
        "Nobody can tell whether an emergency was declared here before. No permission.",
      ],
    ],
    used: [
      [
        emergencySentence.used("1", "https://example.com/7"),
        "An emergency was already used for this commit and environment by run 1, and it holds once (https://example.com/7). Release a new commit, or as change type normal.",
      ],
      [
        emergencySentence.used(null, null),
        "An emergency was already used for this commit and environment, and it holds once. Release a new commit, or as change type normal.",
      ],
    ],
    reviewOpen: [
      [
        emergencySentence.reviewOpen(["a"]),
        "An emergency in this environment has not been reviewed yet: a. Finish the review and close it.",
      ],
      [
        emergencySentence.reviewOpen(["a", "b", "c", "d"]),
        "An emergency in this environment has not been reviewed yet: a, b, c and 1 more. Finish the review and close it.",
      ],
    ],
  },
  rollbackSentence: {
    asked: [[rollbackSentence.asked(), "the release is a rollback"]],
    waived: [[rollbackSentence.waived(), "The policy's rollback lane leaves it out."]],
  },
  environmentBecause: {
    reviewersUnknown: [
      [environmentBecause.reviewersUnknown("approve-cab"), "who is asked to review approve-cab is not known"],
    ],
    asksOthers: [
      [environmentBecause.asksOthers("approve-cab", ["@eve", "acme/all"]), "approve-cab also asks @eve and acme/all"],
    ],
    bypass: [
      [
        environmentBecause.bypass("approve-cab", true),
        "they administer the repository, and administrators may pass approve-cab without being asked",
      ],
      [
        environmentBecause.bypass("approve-cab", false),
        "administrators may pass approve-cab without being asked, and nobody can tell whether they are one",
      ],
    ],
    bypassUnknown: [
      [
        environmentBecause.bypassUnknown("approve-cab"),
        "whether administrators may pass approve-cab without being asked is not known, and they may be one",
      ],
    ],
    missing: [[environmentBecause.missing("approve-cab"), "approve-cab does not exist, so nobody can approve there."]],
    unprotected: [
      [
        environmentBecause.unprotected("approve-cab"),
        "approve-cab has no required reviewers, so whoever passes it has approved nothing. Give it some.",
      ],
    ],
    shared: [
      [
        environmentBecause.shared("approve-cab"),
        "Several jobs of this run belong to approve-cab, and one click answers all of them. Let each gate of a run ask through environments of its own.",
      ],
    ],
    selfReview: [
      [environmentBecause.selfReview("approve-cab", false), "approve-cab lets whoever started a run approve it there."],
      [
        environmentBecause.selfReview("approve-cab", null),
        "Whether approve-cab lets whoever started a run approve it there is not known.",
      ],
    ],
    mayBypass: [
      [
        environmentBecause.mayBypass("approve-cab", true),
        "Administrators may pass approve-cab without anybody's approval.",
      ],
      [
        environmentBecause.mayBypass("approve-cab", null),
        "Whether administrators may pass approve-cab without anybody's approval is not known.",
      ],
    ],
    looser: [
      [
        environmentBecause.looser("production", "operations", 1, 2),
        "GitLab itself lets a deployment to production begin after 1 approval of operations, and the policy asks for 2: only the gate holds the rest.",
      ],
      [
        environmentBecause.looser("production", "a or b", 0, 1),
        "GitLab itself lets a deployment to production begin after 0 approvals of a or b, and the policy asks for 1: only the gate holds the rest.",
      ],
    ],
    passedUnapproved: [
      [
        environmentBecause.passedUnapproved("approve-cab"),
        "approve-cab was passed in this run, and no approval stands on its list: nobody has approved there.",
      ],
    ],
    approvalMissing: [
      [
        environmentBecause.approvalMissing("@olga", "approve-cab"),
        "@olga approved through approve-cab, which does not exist (any more), so the approval proves nothing.",
      ],
    ],
    approvalUnprotected: [
      [
        environmentBecause.approvalUnprotected("@olga", "approve-cab"),
        "@olga approved through approve-cab, which has no required reviewers, so the approval proves nothing.",
      ],
    ],
  },
};

const phrases: Said = [
  [liftSentence("@olga", null, true), "@olga lifts it by approving again."],
  [
    liftSentence("@olga", "board", true),
    "@olga lifts it by approving again, or somebody else of board by approving with `gate: overrule` in the comment.",
  ],
  [
    liftSentence("@olga", "board", false),
    "Nobody can tell when @olga said so, so nothing that is said later lifts it: start a new run once the reason is gone.",
  ],
  [
    unprovenByTeams("@tina", { groups: ["cab"], why: null, unread: [] }),
    "Nothing proves that @tina is a member of cab: they are in none of its teams.",
  ],
  [
    unprovenByTeams("@tina", {
      groups: ["cab"],
      why: "approve-cab also asks acme/all",
      unread: [
        { team: "acme/two", because: "No permission.", fix: "Give org-token." },
        { team: "acme/cab", because: "No permission.", fix: "Give org-token." },
      ],
    }),
    "Nothing proves that @tina is a member of cab: approve-cab also asks acme/all, and the members of acme/cab, acme/two cannot be read here. No permission. Give org-token.",
  ],
  [labelOf(["a"]), "a"],
  [labelOf(["a", "b", "c"]), "a, b or c"],
  [standIn("@dee", null), "@dee"],
  [standIn("@dee", "olga"), "@dee (for @olga)"],
  [standIn("Dee", "olga@example.com"), "Dee (for olga@example.com)"],
  [
    shortfallSentence("operations", 2, 1),
    "operations is missing 2 approvals and has 1 environment of its own to ask through. GitHub lets an environment through after one approval: list one for each person.",
  ],
  [
    shortfallSentence("operations", 1, 0),
    "operations is missing 1 approval and has 0 environments of its own to ask through. GitHub lets an environment through after one approval: list one for each person.",
  ],
  [unsureBecause("high"), "risk may be high, since not all of it could be seen"],
  [
    waiverSentence({ check: "tests", by: ["@otto"], because: "Payments are down", until: "2026-06-10T20:00:00Z" }),
    "tests need not pass, as @otto allowed until 2026-06-10T20:00:00Z: “Payments are down”.",
  ],
  [
    waiverSentence({ check: "approvals", by: ["@otto", "@rex"], because: "Down", until: null }),
    "The approvals of the risk level are not asked for, as @otto and @rex allowed: “Down”.",
  ],
  [
    waiverSentence({ check: "tests", by: [], because: "The lane says so.", until: null }),
    "tests need not pass. The lane says so.",
  ],
  [
    askAgainSentence({
      person: "@olga",
      approved: ["a", "b"],
      rerun: ["b"],
      label: "ops",
      couldApprove: ["@otto", "@pia"],
    }),
    "@olga approved a and b, and one person counts once: run the approval job of b again, and let @otto or @pia approve there.",
  ],
  [
    askAgainSentence({
      person: "@olga",
      approved: ["a", "b", "c"],
      rerun: ["b", "c"],
      label: "ops",
      couldApprove: null,
    }),
    "@olga approved a, b and c, and one person counts once: run the approval jobs of b and c again, and let somebody else of ops approve there.",
  ],
];

describe("the sentences", () => {
  it.each(
    Object.entries(byKey).flatMap(([name, keys]) =>
      Object.entries(keys).map(([key, said]) => [name, key, said] as const),
    ),
  )("of %s.%s", (_name, _key, said) => {
    expect(said.length).toBeGreaterThan(0);
    for (const [actual, wanted] of said) expect(actual).toBe(wanted);
  });

  it("of functions of their own", () => {
    for (const [actual, wanted] of phrases) expect(actual).toBe(wanted);
  });

  it("are all here", () => {
    const tables = Object.entries({ ...explain, ...environments, ...lanes, ...receipts, ...teams }).filter(
      ([name, value]) => typeof value === "object" && name !== "deedOf",
    );
    expect(Object.fromEntries(tables.map(([name, value]) => [name, Object.keys(value).sort()]))).toEqual(
      Object.fromEntries(Object.entries(byKey).map(([name, keys]) => [name, Object.keys(keys).sort()])),
    );
  });

  it("of functions of their own are all here too", () => {
    const functions = Object.entries({ ...explain, ...environments, ...lanes, ...receipts, ...teams }).flatMap(
      ([name, value]) => (typeof value === "function" ? [name] : []),
    );
    expect(functions.sort()).toEqual([
      "askAgainSentence",
      "exclusionBecause",
      "labelOf",
      "liftSentence",
      "sentenceFor",
      "shortfallSentence",
      "standIn",
      "unprovenByTeams",
      "unsureBecause",
      "waiverSentence",
      "whenBecause",
    ]);
  });
});

const said = (...given: Parameters<typeof count>) => count(...given).requirements.map(sentenceFor);

describe("the sentence for a requirement", () => {
  const operations = group("operations", ["olga", "otto", "pia"]);

  it.each([
    [["olga", "otto"], "operations: 2 of 2 approved by @olga and @otto."],
    [["olga"], "operations: 1 of 2 approved by @olga; still needed: 1 of @otto, @pia."],
    [[], "operations: 0 of 2 approved; still needed: 2 of @olga, @otto, @pia."],
  ])("says who approved and who is still needed: %j", (approvals, sentence) => {
    expect(said(asks(operations, 2), { approvals: from(...approvals) })).toEqual([sentence]);
  });

  it("says that anybody may approve where the policy takes outsiders", () => {
    const open = settings({ exclude: { outsiders: false } });
    const anybody = "from anybody whom nothing rules out, since outsiders may approve.";
    expect(said(asks(operations, 2), { settings: open })).toEqual([
      `operations: 0 of 2 approved; still needed: 2 ${anybody}`,
    ]);
    expect(said(asks(group("nobody")), { settings: open })).toEqual([
      `nobody: 0 of 1 approved; still needed: 1 ${anybody}`,
    ]);
  });

  it("says that members cannot be read", () => {
    expect(said(asks([team("cab"), operations]))).toEqual([
      "cab or operations: 0 of 1 approved; still needed: 1 from cab or operations, whose members cannot be read here.",
    ]);
  });

  it.each([
    [
      ["ann", "dana", "sam"],
      2,
      "security needs 2, but of its 3 members one wrote a commit and one triggered the run. Name more people in the policy.",
    ],
    [["ann"], 1, "security needs 1, but its only member wrote a commit. Name more people in the policy."],
    [["sam"], 2, "security needs 2, but has 1 member. Name more people in the policy."],
    [[], 1, "security needs 1, but has no members, so nobody can approve. Name people in the policy."],
    [
      ["a[bot]", "b[bot]", "sam"],
      2,
      "security needs 2, but of its 3 members two are bots. Name more people in the policy.",
    ],
  ])("says why nobody can any more: %j of %i", (users, needed, sentence) => {
    expect(said(asks(group("security", users), needed))).toEqual([sentence]);
  });

  it("says which requirements need the same people", () => {
    const pair = ["olga", "otto"];
    expect(said([asks(group("a", pair)), asks(group("b", pair), 2)])[0]).toBe(
      "a needs 1, but shares its members with b, and one person counts once: " +
        "too few different people are left for all of them. Name more people in the policy.",
    );
  });
});

describe("what rules a member out, in the sentence for a requirement", () => {
  const deeds: Readonly<Record<Role, readonly [string, string]>> = {
    bot: ["is a bot", "are bots"],
    triggerer: ["triggered the run", "triggered the run"],
    author: ["wrote a commit", "wrote commits"],
    committer: ["committed a commit", "committed commits"],
    "co-author": ["co-wrote a commit", "co-wrote commits"],
    "head-commit": ["made the head commit", "made the head commit"],
    "change-request-author": ["opened a change request", "opened change requests"],
    "merged-by": ["merged a change", "merged changes"],
  };
  const ruledOut = (role: Role, people: number) =>
    sentenceFor({
      anyOf: ["security"],
      count: 2,
      because: "risk is high",
      approvedBy: [],
      missing: 2,
      couldApprove: [],
      impossible: true,
      members: 3,
      ruledOut: ["@x", "@y"].slice(0, people).map((person) => ({ person, because: explain.deedOf[role] })),
    });

  it.each(roles)("has its phrase for one %s and for two", (role) => {
    const [one, two] = deeds[role];
    const end = "Name more people in the policy.";
    expect(ruledOut(role, 1)).toBe(`security needs 2, but of its 3 members one ${one}. ${end}`);
    expect(ruledOut(role, 2)).toBe(`security needs 2, but of its 3 members two ${two}. ${end}`);
  });
});

describe("small phrases", () => {
  it("joins groups with or", () => {
    expect(labelOf(["a", "b", "c"])).toBe("a, b or c");
  });

  it("says what changed", () => {
    expect(whenBecause({ paths: ["a", "b"], touched: ["a", "b"], reason: null })).toBe("a and b changed");
    expect(whenBecause({ paths: ["a"], touched: null, reason: "Why" })).toBe(
      "a may have changed, since the changed files cannot be read (Why)",
    );
  });
});

describe("why somebody may not approve", () => {
  const sentences: Readonly<Record<Role, string>> = {
    bot: "@x is a bot or an app, and only people approve.",
    triggerer: "@x started this deployment.",
    author: "@x wrote commits 1111111 and 2222222 of this release.",
    committer: "@x committed commits 1111111 and 2222222 of this release.",
    "co-author": "@x is a co-author of commits 1111111 and 2222222 of this release.",
    "head-commit": "@x made the head commit of this release, 1111111 and 2222222.",
    "change-request-author": "@x opened the change request that brought commits 1111111 and 2222222 into this release.",
    "merged-by":
      "@x merged a change of this release (commits 1111111 and 2222222), and the policy asks for somebody else.",
  };
  const commits = ["1".repeat(40), "2".repeat(40)];

  it.each(roles)("has its sentence for %s", (role) => {
    expect(exclusionBecause("@x", { role, commits })).toBe(sentences[role]);
  });

  it("names five commits at most", () => {
    const many = Array.from({ length: 8 }, (_, index) => String(index).repeat(40));
    expect(exclusionBecause("@x", { role: "author", commits: many })).toBe(
      "@x wrote commits 0000000, 1111111, 2222222, 3333333, 4444444 and 3 more of this release.",
    );
  });
});

describe("what the policy relaxes", () => {
  const sentences: Readonly<Record<Role, string>> = {
    bot: "Bots and apps may approve",
    triggerer: "Whoever started the deployment may approve it",
    author: "Authors of the release may approve it",
    committer: "Committers of the release may approve it",
    "co-author": "Co-authors of the release may approve it",
    "head-commit": "Whoever made the head commit may approve it",
    "change-request-author": "Authors of the release's change requests may approve it",
    "merged-by": "Whoever merged a change of the release may approve it",
  };

  it.each(roles)("has its sentence for %s", (role) => {
    expect(relaxedSentence.role(role, "key")).toBe(`${sentences[role]}: the policy says \`exclude: { key: false }\`.`);
  });
});
