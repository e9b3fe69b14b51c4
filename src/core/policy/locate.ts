/** Turns the YAML library's nodes into a located tree: aliases are followed, `<<` is merged, and what a policy may not hold is told. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { nearest } from "../nearest.ts";
import type { Located, LocatedEntry, Place, SourceText } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";
import { mostLevels } from "./scan.ts";
import { quoted } from "./shown.ts";

/** With every alias unfolded, a policy holds fewer values than this. */
const mostValues = 20_000;

const coreTags = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`),
);

export interface Locating {
  readonly located: Located;
  readonly problems: readonly Problem[];
  /** False when parts of the tree had to be left out, so that judging the rest would tell what is not so. */
  readonly isReliable: boolean;
}

const nothingAt = (at: Place): Located => ({ kind: "scalar", at, value: null });

function locateScalar(node: Node, at: Place): Located {
  const value: unknown = isScalar(node) ? node.value : undefined;
  const isPlain =
    value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number";
  return { kind: "scalar", at, value: isPlain ? value : String(value) };
}

/** Is nothing written here, not even an anchor or a tag? */
const isNothing = (node: Node | null): boolean =>
  node === null ||
  (isScalar(node) && node.value === null && node.source === "" && !node.anchor && node.tag === undefined);

/** Locates everything below `root`. */
export function locate(source: SourceText, root: Node): Locating {
  const problems: Problem[] = [];
  const anchors = new Map<string, Located | "open">();
  const sizes = new Map<Located, number>();
  /** How many values the aliases so far stand for, once unfolded. */
  let unfolded = 0;
  let isReliable = true;

  const place = (offset: number): Place => ({ source, offset });
  const start = (node: Node): Place => place(node.range?.[0] ?? 0);
  const tell = (at: Place, message: string, expected: string | null = null, suggestion: string | null = null): void => {
    problems.push(problemAt(at, message, { expected, suggestion }));
  };
  const spoil = (
    at: Place,
    message: string,
    expected: string | null = null,
    suggestion: string | null = null,
  ): Located => {
    tell(at, message, expected, suggestion);
    isReliable = false;
    return nothingAt(at);
  };

  function locateAlias(name: string, at: Place): Located {
    const target = anchors.get(name);
    if (target === "open")
      return spoil(
        at,
        `${quoted(`*${name}`)} refers to the value that it is part of`,
        "a value that ends above this line",
      );
    if (target === undefined)
      return spoil(
        at,
        `there is no anchor ${quoted(`&${name}`)} above this line`,
        "an anchor of this file that stands above",
        nearest(name, anchors.keys()),
      );
    const before = unfolded;
    unfolded += sizes.get(target) ?? 1;
    if (unfolded <= mostValues) return target;
    const message = "this alias unfolds into far more values than any policy has";
    // Of a bomb's many fuses one is enough.
    return before > mostValues ? nothingAt(at) : spoil(at, message, `at most ${mostValues} values in all`);
  }

  function locateNode(node: Node, level: number): Located {
    const at = start(node);
    if (level > mostLevels) return spoil(at, "values are nested too deeply", `at most ${mostLevels} levels`);
    if (isAlias(node)) return locateAlias(node.source, at);
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (tag !== undefined && tag !== "!" && !coreTags.has(tag))
      tell(tagPlace(tag, at), `the tag ${quoted(tag)} is not known`, "a plain value");
    if (anchor !== undefined) anchors.set(anchor, "open");
    const located = isMap(node)
      ? locateMap(node, level)
      : isSeq(node)
        ? locateList(node.items, at, level)
        : locateScalar(node, at);
    if (anchor !== undefined) anchors.set(anchor, located);
    return located;
  }

  /** A tag stands before its value; the value's own place is the next best where the tag is written in another way. */
  function tagPlace(tag: string, at: Place): Place {
    const written = tag.replace(/^tag:yaml\.org,2002:/u, "!!");
    const offset = source.text.lastIndexOf(written, at.offset);
    return offset === -1 || source.text.slice(offset, at.offset).includes("\n\n") ? at : place(offset);
  }

  function grow(located: Located, parts: Iterable<Located>): Located {
    let size = 1;
    for (const part of parts) size += sizes.get(part) ?? 1;
    sizes.set(located, size);
    return located;
  }

  function locateList(items: readonly unknown[], at: Place, level: number): Located {
    const located = (items as readonly Node[]).map((item) => locateNode(item, level + 1));
    return grow({ kind: "list", at, items: located }, located);
  }

  function locateMap(node: YAMLMap, level: number): Located {
    const own = new Map<string, LocatedEntry>();
    const merged: Located[] = [];
    let hasMerge = false;
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const key = keyOf(pair.key);
      if (key === null) continue;
      const value = pair.value === null || isNothing(pair.value) ? nothing(pair) : locateNode(pair.value, level + 1);
      if (key.isMerge ? hasMerge : own.has(key.name)) {
        tell(start(pair.key), `the key ${quoted(key.name)} stands here twice`, "each key once");
      } else if (key.isMerge) {
        hasMerge = true;
        merged.push(...mergeable(value, pair.value));
      } else if (key.name === "__proto__")
        tell(start(pair.key), `unknown key ${quoted(key.name)}`, "a key of a policy");
      else own.set(key.name, { key: start(pair.key), value });
    }
    for (const from of merged)
      if (from.kind === "map") for (const [name, entry] of from.entries) if (!own.has(name)) own.set(name, entry);
    return grow(
      { kind: "map", at: start(node), entries: own },
      [...own.values()].map(({ value }) => value),
    );
  }

  /** The maps that `<<` brings in, the first one strongest. */
  function mergeable(value: Located, node: Node | null): readonly Located[] {
    const maps = value.kind === "list" ? value.items : [value];
    const wrong = maps.find(({ kind }) => kind !== "map");
    if (wrong !== undefined && isReliable)
      tell(
        node !== null && isAlias(node) ? start(node) : wrong.at,
        "`<<` can only merge maps",
        "an alias of a map, or a list of such aliases",
      );
    return maps;
  }

  function keyOf(key: Node | null): { readonly name: string; readonly isMerge: boolean } | null {
    if (key !== null && isScalar(key) && typeof key.value === "string")
      return { name: key.value, isMerge: key.value === "<<" && key.type === "PLAIN" };
    const at = key === null ? place(0) : start(key);
    if (key !== null && isScalar(key) && key.source !== undefined && key.source !== "")
      tell(at, `the key ${quoted(key.source)} is not text`, `text; write "${key.source.slice(0, 60)}"`);
    else tell(at, "a key must be text", "a word");
    return null;
  }

  /** A key without a value: the place is right behind its colon, or behind the key where there is none. */
  function nothing({ key }: Pair<Node, Node | null>): Located {
    const end = key.range?.[1] ?? 0;
    const colon = /^\s*:/u.exec(source.text.slice(end, end + 100));
    return nothingAt(place(end + (colon?.[0].length ?? 0)));
  }

  return { located: locateNode(root, 1), problems, isReliable };
}
