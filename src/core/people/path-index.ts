/**
 * Many path patterns asked at once: a tree of their segments, so that a path finds the patterns it matches by walking down its own
 * segments and not by trying each. Patterns by literal name, by `*suffix` and by `prefix*` are looked up; only others are tried.
 */
import { GlobError, matchText, parseSegment, type TextPattern } from "../evidence/glob-pattern.ts";

/** Any number of segments, none included. */
export const anyDepth = Symbol("**");
export type PathSegment = TextPattern | typeof anyDepth;

export interface PathRule {
  readonly segments: readonly PathSegment[];
  /** Does it match the path that the segments spell? */
  readonly itself: boolean;
  /** Does it match everything below that path? */
  readonly below: boolean;
}

/** Reads `a/**` + `/b*`, one pattern per segment; null when one of them cannot be read. */
export function readSegments(pattern: string): readonly PathSegment[] | null {
  try {
    return pattern.split("/").map((segment) => (segment === "**" ? anyDepth : parseSegment(segment)));
  } catch (error) {
    if (error instanceof GlobError) return null;
    throw error;
  }
}

/** Nodes are many and most have one child: what a node does not need is not made. */
class Node<T> {
  itself: T[] | null = null;
  below: T[] | null = null;
  literal: Map<string, Node<T>> | null = null;
  suffix: AffixMap<T> | null = null;
  prefix: AffixMap<T> | null = null;
  other: Map<string, { readonly pattern: TextPattern; readonly node: Node<T> }> | null = null;
  /** Behind `**`. */
  deep: Node<T> | null = null;
  /** Is it behind a `**`, and so stays with every further segment? */
  isDeep = false;
}

/** Children by the beginning or end of a name, and the lengths that are worth a look. */
interface AffixMap<T> {
  readonly nodes: Map<string, Node<T>>;
  readonly lengths: Set<number>;
}

const childIn = <T>(map: Map<string, Node<T>>, key: string): Node<T> => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const node = new Node<T>();
  map.set(key, node);
  return node;
};

const affixes = <T>(): AffixMap<T> => ({ nodes: new Map(), lengths: new Set() });

function affixChild<T>({ nodes, lengths }: AffixMap<T>, affix: string): Node<T> {
  lengths.add(affix.length);
  return childIn(nodes, affix);
}

/** The literal text of tokens that are all plain characters; null otherwise. */
function literalOf(tokens: Exclude<TextPattern, string>): string | null {
  let text = "";
  for (const token of tokens) {
    if (token.kind !== "char") return null;
    text += token.char;
  }
  return text;
}

function childFor<T>(node: Node<T>, segment: PathSegment): Node<T> {
  if (segment === anyDepth) {
    if (node.isDeep) return node;
    if (node.deep === null) {
      node.deep = new Node<T>();
      node.deep.isDeep = true;
    }
    return node.deep;
  }
  if (typeof segment === "string") {
    node.literal ??= new Map();
    return childIn(node.literal, segment);
  }
  const suffix = segment[0]?.kind === "star" ? literalOf(segment.slice(1)) : null;
  if (suffix !== null) {
    node.suffix ??= affixes();
    return affixChild(node.suffix, suffix);
  }
  const prefix = segment.at(-1)?.kind === "star" ? literalOf(segment.slice(0, -1)) : null;
  if (prefix !== null) {
    node.prefix ??= affixes();
    return affixChild(node.prefix, prefix);
  }
  node.other ??= new Map();
  const key = JSON.stringify(segment);
  const known = node.other.get(key);
  if (known !== undefined) return known.node;
  const child = new Node<T>();
  node.other.set(key, { pattern: segment, node: child });
  return child;
}

/** Nodes reached at one step, each once: the only way to reach one twice is a `**`. */
class Front<T> {
  readonly nodes: Node<T>[] = [];
  readonly #deep = new Set<Node<T>>();
  add(node: Node<T> | undefined): void {
    if (node === undefined) return;
    if (node.isDeep) {
      if (this.#deep.has(node)) return;
      this.#deep.add(node);
    }
    this.nodes.push(node);
    // `**` may stand for nothing, so what is behind it is reached at once.
    if (node.deep !== null) this.add(node.deep);
  }
}

/** The nodes that one more segment leads to. */
function step<T>(node: Node<T>, segment: string, into: Front<T>): void {
  if (node.isDeep) into.add(node);
  into.add(node.literal?.get(segment));
  if (node.suffix !== null)
    for (const length of node.suffix.lengths)
      if (length <= segment.length) into.add(node.suffix.nodes.get(segment.slice(segment.length - length)));
  if (node.prefix !== null)
    for (const length of node.prefix.lengths)
      if (length <= segment.length) into.add(node.prefix.nodes.get(segment.slice(0, length)));
  if (node.other !== null)
    for (const { pattern, node: child } of node.other.values()) if (matchText(pattern, segment)) into.add(child);
}

export class PathIndex<T> {
  readonly #root = new Node<T>();

  add({ segments, itself, below }: PathRule, value: T): void {
    let node = this.#root;
    for (const segment of segments) node = childFor(node, segment);
    if (itself) {
      node.itself ??= [];
      node.itself.push(value);
    }
    if (below) {
      node.below ??= [];
      node.below.push(value);
    }
  }

  /** The values of all patterns that match, in no particular order; one that matches in two ways may come twice. */
  matches(path: string): readonly T[] {
    const found: T[] = [];
    let front = new Front<T>();
    front.add(this.#root);
    for (const segment of path.split("/")) {
      const next = new Front<T>();
      for (const node of front.nodes) {
        if (node.below !== null) for (const value of node.below) found.push(value);
        step(node, segment, next);
      }
      front = next;
      if (front.nodes.length === 0) return found;
    }
    for (const { itself } of front.nodes) if (itself !== null) for (const value of itself) found.push(value);
    return found;
  }
}
