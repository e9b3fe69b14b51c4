/** Turns what a schema finds wrong into problems with a place in a file. */
import type { z } from "zod";
import { nearest } from "../nearest.ts";
import { keysOf, optionsOf, type Path, type Schema, schemaAt, valuesOf, words } from "./expectation.ts";
import { entryOf, type Located, type Place } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";
import { listed, quoted } from "./shown.ts";

type Issue = z.core.$ZodIssue;

/** What was judged: the part of the policy at `path`, with its schema. */
export interface Judged {
  readonly located: Located;
  readonly schema: Schema;
  /** From the top of the policy to `located`. */
  readonly path: Path;
  /** Will something be merged over it? Then what is missing may still come, and parts of a map need not fit together yet. */
  readonly isPartial?: boolean;
}

/** Lists are replaced as a whole: what is missing inside one stays missing. */
const mayStillCome = (path: Path, { isPartial }: Judged): boolean =>
  isPartial === true && !path.some((key) => typeof key === "number");

const pathOf = (issue: Issue): Path => issue.path.map((key) => (typeof key === "number" ? key : String(key)));

function child(located: Located | undefined, key: string | number): Located | undefined {
  if (located?.kind === "list") return located.items[Number(key)];
  return entryOf(located, String(key))?.value;
}

/** The value at `path`, or undefined where it is missing, and the nearest value above that is there. */
function find(root: Located, path: Path): { readonly value: Located | undefined; readonly holder: Located } {
  let [value, holder]: [Located | undefined, Located] = [root, root];
  for (const key of path) {
    value = child(value, key);
    if (value === undefined) break;
    holder = value;
  }
  return { value, holder };
}

/** "`required`", "item 2 of `required`". */
function labelOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the policy";
  if (typeof last === "string") return quoted(last);
  return `item ${last + 1} of ${labelOf(path.slice(0, -1))}`;
}

function saw(value: Located): string {
  if (value.kind !== "scalar") return `a ${value.kind}`;
  if (typeof value.value === "string") return value.value === "" ? "an empty text" : `the text ${quoted(value.value)}`;
  return quoted(String(value.value));
}

/** The room's own words; null where the schema library speaks in its own. */
const ownWords = ({ message }: Issue): string | null =>
  /^(Invalid|Too small|Too big|Unrecognized)\b/u.test(message) ? null : message;

/** Words that follow "expected:". */
const asExpected = (text: string): string => text.replace(/^expected:?\s+/u, "");

interface Sentence {
  readonly message: string;
  readonly expected: string | null;
  readonly suggestion: string | null;
}

/** A room's sentence says what is wrong, and behind a colon or semicolon what to write; a nearest name at its end goes where all of them go. */
function taken(sentence: string): Sentence {
  const asks = sentence.lastIndexOf(" did you mean ");
  const hint = asks === -1 ? null : /^ did you mean [`"]?([^`"?]+)[`"]?\?$/u.exec(sentence.slice(asks));
  const text =
    hint === null
      ? sentence
      : sentence
          .slice(0, asks)
          .trimEnd()
          .replace(/[:;,.]$/u, "");
  const end = text.search(/[:;] /u);
  return {
    message: end === -1 ? text : text.slice(0, end),
    expected: end === -1 ? null : text.slice(end + 2),
    suggestion: hint?.[1] ?? null,
  };
}

const allowedWords = (keys: readonly string[]): string =>
  keys.length > 1 ? `one of ${listed(keys)}` : keys.length === 1 ? `the key ${listed(keys)}` : "no keys here";

function unknownKeys(keys: readonly string[], path: Path, { located, schema }: Judged): readonly Problem[] {
  const { holder } = find(located, path);
  const at = schemaAt(schema, path);
  const allowed = at === null ? [] : keysOf(at);
  return keys.map((key) =>
    problemAt(entryOf(holder, key)?.key ?? holder.at, `unknown key ${quoted(key)}`, {
      expected: allowedWords(allowed),
      suggestion: nearest(key, allowed),
    }),
  );
}

function missing(path: Path, issue: Issue, at: Place, judged: Judged): readonly Problem[] {
  if (mayStillCome(path, judged)) return [];
  const full = [...judged.path, ...path];
  const schema = schemaAt(judged.schema, path);
  const expected = ownWords(issue) ?? (schema === null ? null : words(schema));
  const from = full.length > 1 ? ` from ${labelOf(full.slice(0, -1))}` : "";
  return [
    problemAt(at, `${labelOf(full)} is missing${from}`, { expected: expected === null ? null : asExpected(expected) }),
  ];
}

