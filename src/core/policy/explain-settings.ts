/** Says the settings of any check, without knowing the check. */
import { formatDuration } from "../calendar/duration.ts";

/** Settings that are milliseconds once read. */
const durations = new Set(["duration", "expected-duration", "max-age", "soak"]);
/** Told beside the name of the check. */
const told = new Set(["enforcement", "from-risk"]);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Does it say something? What is off or empty is not told. */
function says(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false;
  return Array.isArray(value) ? value.length > 0 : !isMap(value) || Object.keys(value).length > 0;
}

function word(key: string, value: unknown): string {
  if (typeof value === "number" && durations.has(key)) return formatDuration(value);
  if (Array.isArray(value)) return value.map((item) => word(key, item)).join(value.some(isMap) ? "; " : ", ");
  if (!isMap(value)) return value === true ? "yes" : String(value);
  // A calendar or a group: the name stands for the definition.
  if (typeof value.name === "string" && ("time-zone" in value || "users" in value)) return value.name;
  const parts = Object.entries(value).filter(([, each]) => says(each));
  return parts.map(([name, each]) => `${name} ${word(name, each)}`).join(", ");
}

/** All settings of one entry in one phrase: `cron 0 22 * * 6, duration 4 hours`. */
export const words = (settings: unknown): string => word("", settings);

/** One line for each setting that says something; settings inside settings (the rules of a check) are indented below their name. */
export function explainSettings(settings: unknown): readonly string[] {
  if (!isMap(settings)) return [];
  return Object.entries(settings).flatMap(([key, value]) =>
    told.has(key) || !says(value) ? [] : [`${key}: ${word(key, value)}`],
  );
}
