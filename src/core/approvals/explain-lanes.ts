/** The sentences about break-glass and rollbacks. */

const shortly = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;

export const emergencySentence = {
  asked: (): string => "the release is an emergency",
  wouldWaive: (summary: string): string =>
    `${summary} The emergency leaves it out once its approval is given; until then nothing is relaxed.`,
  notAllowed: (): string =>
    "The policy has no `emergency` section for this environment, so nothing may be left out. Release as change type normal.",
  noReason: (): string => "An emergency needs a reason: say what happened and why it cannot wait (--reason).",
  noIncident: (pattern: string): string =>
    `The reason of an emergency must carry a link to its incident, which looks like ${pattern}.`,
  usesUnknown: (because: string): string => `Nobody can tell whether an emergency was declared here before. ${because}`,
  used: (run: string | null, url: string | null): string =>
    `An emergency was already used for this commit and environment${run === null ? "" : ` by run ${run}`}, and it holds once` +
    `${url === null ? "" : ` (${url})`}. Release a new commit, or as change type normal.`,
  reviewOpen: (open: readonly string[]): string =>
    `An emergency in this environment has not been reviewed yet: ${shortly(open)}. Finish the review and close it.`,
} as const;

export const rollbackSentence = {
  asked: (): string => "the release is a rollback",
  waived: (): string => "The policy's rollback lane leaves it out.",
} as const;

/** What was left out, who allowed it, why and until when; of a permission of the policy itself only what and why. */
export function waiverSentence({
  check,
  by,
  because,
  until,
}: {
  readonly check: string;
  readonly by: readonly string[];
  readonly because: string;
  readonly until: string | null;
}): string {
  const what = check === "approvals" ? "The approvals of the risk level are not asked for" : `${check} need not pass`;
  if (by.length === 0) return `${what}. ${because}`;
  const who = by.length < 2 ? by.join("") : `${by.slice(0, -1).join(", ")} and ${by.at(-1)}`;
  return `${what}, as ${who} allowed${until === null ? "" : ` until ${until}`}: “${because}”.`;
}
