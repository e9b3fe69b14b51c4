/** A sliding year of what happened to files: who changed them how often (as counts), fixes, reverts. */
import type { HistoryTraits } from "../../../core/evidence/change-traits.ts";
import { historySpan } from "./chain.ts";
import { classify } from "./path-classes.ts";
import type { TouchedFile } from "./touched-files.ts";

const day = 86_400;

/** What a change is to the history of its files. */
export interface HistoryEntry {
  /** Seconds; must not fall from one change to the next. */
  readonly at: number;
  /** A number that stands for its author. */
  readonly author: number;
  readonly isFix: boolean;
  readonly isRevert: boolean;
  readonly files: readonly TouchedFile[];
}

interface FileState {
  path: string;
  changes: number;
  fixes: number;
  reverts: number;
  lastAt: number;
  readonly byAuthor: Map<number, number>;
}

interface Event {
  readonly at: number;
  readonly author: number;
  readonly isFix: boolean;
  readonly isRevert: boolean;
  readonly files: readonly FileState[];
}

/** Files whose past says something; all of them where none does. */
export function telling(files: readonly TouchedFile[]): readonly TouchedFile[] {
  const found = files.filter(({ path }) => classify(path).hasHistory);
  return found.length > 0 ? found : files;
}

/**
 * Feed it every change in the order of the chain: `look` before `add`. Memory: the files that changed within a year, and
 * the changes that did it. Nothing older counts, so a year of history is enough to say exactly the same.
 */
export class History {
  private readonly files = new Map<string, FileState>();
  private readonly events: Event[] = [];
  private forgotten = 0;

  /** What the year before says about a change that is about to happen. Renamed files keep their past. */
  look(entry: HistoryEntry): Omit<HistoryTraits, "wordSetbacks" | "pathSetbacks"> {
    this.forget(entry.at);
    let own = 0;
    let all = 0;
    let revertsOfAFile = 0;
    let revertsOfFiles = 0;
    let fixesOfAFile = 0;
    let days = 0;
    let old = 0;
    for (const { status, path, previousPath } of telling(entry.files)) {
      if (status === "A") continue;
      old++;
      const state = this.files.get(status === "R" && previousPath !== null ? previousPath : path);
      if (state === undefined) {
        days += historySpan / day;
        continue;
      }
      own += state.byAuthor.get(entry.author) ?? 0;
      all += state.changes;
      revertsOfAFile = Math.max(revertsOfAFile, state.reverts);
      revertsOfFiles += state.reverts;
      fixesOfAFile = Math.max(fixesOfAFile, state.fixes);
      days += (entry.at - state.lastAt) / day;
    }
    return {
      ownShare: all === 0 ? 0 : own / all,
      revertsOfAFile,
      revertsOfFiles,
      fixesOfAFile,
      daysSinceChanged: old === 0 ? null : days / old,
    };
  }

  /** Takes the change into the history. */
  add({ at, author, isFix, isRevert, files }: HistoryEntry): void {
    const touched: FileState[] = [];
    for (const { status, path, previousPath } of files) {
      if (status === "D") {
        this.files.delete(path);
        continue;
      }
      if (status === "R" && previousPath !== null) this.rename(previousPath, path);
      let state = status === "A" ? undefined : this.files.get(path);
      if (state === undefined) {
        state = { path, changes: 0, fixes: 0, reverts: 0, lastAt: at, byAuthor: new Map() };
        this.files.set(path, state);
      }
      state.changes++;
      state.lastAt = at;
      state.byAuthor.set(author, (state.byAuthor.get(author) ?? 0) + 1);
      if (isFix) state.fixes++;
      if (isRevert) state.reverts++;
      touched.push(state);
    }
    this.events.push({ at, author, isFix, isRevert, files: touched });
  }

  private rename(from: string, to: string): void {
    const state = this.files.get(from);
    if (state === undefined) return;
    this.files.delete(from);
    state.path = to;
    this.files.set(to, state);
  }

  /** Lets go of everything older than a year. */
  private forget(now: number): void {
    for (let oldest = this.events[this.forgotten]; oldest !== undefined && oldest.at < now - historySpan; ) {
      for (const state of oldest.files) this.leave(state, oldest);
      oldest = this.events[++this.forgotten];
    }
    if (this.forgotten < 1000) return;
    this.events.splice(0, this.forgotten);
    this.forgotten = 0;
  }

  private leave(state: FileState, { author, isFix, isRevert }: Event): void {
    state.changes--;
    if (isFix) state.fixes--;
    if (isRevert) state.reverts--;
    const left = (state.byAuthor.get(author) ?? 0) - 1;
    if (left > 0) state.byAuthor.set(author, left);
    else state.byAuthor.delete(author);
    if (state.changes === 0 && this.files.get(state.path) === state) this.files.delete(state.path);
  }
}
