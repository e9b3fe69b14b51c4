/** The sentences about approvals: the one place of their wording. */
import type { Maker, UnknownMaker } from "../people/makers.ts";
import { displayName } from "../people/people.ts";
import type { Exclusion, Flaw, Role } from "./exclusions.ts";
import type { CountedRequirement } from "./tally-result.ts";

const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const inWords = (count: number): string => numbers[count] ?? String(count);

/** `a`, `a and b`, `a, b and c`. */
const listed = (items: readonly string[], conjunction = "and"): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;

const shortHash = (sha: string): string => sha.slice(0, 7);
const atMost = 5;
/** Somebody may have to be found among them. */
const mostNamed = 10;

/** The first few, and how many more there are. */
const some = (items: readonly string[]): string =>
  items.length <= atMost ? listed(items) : `${items.slice(0, atMost).join(", ")} and ${items.length - atMost} more`;

const commitsNamed = (commits: readonly string[]): string =>
  `${commits.length === 1 ? "commit" : "commits"} ${some(commits.map(shortHash))}`;

/** The groups of a requirement in one phrase: `operations`, `operations or security`. */
export const labelOf = (anyOf: readonly string[]): string => listed(anyOf, "or");

/** A person who counts, with the member they stand in for. */
export const standIn = (name: string, deputyFor: string | null): string =>
  deputyFor === null ? name : `${name} (for ${handleOf(deputyFor)})`;

/** A member as the policy names them: an account, or an e-mail address. */
const handleOf = (user: string): string => (user.includes("@") ? user : `@${user}`);

/** Too few environments to ask through. */
export const shortfallSentence = (label: string, needed: number, found: number): string =>
  `${label} is missing ${needed} ${needed === 1 ? "approval" : "approvals"} and has ${found} ${found === 1 ? "environment" : "environments"} ` +
  "of its own to ask through. GitHub lets an environment through after one approval: list one for each person.";

/** What a member did that rules them out, as a phrase that goes on from a name or a number. */
export const deedOf: Readonly<Record<Role, string>> = {
  bot: "is a bot",
  triggerer: "triggered the run",
  author: "wrote a commit",
  committer: "committed a commit",
  "co-author": "co-wrote a commit",
  "head-commit": "made the head commit",
  "change-request-author": "opened a change request",
  "merged-by": "merged a change",
};

const deedsOfSeveral: Readonly<Record<string, string>> = {
  [deedOf.bot]: "are bots",
  [deedOf.author]: "wrote commits",
  [deedOf.committer]: "committed commits",
  [deedOf["co-author"]]: "co-wrote commits",
  [deedOf["change-request-author"]]: "opened change requests",
  [deedOf["merged-by"]]: "merged changes",
};

