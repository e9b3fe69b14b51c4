/** What can be wrong with one document: it cannot be read, says nothing, or is too old. */
import { formatDuration } from "../calendar/duration.ts";
import type { ReleaseDocument } from "../evidence/documents.ts";
import { ageAt } from "./age.ts";
import { readMarkdown, sectionsNamed } from "./markdown.ts";
import { flawIn } from "./real-content.ts";

/** What a rule asks of each document. */
export interface Demands {
  readonly sections?: readonly string[] | undefined;
  readonly "max-age"?: number | undefined;
}

/** Sentences that name the document, by what is wrong. */
export interface Flaws {
  readonly incomplete: readonly string[];
  readonly stale: readonly string[];
  readonly unreadable: readonly string[];
  readonly ageless: readonly string[];
}

/** What is wrong inside a document, as sentences that name it; a string in place of the list says why it cannot be read. */
function incompleteIn(path: string, text: string, sections: readonly string[] | undefined): readonly string[] | string {
  const markdown = readMarkdown(text);
  if (typeof markdown === "string") return markdown;
  if (sections === undefined) {
    const flaw = flawIn(markdown.blocks);
    return flaw === null ? [] : [`${path} ${flaw}.`];
  }
  return sections.flatMap((name) => {
    const found = sectionsNamed(markdown, name);
    if (found.length === 0) return [`${path} has no section "${name}".`];
    const flaw = flawIn(found.flatMap(({ blocks }) => blocks));
    return flaw === null ? [] : [`${path}: the section "${name}" ${flaw}.`];
  });
}

function ageOf(
  { path, lastChangedAt }: ReleaseDocument,
  maxAge: number | undefined,
  now: string,
): Pick<Flaws, "stale" | "ageless"> {
  if (maxAge === undefined) return { stale: [], ageless: [] };
  if (lastChangedAt === null)
    return { stale: [], ageless: [`The history at hand does not reach back to the last change of ${path}.`] };
  const age = ageAt(now, lastChangedAt);
  if (age === null) return { stale: [], ageless: [`The last change of ${path} is dated later than now.`] };
  if (age <= maxAge) return { stale: [], ageless: [] };
  return {
    stale: [`${path} last changed ${formatDuration(age)} ago; at most ${formatDuration(maxAge)} are allowed.`],
    ageless: [],
  };
}

/** Everything that is wrong with one document. */
export function flawsOf(document: ReleaseDocument, rule: Demands, now: string): Flaws {
  const { path, text, because } = document;
  const age = ageOf(document, rule["max-age"], now);
  if (text === null)
    return {
      ...age,
      incomplete: [],
      unreadable: [`${path} cannot be read: ${because ?? "the platform does not say why"}`],
    };
  const found = incompleteIn(path, text, rule.sections);
  if (typeof found === "string") return { ...age, incomplete: [], unreadable: [`${path} cannot be read: ${found}.`] };
  return { ...age, incomplete: found, unreadable: [] };
}
