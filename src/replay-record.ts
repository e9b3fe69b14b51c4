/** Judges a record again: do its digests belong to its contents, and do its contents still give its decision? */

import { loadRecurrence } from "./core/calendar/load-recurrence.ts";
import { needsRecurrence } from "./core/calendar/recurrence.ts";
import { canonicalText } from "./core/canonical.ts";
import { evaluate } from "./core/evaluate.ts";
import { parseEvidence } from "./evidence-file.ts";
import { parseNamedJson, readNamedFile } from "./files.ts";
import { PlatformError } from "./platforms/platform.ts";
import { type DecisionRecord, digestsOf, recordSchema } from "./reporters/record.ts";
import type { Digests } from "./reporters/reporter.ts";
import { version } from "./version.ts";

export interface Replay {
  readonly holds: boolean;
  readonly record: DecisionRecord;
  /** What differs, one sentence each; empty when the record holds. */
  readonly differences: readonly string[];
}

const wordsFor: Record<keyof Digests, string> = {
  policy: "The policy is not the one that was recorded",
  evidence: "The evidence is not the one that was recorded",
  decision: "Something in the record was changed after it was written",
};

/** Recomputes the record in `file`. Throws `PlatformError` (usage) when it is no record at all. */
export async function replayRecord(file: string): Promise<Replay> {
  const record = await readRecord(file);
  const differences = [...digestDifferences(record), ...resultDifferences(record)];
  return { holds: differences.length === 0, record, differences };
}

/** The digest of the record in `file`, for the next one in the chain. Throws `PlatformError` (usage) when its digests do not hold. */
export async function readPrevious(file: string): Promise<string> {
  const record = await readRecord(file);
  const [difference] = digestDifferences(record);
  if (difference !== undefined)
    throw new PlatformError(
      "usage",
      `The previous record ${file} does not hold. ${difference}`,
      `See release-gate replay ${file}.`,
    );
  return record.digests.decision;
}

async function readRecord(file: string): Promise<DecisionRecord> {
  const text = await readNamedFile(file, "record");
  const content = parseNamedJson(text, file, "record");
  if (needsRecurrence(text)) await loadRecurrence();
  if (!isRecord(content))
    throw new PlatformError(
      "usage",
      `${file} is no record of a decision: its schema is not ${recordSchema}, or parts of it are missing.`,
      "Give a file that release-gate check --record FILE wrote.",
    );
  parseEvidence(content.evidence, file);
  return content;
}

const parts = ["tool", "policies", "evidence", "question", "result", "digests"] as const;

function isRecord(content: unknown): content is DecisionRecord {
  if (typeof content !== "object" || content === null) return false;
  const record = content as Readonly<Record<string, unknown>>;
  return (
    record.schema === recordSchema && parts.every((part) => typeof record[part] === "object" && record[part] !== null)
  );
}

function digestDifferences(record: DecisionRecord): string[] {
  const { digests: claimed, ...body } = record;
  const actual = digestsOf(body);
  return (["policy", "evidence", "decision"] as const)
    .filter((part) => claimed[part] !== actual[part])
    .map((part) => `${wordsFor[part]}: its digest is ${actual[part]}, the record says ${String(claimed[part])}.`);
}

function resultDifferences(record: DecisionRecord): string[] {
  const tool = record.tool.version === version ? "" : ` (it was written by ${record.tool.version}, this is ${version})`;
  try {
    const { policies, evidence, question } = record;
    const again = evaluate({ policies, evidence, question });
    if (canonicalText(again) === canonicalText(record.result)) return [];
    const changed = (Object.keys({ ...again, ...record.result }) as (keyof typeof again)[])
      .filter((key) => JSON.stringify(again[key]) !== JSON.stringify(record.result[key]))
      .sort();
    return [
      `Judged again, the same policy and evidence give ${again.decision}; the record says ${record.result.decision}${tool}.`,
      ...(changed.length === 0 ? [] : [`Different: ${changed.join(", ")}.`]),
    ];
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return [`What the record holds can no longer be judged${tool}: ${because}`];
  }
}
