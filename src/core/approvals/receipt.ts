/** The receipt: what approvals were asked for, in one line that the pipeline itself carries from the asking job to the deploying one. */
import { z } from "zod";
import { parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import { riskLevels } from "../risk/level.ts";
import { receiptProblem } from "./explain-receipt.ts";

/** A digest of a text, as hexadecimal digits; the way in hands it in, since the core computes none. */
export type Hash = (text: string) => string;

const identity = z.strictObject({
  name: z.string(),
  email: z.string().nullable(),
  login: z.string().nullable(),
  kind: z.enum(["person", "bot"]),
});

const receiptSchema = z.strictObject({
  environment: z.string(),
  /** Full hashes. */
  base: z.string().nullable(),
  head: z.string(),
  /** How many commits lay between; null where nobody could tell. */
  commits: z.int().min(0).nullable(),
  changeType: z.enum(["standard", "normal", "emergency", "rollback"]),
  reason: z.string().nullable(),
  /** Who had started the run by then, or run it again. */
  triggerers: z.array(identity).readonly(),
  policyDigest: z.string(),
  riskLevel: z.enum(riskLevels),
  requirements: z
    .array(z.strictObject({ anyOf: z.array(z.string()).readonly(), count: z.int().positive() }))
    .readonly(),
  conditions: z.array(z.strictObject({ name: z.string(), value: z.string() })).readonly(),
  /** Null where there is no run. */
  run: z.string().nullable(),
  attempt: z.int().positive().nullable(),
  /** ISO 8601, UTC. */
  askedAt: z.string().refine((text) => parseInstant(text) !== null),
  /** Marks of the statements that were there already, sorted; doubles count. */
  listed: z.union([z.array(z.string()).readonly(), z.literal("unreadable")]),
});

export type Receipt = Readonly<z.output<typeof receiptSchema>>;

/** Outputs of a job are short, and a dotenv report of GitLab has 5 KB for everything. */
const longest = 4_096;
const longestReason = 200;
const opening = "release-gate-receipt";
const version = "1";
const digestLength = 32;

/** Base64 without `+`, `/` and `=`, which a shell or a URL would read as something else. */
function toBase64(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text: string): string | null {
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

export type Encoded =
  | { readonly status: "encoded"; readonly text: string }
  | { readonly status: "too-long"; readonly because: string };

/** One line of less than 4 KB, of letters, digits, `-`, `_` and `:` alone. A long reason is cut; anything else too long is said. */
export function encodeReceipt(receipt: Receipt, hash: Hash): Encoded {
  const reason = receipt.reason === null ? null : [...receipt.reason].slice(0, longestReason).join("");
  const body = toBase64(JSON.stringify(receiptSchema.parse({ ...receipt, reason })));
  const text = [opening, version, body.length, body, digestOf(body, hash)].join(":");
  if (text.length < longest) return { status: "encoded", text };
  return { status: "too-long", because: receiptProblem.tooLong(text.length, longest) };
}

const digestOf = (body: string, hash: Hash): string => hash(`${opening}:${version}:${body}`).slice(0, digestLength);

/** Where and when a receipt is handed in. */
export interface Expected {
  readonly environment: string;
  readonly run: string | null;
  readonly attempt: number | null;
  /** ISO 8601, UTC. */
  readonly now: string;
}

export type ReceiptCode =
  | "receipt.empty"
  | "receipt.malformed"
  | "receipt.version"
  | "receipt.cut"
  | "receipt.altered"
  | "receipt.other-environment"
  | "receipt.other-run"
  | "receipt.future"
  | "receipt.approvals-unreadable";

export type ReceiptReading =
  | { readonly status: "read"; readonly receipt: Receipt }
  | { readonly status: "error"; readonly code: ReceiptCode; readonly message: string };

const wrong = (code: ReceiptCode, message: string): ReceiptReading => ({ status: "error", code, message });

/**
 * Reads a receipt that was handed in, and says what is wrong with one that does not hold: empty, no receipt at all, of another
 * version, cut, altered, of another environment or run, from the future, or made where approvals could not be read. The digest
 * shows a receipt that was cut or changed in part; that it comes from this run's own evaluation, only the pipeline can warrant.
 */
export function decodeReceipt(text: string, expected: Expected, hash: Hash): ReceiptReading {
  const line = text.trim();
  if (line === "") return wrong("receipt.empty", receiptProblem.empty());
  const [start, made, length, body = "", digest = "", ...rest] = line.split(":");
  if (start !== opening || made === undefined) return wrong("receipt.malformed", receiptProblem.malformed());
  if (made !== version) return wrong("receipt.version", receiptProblem.version(made));
  if (length === undefined || !/^\d{1,5}$/.test(length)) return wrong("receipt.cut", receiptProblem.cut());
  const isShort = body.length < Number(length) || digest.length < digestLength;
  const isWhole = rest.length === 0 && body.length === Number(length) && digest === digestOf(body, hash);
  if (isShort && rest.length === 0) return wrong("receipt.cut", receiptProblem.cut());
  if (!isWhole) return wrong("receipt.altered", receiptProblem.altered());
  const json = fromBase64(body);
  const parsed = json === null ? null : receiptSchema.safeParse(parseJson(json));
  if (parsed?.success !== true) return wrong("receipt.malformed", receiptProblem.malformed());
  return held(parsed.data, expected);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function held(receipt: Receipt, { environment, run, attempt, now }: Expected): ReceiptReading {
  if (receipt.environment.toLowerCase() !== environment.toLowerCase())
    return wrong("receipt.other-environment", receiptProblem.otherEnvironment(receipt.environment, environment));
  if (receipt.run !== run) return wrong("receipt.other-run", receiptProblem.otherRun(receipt.run, run));
  if ((receipt.attempt ?? 0) > (attempt ?? 0))
    return wrong("receipt.other-run", receiptProblem.laterAttempt(receipt.attempt ?? 0, attempt));
  const [asked, current] = [parseInstant(receipt.askedAt), parseInstant(now)];
  if (asked === null || current === null || !(asked <= current))
    return wrong("receipt.future", receiptProblem.future(receipt.askedAt));
  if (receipt.listed === "unreadable")
    return wrong("receipt.approvals-unreadable", receiptProblem.approvalsUnreadable());
  return { status: "read", receipt };
}

/**
 * A short mark of one statement, by everything that a platform tells about it and nobody can take back. It tells statements apart and
 * guards nothing: whoever made two of theirs look alike would only have the newer one taken for the older.
 */
export function markOf({ person, state, at, comment, commit, environment, url }: DeploymentApproval): string {
  const { login, email, name } = person;
  const text = JSON.stringify([login?.toLowerCase() ?? email ?? name, state, at, comment, commit, environment, url]);
  let [low, high] = [0x811c9dc5, 0xdeadbeef];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return [low, high].map((half) => (half >>> 0).toString(36)).join("");
}

/** Marks of everything that has been said so far: what a receipt lists, so that only what is said later counts. */
export const marksOf = (statements: readonly DeploymentApproval[]): readonly string[] => statements.map(markOf).sort();
