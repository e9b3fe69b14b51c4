/** Colours for a terminal, or none: every meaning is also in a word. */
import type { Tone } from "../wording/verdict.ts";

export interface Paint {
  readonly bold: (text: string) => string;
  /** Of less importance. */
  readonly quiet: (text: string) => string;
  readonly tone: (tone: Tone, text: string) => string;
  /** A coloured block with the text in it. */
  readonly badge: (tone: Tone, text: string) => string;
}

type Codes = readonly [on: number, off: number];

/** Red is kept for what blocks. */
const tones: Readonly<Record<Tone, Codes>> = { good: [32, 39], bad: [31, 39], open: [33, 39], quiet: [2, 22] };

export function brush(color: boolean): Paint {
  const within = ([on, off]: Codes, text: string): string => (color ? `\u{1b}[${on}m${text}\u{1b}[${off}m` : text);
  return {
    bold: (text) => within([1, 22], text),
    quiet: (text) => within([2, 22], text),
    tone: (tone, text) => within(tones[tone], text),
    badge: (tone, text) => within([1, 22], within([7, 27], within(tones[tone], text))),
  };
}