/** Where one requirement stands: who approved, who is still needed and who could do it, or why nobody can any more. */
export function sentenceFor(requirement: CountedRequirement): string {
  const { anyOf, count, approvedBy, missing, couldApprove, impossible } = requirement;
  if (impossible) return impossibleSentence(requirement);
  const label = labelOf(anyOf);
  const by = approvedBy.length === 0 ? "" : ` by ${listed(approvedBy)}`;
  const stands = `${label}: ${count - missing} of ${count} approved${by}`;
  if (missing === 0) return `${stands}.`;
  if (requirement.takesOutsiders === true)
    return `${stands}; still needed: ${missing} from anybody whom nothing rules out, since outsiders may approve.`;
  if (couldApprove === null)
    return `${stands}; still needed: ${missing} from ${label}, whose members cannot be read here.`;
  const rest = couldApprove.length - mostNamed;
  const could = `${couldApprove.slice(0, mostNamed).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  return `${stands}; still needed: ${missing} of ${could}.`;
}

function impossibleSentence(requirement: CountedRequirement): string {
  const { anyOf, count, competesWith = [], members = null } = requirement;
  const label = labelOf(anyOf);
  if (members === 0)
    return `${label} needs ${count}, but has no members, so nobody can approve. Name people in the policy.`;
  if (competesWith.length > 0)
    return (
      `${label} needs ${count}, but shares its members with ${listed(competesWith)}, and one person counts once: ` +
      "too few different people are left for all of them. Name more people in the policy."
    );
  return `${label} needs ${count}, but ${membersLeft(requirement)}. Name more people in the policy.`;
}

/** "of its 3 members one wrote a commit and one triggered the run"; "has 1 member". */
function membersLeft({ members = null, ruledOut = [] }: CountedRequirement): string {
  const people = `${members ?? 0} ${members === 1 ? "member" : "members"}`;
  if (ruledOut.length === 0) return `has ${people}`;
  const counts = new Map<string, number>();
  for (const { because } of ruledOut) counts.set(because, (counts.get(because) ?? 0) + 1);
  const deeds = [...counts].map(
    ([deed, count]) => `${inWords(count)} ${count === 1 ? deed : (deedsOfSeveral[deed] ?? deed)}`,
  );
  return members === 1 ? `its only member ${[...counts.keys()].join("")}` : `of its ${people} ${listed(deeds)}`;
}

/** Why a level below the assessed one asks as well. */
export const unsureBecause = (level: string): string => `risk may be ${level}, since not all of it could be seen`;

/** Why a `when` of the policy asks: the globs that matched, or every one of them when the changed files cannot be read (`null`). */
export function whenBecause(rule: {
  readonly paths: readonly string[];
  readonly touched: readonly string[] | null;
  readonly reason: string | null;
}): string {
  const { paths, touched, reason } = rule;
  const why = reason === null ? "" : ` (${reason})`;
  return touched === null
    ? `${listed(paths, "or")} may have changed, since the changed files cannot be read${why}`
    : `${listed(touched)} changed${why}`;
}

/** Why somebody may not approve this release. */
export function exclusionBecause(person: string, { role, commits }: Exclusion): string {
  switch (role) {
    case "bot":
      return `${person} is a bot or an app, and only people approve.`;
    case "triggerer":
      return `${person} started this deployment.`;
    case "author":
      return `${person} wrote ${commitsNamed(commits)} of this release.`;
    case "committer":
      return `${person} committed ${commitsNamed(commits)} of this release.`;
    case "co-author":
      return `${person} is a co-author of ${commitsNamed(commits)} of this release.`;
    case "head-commit":
      return `${person} made the head commit of this release, ${some(commits.map(shortHash))}.`;
    case "change-request-author":
      return `${person} opened the change request that brought ${commitsNamed(commits)} into this release.`;
    case "merged-by":
      return `${person} merged a change of this release (${commitsNamed(commits)}), and the policy asks for somebody else.`;
  }
}

/** Why an approval does not count, whoever gave it. */
export const approvalBecause = {
  noAccount: (person: string): string => `No account stands behind ${person}, so nobody can tell who approved.`,
  noAddress: (person: string): string =>
    `The approval of ${person} names no e-mail address, so it cannot be compared with those who made the release. Add it.`,
  notAMember: (person: string, groups: readonly string[]): string => `${person} is not a member of ${labelOf(groups)}.`,
  membershipUnproven: (person: string, groups: readonly string[], why: string | null): string =>
    `Nothing proves that ${person} is a member of ${labelOf(groups)}: ` +
    `${why === null ? "" : `${why}, and `}the members cannot be read here.`,
  deputyAway: (person: string, principal: string): string =>
    `${person} stands in for ${handleOf(principal)} at another time, not when this was approved and judged.`,
  deputyOfExcluded: (person: string, principal: string): string =>
    `${person} stands in for ${handleOf(principal)}, who may not approve this release.`,
  otherCommit: (person: string, commit: string | null, head: string): string =>
    commit === null
      ? `The approval of ${person} does not say which commit it is for; this release is ${shortHash(head)}.`
      : `${person} approved commit ${shortHash(commit)}; this release is ${shortHash(head)}.`,
  otherEnvironment: (person: string, given: string | null, environment: string): string =>
    given === null
      ? `The approval of ${person} does not say which environment it is for; this release goes to ${environment}.`
      : `${person} approved a deployment to ${given}; this release goes to ${environment}.`,
  otherRun: (person: string, theirs: string, run: string): string =>
    `${person} approved run ${theirs}; this is run ${run}.`,
  beforeRun: (person: string, at: string, startedAt: string): string =>
    `${person} approved at ${at}, before this run began (${startedAt}).`,
  changed: (person: string): string => `The approval of ${person} was changed after it was given.`,
  edited: (person: string): string => `The approval of ${person} was changed after it was given. Ask for a fresh one.`,
  noTime: (person: string): string =>
    `The approval of ${person} does not say when it was given, so nobody can tell whether it has expired.`,
  future: (person: string, at: string): string =>
    `The approval of ${person} is dated ${at}, which has not come yet. One of the clocks is wrong.`,
  expired: (person: string, at: string, lifetime: string): string =>
    `${person} approved at ${at}; an approval holds for ${lifetime}.`,
  repeated: (person: string): string => `${person} approved again later; the newest approval holds.`,
  rejectedSince: (person: string): string =>
    `${person} also rejected this deployment, and no later approval takes that back.`,
} as const;

/** What is wrong with a line that looks like a directive. */
export const directiveProblem = {
  time: (): string => "write the time with its zone, such as `gate: not-before 2026-12-01T20:00Z`",
  only: (): string => "name one strategy, such as `gate: only canary`",
  unknown: (): string =>
    "write `gate: not-before TIME`, `gate: not-after TIME`, `gate: only NAME` or `gate: overrule`, alone on its line",
} as const;

/** Why an approval with conditions does not count now. */
export const conditionBecause = {
  unclear: (person: string, line: string, because: string): string =>
    `${person} wrote \`${line}\`, which cannot be read as a condition: ${because}. Ask for a fresh approval.`,
  notBefore: (person: string, at: string): string => `${person} approved for ${at} and later.`,
  notAfter: (person: string, at: string): string => `${person} approved until ${at} only.`,
} as const;

