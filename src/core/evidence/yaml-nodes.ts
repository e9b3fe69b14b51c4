/** Reads the YAML of pipeline files piece by piece, with lines; a piece of another kind than expected reads as absent. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** A node that may be absent. */
export type Piece = Node | null | undefined;

export interface YamlText {
  readonly text: string;
  readonly root: Piece;
  /** The first thing that is wrong with it, with its line (from 1). */
  readonly problem: { readonly line: number; readonly message: string } | null;
  readonly lines: LineCounter;
  readonly document: Document.Parsed;
}

/** Never throws: what is no YAML has a `problem`, and what could be read of it. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const [error] = document.errors;
  const problem =
    error === undefined
      ? null
      : { line: lines.linePos(error.pos[0]).line, message: error.message.split("\n")[0] ?? "" };
  return { text, root: document.contents, problem, lines, document };
}

/** Follows an alias once; an alias of an alias cannot be written. */
const follow = ({ document }: YamlText, piece: Piece): Piece => (isAlias(piece) ? piece.resolve(document) : piece);

export const lineOf = ({ lines }: YamlText, piece: Piece): number => lines.linePos(piece?.range?.[0] ?? 0).line;

/** What stands under `key`, where `piece` is a map. */
export function child(yaml: YamlText, piece: Piece, key: string): Piece {
  return entries(yaml, piece).find((entry) => entry.key === key)?.value;
}

export interface Entry {
  readonly key: string;
  readonly value: Piece;
  /** Of the key. */
  readonly line: number;
}

export function entries(yaml: YamlText, piece: Piece): readonly Entry[] {
  const map = follow(yaml, piece);
  if (!isMap(map)) return [];
  return map.items.flatMap(({ key, value }) => {
    const name = follow(yaml, key as Piece);
    if (!isScalar(name)) return [];
    return [{ key: String(name.value), value: follow(yaml, value as Piece), line: lineOf(yaml, name) }];
  });
}

export function items(yaml: YamlText, piece: Piece): readonly Piece[] {
  const list = follow(yaml, piece);
  return isSeq(list) ? list.items.map((item) => follow(yaml, item as Piece)) : [];
}

/** A scalar as it would be written in an expression; null for anything else and for nothing. */
export function scalar(yaml: YamlText, piece: Piece): string | null {
  const node = follow(yaml, piece);
  return isScalar(node) && node.value !== null ? String(node.value) : null;
}

/** One name, or several. */
export function names(yaml: YamlText, piece: Piece): readonly string[] {
  const one = scalar(yaml, piece);
  if (one !== null) return [one];
  return items(yaml, piece).flatMap((item) => scalar(yaml, item) ?? []);
}

/** The text that the piece was written with. */
export const written = ({ text }: YamlText, piece: Piece): string => {
  const [start = 0, end = 0] = piece?.range ?? [];
  return text.slice(start, end);
};
