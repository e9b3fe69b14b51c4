/** Tells the stories again, for a release manager: what happens, who counts, and what the gate says about it. */
import { remark } from "../../../src/core/approvals/explain-receipt.ts";
import { displayName } from "../../../src/core/people/people.ts";
import { chapters, judge, label, type Story, statementOf, story } from "./stories.ts";

/** In the order of reading. */
const titles: Readonly<Record<string, string>> = {
  "counting.yml": "Who counts for what",
  "who-does-not-count.yml": "Who does not count",
  "switches.yml": "What a policy may let count",
  "environments.yml": "Asking through environments",
  "receipts.yml": "Under a receipt",
  "words.yml": "Rejections and conditions",
  "nobody-can.yml": "What cannot be satisfied or known",
  "emergencies.yml": "Break-glass and rollbacks",
};

export function storiesAsMarkdown(): string {
  const untitled = chapters.filter(({ file }) => titles[file] === undefined).map(({ file }) => file);
  if (untitled.length > 0) throw new Error(`${untitled.join(", ")} has no title.`);
  return Object.entries(titles)
    .flatMap(([file, title]) => {
      const chapter = chapters.find((each) => each.file === file);
      if (chapter === undefined) throw new Error(`There is no ${file}.`);
      const rows = chapter.stories.map((each) => row(story.parse(each)));
      return [
        `### ${title}`,
        chapter.opening,
        [
          "| what happens | who said what | who counts | what the gate says |",
          "| --- | --- | --- | --- |",
          ...rows,
        ].join("\n"),
      ];
    })
    .map((block) => `${block}\n\n`)
    .join("");
}

function row(told: Story): string {
  const { result, emergency } = judge(told);
  const counted = result.requirements.map(
    ({ anyOf, count, approvedBy, missing }) =>
      `${count} of ${label(anyOf)}: ${approvedBy.length === 0 ? "nobody" : approvedBy.join(", ")}${missing > 0 ? `; ${missing} missing` : ""}`,
  );
  const statements = "unavailable" in told.said ? [] : told.said.map(statementOf);
  const heard = statements.map(
    ({ person, state, environment, through }) =>
      `${displayName(person)}: ${state === "approved" ? "yes" : "no"}${
        through !== undefined ? ", in a review" : environment === "production" ? "" : `, in ${environment}`
      }`,
  );
  // Almost every story would say it: only some hand a receipt in.
  const beforeEvaluation = statements.map(({ person }) => remark.beforeEvaluation(displayName(person)));
  const said = [
    ...(emergency.status === "refused" ? emergency.errors.map(({ message }) => message) : []),
    ...(emergency.status === "granted" ? emergency.waivers.map(({ sentence }) => sentence) : []),
    ...(emergency.status === "asked" ? ["Nothing is relaxed."] : []),
    ...result.rejections.map(
      ({ person, comment }) => `Rejected by ${person}${comment === "" ? "" : `: “${comment}”`}.`,
    ),
    ...(result.unreadable === null ? [] : [`Approvals cannot be read. ${result.unreadable}`]),
    ...result.errors.map(({ message }) => message),
    ...result.requirements.flatMap(({ askAgain = [] }) => askAgain),
    ...result.discounted.map(({ because }) => because),
    ...(result.conditions ?? []).map(({ person, name, value }) => `${person} asks for: ${name} ${value}.`),
    ...result.relaxed,
    ...(result.remarks ?? []).filter((sentence) => !beforeEvaluation.includes(sentence)),
  ];
  return `| ${[[told.name], heard, counted.length === 0 ? ["nobody is asked"] : counted, [...new Set(said)]].map(cell).join(" | ")} |`;
}

const cell = (lines: readonly string[]): string => lines.map(escaped).join("<br>");

/** Globs and addresses are no Markdown; between backticks everything but a bar is itself. */
const escaped = (text: string): string =>
  text
    .split("`")
    .map((part, index) => part.replace(index % 2 === 0 ? /[|*<>]/g : /\|/g, (character) => `\\${character}`))
    .join("`");