function custom(issue: Issue & { readonly code: "custom" }, path: Path, judged: Judged): readonly Problem[] {
  const { value, holder } = find(judged.located, path);
  if (value?.kind !== "scalar" && mayStillCome(path, judged)) return [];
  const schema = schemaAt(judged.schema, path);
  const { message, expected, suggestion } = taken(issue.message);
  const names: unknown = issue.params?.names;
  const given = value?.kind === "scalar" && typeof value.value === "string" ? value.value : null;
  const stated: unknown = issue.params?.expected;
  const fallback = schema !== null && value?.kind === "scalar" ? words(schema) : null;
  return [
    problemAt((value ?? holder).at, message, {
      expected: typeof stated === "string" ? stated : (expected ?? fallback),
      suggestion: Array.isArray(names) && given !== null ? nearest(given, names as string[]) : suggestion,
    }),
  ];
}

/** `documents: { enforcment: advisory }` reads like a rule of that name with a wrong value. */
function misspelt(path: Path, { schema }: Judged): string | null {
  const key = path.at(-1);
  const parent = schemaAt(schema, path.slice(0, -1));
  if (typeof key !== "string" || parent === null || keysOf(parent).includes(key)) return null;
  return nearest(key, keysOf(parent));
}

function wrongValue(issue: Issue, path: Path, value: Located, judged: Judged): Problem {
  const schema = schemaAt(judged.schema, path);
  const label = labelOf([...judged.path, ...path]);
  const given = value.kind === "scalar" ? value.value : undefined;
  const values = schema === null ? null : valuesOf(schema);
  const isEmpty = issue.code === "too_small" && (value.kind === "list" ? value.items.length === 0 : given === "");
  const message =
    given === null ? `${label} has no value` : isEmpty ? `${label} is empty` : `${label} cannot be ${saw(value)}`;
  const expected = ownWords(issue) ?? (schema === null ? null : words(schema));
  return problemAt(value.at, message, {
    expected: expected === null ? null : asExpected(expected),
    suggestion: typeof given === "string" && values !== null ? nearest(given, values) : misspelt(path, judged),
  });
}

/** Of a union's parts, the one that was meant: of those that take this kind of value, the one with the fewest mistakes. */
function meant(issue: Issue & { readonly code: "invalid_union" }): number | null {
  const kindFits = (issues: readonly Issue[]): boolean =>
    !issues.some(({ path, code }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value"));
  const fitting = issue.errors.flatMap((issues, index) => (kindFits(issues) ? [{ index, count: issues.length }] : []));
  return (
    fitting.reduce<(typeof fitting)[number] | null>((a, b) => (a === null || b.count < a.count ? b : a), null)?.index ??
    null
  );
}

function union(
  issue: Issue & { readonly code: "invalid_union" },
  path: Path,
  judged: Judged,
): readonly Problem[] | null {
  const index = meant(issue);
  const schema = schemaAt(judged.schema, path);
  const option = index === null || schema === null ? undefined : optionsOf(schema)?.[index];
  const { value } = find(judged.located, path);
  if (index === null || option === undefined || value === undefined) return null;
  const inner = {
    located: value,
    schema: option,
    path: [...judged.path, ...path],
    isPartial: judged.isPartial === true,
  };
  return (issue.errors[index] ?? []).flatMap((each) => problemsOfIssue(each, inner));
}

function problemsOfIssue(issue: Issue, judged: Judged): readonly Problem[] {
  const path = pathOf(issue);
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, judged);
  if (issue.code === "custom") return custom(issue, path, judged);
  if (issue.code === "invalid_key") return [wrongKey(issue, path, judged)];
  const { value, holder } = find(judged.located, path);
  if (value === undefined) return missing(path, issue, holder.at, judged);
  const parts = issue.code === "invalid_union" ? union(issue, path, judged) : null;
  return parts ?? [wrongValue(issue, path, value, judged)];
}

function wrongKey(issue: Issue & { readonly code: "invalid_key" }, path: Path, { located }: Judged): Problem {
  const key = String(path.at(-1) ?? "");
  const { holder } = find(located, path.slice(0, -1));
  const { message, expected } = taken(issue.issues[0]?.message ?? `${quoted(key)} cannot be a key`);
  return problemAt(entryOf(holder, key)?.key ?? holder.at, message, { expected });
}

/** One problem for each mistake; unsorted, and told again where a mistake is met twice. */
export const problemsOf = (issues: readonly Issue[], judged: Judged): readonly Problem[] =>
  issues.flatMap((issue) => problemsOfIssue(issue, judged));
