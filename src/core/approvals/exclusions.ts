/** Exclusions: who cannot approve this release because of what they did for it. */
import type { Identity } from "../evidence/identity.ts";
import type { Maker, Makers } from "../people/makers.ts";
import { type Acquaintance, isBot } from "../people/people.ts";
import type { ApprovalSettings, ExclusionSettings } from "./settings.ts";

/** What rules a person out, gravest first: the first that applies is the one that is said. */
export const roles = [
  "bot",
  "triggerer",
  "author",
  "committer",
  "co-author",
  "head-commit",
  "change-request-author",
  "merged-by",
] as const;
export type Role = (typeof roles)[number];

export interface Exclusion {
  readonly role: Role;
  /** The commits that show it, full hashes; empty where no commit does. */
  readonly commits: readonly string[];
}

/** The switch of each role in the policy's `exclude`. */
export const switches = {
  bot: "bots",
  triggerer: "triggerer",
  author: "authors",
  committer: "committers",
  "co-author": "co-authors",
  "head-commit": "head-commit",
  "change-request-author": "change-request-authors",
  "merged-by": "merged-by",
} satisfies Record<Role, keyof ExclusionSettings>;

/** Roles that are excluded unless a policy says otherwise, and that this one lets approve. */
export const rolesLetIn = ({ exclude }: ApprovalSettings): readonly Role[] =>
  roles.filter((role) => role !== "merged-by" && exclude[switches[role]] === false);

/** What may be wrong with an approval itself, whoever gave it: each is a switch in the policy's `exclude`. */
export const flaws = [
  "outsiders",
  "other-commits",
  "other-environments",
  "other-runs",
  "expired",
  "edited",
] as const satisfies readonly (keyof ExclusionSettings)[];
export type Flaw = (typeof flaws)[number];

/** Flaws with which an approval counts under this policy. What a policy does not say stays excluded. */
export const flawsLetIn = ({ exclude }: ApprovalSettings): ReadonlySet<Flaw> =>
  new Set(flaws.filter((flaw) => exclude[flaw] === false));

/** Everything that these settings let count although it is excluded by itself: what it is, and its switch. */
export const switchedOff = (
  settings: ApprovalSettings,
): readonly { readonly what: Role | Flaw; readonly key: keyof ExclusionSettings }[] => [
  ...rolesLetIn(settings).map((what) => ({ what, key: switches[what] })),
  ...[...flawsLetIn(settings)].map((what) => ({ what, key: what })),
];

/** Where only named people may speak, and only to this very deployment: whoever breaks the glass or overrules somebody. */
export const strictly = (letsIn: ReadonlySet<Flaw>): ReadonlySet<Flaw> =>
  new Set(flaws.filter((flaw) => flaw === "edited" && letsIn.has(flaw)));

interface Actors {
  /** Full hash. */
  readonly head: string;
  readonly makers: Makers;
  readonly triggerers: readonly Identity[];
  readonly acquaintance: Acquaintance;
}

/** Answers, for anybody, what rules them out under these settings; null when nothing does. */
export function exclusionsFor(
  { exclude }: ApprovalSettings,
  { head, makers, triggerers, acquaintance }: Actors,
): (person: Identity) => Exclusion | null {
  const byRole: Readonly<Record<Exclude<Role, "bot">, readonly Maker[]>> = {
    triggerer: triggerers.map((identity) => ({ identity, commits: [] })),
    author: makers.authors,
    committer: makers.committers,
    "co-author": makers.coAuthors,
    "head-commit": [...makers.authors, ...makers.committers]
      .filter(({ commits }) => commits.includes(head))
      .map(({ identity }) => ({ identity, commits: [head] })),
    "change-request-author": makers.changeRequestAuthors,
    "merged-by": makers.mergedBy,
  };
  const found = new Map<string, Exclusion>();
  for (const role of roles) {
    if (role === "bot" || exclude[switches[role]] === false) continue;
    for (const { identity, commits } of byRole[role]) {
      const person = acquaintance.personOf(identity);
      if (!found.has(person)) found.set(person, { role, commits });
    }
  }
  const answers = new Map<string, Exclusion | null>();
  return (person) => {
    const asked = `${person.login}\n${person.email}\n${person.name}\n${person.kind}`;
    let answer = answers.get(asked);
    if (answer === undefined) {
      answer =
        exclude.bots !== false && isBot(person)
          ? { role: "bot", commits: [] }
          : (found.get(acquaintance.personOf(person)) ?? null);
      answers.set(asked, answer);
    }
    return answer;
  };
}
