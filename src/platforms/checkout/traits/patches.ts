/** Reads the text of diffs as git writes it, one change after the other, and keeps nothing but counts. */
import type { DiffTraits } from "../../../core/evidence/change-traits.ts";
import { decisionsIn, isIdle } from "./code-lines.ts";
import { classify } from "./path-classes.ts";
import type { FileEdit, Hunk } from "./recent-lines.ts";

/** What the text of a change holds, and where it stands if that was asked for. */
export interface Patch {
  readonly traits: DiffTraits;
  /** Empty unless asked for; code files only. */
  readonly edits: readonly FileEdit[];
}

/** Of a longer line only the beginning is read: it is no line that a person wrote. */
const longestLine = 65_536;

const newline = 10;
const plusSign = 43;
const minusSign = 45;
const atSign = 64;
const hash = 35;

/** `"b/a \"b\"\tc"` as git quotes it, or `b/a` with a tab behind it, without quotes, tab and prefix. */
export function pathIn(text: string): string {
  const bare = text.endsWith("\t") ? text.slice(0, -1) : text;
  const quoted = bare.startsWith('"') && bare.endsWith('"') && bare.length > 1;
  const path = quoted
    ? bare
        .slice(1, -1)
        .replaceAll(/\\([0-7]{3}|.)/g, (_, code: string) =>
          code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : ({ t: "\t", n: "\n" }[code] ?? code),
        )
    : bare;
  return path.slice(2);
}

/** Counts of the change that is being read. */
class Counts {
  codeLinesAdded = 0;
  decisionsAdded = 0;
  decisionsRemoved = 0;
  hunks = 0;
  taken(): DiffTraits {
    const { codeLinesAdded, decisionsAdded, decisionsRemoved, hunks } = this;
    return { codeLinesAdded, decisionsAdded, decisionsRemoved, hunks };
  }
}

/** Takes lines one by one. How many lines of a hunk follow stands in its head, so no line inside can be mistaken for a header. */
class PatchReader {
  private readonly wantsEdits: boolean;
  private edits: FileEdit[] = [];
  private hunks: Hunk[] = [];
  private removedCode: number[] = [];
  private removedBefore = 0;
  private counts = new Counts();
  private added = 0;
  private removed = 0;
  private oldPath = "";
  private isCode = false;

  constructor(wantsEdits: boolean) {
    this.wantsEdits = wantsEdits;
  }

  /** Reads bytes[from, to), one line without its break; gives the counts when the change ends there. */
  take(bytes: Buffer, from: number, to: number): Patch | null {
    const first = bytes[from];
    if (this.added > 0 || this.removed > 0) {
      if (first === plusSign) this.takeAdded(bytes, from + 1, to);
      else if (first === minusSign) this.takeRemoved(bytes, from + 1, to);
      return null;
    }
    if (first === atSign) this.takeHunk(bytes.toString("latin1", from, Math.min(to, from + 100)));
    else if (first === plusSign || first === minusSign || first === 100)
      this.takeHeader(bytes.toString("latin1", from, to));
    else if (first === hash && to - from === 1) {
      const patch = { traits: this.counts.taken(), edits: this.edits };
      this.counts = new Counts();
      this.edits = [];
      this.isCode = false;
      return patch;
    }
    return null;
  }

  private takeAdded(bytes: Buffer, from: number, to: number): void {
    this.added--;
    if (!this.isCode) return;
    const line = bytes.toString("latin1", from, to);
    if (isIdle(line)) return;
    this.counts.codeLinesAdded++;
    this.counts.decisionsAdded += decisionsIn(line);
  }

  private takeRemoved(bytes: Buffer, from: number, to: number): void {
    this.removed--;
    if (!this.isCode) return;
    const line = bytes.toString("latin1", from, to);
    this.counts.decisionsRemoved += decisionsIn(line);
    if (this.wantsEdits && !isIdle(line)) this.removedCode.push(this.removedBefore);
    this.removedBefore++;
  }

  private takeHunk(line: string): void {
    const [, oldStart, removed, added] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
    this.removed = Number(removed ?? 1);
    this.added = Number(added ?? 1);
    if (!this.isCode) return;
    this.counts.hunks++;
    if (!this.wantsEdits) return;
    this.removedCode = [];
    this.removedBefore = 0;
    this.hunks.push({
      oldStart: Number(oldStart),
      oldCount: this.removed,
      newCount: this.added,
      removedCode: this.removedCode,
    });
  }

  private takeHeader(line: string): void {
    if (line.startsWith("diff --git ")) this.isCode = false;
    else if (line.startsWith("--- ")) this.oldPath = line.slice(4);
    else if (line.startsWith("+++ ")) {
      const isDeleted = line.slice(4) === "/dev/null";
      const path = pathIn(isDeleted ? this.oldPath : line.slice(4));
      this.isCode = classify(path).isCode;
      if (this.wantsEdits && this.isCode) {
        this.hunks = [];
        const previousPath = this.oldPath === "/dev/null" ? null : pathIn(this.oldPath);
        this.edits.push({ path: isDeleted ? null : path, previousPath, hunks: this.hunks });
      }
    }
  }
}

/** Gives the counts of each change of which the stream holds the end mark (a line `#` of its own). */
export async function* readPatches(chunks: AsyncIterable<Buffer>, wantsEdits = false): AsyncGenerator<Patch> {
  const reader = new PatchReader(wantsEdits);
  let rest: Buffer = Buffer.alloc(0);
  let isSkipping = false;
  for await (const chunk of chunks) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (isSkipping) {
      const end = chunk.indexOf(newline);
      if (end === -1) continue;
      bytes = Buffer.concat([rest, chunk.subarray(end)]);
      isSkipping = false;
    }
    let from = 0;
    for (let to = bytes.indexOf(newline); to !== -1; to = bytes.indexOf(newline, from)) {
      const patch = reader.take(bytes, from, Math.min(to, from + longestLine));
      if (patch !== null) yield patch;
      from = to + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestLine) {
      rest = Buffer.from(rest.subarray(0, longestLine));
      isSkipping = true;
    }
  }
}
