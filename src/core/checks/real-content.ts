/** Is there anything to read, or only a form that nobody filled in? */
import type { Block } from "./markdown.ts";

/** Words that say "later": in capitals, since a to-do list is an ordinary thing to write about. */
const laterMark = /\b(?:TODO|TBD|TBC|FIXME|XXX)\b/u;
const laterPhrase = /\btodo:|lorem ipsum/iu;

/** A whole block that says nothing but "later". */
const emptyPhrase =
  /^(?:todo|tbd|tbc|fixme|wip|placeholder|coming soon|work in progress|fill (?:this |me )?in|to be (?:added|announced|completed|confirmed|decided|defined|determined|done|written))$/u;

/** `Describe the steps here`: the instruction of a template. */
const instruction = /^(?:describe|explain|insert|enter|fill|write|your) [^.]{0,120}\bhere$/u;

const htmlTags: ReadonlySet<string> = new Set(
  (
    "a abbr b blockquote br center code dd del details div dl dt em figure figcaption font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li " +
    "mark ol p picture pre q s samp small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var video"
  ).split(" "),
);

/** What stands between angle brackets in running text and is neither HTML nor a link: `<name of the service>`. */
function placeholderIn(text: string): string | null {
  const prose = text.replace(/`[^`\n]*`/g, " ");
  for (const [whole, before, inside = ""] of prose.matchAll(/(^|[^\p{L}\p{N}<])<([^<>\n]{1,100})>/gu)) {
    const tag = /^\/?([a-z][a-z0-9]*)(?=[\s/]|$)/iu.exec(inside)?.[1]?.toLowerCase();
    const isMarkup = tag !== undefined && htmlTags.has(tag);
    const isLink = /^[a-z][a-z0-9+.-]*:|^\S+@\S+$/iu.test(inside);
    if (!isMarkup && !isLink && /^\p{L}/u.test(inside)) return whole.slice(before?.length ?? 0);
  }
  return null;
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** `[what changed]` alone on its line, with no link behind it. */
const isBracketed = (text: string): boolean => /^\[[^\][\n]{2,200}\]\.?$/u.test(text.trim());

const isEmptyPhrase = (text: string): boolean =>
  emptyPhrase.test(bare(text)) || instruction.test(bare(text)) || isBracketed(text);

/** `text` without HTML tags, whose names are no words of the author. */
const withoutTags = (text: string): string => text.replace(/<\/?[a-z][^<>]{0,500}>/giu, " ");

/** What is wrong with these blocks, as the end of a sentence; null when somebody wrote something real. */
export function flawIn(blocks: readonly Block[]): string | null {
  for (const { kind, text } of blocks) {
    const mark = laterMark.exec(text)?.[0] ?? (kind === "text" ? laterPhrase.exec(text)?.[0] : undefined);
    if (mark !== undefined) return `still says ${mark}`;
    const placeholder = kind === "text" ? placeholderIn(text) : null;
    if (placeholder !== null) return `still has the placeholder ${placeholder}`;
  }
  const real = blocks.filter(({ kind, text }) => kind === "code" || !isEmptyPhrase(text));
  const length = real.map(({ text }) => bare(withoutTags(text)).replaceAll(" ", "").length).reduce((a, b) => a + b, 0);
  if (length >= 2) return null;
  return blocks.some(({ text }) => bare(text) !== "") ? "has nothing but template text" : "is empty";
}

/** Characters of these blocks, for rules that ask for some length. */
export const lengthOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { text }) => sum + withoutTags(text).trim().length, 0);
