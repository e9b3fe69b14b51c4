/** Turns git's bytes into text without losing any: names and paths may hold bytes that are no UTF-8. */
import { isUtf8 } from "node:buffer";

/** What a reader could mistake for an escaped byte. */
const looksEscaped = /\\x[0-9a-f]{2}/;

/** Length of the valid UTF-8 sequence that begins at `at`, or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/**
 * UTF-8 as it stands; bytes that are none become `\xff`. Different bytes always give different text: where a byte is escaped, or
 * where the text itself looks like an escaped byte, every backslash is doubled.
 */
export function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    const text = bytes.toString("utf8");
    return text.includes("\\x") && looksEscaped.test(text) ? text.replaceAll("\\", "\\\\") : text;
  }
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    const piece = bytes.toString("utf8", at, at + length);
    text += length === 0 ? `\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}` : piece === "\\" ? "\\\\" : piece;
    at += Math.max(length, 1);
  }
  return text;
}

/** Cuts a stream at its NUL bytes; each step gives all pieces that a chunk completed. What follows the last NUL is given last. */
export async function* splitAtNul(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const pieces: Buffer[] = [];
    let from = 0;
    for (let to = chunk.indexOf(0); to !== -1; to = chunk.indexOf(0, from)) {
      const piece = chunk.subarray(from, to);
      pieces.push(rest.length === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      from = to + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
    if (pieces.length > 0) yield pieces;
  }
  if (rest.length > 0) yield [Buffer.concat(rest)];
}

/** Orders by UTF-16 code unit, the same on every machine. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
