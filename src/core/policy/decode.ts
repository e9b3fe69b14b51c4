/** Turns the bytes of a policy file into text, or says why they are none. */
import { LineCounter } from "yaml";
import type { SourceText } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";

/** A policy is written by people; a file beyond this is something else. */
const mostBytes = 1024 * 1024;

type Decoding = { readonly source: SourceText; readonly problem: Problem | null };

/** A text with its line starts, as messages need it. */
export function sourceText(file: string, text: string): SourceText {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  return { file, text, lines };
}

const lenient = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** Where the first bytes stand that are no UTF-8, in UTF-16 units of the leniently decoded text; null when all are. */
function firstInvalid(bytes: Uint8Array): number | null {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let offset = 0;
  // 0x0A is never part of another character, so each line can be tried by itself.
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    try {
      offset += strict.decode(line).length;
    } catch {
      return offset + Math.max(0, lenient(line).indexOf("\ufffd"));
    }
    start = end;
  }
  return null;
}

/** Control characters that YAML forbids; a tab and line ends are not among them. */
const forbidden = /[^\P{Cc}\t\n\r\u0085]/u;

/** Reads UTF-8, with or without a byte order mark. The problem, if any, is the only one: nothing else can be said about such a file. */
export function decode(file: string, bytes: Uint8Array): Decoding {
  const refused = (text: string, offset: number, message: string, expected: string): Decoding => {
    const source = sourceText(file, text);
    return { source, problem: problemAt({ source, offset }, message, { expected }) };
  };
  if (bytes.length > mostBytes)
    return refused(lenient(bytes.subarray(0, 400)), 0, "the file is larger than 1 MiB", "a policy of at most 1 MiB");
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return refused(
      lenient(bytes.subarray(0, 400)),
      0,
      "the file is UTF-16 text",
      "UTF-8; save the file with that encoding",
    );
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = marked ? bytes.subarray(3) : bytes;
  const invalid = firstInvalid(content);
  const text = lenient(content);
  if (invalid !== null)
    return refused(text, invalid, "the file is not text: these bytes are not UTF-8", "a YAML file in UTF-8");
  const control = forbidden.exec(text);
  if (control !== null)
    return refused(
      text,
      control.index,
      "the file holds a control character, as binary files do",
      "a YAML file in UTF-8",
    );
  return { source: sourceText(file, text), problem: null };
}
