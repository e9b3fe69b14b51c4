/** Walks a chain of changes, oldest first, and tells the traits of each from what was known when it was merged. */
import type { ChangeTraits, DiffTraits } from "../../../core/evidence/change-traits.ts";
import type { Git } from "../git.ts";
import { type Chain, historySpan, type Link } from "./chain.ts";
import { type ChangeMessage, readMessage } from "./change-messages.ts";
import { type Difference, differences } from "./diffs.ts";
import { History, type HistoryEntry, telling } from "./history.ts";
import { readUnits, type Unit } from "./messages.ts";
import { RecentLines } from "./recent-lines.ts";
import { Reverts } from "./reverts.ts";
import { Setbacks, wordsOf } from "./setbacks.ts";
import { isFix, shapeOf } from "./shape.ts";
import { isBotName, saysNoBugFix } from "./title-classes.ts";
import type { Touched } from "./touched-files.ts";

/** What kind of clone it is. Where a part cannot be known it is left out, and nothing is ever downloaded. */
export interface CloneKind {
  /** Its history is cut off. */
  readonly shallow: boolean;
  /** File contents were left out (`--filter=blob:none`). */
  readonly blobless: boolean;
  /** Should be told, too, which changes were mended later? */
  readonly outcomes?: boolean;
}

export interface TimedChange {
  readonly traits: ChangeTraits;
  /** When it was merged, in seconds; never falls along the chain. */
  readonly at: number;
  /** Hashes of earlier changes (of a year) that this one takes back, sorted. */
  readonly takesBack: readonly string[];
  /** Hashes of changes of the last seven days whose code this one rewrites as a bug fix, sorted; empty unless asked for. */
  readonly mends: readonly string[];
}

/** A fix within so many seconds is a hotfix. */
const hotfixSpan = 7 * 86_400;

const nothingInCode: DiffTraits = { codeLinesAdded: 0, decisionsAdded: 0, decisionsRemoved: 0, hunks: 0 };

/** Numbers for authors, given in the order in which they are met. */
class Authors {
  private readonly numbers = new Map<string, number>();
  numberOf(name: string): number {
    const known = this.numbers.get(name) ?? this.numbers.size;
    this.numbers.set(name, known);
    return known;
  }
}

/**
 * Gives the traits of the changes asked about, oldest first. Two processes run side by side (messages, differences), a third
 * before them tells the paths of the year before;
 * memory: a year of history, and the commits of branches under way. Throws `GitError` where commits themselves cannot be read.
 */
export async function* streamChanges(
  git: Git,
  chain: Chain,
  head: string,
  { shallow, blobless, outcomes = false }: CloneKind,
): AsyncGenerator<TimedChange> {
  const { before, asked, cutoff } = chain;
  const looked: readonly Link[] = shallow ? asked : [...before, ...asked];
  const units = readUnits(git, looked, head, shallow ? (asked[0]?.parent ?? null) : cutoff, shallow);
  const earlier = differences(git, shallow ? [] : before, { isWithText: false, wantsEdits: false });
  const later = differences(git, asked, { isWithText: !blobless, wantsEdits: outcomes });
  const lines = new RecentLines(hotfixSpan);
  const history = new History();
  const reverts = new Reverts(historySpan);
  const setbacks = new Setbacks();
  const authors = new Authors();
  let isWhole = !shallow;
  let isTelling = true;
  let at = 0;
  let position = 0;
  const first = looked.length - asked.length;
  try {
    for await (const unit of units) {
      const isAsked = position >= first;
      const isCut = shallow && looked[position]?.parent === null;
      position++;
      at = Math.max(at, unit.commit.at);
      const message = readMessage(unit);
      const difference = (await (isAsked ? later : earlier).next()).value ?? nothingKnown;
      // A tree that is missing ends what can be told by trees.
      if (difference.touched === null) isTelling = false;
      const { touched, patch } = isTelling ? difference : { ...difference, touched: null };
      const isAgain = reverts.isAgain(message.title, at);
      const isTakingBack = reverts.add(unit, message, at);
      if (touched === null) isWhole = false;
      const entry: HistoryEntry = {
        at,
        author: authors.numberOf(message.author),
        isFix: isFix(message.title),
        isRevert: isTakingBack,
        files: touched?.files ?? [],
      };
      const mended = patch === null || !outcomes ? none : lines.apply(unit.commit.sha, at, patch.edits);
      const words = wordsOf(message.title, message.author);
      const places = telling(entry.files).map(({ path }) => path);
      const { words: wordSetbacks, paths: pathSetbacks } = setbacks.look(at, words, places);
      setbacks.takeBack(reverts.lastTakenBack);
      setbacks.add(unit.commit.sha, at, words, places);
      if (isAsked)
        yield {
          at,
          takesBack: reverts.lastTakenBack,
          mends: isMending(message) ? mendedBy(mended) : [],
          traits: traitsOf(unit, message, {
            touched,
            patch: patch?.traits ?? null,
            isCut,
            isAgain,
            history: isWhole ? { ...history.look(entry), wordSetbacks, pathSetbacks } : null,
          }),
        };
      if (isWhole) history.add(entry);
    }
  } finally {
    await Promise.all([units.return(undefined), earlier.return(undefined), later.return(undefined)]);
  }
}

const nothingKnown: Difference = { touched: null, patch: null };
const none: ReadonlyMap<string, number> = new Map();

/** A bug fix of the product by a person: what says so in its title, and not of tests, documents or the like. */
const isMending = ({ title, author }: ChangeMessage): boolean =>
  isFix(title) && !saysNoBugFix(title) && !isBotName(author);

/** A fix that rewrites very much, or what very many changes wrote, does not say which of them was wrong. */
function mendedBy(mended: ReadonlyMap<string, number>): readonly string[] {
  const lines = [...mended.values()].reduce((sum, n) => sum + n, 0);
  return lines > 300 || mended.size > 25 ? [] : [...mended.keys()].sort();
}

interface Seen {
  readonly touched: Touched | null;
  readonly patch: DiffTraits | null;
  /** The clone ends here: what git shows as added was there before. */
  readonly isCut: boolean;
  readonly isAgain: boolean;
  readonly history: ChangeTraits["history"];
}

function traitsOf(unit: Unit, message: ChangeMessage, { touched, patch, isCut, isAgain, history }: Seen): ChangeTraits {
  const isShaped = touched !== null && !isCut && unit.isWhole;
  const isWithoutCode = isShaped && !touched.touchesCode;
  return {
    sha: unit.commit.sha,
    title: message.title,
    diff: isCut ? null : (patch ?? (isWithoutCode ? nothingInCode : null)),
    shape: isShaped ? shapeOf(touched, message, isAgain) : null,
    history,
  };
}
