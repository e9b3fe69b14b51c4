/** A sliding year of what was taken back here: whether changes of such words, or in such paths, were reverted more often than others. */
import { historySpan } from "./chain.ts";

/** Words or paths that fewer changes had say nothing yet. */
const fewest = 2;
/** So many changes at the common rate stand beside those that had a word: a single revert does not condemn it. */
const prior = 30;

interface Count {
  readonly key: string;
  changes: number;
  takenBack: number;
}

interface Entry {
  readonly sha: string;
  readonly at: number;
  readonly words: readonly Count[];
  readonly places: readonly Count[];
  isTakenBack: boolean;
}

/** The words of a title: two letters or more, each once; no mention of a person, and not its author's name. */
export function wordsOf(title: string, author: string): readonly string[] {
  if (/^merge\b/i.test(title)) return [];
  const names = new Set(author.toLowerCase().split(/[^a-z0-9_]+/));
  const bare = title.toLowerCase().replaceAll(/\(#\d+\)|@\S+/g, " ");
  return [...new Set(bare.match(/[a-z][a-z0-9_]+/g) ?? [])].filter((word) => !names.has(word));
}

/** A path, every folder above it down to the fifth, and its ending. */
function placesOf(path: string): readonly string[] {
  const places: string[] = [];
  for (let at = path.indexOf("/"); at !== -1 && places.length < 5; at = path.indexOf("/", at + 1))
    places.push(path.slice(0, at));
  places.push(path);
  const ending = /\.([A-Za-z0-9]+)$/.exec(path)?.[1];
  if (ending !== undefined) places.push(`*.${ending}`);
  return places;
}

class Counts {
  private readonly byKey = new Map<string, Count>();

  take(keys: Iterable<string>): readonly Count[] {
    const counts: Count[] = [];
    for (const key of keys) {
      let count = this.byKey.get(key);
      if (count === undefined) {
        count = { key, changes: 0, takenBack: 0 };
        this.byKey.set(key, count);
      }
      count.changes++;
      counts.push(count);
    }
    return counts;
  }

  letGo(counts: readonly Count[], wasTakenBack: boolean): void {
    for (const count of counts) {
      count.changes--;
      if (wasTakenBack) count.takenBack--;
      if (count.changes === 0) this.byKey.delete(count.key);
    }
  }

  /** Logarithms of how much more often changes with a key were taken back than all, added up; keys that say nothing are left out. */
  logs(keys: readonly string[], rate: number): { readonly sum: number; readonly told: number } {
    let [sum, told] = [0, 0];
    for (const key of keys) {
      const count = this.byKey.get(key);
      if (count === undefined || count.changes < fewest) continue;
      sum += Math.log((count.takenBack + prior * rate) / (count.changes + prior) / rate);
      told++;
    }
    return { sum, told };
  }
}

/**
 * Feed it every change in the order of the chain: `look`, then `takeBack` what it reverts, then `add`. Memory: the words and paths of a
 * year. No person is counted: titles and paths only.
 */
export class Setbacks {
  private readonly words = new Counts();
  private readonly places = new Counts();
  private readonly bySha = new Map<string, Entry>();
  private takenBack = 0;

  /** Natural logarithms: 0 is as often as all changes, 0.7 twice as often. Words of the title added up; of the paths the worst, at least 0. */
  look(
    at: number,
    words: readonly string[],
    paths: readonly string[],
  ): { readonly words: number; readonly paths: number } {
    this.forget(at);
    const rate = (this.takenBack + 1) / (this.bySha.size + 100);
    let worst = 0;
    for (const path of paths) {
      const { sum, told } = this.places.logs(placesOf(path), rate);
      if (told > 0) worst = Math.max(worst, sum / told);
    }
    return { words: this.words.logs(words, rate).sum, paths: worst };
  }

  /** These earlier changes are reverted. */
  takeBack(shas: readonly string[]): void {
    for (const sha of shas) {
      const entry = this.bySha.get(sha);
      if (entry === undefined || entry.isTakenBack) continue;
      entry.isTakenBack = true;
      this.takenBack++;
      for (const count of entry.words) count.takenBack++;
      for (const count of entry.places) count.takenBack++;
    }
  }

  /** Takes the change into the history; `at` must not fall. */
  add(sha: string, at: number, words: readonly string[], paths: readonly string[]): void {
    const places = new Set(paths.flatMap(placesOf));
    this.bySha.set(sha, {
      sha,
      at,
      words: this.words.take(words),
      places: this.places.take(places),
      isTakenBack: false,
    });
  }

  private forget(now: number): void {
    for (const [sha, entry] of this.bySha) {
      if (entry.at >= now - historySpan) break;
      this.bySha.delete(sha);
      if (entry.isTakenBack) this.takenBack--;
      this.words.letGo(entry.words, entry.isTakenBack);
      this.places.letGo(entry.places, entry.isTakenBack);
    }
  }
}
