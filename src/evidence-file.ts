/** Evidence as a file: saved by one run, judged by another, and the way in which policies are tried out. */
import type { Evidence } from "./core/evidence/evidence.ts";
import { evidenceSchema } from "./core/evidence/schema.ts";
import { parseNamedJson, readNamedFile } from "./files.ts";
import { PlatformError } from "./platforms/platform.ts";

const evidenceFileSchema = "release-gate/evidence/v1";

/** The text of an evidence file. */
export const evidenceText = (evidence: Evidence): string =>
  `${JSON.stringify({ schema: evidenceFileSchema, evidence }, null, 2)}\n`;

/** Reads a saved evidence file. Throws `PlatformError` (usage) that names the first wrong places. */
export async function readEvidence(file: string): Promise<Evidence> {
  const content = parseNamedJson(await readNamedFile(file, "evidence file"), file, "evidence file");
  const isEnvelope = typeof content === "object" && content !== null && "schema" in content && "evidence" in content;
  if (!isEnvelope || content.schema !== evidenceFileSchema)
    throw new PlatformError(
      "usage",
      `${file} is no evidence file: it must be { "schema": "${evidenceFileSchema}", "evidence": ... }.`,
      "Make one with release-gate check --save-evidence FILE.",
    );
  return parseEvidence(content.evidence, file);
}

/** Holds a plain value to the shape of evidence. Throws `PlatformError` (usage). */
export function parseEvidence(value: unknown, file: string): Evidence {
  const parsed = evidenceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `  evidence.${path.join(".")}: ${message}`);
  throw new PlatformError("usage", [`${file} does not hold evidence that can be judged:`, ...problems].join("\n"));
}
