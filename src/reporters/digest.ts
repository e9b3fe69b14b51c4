/** Digests of canonical text: the core makes the text and may not hash it, since hashing is the platform's business. */
import { createHash } from "node:crypto";
import { canonicalText } from "../core/canonical.ts";

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** SHA-256 of the canonical JSON of a value, in hex. */
export const digestOf = (value: unknown): string => sha256(canonicalText(value));
