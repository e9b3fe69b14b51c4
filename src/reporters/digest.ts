/** Digests of canonical text: the core makes the text and may not hash it, since hashing is the platform's business. */
import { createHash } from "node:crypto";
import { canonicalText } from "../core/canonical.ts";

/** SHA-256 of the canonical JSON of a value, in hex. */
export const digestOf = (value: unknown): string => createHash("sha256").update(canonicalText(value)).digest("hex");
