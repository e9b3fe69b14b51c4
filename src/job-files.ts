/** What a job leaves in one folder for people and for the jobs after it: report, outputs, findings as JUnit XML, and an evaluation's receipt. */
import { join, resolve } from "node:path";
import { answerOf } from "./answer.ts";
import { removeWhole, writeWhole } from "./files.ts";
import { dotenvOf } from "./reporters/dotenv.ts";
import { plainLines } from "./reporters/escape.ts";
import { junit, junitWithoutAnswer } from "./reporters/junit.ts";
import { noOutputs, type Outputs } from "./reporters/outputs.ts";
import type { Reporting } from "./reporters/reporter.ts";

const names = {
  report: "report.md",
  dotenv: "outputs.env",
  outputs: "outputs.json",
  junit: "junit.xml",
  receipt: "receipt.txt",
} as const;

/** The folder, as given, and where the job works. */
export interface JobFolder {
  readonly cwd: string;
  readonly path: string;
  readonly environment: string;
}

const put = (folder: JobFolder, name: keyof typeof names, text: string): Promise<void> =>
  writeWhole(folder.cwd, join(folder.path, names[name]), text, "file");

/**
 * Takes away what an earlier job or run left there: nothing old may be taken for this answer. The file `receipt` (absolute), which was
 * handed in, stays.
 */
export const clearJobFiles = async ({ cwd, path }: JobFolder, receipt: string | null): Promise<void> => {
  for (const name of Object.values(names))
    if (resolve(cwd, path, name) !== receipt) await removeWhole(cwd, join(path, name), "file");
};

/** JSON, with lists as lists. */
const outputsText = (outputs: Outputs): string => {
  const lists = new Set<string>(["reasons", "approval-environments", "missing-approvals", "conditions"]);
  const told = Object.entries(outputs).map(([name, value]) => [
    name,
    lists.has(name) ? (JSON.parse(value) as unknown) : value,
  ]);
  return `${JSON.stringify(Object.fromEntries(told), null, 2)}\n`;
};

/** Throws `PlatformError` where the folder cannot be written. */
export async function leaveJobFiles(folder: JobFolder, reporting: Reporting): Promise<void> {
  const { outputs, summary } = answerOf(reporting, reporting.recordPath ?? null);
  await put(folder, "report", summary);
  await put(folder, "outputs", outputsText(outputs));
  await put(folder, "dotenv", dotenvOf(outputs));
  await put(folder, "junit", junit.report(reporting));
  const line = reporting.receipt?.line ?? null;
  if (line !== null) await put(folder, "receipt", `${line}\n`);
}

/** Where nothing could be judged: every file says so, and none allows anything. `sentence` is harmless already. */
export async function leaveNoAnswer(folder: JobFolder, sentence: string): Promise<void> {
  const said = plainLines(sentence).trim();
  const html = said.replace(/[&<>@]/g, (character) => `&#${character.codePointAt(0)};`);
  const title = "## ❔ NOT DETERMINED: nothing could be judged, so nothing is allowed";
  await put(folder, "report", `${title}\n\n<pre>${html}</pre>\n`);
  await put(folder, "outputs", outputsText(noOutputs));
  await put(folder, "dotenv", dotenvOf(noOutputs));
  await put(folder, "junit", junitWithoutAnswer(folder.environment, said));
}