/** Who can lift a rejection that blocks. `by`: the group that may overrule; null where the policy names none. */
export function liftSentence(person: string, by: string | null, isTimed: boolean): string {
  if (!isTimed)
    return `Nobody can tell when ${person} said so, so nothing that is said later lifts it: start a new run once the reason is gone.`;
  const overruling =
    by === null ? "" : `, or somebody else of ${by} by approving with \`gate: overrule\` in the comment`;
  return `${person} lifts it by approving again${overruling}.`;
}

/** Why a rejection does not block. */
export const rejectionBecause = {
  ruledOut: (because: string): string => `${because} A rejection blocks only from somebody who could have approved.`,
  overruled: (person: string, by: string): string => `${by} overruled the rejection of ${person}.`,
  takenBack: (person: string): string => `${person} approved later, which takes the rejection back.`,
} as const;

/** Why the tally cannot be trusted; each is an `error`. */
export const errorMessage = {
  notCollected: (): string => "They were not collected.",
  approvalsNotCollected: (): string => "Approvals were not collected.",
  authorsUnreadable: (because: string): string =>
    `Nobody can tell who made this release, so no approval can be held against it. ${because}`,
  headUnread: (): string => "The head commit itself is not in the range, and could not be read.",
  changeRequestsUnreadable: (because: string): string =>
    `Nobody can tell who opened the change requests of this release, so their approvals cannot be left out. ${because}`,
  triggererUnreadable: (because: string): string =>
    `Nobody can tell who started this deployment, so their approval cannot be left out. ${because}`,
  triggererIsBot: (bots: readonly string[]): string =>
    bots.length === 0
      ? "Nobody is named as the one who started this deployment, and the policy wants to know."
      : `${listed(bots)} started this deployment, so nobody can tell for whom, and the policy wants to know.`,
  unknownAuthors: (unknown: readonly UnknownMaker[]): string => {
    const commits = new Set(unknown.flatMap((maker) => maker.commits)).size;
    return (
      `No account stands behind ${some(unknown.map(nameAndAddress))}, who made ${commits} ${commits === 1 ? "commit" : "commits"} ` +
      "of this release. Tie the e-mail address to an account, or set `unknown-authors: accept` in the policy."
    );
  },
  receiptMissingForEnvironments: (): string =>
    "Approvals are asked for through environments of their own, and there is no receipt that says what was asked. " +
    "Hand in the one that `evaluate` put out (needs.gate.outputs.receipt).",
  receiptMissing: (): string =>
    "The policy asks for the receipt of an earlier evaluation, and there is none. Hand in the one that `evaluate` put out.",
} as const;

