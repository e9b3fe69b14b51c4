/** Who wrote the lines of the last days: a blame that goes forward with the history and forgets what is older. */

/** One place of a file that a change rewrites, by line numbers as git writes them (1-based; after line `oldStart` where nothing is removed). */
export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newCount: number;
  /** Offsets (0-based) of the removed lines that are code: neither blank nor comment. */
  readonly removedCode: readonly number[];
}

/** What a change does to one code file. */
export interface FileEdit {
  /** null where the file is deleted. */
  readonly path: string | null;
  /** Where its lines come from; null for a new file. */
  readonly previousPath: string | null;
  /** In the order of the file. */
  readonly hunks: readonly Hunk[];
}

interface Stretch {
  /** 0-based first line. */
  start: number;
  count: number;
  readonly owner: string;
  readonly at: number;
}

/** Held in memory: stretches of lines that were written within the span. */
export class RecentLines {
  private readonly files = new Map<string, Stretch[]>();
  private readonly span: number;
  private sinceSweep = 0;

  constructor(seconds: number) {
    this.span = seconds;
  }

  /** Takes a change in; gives the earlier changes whose code lines of the last days it removes, with how many. `at` must not fall. */
  apply(owner: string, at: number, edits: readonly FileEdit[]): ReadonlyMap<string, number> {
    const removed = new Map<string, number>();
    for (const edit of edits) this.applyTo(edit, owner, at, removed);
    if (++this.sinceSweep >= 200) this.sweep(at);
    return removed;
  }

  private applyTo(
    { path, previousPath, hunks }: FileEdit,
    owner: string,
    at: number,
    removed: Map<string, number>,
  ): void {
    let stretches = (previousPath === null ? undefined : this.files.get(previousPath)) ?? [];
    if (previousPath !== null && previousPath !== path) this.files.delete(previousPath);
    stretches = stretches.filter((stretch) => stretch.at >= at - this.span);
    let moved = 0;
    for (const { oldStart, oldCount, newCount, removedCode } of hunks) {
      const from = (oldCount > 0 ? oldStart - 1 : oldStart) + moved;
      for (const offset of removedCode) {
        const line = from + offset;
        const hit = stretches.find(({ start, count }) => line >= start && line < start + count);
        if (hit !== undefined) removed.set(hit.owner, (removed.get(hit.owner) ?? 0) + 1);
      }
      stretches = replaced(stretches, from, oldCount, newCount);
      if (newCount > 0) stretches.push({ start: from, count: newCount, owner, at });
      moved += newCount - oldCount;
    }
    if (path === null) return;
    if (stretches.length > 0) this.files.set(path, stretches);
    else this.files.delete(path);
  }

  private sweep(now: number): void {
    this.sinceSweep = 0;
    for (const [path, stretches] of this.files)
      if (stretches.every(({ at }) => at < now - this.span)) this.files.delete(path);
  }
}

/** The stretches after `removed` lines from `from` on gave way to `added` new ones. */
function replaced(stretches: readonly Stretch[], from: number, removed: number, added: number): Stretch[] {
  const end = from + removed;
  return stretches.flatMap((stretch) => {
    const last = stretch.start + stretch.count;
    const parts: Stretch[] = [];
    if (stretch.start < from) parts.push({ ...stretch, count: Math.min(last, from) - stretch.start });
    if (last > end) {
      const start = Math.max(stretch.start, end);
      parts.push({ ...stretch, start: start + added - removed, count: last - start });
    }
    return parts;
  });
}
