/** One text for one value (RFC 8785), so that two decisions can be compared byte by byte. */
import canonicalize from "canonicalize";

/** Canonical JSON of a plain value; keys whose value is undefined are left out. Throws on what JSON cannot say (NaN, cycles). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(JSON.parse(JSON.stringify(value)));
  if (text === undefined) throw new TypeError("There is no canonical JSON of this value.");
  return text;
}
