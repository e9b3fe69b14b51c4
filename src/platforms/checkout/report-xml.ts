/** Reads XML reports as a stream, strictly: nothing is expanded, fetched or guessed, and a file that was cut off is no report. */
import { TextDecoder } from "node:util";
import sax from "sax";

/** A file that is no report; `message` goes on after the path. */
export class ReportError extends Error {}

export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
}

const deepest = 200;
/** Longest text, attribute or comment that is held at once, in characters. Failure messages can be long. */
const longest = 1024 * 1024;

/** Feeds every element to `reader`. Throws `ReportError`. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  // The library keeps this limit for all its parsers; its types do not know it.
  (sax as { MAX_BUFFER_LENGTH?: number }).MAX_BUFFER_LENGTH = longest;
  const parser = sax.parser(true, { position: true });
  let depth = 0;
  let hasRoot = false;
  Object.assign(parser, {
    onerror(error: Error) {
      throw new ReportError(`is no well-formed XML: ${error.message.split("\n")[0]} (line ${parser.line + 1})`);
    },
    ondoctype(doctype: string) {
      if (doctype.includes("[")) throw new ReportError("declares entities of its own, which no report needs");
    },
    onopentag({ name, attributes }: sax.Tag) {
      if (depth === 0 && hasRoot) throw new ReportError("is no well-formed XML: it has a second root");
      hasRoot = true;
      depth += 1;
      if (depth > deepest) throw new ReportError(`has elements nested more than ${deepest} deep`);
      reader.open(name, attributes);
    },
    onclosetag(name: string) {
      depth -= 1;
      reader.close(name);
    },
  });
  for await (const text of decoded(bytes)) parser.write(text);
  parser.close();
  if (!hasRoot) throw new ReportError("is empty");
}

/** Text by the byte-order mark, else by the XML declaration, else UTF-8. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  try {
    for await (const chunk of bytes) {
      decoder ??= decoderFor(chunk);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder?.decode() ?? "";
  } catch (error) {
    if (error instanceof TypeError) throw new ReportError("has bytes that are no text in its encoding");
    throw error;
  }
}

function decoderFor(beginning: Uint8Array): TextDecoder {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le", { fatal: true });
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be", { fatal: true });
  const head = Buffer.from(beginning.subarray(0, 200)).toString("latin1");
  const label = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new ReportError(`is written in an encoding that is not known (${label})`);
  }
}