const nameAndAddress = ({ identity, commits }: Maker): string =>
  `${displayName(identity)}${identity.email === null ? "" : ` <${identity.email}>`} (${commits.map(shortHash).slice(0, 1).join("")})`;

const letIn: Readonly<Record<Role, string>> = {
  bot: "Bots and apps may approve",
  triggerer: "Whoever started the deployment may approve it",
  author: "Authors of the release may approve it",
  committer: "Committers of the release may approve it",
  "co-author": "Co-authors of the release may approve it",
  "head-commit": "Whoever made the head commit may approve it",
  "change-request-author": "Authors of the release's change requests may approve it",
  "merged-by": "Whoever merged a change of the release may approve it",
};

const counted: Readonly<Record<Flaw, string>> = {
  outsiders: "People outside the groups that are asked may approve",
  "other-commits": "Approvals of another commit count",
  "other-environments": "Approvals of another environment count",
  "other-runs": "Approvals of another run count",
  expired: "Approvals that have expired count",
  edited: "Approvals that were edited afterwards count",
};

/** What a gate proves less where something is let in: of each switch that is not about what somebody did, its whole price. */
const priceOf: Readonly<Record<Flaw | Role, string>> = {
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
};

/** What the policy relaxes, for the record. */
export const relaxedSentence = {
  role: (role: Role, key: string): string => `${letIn[role]}: the policy says \`exclude: { ${key}: false }\`.`,
  /** For whoever reads the policy, before anything is released. */
  warning: (what: Flaw | Role, key: string): string =>
    `\`exclude: { ${key}: false }\` weakens the gate: ${priceOf[what]}.`,
  flaw: (flaw: Flaw): string => `${counted[flaw]}: the policy says \`exclude: { ${flaw}: false }\`.`,
  distinct: (): string => "One person may count for several requirements: the policy says `distinct: false`.",
  unknownAuthors: (unknown: readonly UnknownMaker[]): string =>
    `No account stands behind ${some(unknown.map(nameAndAddress))}: the policy says \`unknown-authors: accept\`.`,
} as const;

/** The words that hold an explanation together. */
export const explanationTitle = {
  whole: (
    status: "holds" | "missing" | "impossible" | "rejected" | "error" | "aside",
    requirements: number,
  ): string => {
    if (requirements === 0) return "Nobody has to approve this release.";
    if (status === "rejected") return "The release was rejected.";
    if (status === "error") return "Whether the release is approved cannot be told.";
    if (status === "impossible") return "The release cannot be approved as things stand.";
    return status === "missing" ? "Approvals are missing." : "Every approval that is asked for was given.";
  },
  people: (count: number): string =>
    count === 1 ? "One person has to approve." : `At least ${inWords(count)} different people have to approve.`,
  askedBecause: (because: string): string => `Asked because ${because}.`,
  ruledOut: (person: string, because: string, label: string): string =>
    `${person} of ${label} cannot approve: ${because}.`,
  rejected: (person: string, comment: string): string =>
    comment === "" ? `${person} rejected this deployment.` : `${person} rejected this deployment: “${comment}”`,
  unreadable: (because: string): string => `The approvals cannot be read. ${because}`,
  notBefore: (at: string): string => `An approver does not want the deployment before ${at}.`,
  conditions: (): string => "Conditions of those who approved:",
  condition: (person: string, name: string, value: string): string => `${person}: ${name} ${value}`,
  discounted: (): string => "Does not count:",
  relaxed: (): string => "The policy relaxes:",
  spare: (): string => "Also approved, and was not needed:",
} as const;
