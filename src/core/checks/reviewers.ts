/** Whose word counts for one change: the newest state of each reviewer, without those who made the change. */
import type { Commit } from "../evidence/commits.ts";
import type { Identity } from "../evidence/identity.ts";
import type { Review, ReviewedChange, Reviews } from "../evidence/reviews.ts";
import { type Acquaintance, displayName, isBot, isPlatformItself } from "../people/people.ts";

export interface ReviewContext {
  readonly who: Acquaintance;
  readonly channel: Reviews["channel"];
  /** By full hash. */
  readonly commits: ReadonlyMap<string, Commit>;
}

/** Each list by the name shown, a person once. */
export interface Reviewers {
  readonly approving: readonly Identity[];
  readonly objecting: readonly Identity[];
  /** Would count as approving if it were known that they may. */
  readonly perhapsApproving: readonly Identity[];
  readonly perhapsObjecting: readonly Identity[];
  /** Who said something that does not count, and why. */
  readonly discounted: readonly string[];
  /** Commits of the change of which nobody knows who made them. */
  readonly madeByUnknown: readonly string[];
  /** Who approved before the last commit came, and not again. */
  readonly approvedEarlier: readonly Identity[];
  /** Whoever merged it, where they made part of it themselves; null otherwise. */
  readonly mergedByMaker: Identity | null;
}

/** A change with those who had a say about it. */
export interface JudgedChange {
  readonly change: ReviewedChange;
  readonly reviewers: Reviewers;
}

/** Gravest first: where nobody can say which of two reviews came later, the graver one holds. */
const gravity: readonly Review["state"][] = ["changes-requested", "dismissed", "approved", "commented"];

const timeOf = ({ submittedAt }: Review): number => (submittedAt === null ? Number.NaN : Date.parse(submittedAt));

/** The review that holds. A comment takes nothing back; a review without a time may be the last one. */
function holding(reviews: readonly Review[], finalCommit: string): Review | null {
  const states = reviews.filter(({ state }) => state !== "commented");
  const newest = Math.max(...states.map(timeOf).filter((time) => !Number.isNaN(time)));
  const last = states.filter((review) => !(timeOf(review) < newest));
  const rank = (review: Review): string =>
    [
      gravity.indexOf(review.state),
      review.commit === finalCommit ? 0 : 1,
      eligibilities.indexOf(review.eligible),
      review.commit,
    ].join(" ");
  return [...last].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0] ?? null;
}

const eligibilities: readonly Review["eligible"][] = ["no", "unknown", "yes"];

function makersOf(
  change: ReviewedChange,
  { who, commits }: ReviewContext,
): { people: ReadonlySet<string>; unknown: readonly string[] } {
  const known = change.commits.flatMap((sha) => commits.get(sha) ?? []);
  const makers = known.flatMap(({ author, committer, coAuthors }) => [author, committer, ...coAuthors]);
  return {
    people: new Set(
      [change.author, ...makers, ...(change.lastPushedBy ?? [])]
        .filter((maker) => !isPlatformItself(maker))
        .map((maker) => who.personOf(maker)),
    ),
    unknown: change.commits.filter((sha) => !commits.has(sha)),
  };
}

/**
 * Sorts the reviewers of a change. An approval counts for the final commit alone, from somebody who may push and made no part of the
 * change. In a checkout nobody can say who may push: a policy that takes trailers takes that too. An objection counts from anybody who
 * may push, a maker included: taking it back is easier than deploying what somebody warned of.
 */
export function sortReviewers(change: ReviewedChange, context: ReviewContext): Reviewers {
  const { who, channel } = context;
  const byPerson = new Map<string, Review[]>();
  for (const review of change.reviews) {
    const person = who.personOf(review.reviewer);
    byPerson.set(person, [...(byPerson.get(person) ?? []), review]);
  }
  const makers = makersOf(change, context);
  const lists = {
    approving: [] as Identity[],
    objecting: [] as Identity[],
    perhapsApproving: [] as Identity[],
    perhapsObjecting: [] as Identity[],
    approvedEarlier: [] as Identity[],
  };
  const discounted: string[] = [];
  for (const [person, reviews] of byPerson) {
    const review = holding(reviews, change.finalCommit);
    if (review === null || review.state === "commented") continue;
    const { reviewer, state, commit } = review;
    const eligible = channel === "trailers" && review.eligible === "unknown" ? "yes" : review.eligible;
    const discount = (because: string): unknown => discounted.push(`${displayName(reviewer)} ${because}`);
    if (reviews.some((each) => isBot(each.reviewer))) discount("is a bot");
    else if (eligible === "no") discount("may not push here");
    else if (state === "changes-requested") lists[eligible === "yes" ? "objecting" : "perhapsObjecting"].push(reviewer);
    else if (state === "dismissed") discount("approved, and that was dismissed");
    else if (makers.people.has(person)) discount("made part of the change");
    else if (commit === null && channel === "change-requests") {
      discount("approved, and the platform does not say which commit");
      lists.perhapsApproving.push(reviewer);
    } else if (commit !== null && commit !== change.finalCommit) {
      discount("approved an earlier commit");
      lists.approvedEarlier.push(reviewer);
    } else if (eligible === "unknown") {
      discount("approved, and whether they may push here is not known");
      lists.perhapsApproving.push(reviewer);
    } else lists.approving.push(reviewer);
  }
  for (const list of Object.values(lists)) list.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const { mergedBy = null } = change;
  return {
    ...lists,
    discounted: discounted.sort(),
    madeByUnknown: [...makers.unknown].sort(),
    mergedByMaker: mergedBy !== null && makers.people.has(who.personOf(mergedBy)) ? mergedBy : null,
  };
}

const sortKey = (identity: Identity): string =>
  `${displayName(identity)}\n${identity.email ?? ""}\n${identity.login ?? ""}`;
