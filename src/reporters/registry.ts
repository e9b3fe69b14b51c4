/** The list of reporters, by the format that asks for them. */
import { dotenv } from "./dotenv.ts";
import { jobLog } from "./job-log.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import type { Reporter } from "./reporter.ts";
import { summary } from "./summary/summary.ts";
import { terminal } from "./terminal/terminal.ts";

const reporters: readonly Reporter[] = [terminal, json, summary, jobLog, junit, dotenv];

/** Throws on a format that no reporter writes: the way in has checked it. */
export function reporterFor(format: string): Reporter {
  const reporter = reporters.find((candidate) => candidate.format === format);
  if (reporter === undefined) throw new Error(`There is no reporter for the format "${format}".`);
  return reporter;
}
