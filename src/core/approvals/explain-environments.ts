/** The sentences about approval environments: what one proves, what speaks against it, and how to ask again through it. */

const listed = (items: readonly string[], conjunction = "and"): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;

export const environmentBecause = {
  /** Clauses that go into "Nothing proves that ... is a member: ...". */
  reviewersUnknown: (name: string): string => `who is asked to review ${name} is not known`,
  asksOthers: (name: string, others: readonly string[]): string => `${name} also asks ${listed(others)}`,
  bypass: (name: string, isAdmin: boolean): string =>
    isAdmin
      ? `they administer the repository, and administrators may pass ${name} without being asked`
      : `administrators may pass ${name} without being asked, and nobody can tell whether they are one`,
  bypassUnknown: (name: string): string =>
    `whether administrators may pass ${name} without being asked is not known, and they may be one`,

  /** An environment from which no approval can come. */
  missing: (name: string): string => `${name} does not exist, so nobody can approve there.`,
  unprotected: (name: string): string =>
    `${name} has no required reviewers, so whoever passes it has approved nothing. Give it some.`,
  shared: (name: string): string =>
    `Several jobs of this run belong to ${name}, and one click answers all of them. Let each gate of a run ask through ` +
    "environments of its own.",

  /** Worth knowing. */
  selfReview: (name: string, prevents: boolean | null): string =>
    prevents === false
      ? `${name} lets whoever started a run approve it there.`
      : `Whether ${name} lets whoever started a run approve it there is not known.`,
  mayBypass: (name: string, may: boolean | null): string =>
    may === true
      ? `Administrators may pass ${name} without anybody's approval.`
      : `Whether administrators may pass ${name} without anybody's approval is not known.`,
  looser: (name: string, group: string, asked: number, count: number): string =>
    `GitLab itself lets a deployment to ${name} begin after ${asked === 1 ? "1 approval" : `${asked} approvals`} of ${group}, and the policy asks for ${count}: only the gate holds the rest.`,
  passedUnapproved: (name: string): string =>
    `${name} was passed in this run, and no approval stands on its list: nobody has approved there.`,

  /** Why an approval does not count. */
  approvalMissing: (person: string, name: string): string =>
    `${person} approved through ${name}, which does not exist (any more), so the approval proves nothing.`,
  approvalUnprotected: (person: string, name: string): string =>
    `${person} approved through ${name}, which has no required reviewers, so the approval proves nothing.`,
} as const;

/** How to use an environment again whose one approval came from somebody who counts elsewhere. */
export function askAgainSentence(again: {
  readonly person: string;
  readonly approved: readonly string[];
  readonly rerun: readonly string[];
  readonly label: string;
  /** Null where the members cannot be read. */
  readonly couldApprove: readonly string[] | null;
}): string {
  const { person, approved, rerun, label, couldApprove } = again;
  const jobs = rerun.length === 1 ? "job" : "jobs";
  const who =
    couldApprove === null || couldApprove.length === 0 ? `somebody else of ${label}` : listed(couldApprove, "or");
  return (
    `${person} approved ${listed(approved)}, and one person counts once: run the approval ${jobs} of ${listed(rerun)} again, ` +
    `and let ${who} approve there.`
  );
}
