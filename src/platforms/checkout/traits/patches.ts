/** Reads differences as git writes them, one change after the other, and keeps nothing but the paths and counts of the text. */
import type { DiffTraits } from "../../../core/evidence/change-traits.ts";
import { byCodeUnit } from "../bytes.ts";
import { decisionsIn, isIdle } from "./code-lines.ts";
import { classify } from "./path-classes.ts";
import { fileOf, pathIn, unquoted } from "./quoted-paths.ts";
import type { FileEdit, Hunk } from "./recent-lines.ts";
import { type Touched, type TouchedFile, touchedBy } from "./touched-files.ts";

/** What the text of a change holds, and where it stands if that was asked for. */
export interface Patch {
  readonly traits: DiffTraits;
  /** Empty unless asked for; code files only. */
  readonly edits: readonly FileEdit[];
}

/** What git wrote about one change. */
export interface Reading {
  /** No files where git was not asked to list them. */
  readonly touched: Touched;
  readonly patch: Patch;
  /** A file of code was called binary and its text left out: for a NUL byte in it, or because `.gitattributes` says so. */
  readonly hidesCode: boolean;
}

/** Of a longer line only the beginning is read: it is no line that a person wrote. */
const longestLine = 65_536;

const newline = 10;
const plusSign = 43;
const minusSign = 45;
const atSign = 64;
const hash = 35;
const colon = 58;
/** `d` of `diff --git`, `B` of `Binary files`. */
const letterD = 100;
const letterB = 66;

/** Does `Binary files a/x and b/y differ` speak of code? A path may hold ` and ` itself: then the end of one is enough. */
const namesCode = (line: string): boolean =>
  line
    .slice("Binary files ".length, -" differ".length)
    .split(" and ")
    .some((path) => path !== "/dev/null" && (classify(pathIn(path)).isCode || classify(unquoted(path)).isCode));

/** The change that is being read. */
class Read {
  codeLinesAdded = 0;
  decisionsAdded = 0;
  decisionsRemoved = 0;
  hunks = 0;
  hidesCode = false;
  readonly edits: FileEdit[] = [];
  private readonly files: TouchedFile[] = [];
  /** The files are out of git's order, which is that of their paths' bytes. */
  private isMixed = false;

  taken(): Reading {
    const { codeLinesAdded, decisionsAdded, decisionsRemoved, hunks, edits, hidesCode } = this;
    const traits = { codeLinesAdded, decisionsAdded, decisionsRemoved, hunks };
    if (this.isMixed) this.files.sort((a, b) => byCodeUnit(a.path, b.path));
    return { touched: touchedBy(this.files), patch: { traits, edits }, hidesCode };
  }

  /** A file that moved with another content is two: only contents tell that they belong together, and a clone without must say the same. */
  takeFile(line: string): void {
    const { status, path, previousPath, isSame } = fileOf(line);
    if (previousPath === null || isSame) this.files.push({ status, path, previousPath });
    else {
      this.isMixed = true;
      this.files.push({ status: "D", path: previousPath, previousPath: null });
      this.files.push({ status: "A", path, previousPath: null });
    }
  }
}

/** Takes lines one by one. How many lines of a hunk follow stands in its head, so no line inside can be mistaken for a header. */
class PatchReader {
  private readonly wantsEdits: boolean;
  private hunks: Hunk[] = [];
  private removedCode: number[] = [];
  private removedBefore = 0;
  private read = new Read();
  private added = 0;
  private removed = 0;
  private oldPath = "";
  private isCode = false;

  constructor(wantsEdits: boolean) {
    this.wantsEdits = wantsEdits;
  }

  /** Reads bytes[from, to), one line without its break; gives what was read when the change ends there. */
  take(bytes: Buffer, from: number, to: number): Reading | null {
    const first = bytes[from];
    if (this.added > 0 || this.removed > 0) {
      if (first === plusSign) this.takeAdded(bytes, from + 1, to);
      else if (first === minusSign) this.takeRemoved(bytes, from + 1, to);
      return null;
    }
    if (first === atSign) this.takeHunk(bytes.toString("latin1", from, Math.min(to, from + 100)));
    else if (first === plusSign || first === minusSign) this.takePath(bytes.toString("latin1", from, to));
    else if (first === colon) this.read.takeFile(bytes.toString("latin1", from, to));
    else if (first === letterD) this.isCode = false;
    else if (first === letterB) this.read.hidesCode ||= namesCode(bytes.toString("latin1", from, to));
    else if (first === hash && to - from === 1) {
      const reading = this.read.taken();
      this.read = new Read();
      this.isCode = false;
      return reading;
    }
    return null;
  }

  private takeAdded(bytes: Buffer, from: number, to: number): void {
    this.added--;
    if (!this.isCode) return;
    const line = bytes.toString("latin1", from, to);
    if (isIdle(line)) return;
    this.read.codeLinesAdded++;
    this.read.decisionsAdded += decisionsIn(line);
  }

  private takeRemoved(bytes: Buffer, from: number, to: number): void {
    this.removed--;
    if (!this.isCode) return;
    const line = bytes.toString("latin1", from, to);
    this.read.decisionsRemoved += decisionsIn(line);
    if (this.wantsEdits && !isIdle(line)) this.removedCode.push(this.removedBefore);
    this.removedBefore++;
  }

  private takeHunk(line: string): void {
    const [, oldStart, removed, added] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
    this.removed = Number(removed ?? 1);
    this.added = Number(added ?? 1);
    if (!this.isCode) return;
    this.read.hunks++;
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

  private takePath(line: string): void {
    if (line.startsWith("--- ")) this.oldPath = line.slice(4);
    else if (line.startsWith("+++ ")) {
      const isDeleted = line.slice(4) === "/dev/null";
      const path = pathIn(isDeleted ? this.oldPath : line.slice(4));
      this.isCode = classify(path).isCode;
      if (this.wantsEdits && this.isCode) {
        this.hunks = [];
        const previousPath = this.oldPath === "/dev/null" ? null : pathIn(this.oldPath);
        this.read.edits.push({ path: isDeleted ? null : path, previousPath, hunks: this.hunks });
      }
    }
  }
}

/** Gives each change of which the stream holds the end mark (a line `#` of its own). */
export async function* readPatches(chunks: AsyncIterable<Buffer>, wantsEdits = false): AsyncGenerator<Reading> {
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
      const reading = reader.take(bytes, from, Math.min(to, from + longestLine));
      if (reading !== null) yield reading;
      from = to + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestLine) {
      rest = Buffer.from(rest.subarray(0, longestLine));
      isSkipping = true;
    }
  }
}
