/** One text for one value (RFC 8785), so that two decisions can be compared byte by byte. */
import canonicalize from "canonicalize";

/**
 * Canonical JSON of a plain value; keys whose value is undefined are left out. Half a surrogate pair, which no JSON text can carry from
 * one program to another, counts as U+FFFD. Throws on what JSON cannot say (NaN, cycles).
 */
export function canonicalText(value: unknown): string {
  if (value === undefined) throw new TypeError("There is no canonical JSON of nothing.");
  const text = attempt(value) ?? attempt(JSON.parse(JSON.stringify(value), wellFormed));
  if (text === undefined) throw new TypeError("There is no canonical JSON of this value.");
  return text;
}

function attempt(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("Lone surrogate")) return undefined;
    throw error;
  }
}

const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\uFFFD") : value;
