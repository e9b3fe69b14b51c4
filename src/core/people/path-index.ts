/**
 * Many path patterns asked at once: a tree of their segments, so that a path finds the patterns it matches by walking down its own
 * segments and not by trying each. Literal names in a row are one step, looked up as one text, as are `*suffix` and `prefix*`; only other
 * patterns are tried.
 */
import { GlobError, matchText, parseSegment, type TextPattern } from "../evidence/glob-pattern.ts";

/** Any number of segments, none included. */
export const anyDepth = Symbol("**");
/** `*text` and `text*`, by far the most of all patterns. */
interface Affix {
  readonly kind: "suffix" | "prefix";
  readonly text: string;
}
export type PathSegment = TextPattern | Affix | typeof anyDepth;

export interface PathRule {
  readonly segments: readonly PathSegment[];
  /** Does it match the path that the segments spell? */
  readonly itself: boolean;
  /** Does it match everything below that path? */
  readonly below: boolean;
}

/** Null where there are other wildcards. */
function affixOf(segment: string): Affix | null {
  const kind = segment.startsWith("*") ? "suffix" : segment.endsWith("*") ? "prefix" : null;
  if (kind === null) return null;
  const text = kind === "suffix" ? segment.slice(1) : segment.slice(0, -1);
  return text === "" || /[*?[\\(]/.test(text) ? null : { kind, text };
}

/** Reads `a/**` + `/b*`, one pattern per segment; null when one of them cannot be read. */
export function readSegments(pattern: string): readonly PathSegment[] | null {
  if (!/[*?[\\(]/.test(pattern)) return pattern.split("/");
  try {
    return pattern
      .split("/")
      .map((segment) => (segment === "**" ? anyDepth : (affixOf(segment) ?? parseSegment(segment))));
  } catch (error) {
    if (error instanceof GlobError) return null;
    throw error;
  }
}

/** Nodes are many and most have one child: what a node does not need is not made. */
class Node<T> {
  itself: T[] | null = null;
  below: T[] | null = null;
  literal: Literals<T> | null = null;
  suffix: AffixMap<T> | null = null;
  prefix: AffixMap<T> | null = null;
  other: Map<string, { readonly pattern: TextPattern; readonly node: Node<T> }> | null = null;
  /** Behind `**`. */
  deep: Node<T> | null = null;
  /** Is it behind a `**`, and so stays with every further segment? */
  isDeep = false;
}

/** Children by names in a row (`a/b/c`), and how many in a row are worth a look. */
interface Literals<T> {
  readonly nodes: Map<string, Node<T>>;
  readonly counts: Set<number>;
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

function literalChild<T>(node: Node<T>, names: string, count: number): Node<T> {
  node.literal ??= { nodes: new Map(), counts: new Set() };
  node.literal.counts.add(count);
  return childIn(node.literal.nodes, names);
}

function childFor<T>(node: Node<T>, segment: Exclude<PathSegment, string>): Node<T> {
  if (segment === anyDepth) {
    if (node.isDeep) return node;
    if (node.deep === null) {
      node.deep = new Node<T>();
      node.deep.isDeep = true;
    }
    return node.deep;
  }
  if ("kind" in segment) {
    node[segment.kind] ??= affixes();
    return affixChild(node[segment.kind] as AffixMap<T>, segment.text);
  }
  node.other ??= new Map();
  const key = JSON.stringify(segment);
  const known = node.other.get(key);
  if (known !== undefined) return known.node;
  const child = new Node<T>();
  node.other.set(key, { pattern: segment, node: child });
  return child;
}

/** Where each segment of a path begins, and at the end where one more would. */
function beginningsOf(path: string): readonly number[] {
  const beginnings = [0];
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) beginnings.push(at + 1);
  beginnings.push(path.length + 1);
  return beginnings;
}

/** The nodes reached after so many segments, each once. */
class Fronts<T> {
  readonly #reached: Set<Node<T>>[] = [];

  after(segments: number): Iterable<Node<T>> {
    return this.#reached[segments] ?? [];
  }

  add(segments: number, node: Node<T> | undefined): void {
    if (node === undefined) return;
    this.#reached[segments] ??= new Set();
    this.#reached[segments].add(node);
    // `**` may stand for nothing, so what is behind it is reached at once.
    if (node.deep !== null) this.#reached[segments].add(node.deep);
  }
}

export class PathIndex<T> {
  readonly #root = new Node<T>();

  add({ segments, itself, below }: PathRule, value: T): void {
    let node = this.#root;
    for (let at = 0; at < segments.length; ) {
      const segment = segments[at] as PathSegment;
      let end = at;
      while (typeof segments[end] === "string") end++;
      if (typeof segment === "string") {
        const names = end - at === 1 ? segment : segments.slice(at, end).join("/");
        node = literalChild(node, names, end - at);
        at = end;
      } else {
        node = childFor(node, segment);
        at++;
      }
    }
    if (itself && node.itself === null) node.itself = [value];
    else if (itself) node.itself?.push(value);
    if (below && node.below === null) node.below = [value];
    else if (below) node.below?.push(value);
  }

  /** The values of all patterns that match, in no particular order; one that matches in two ways may come twice. */
  matches(path: string): readonly T[] {
    const found: T[] = [];
    const beginnings = beginningsOf(path);
    const depth = beginnings.length - 1;
    const fronts = new Fronts<T>();
    fronts.add(0, this.#root);
    for (let at = 0; at < depth; at++)
      for (const node of fronts.after(at)) {
        if (node.below !== null) for (const value of node.below) found.push(value);
        step({ node, path, beginnings, at }, fronts);
      }
    for (const { itself } of fronts.after(depth)) if (itself !== null) for (const value of itself) found.push(value);
    return found;
  }
}

interface Step<T> {
  readonly node: Node<T>;
  readonly path: string;
  readonly beginnings: readonly number[];
  /** So many segments lie behind. */
  readonly at: number;
}

/** Adds the nodes to which the next segments lead. */
function step<T>({ node, path, beginnings, at }: Step<T>, into: Fronts<T>): void {
  const start = beginnings[at] ?? 0;
  const next = at + 1;
  if (node.isDeep) into.add(next, node);
  if (node.literal !== null)
    for (const count of node.literal.counts) {
      const end = beginnings[at + count];
      if (end !== undefined) into.add(at + count, node.literal.nodes.get(path.slice(start, end - 1)));
    }
  if (node.suffix === null && node.prefix === null && node.other === null) return;
  const segment = path.slice(start, (beginnings[next] ?? 0) - 1);
  if (node.suffix !== null)
    for (const length of node.suffix.lengths)
      if (length <= segment.length) into.add(next, node.suffix.nodes.get(segment.slice(segment.length - length)));
  if (node.prefix !== null)
    for (const length of node.prefix.lengths)
      if (length <= segment.length) into.add(next, node.prefix.nodes.get(segment.slice(0, length)));
  if (node.other !== null)
    for (const { pattern, node: child } of node.other.values()) if (matchText(pattern, segment)) into.add(next, child);
}
