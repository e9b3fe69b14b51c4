/** The shape of a kind of fault: what becomes of one right answer. */
import type { Chance } from "../random.ts";

export interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds before it is given. */
  readonly delay?: number;
  /** What becomes of the connection instead of, in the middle of, or after the answer. */
  readonly connection?: "reset before" | "cut in the middle" | "stalls in the middle" | "reset after";
  /** From now on the clock of the gate's own machine is wrong by so many milliseconds. */
  readonly ownClock?: number;
}

export interface Asked {
  readonly isGraphql: boolean;
  readonly method: string;
  /** The right answer to another page of the same list; null where there is none. */
  readonly otherPage: Given | null;
  /** Is it another page than the first? */
  readonly isLaterPage: boolean;
  /** What was right before the world changed; null where it has not, or where the answer is still the same. */
  readonly older: Given | null;
  /** Had the request an `If-None-Match`? */
  readonly isConditional: boolean;
  /** The token that came along. */
  readonly token: string;
}

export interface FaultKind {
  readonly name: string;
  /** Mends itself: the same question asked again soon may be answered rightly. */
  readonly isTransient: boolean;
  /** Null where the kind does not fit the request. */
  readonly strike: (answer: Given, asked: Asked, chance: Chance) => Given | null;
}

export const transient = (name: string, strike: FaultKind["strike"]): FaultKind => ({
  name,
  isTransient: true,
  strike,
});
export const lasting = (name: string, strike: FaultKind["strike"]): FaultKind => ({
  name,
  isTransient: false,
  strike,
});

/** An answer in JSON that says no. */
export const told = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Given => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify({ message, documentation_url: "https://docs.example.com" }),
});
