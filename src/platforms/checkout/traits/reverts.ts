/** Remembers a year of changes by hash, number and title, so that a revert is known by what it takes back. */

import type { ChangeMessage } from "./change-messages.ts";
import type { Unit } from "./messages.ts";
import { normalized, saysRevert } from "./title-classes.ts";

const day = 86_400;
/** For so long a reverted title that comes again counts as another try. */
const againSpan = 180 * day;
/** A title quoted by a revert is looked for among the changes of so many days. */
const quoteSpan = 120 * day;
/** What stands further behind is no part of a quoted title. */
const longestTitle = 2000;
/** Short titles ("Fix typo") recur by chance. */
const tellingTitle = 12;

interface Known {
  readonly sha: string;
  readonly title: string;
  readonly at: number;
  readonly isRevert: boolean;
  /** Full hashes: its own, and those of the commits that it brought. */
  readonly hashes: readonly string[];
  readonly keys: readonly string[];
}

const byHash = /\brevert(?:s|ed|ing)?\s+(?:commits?|merge)?\s*[:#]?\s*([0-9a-f]{7,64})\b/gi;
const byNumber = /\breverts?\s+(?:pull request |pr |PR: )?(?:[\w.-]+\/[\w.-]+)?#(\d+)\b/gi;
const byLink =
  /\breverts?\s+(?:commit |pr )?https?:\/\/[\w./-]+\/(?:pull\/(\d+)|merge_requests\/(\d+)|commit\/([0-9a-f]{7,64}))/gi;
const byQuote = /^\W*(?:[a-z]+(?:\([^)]*\))?!?:\s*)?revert(?:s|ed)?[^"“'`]{0,12}["“'`](.+)["”'`]/i;
const byPrefix = /^revert(?:\([^)]*\))?!?:\s*(.+)$/i;

/** A mind that holds a sliding year; `at` must not fall from one change to the next. */
export class Reverts {
  private readonly known = new Map<string, Known>();
  private readonly order: Known[] = [];
  private forgotten = 0;
  private readonly revertedTitles = new Map<string, number>();
  private readonly span: number;
  /** Hashes of the changes that the last one added takes back, sorted. */
  lastTakenBack: readonly string[] = [];

  constructor(span: number) {
    this.span = span;
  }

  /** Was a change of this title reverted lately? */
  isAgain(title: string, at: number): boolean {
    const revertedAt = this.revertedTitles.get(normalized(title));
    return revertedAt !== undefined && revertedAt > at - againSpan;
  }

  /** Takes in the next change and says whether it takes an earlier one back. Reverts of reverts bring back, so they do not count by what they name. */
  add(unit: Unit, message: ChangeMessage, at: number): boolean {
    this.forget(at);
    const isRevert = saysRevert(message.title);
    const targets = this.targetsOf(unit, message, isRevert, at).filter((target) => !target.isRevert);
    this.lastTakenBack = [...new Set(targets.map(({ sha }) => sha))].sort();
    for (const { title } of targets) {
      const key = normalized(title);
      if (key.length > tellingTitle) {
        this.revertedTitles.delete(key);
        this.revertedTitles.set(key, at);
      }
    }
    this.remember(unit, message, at, isRevert);
    return isRevert || targets.length > 0;
  }

  private targetsOf(unit: Unit, message: ChangeMessage, isRevert: boolean, at: number): Known[] {
    const found: (Known | undefined)[] = [];
    const texts = [
      `${message.title}\n${unit.commit.body}`,
      ...unit.inner.map(({ title, body }) => `${title}\n${body}`),
    ];
    texts.forEach((whole, i) => {
      if (!whole.includes("evert")) return;
      // Several patterns try every length of a blank, so a long one would take very long.
      const text = whole.replace(/\s{9,}/g, (blank) => (blank.includes("\n") ? "\n" : " "));
      for (const [, hash] of text.matchAll(byHash)) found.push(this.byHash(hash ?? ""));
      const title = text.slice(0, text.indexOf("\n")).trim().slice(0, longestTitle);
      const isTold = saysRevert(title) || isRevert;
      if (!isTold || (i > 0 && texts.length > 4)) return;
      for (const [, number] of text.matchAll(byNumber)) found.push(this.known.get(`#${number}`));
      for (const [, pull, merge, hash] of text.matchAll(byLink))
        found.push(hash === undefined ? this.known.get(`#${pull ?? merge}`) : this.byHash(hash));
      const quoted = (byQuote.exec(title) ?? byPrefix.exec(title))?.[1];
      const named = quoted === undefined ? undefined : this.known.get(`"${normalized(quoted)}`);
      if (named !== undefined && at - named.at < quoteSpan) found.push(named);
    });
    return found.filter((known) => known !== undefined);
  }

  private byHash(hash: string): Known | undefined {
    const known = this.known.get(hash.slice(0, 7).toLowerCase());
    return known?.hashes.some((key) => key.startsWith(hash.toLowerCase())) === true ? known : undefined;
  }

  private remember(unit: Unit, message: ChangeMessage, at: number, isRevert: boolean): void {
    const hashes = [unit.commit.sha, ...unit.inner.map(({ sha }) => sha)];
    const title = normalized(message.title);
    const keys = [
      ...hashes.map((sha) => sha.slice(0, 7)),
      ...(message.request === null ? [] : [`#${message.request}`]),
      ...(title.length > 5 ? [`"${title}`] : []),
    ];
    const known = { sha: unit.commit.sha, title: message.title, at, isRevert, hashes, keys };
    this.order.push(known);
    for (const key of keys) this.known.set(key, known);
  }

  private forget(now: number): void {
    for (let oldest = this.order[this.forgotten]; oldest !== undefined && oldest.at < now - this.span; ) {
      for (const key of oldest.keys) if (this.known.get(key) === oldest) this.known.delete(key);
      oldest = this.order[++this.forgotten];
    }
    if (this.forgotten > 1000) this.order.splice(0, this.forgotten);
    if (this.forgotten > 1000) this.forgotten = 0;
    for (const [title, at] of this.revertedTitles) {
      if (at > now - againSpan) break;
      this.revertedTitles.delete(title);
    }
  }
}
