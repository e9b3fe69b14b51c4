/** Makers: everybody who had a hand in what is released, by what they did. */
import type { Commit } from "../evidence/commits.ts";
import type { Identity } from "../evidence/identity.ts";
import type { ReviewedChange } from "../evidence/reviews.ts";
import { type Acquaintance, acquaint, displayName, hasAccounts, isPlatformItself } from "./people.ts";

/** One person in one role. */
export interface Maker {
  readonly identity: Identity;
  /** Full hashes of the commits, sorted; of a change request's author its commits. */
  readonly commits: readonly string[];
}

/** A maker of whom nobody can say which account it is. */
export interface UnknownMaker extends Maker {
  readonly role: "author" | "committer";
}

/** Each list has a person once, sorted by the name shown. */
export interface Makers {
  readonly authors: readonly Maker[];
  readonly committers: readonly Maker[];
  readonly coAuthors: readonly Maker[];
  readonly changeRequestAuthors: readonly Maker[];
  /** Who only pressed merge: the platform itself made the merge commit and put this name on it. */
  readonly mergedBy: readonly Maker[];
  /** Authors and committers without an account, where accounts are what counts. Co-authors are free text and never stand here. */
  readonly unknown: readonly UnknownMaker[];
}

interface Facts {
  readonly commits: readonly Commit[];
  /** Change requests of the release; empty where the platform has none. */
  readonly changes: readonly ReviewedChange[];
  /** Where accounts are what counts, and whose own committer is nobody: `github`, `gitlab`, `local`. */
  readonly platform: string;
  /** Who is who; learned from these commits and change requests when absent. */
  readonly acquaintance?: Acquaintance;
}

/** Every name that commits and change requests carry: what an acquaintance learns from. */
export const namesIn = ({ commits, changes }: Pick<Facts, "commits" | "changes">): readonly Identity[] => [
  ...commits.flatMap(({ author, committer, coAuthors }) => [author, committer, ...coAuthors]),
  ...changes.map(({ author }) => author),
];

/** The subject that GitHub itself gives a merge; a merge by hand or one that resolves conflicts in the browser reads otherwise. */
const mergeButton = /^Merge pull request #\d+ from /;

/** The platform's own committer stands for nobody; only GitHub has one. */
const isNobody = (committer: Identity, platform: string): boolean =>
  platform === "github" && isPlatformItself(committer);

/** Pressing merge adds nothing of one's own; only the platform's own committer proves that it was no more than that. */
const isMergedByPlatform = ({ isMerge, committer, title }: Commit, platform: string): boolean =>
  isMerge && isNobody(committer, platform) && mergeButton.test(title);

/**
 * Who made the release. A commit whose author has no account counts as its change request's author's; without one either, its
 * author (and likewise its committer) is unknown. The platform's own committer is nobody.
 */
export function makersOf(facts: Facts): Makers {
  const { commits, changes, platform } = facts;
  const who = facts.acquaintance ?? acquaint(namesIn(facts));
  const roll = (): Roll => new Roll(who);
  const [authors, committers, coAuthors, requesters, merged] = [roll(), roll(), roll(), roll(), roll()];
  const [unknownAuthors, unknownCommitters] = [roll(), roll()];
  const requesterOf = new Map(changes.flatMap(({ author, commits: own }) => own.map((sha) => [sha, author] as const)));
  for (const { author, commits: own, finalCommit } of changes)
    for (const sha of own.length === 0 ? [finalCommit] : own) requesters.add(author, sha);

  for (const commit of commits) {
    const { sha, author, committer } = commit;
    if (isMergedByPlatform(commit, platform)) merged.add(author, sha);
    else authors.add(author, sha);
    if (!isNobody(committer, platform)) committers.add(committer, sha);
    for (const coAuthor of commit.coAuthors) coAuthors.add(coAuthor, sha);

    if (!hasAccounts(platform)) continue;
    const requester = requesterOf.get(sha);
    const isVouchedFor = requester !== undefined && who.hasAccount(requester);
    if (!who.hasAccount(author)) {
      if (isVouchedFor) authors.add(requester, sha);
      else unknownAuthors.add(author, sha);
    }
    const isAuthor = who.personOf(author) === who.personOf(committer);
    if (!isAuthor && !who.hasAccount(committer)) {
      if (isVouchedFor) committers.add(requester, sha);
      else unknownCommitters.add(committer, sha);
    }
  }
  return {
    authors: authors.list(),
    committers: committers.list(),
    coAuthors: coAuthors.list(),
    changeRequestAuthors: requesters.list(),
    mergedBy: merged.list(),
    unknown: [
      ...unknownAuthors.list().map((maker) => ({ ...maker, role: "author" as const })),
      ...unknownCommitters.list().map((maker) => ({ ...maker, role: "committer" as const })),
    ],
  };
}

/** People in one role, each once under the name that sorts first, with what they did. */
class Roll {
  readonly #who: Acquaintance;
  readonly #entries = new Map<string, { identity: Identity; commits: Set<string> }>();
  constructor(who: Acquaintance) {
    this.#who = who;
  }
  add(identity: Identity, sha: string): void {
    const person = this.#who.personOf(identity);
    const entry = this.#entries.get(person);
    if (entry === undefined) {
      this.#entries.set(person, { identity, commits: new Set([sha]) });
      return;
    }
    entry.commits.add(sha);
    if (rank(identity) < rank(entry.identity)) entry.identity = identity;
  }
  list(): readonly Maker[] {
    return [...this.#entries.values()]
      .map(({ identity, commits }) => ({ identity, commits: [...commits].sort() }))
      .sort((a, b) => (rank(a.identity) < rank(b.identity) ? -1 : 1));
  }
}

const rank = (identity: Identity): string =>
  [displayName(identity), identity.email ?? "", identity.name, identity.login ?? ""].join("\n");
