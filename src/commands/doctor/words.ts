/** How a diagnosis is summed up, whatever it is written in. */
import type { Gravity, Remark } from "../../core/setup/setup-rule.ts";
import { counted, listed } from "../../reporters/wording/words.ts";
import type { Diagnosis } from "./look.ts";

export type Status = Gravity | "fine";

export interface Sign {
  readonly symbol: string;
  readonly word: string;
  readonly tone: "good" | "bad" | "open" | "quiet";
}

export const signs: Readonly<Record<Status, Sign>> = {
  problem: { symbol: "✗", word: "MEND", tone: "bad" },
  unseen: { symbol: "?", word: "UNSEEN", tone: "open" },
  note: { symbol: "•", word: "NOTE", tone: "quiet" },
  fine: { symbol: "✓", word: "FINE", tone: "good" },
};

const order: readonly Status[] = ["problem", "unseen", "note", "fine"];

/** The gravest of all. */
export const verdictOf = ({ rules }: Diagnosis): Status =>
  order.find((status) => rules.some((rule) => rule.status === status)) ?? "unseen";

/** Rules that say the very same are told together. */
export interface Told {
  readonly status: Status;
  readonly claims: readonly string[];
  readonly remarks: readonly Remark[];
}

/** What there is to say, the gravest first, else in the order of the list. */
export function told({ rules }: Diagnosis): readonly Told[] {
  const together = new Map<string, Told>();
  for (const { rule, status, claim, remarks } of order
    .slice(0, 3)
    .flatMap((each) => rules.filter((one) => one.status === each))) {
    const key = status === "unseen" ? JSON.stringify(remarks) : rule;
    const known = together.get(key);
    together.set(key, { status, claims: [...(known?.claims ?? []), claim], remarks });
  }
  return [...together.values()];
}

export function headlineOf(diagnosis: Diagnosis): string {
  const remarks = diagnosis.rules.flatMap((rule) => rule.remarks);
  const of = (gravity: Gravity): number => remarks.filter((each) => each.gravity === gravity).length;
  const [problems, unseen] = [of("problem"), diagnosis.rules.filter(({ status }) => status === "unseen").length];
  const parts = [
    ...(problems === 0 ? [] : [`${counted(problems, "thing")} to mend`]),
    ...(unseen === 0 ? [] : [`${counted(unseen, "question")} that could not be looked at`]),
  ];
  return parts.length === 0
    ? `${diagnosis.repository}: everything that can be seen is as the gate needs it.`
    : `${diagnosis.repository}: ${listed(parts)}.`;
}

/** What doctor can never find out, since no step of a pipeline can. */
export const beyond =
  "A step in a pipeline holds only those who cannot edit that pipeline, and who can deploy in no other way. Whoever may change the workflow unseen, or has the credentials outside the environment, can go round it.";
