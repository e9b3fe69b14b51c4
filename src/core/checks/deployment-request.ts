/** Does the request for this deployment say what a person needs to know before saying yes? */
import { z } from "zod";
import type { DeploymentRequest } from "../evidence/deployment-request.ts";
import { defineCheck } from "./check.ts";
import { fail, pass, unknown, type Verdict } from "./finding.ts";
import { type Block, type Markdown, readMarkdown, sectionsNamed, withoutComments, words } from "./markdown.ts";
import { flawIn, lengthOf } from "./real-content.ts";
import { capped, counted, listed, verb } from "./wording.ts";

/** Other names under which people write these parts. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  contents: ["content", "what changes", "what changed", "changes", "summary", "scope", "description"],
  testing: ["tests", "test summary", "testing summary", "test results", "how it was tested", "verification"],
  "deployment plan": ["deployment", "deployment steps", "rollout", "rollout plan", "plan"],
  rollback: [
    "rollback plan",
    "rollback steps",
    "roll back",
    "backout",
    "back out",
    "backout plan",
    "back out plan",
    "revert plan",
  ],
  "customer impact": ["impact", "user impact", "impact on customers", "impact on users", "customers"],
};

const standardParts = ["contents", "testing", "deployment plan", "rollback", "customer impact"] as const;

const settings = z.strictObject({
  parts: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .default([...standardParts])
    .describe("What the request must say, by heading or by the name of the input."),
  "min-length": z.int().min(1).max(10_000).optional().describe("How many characters each part needs at least."),
});

type Settings = z.output<typeof settings>;

const namesOf = (part: string): readonly string[] => [part, ...(aliases[words(part)] ?? [])];

/** The name of an input as words: `deployment-plan`, `deployment_plan` and `deploymentPlan` read the same. */
const inputWords = (name: string): string => words(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));

/** What the request says under a part; null when it has no such part. */
type Reader = (part: string) => readonly Block[] | null;

const fromMarkdown =
  (markdown: Markdown): Reader =>
  (part) => {
    // The part's own name goes before its aliases: a heading "Changes" counts only where there is no "Contents".
    for (const name of namesOf(part)) {
      const found = sectionsNamed(markdown, name);
      if (found.length > 0) return found.flatMap(({ blocks }) => blocks);
    }
    return null;
  };

const fromInputs =
  (parts: Readonly<Record<string, string>>): Reader =>
  (part) => {
    for (const name of namesOf(part)) {
      const keys = Object.keys(parts)
        .filter((key) => inputWords(key) === words(name))
        .sort();
      if (keys.length > 0) return keys.map((key): Block => ({ kind: "text", text: withoutComments(parts[key] ?? "") }));
    }
    return null;
  };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A form to copy, in one line. */
const template = (parts: readonly string[]): string => parts.map((part) => `## ${capital(part)}`).join(" / ");

function flawOf(part: string, read: Reader, least: number): string | null {
  const blocks = read(part);
  if (blocks === null) return `There is no part "${part}".`;
  const flaw = flawIn(blocks);
  if (flaw !== null) return `The part "${part}" ${flaw}.`;
  const length = lengthOf(blocks);
  return length < least ? `The part "${part}" has ${counted(length, "character")}; at least ${least} are asked.` : null;
}

function judge(request: DeploymentRequest, { parts, "min-length": least = 1 }: Settings): Verdict {
  if (request.kind === "missing")
    return fail(
      "deployment-request.missing",
      `There is no deployment request: ${request.from} is not there or empty.`,
      {
        details: [`Its headings: ${template(parts)}`],
        fix: `Write the request in ${request.from}, with a sentence or two under each of these headings: ${template(parts)}.`,
      },
    );
  const markdown = request.kind === "markdown" ? readMarkdown(request.text) : null;
  if (typeof markdown === "string")
    return unknown(
      "deployment-request.unreadable",
      `The deployment request (${request.from}) cannot be read: ${markdown}.`,
      {
        fix: "Write it as plain Markdown with a heading for each part.",
      },
    );
  const read =
    request.kind === "parts" ? fromInputs(request.parts) : fromMarkdown(markdown ?? { sections: [], blocks: [] });
  const bad = parts.flatMap((part) => {
    const flaw = flawOf(part, read, least);
    return flaw === null ? [] : [{ part, flaw }];
  });
  if (bad.length > 0) {
    const names = listed(bad.map(({ part }) => part));
    return fail(
      "deployment-request.incomplete",
      `The deployment request (${request.from}) does not yet say: ${names}.`,
      {
        details: capped(bad.map(({ flaw }) => flaw)),
        fix: `Write ${names} into ${request.from}, each under a heading or in an input of that name, in your own words.`,
      },
    );
  }
  return pass(
    "deployment-request.complete",
    `The deployment request (${request.from}) has ${verb(parts.length, "the one part", `all ${parts.length} parts`)}.`,
  );
}

export const deploymentRequest = defineCheck({
  id: "deployment-request",
  question:
    "Does the deployment request say what is in it, how it was tested, how it goes out and back, and whom it affects?",
  needs: ["deploymentRequest"],
  settings: () => settings,
  judge: ({ deploymentRequest: request }, given) => judge(request, given),
});
