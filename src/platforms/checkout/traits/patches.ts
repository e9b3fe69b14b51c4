/** Reads the text of diffs as git writes it, one change after the other, and keeps nothing but counts. */
import type { DiffTraits } from "../../../core/evidence/change-traits.ts";
import { decisionsIn, isIdle } from "./code-lines.ts";
import { classify } from "./path-classes.ts";

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
  private counts = new Counts();
  private added = 0;
  private removed = 0;
  private oldPath = "";
  private isCode = false;

  /** Reads bytes[from, to), one line without its break; gives the counts when the change ends there. */
  take(bytes: Buffer, from: number, to: number): DiffTraits | null {
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
      const counts = this.counts.taken();
      this.counts = new Counts();
      return counts;
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
    if (this.isCode) this.counts.decisionsRemoved += decisionsIn(bytes.toString("latin1", from, to));
  }

  private takeHunk(line: string): void {
    const [, removed, added] = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
    this.removed = Number(removed ?? 1);
    this.added = Number(added ?? 1);
    if (this.isCode) this.counts.hunks++;
  }

  private takeHeader(line: string): void {
    if (line.startsWith("diff --git ")) this.isCode = false;
    else if (line.startsWith("--- ")) this.oldPath = line.slice(4);
    else if (line.startsWith("+++ ")) {
      const path = line.slice(4) === "/dev/null" ? this.oldPath : line.slice(4);
      this.isCode = classify(pathIn(path)).isCode;
    }
  }
}

/** Gives the counts of each change of which the stream holds the end mark (a line `#` of its own). */
export async function* readPatches(chunks: AsyncIterable<Buffer>): AsyncGenerator<DiffTraits> {
  const reader = new PatchReader();
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
      const counts = reader.take(bytes, from, Math.min(to, from + longestLine));
      if (counts !== null) yield counts;
      from = to + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestLine) {
      rest = Buffer.from(rest.subarray(0, longestLine));
      isSkipping = true;
    }
  }
}
