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

class Node<T> {
  readonly itself: T[] = [];
  readonly below: T[] = [];
  readonly literal = new Map<string, Node<T>>();
  readonly suffix = new Map<string, Node<T>>();
  readonly suffixLengths = new Set<number>();
  readonly prefix = new Map<string, Node<T>>();
  readonly prefixLengths = new Set<number>();
  readonly other = new Map<string, { readonly pattern: TextPattern; readonly node: Node<T> }>();
  /** Behind `**`: stays with every further segment. */
  deep: Node<T> | null = null;
  isDeep = false;
}

const childIn = <T>(map: Map<string, Node<T>>, key: string): Node<T> => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const node = new Node<T>();
  map.set(key, node);
  return node;
};

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
    node.deep ??= Object.assign(new Node<T>(), { isDeep: true });
    return node.deep;
  }
  if (typeof segment === "string") return childIn(node.literal, segment);
  const [first, last] = [segment[0], segment.at(-1)];
  const suffix = first?.kind === "star" ? literalOf(segment.slice(1)) : null;
  if (suffix !== null) {
    node.suffixLengths.add(suffix.length);
    return childIn(node.suffix, suffix);
  }
  const prefix = last?.kind === "star" ? literalOf(segment.slice(0, -1)) : null;
  if (prefix !== null) {
    node.prefixLengths.add(prefix.length);
    return childIn(node.prefix, prefix);
  }
  const key = JSON.stringify(segment);
  const known = node.other.get(key);
  if (known !== undefined) return known.node;
  const child = new Node<T>();
  node.other.set(key, { pattern: segment, node: child });
  return child;
}

function step<T>(node: Node<T>, segment: string, into: Set<Node<T>>): void {
  if (node.isDeep) into.add(node);
  const literal = node.literal.get(segment);
  if (literal !== undefined) into.add(literal);
  for (const length of node.suffixLengths) {
    if (length > segment.length) continue;
    const child = node.suffix.get(segment.slice(segment.length - length));
    if (child !== undefined) into.add(child);
  }
  for (const length of node.prefixLengths) {
    if (length > segment.length) continue;
    const child = node.prefix.get(segment.slice(0, length));
    if (child !== undefined) into.add(child);
  }
  for (const { pattern, node: child } of node.other.values()) if (matchText(pattern, segment)) into.add(child);
}

/** `**` may stand for nothing, so what is behind it is reached at once. */
function open<T>(nodes: Set<Node<T>>): Set<Node<T>> {
  // A set grows while it is walked, so what is behind a `**` behind a `**` is opened too.
  for (const { deep } of nodes) if (deep !== null) nodes.add(deep);
  return nodes;
}

export class PathIndex<T> {
  readonly #root = new Node<T>();

  add({ segments, itself, below }: PathRule, value: T): void {
    let node = this.#root;
    for (const segment of segments) node = childFor(node, segment);
    if (itself) node.itself.push(value);
    if (below) node.below.push(value);
  }

  /** The values of all patterns that match, in no particular order; one that matches in two ways may come twice. */
  *matches(path: string): Generator<T> {
    let nodes = open(new Set([this.#root]));
    for (const segment of path.split("/")) {
      const next = new Set<Node<T>>();
      for (const node of nodes) {
        yield* node.below;
        step(node, segment, next);
      }
      nodes = open(next);
      if (nodes.size === 0) return;
    }
    for (const node of nodes) yield* node.itself;
  }
}
