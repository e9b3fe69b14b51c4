/** Reads which files a change touches, as git lists them with NUL bytes between them. */
import { splitAtNul } from "../bytes.ts";
import { classify } from "./path-classes.ts";

export interface TouchedFile {
  /** `A` added, `D` deleted, `M` modified, `T` another type, `R` renamed, `C` copied. */
  readonly status: string;
  /** Every byte of the path as one character. */
  readonly path: string;
  readonly previousPath: string | null;
}

export interface Touched {
  /** At most 5,000 of them, in git's order. */
  readonly files: readonly TouchedFile[];
  readonly documentsOnly: boolean;
  readonly touchesCode: boolean;
  readonly touchesPipeline: boolean;
  readonly touchesInfrastructure: boolean;
  readonly touchesMigration: boolean;
}

/** Of a change that touches more files, the first so many are looked at for their history. */
const mostFiles = 5_000;

const endMark = 35;
const newline = 10;
const colon = 58;
const space = 32;

/** Gathers the files of one change. */
class Gathered {
  readonly files: TouchedFile[] = [];
  documentsOnly = true;
  touchesCode = false;
  touchesPipeline = false;
  touchesInfrastructure = false;
  touchesMigration = false;

  take(file: TouchedFile): void {
    const { isCode, isDocument, isPipeline, isInfrastructure, isMigration } = classify(file.path);
    if (!isDocument) this.documentsOnly = false;
    if (isCode) this.touchesCode = true;
    if (isPipeline) this.touchesPipeline = true;
    if (isInfrastructure) this.touchesInfrastructure = true;
    if (isMigration) this.touchesMigration = true;
    if (this.files.length < mostFiles) this.files.push(file);
  }

  taken(): Touched {
    const { files, documentsOnly, touchesCode, touchesPipeline, touchesInfrastructure, touchesMigration } = this;
    return {
      files,
      documentsOnly: documentsOnly && files.length > 0,
      touchesCode,
      touchesPipeline,
      touchesInfrastructure,
      touchesMigration,
    };
  }
}

/** What a list of files comes to. */
export function touchedBy(files: Iterable<TouchedFile>): Touched {
  const gathered = new Gathered();
  for (const file of files) gathered.take(file);
  return gathered.taken();
}

/** The chunks as they come. A failure only ends them, so that what came before it is still read to its end. */
async function* endingQuietly(chunks: AsyncIterable<Buffer>, failed: (error: Error) => void): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Gives the files of each change of which the stream holds the end mark (`#` and a line break). Throws what the stream throws, after them. */
export async function* readTouched(chunks: AsyncIterable<Buffer>): AsyncGenerator<Touched> {
  let failure: Error | null = null as Error | null;
  const whole = endingQuietly(chunks, (error) => {
    failure = error;
  });
  let gathered = new Gathered();
  let status = "";
  let previousPath: string | null = null;
  let awaits = 0;
  for await (const pieces of splitAtNul(whole))
    for (const piece of pieces) {
      if (awaits > 0) {
        awaits--;
        const path = piece.toString("latin1");
        if (awaits > 0) previousPath = path;
        else {
          gathered.take({ status, path, previousPath });
          previousPath = null;
        }
        continue;
      }
      let at = 0;
      while (piece[at] === endMark && piece[at + 1] === newline) {
        yield gathered.taken();
        gathered = new Gathered();
        at += 2;
      }
      if (piece[at] !== colon) continue;
      status = String.fromCharCode(piece[piece.lastIndexOf(space) + 1] ?? 0);
      awaits = status === "R" || status === "C" ? 2 : 1;
    }
  if (failure !== null) throw failure;
}
