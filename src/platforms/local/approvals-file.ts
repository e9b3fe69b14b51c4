/** Reads the file given with `--approvals`: a list in JSON or YAML of who said what to this deployment. */
import { open, realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import type { DeploymentApproval } from "../../core/evidence/deployment-approvals.ts";
import type { Identity } from "../../core/evidence/identity.ts";
import type { Checkout } from "../checkout/checkout.ts";
import type { Range } from "../checkout/range.ts";
import { lookUp } from "../checkout/tree.ts";
import { PlatformError } from "../platform.ts";

const largest = 1024 * 1024;

const text = z.string().trim().min(1);
const person = z.union([
  text,
  z
    .strictObject({ name: text.optional(), email: text.optional(), login: text.optional() })
    .refine((named) => Object.values(named).some((value) => value !== undefined), "needs a name, an email or a login"),
]);

/** Whose member somebody is cannot be claimed here: only the policy's own lists of users prove it on a checkout. */
const approval = z.strictObject({
  person,
  state: z.enum(["approved", "rejected"]).default("approved"),
  at: z.iso.datetime({ offset: true, error: "must be an instant such as 2026-03-29T14:00:00Z" }),
  commit: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i, "must be the full hash of the commit (git rev-parse HEAD)"),
  environment: text,
  comment: z.string().default(""),
});

const example =
  'Each item looks like { "person": { "email": "olga@example.com" }, "at": "2026-03-29T14:00:00Z", "commit": "...", "environment": "production" }.';

const wrong = (message: string, fix: string = example): PlatformError => new PlatformError("usage", message, fix);

/**
 * The approvals in the file, as it lists them. Throws `PlatformError` (`usage`) for a file that is missing, malformed, or tracked by
 * git at the head: whoever may push could write approvals into that one.
 */
export async function readApprovalsFile(
  file: string,
  checkout: Checkout,
  { head }: Range,
): Promise<readonly DeploymentApproval[]> {
  const content = await readText(file);
  await refuseTracked(file, checkout, head.sha);
  const value = parse(file, content);
  if (!Array.isArray(value)) throw wrong(`${file}: expected a list of approvals.`);
  const problems: string[] = [];
  const approvals = value.flatMap((item: unknown, index) => {
    const parsed = approval.safeParse(item, { error: describe });
    if (parsed.success) return [toApproval(parsed.data)];
    for (const { path, message } of parsed.error.issues)
      problems.push(`${file}: item ${index + 1}: ${[path.join("."), message].filter((part) => part !== "").join(" ")}`);
    return [];
  });
  if (problems.length > 0) throw wrong(problems.join("\n"));
  return approvals;
}

/** Sentences that go on after the name of the key. */
const describe: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "unrecognized_keys") return `has the unknown key ${issue.keys.join(", ")}`;
  if (issue.code === "invalid_type" && issue.input === undefined) return "is missing";
  if (issue.code === "invalid_value") return `must be ${issue.values.join(" or ")}`;
  if (issue.code === "invalid_union") return "must be a login, or { name, email, login } with at least one of them";
  if (issue.code === "invalid_type") return `must be ${issue.expected === "object" ? "a map" : `a ${issue.expected}`}`;
  if (issue.code === "too_small") return "must not be empty";
  return undefined;
};

async function readText(file: string): Promise<string> {
  try {
    const handle = await open(file, "r");
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw wrong(`${file} is no file.`);
      if (stats.size > largest) throw wrong(`${file} has more than 1 MiB.`);
      return new TextDecoder("utf-8", { fatal: true }).decode(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    if (error instanceof TypeError) throw wrong(`${file} is no UTF-8 text.`);
    const { code, message } = error as NodeJS.ErrnoException;
    throw wrong(
      code === "ENOENT" ? `There is no file ${file} with approvals.` : `${file} cannot be read: ${message}`,
      "Check the path given with --approvals.",
    );
  }
}

async function refuseTracked(file: string, { objects, root }: Checkout, head: string): Promise<void> {
  if (root === null) return;
  const path = relative(root, await realpath(file));
  if (path.startsWith("..") || path === "" || path.startsWith(sep)) return;
  const entry = await lookUp(objects, head, path.split(sep).join("/"));
  if (entry.status === "absent") return;
  const because =
    entry.status === "found" ? "git tracks it at the head, so whoever may push could write approvals" : entry.because;
  throw wrong(`${file} cannot be taken: ${because}.`, "Give a file that is no part of the repository.");
}

function parse(file: string, content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    // No JSON; YAML then, which says better what is wrong.
  }
  const document = parseDocument(content, { uniqueKeys: true, prettyErrors: true });
  const [problem] = document.errors;
  if (problem !== undefined) throw wrong(`${file}: ${problem.message.split("\n")[0]}`);
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    throw wrong(`${file}: aliases are not taken here.`);
  }
}

function toApproval({ person: who, at, commit, ...rest }: z.output<typeof approval>): DeploymentApproval {
  return {
    ...rest,
    person: toIdentity(who),
    at: new Date(at).toISOString(),
    commit: commit.toLowerCase(),
    memberOf: [],
    edited: null,
    url: null,
  };
}

/** Whoever wrote the file vouches for the login: it names people as the policy does. A text with an @ inside is an address. */
function toIdentity(who: z.output<typeof person>): Identity {
  const named = typeof who === "string" ? fromText(who) : who;
  const login = named.login?.replace(/^@/, "") ?? null;
  const name = named.name ?? login ?? named.email ?? "";
  return { name, email: named.email ?? null, login, kind: name.endsWith("[bot]") ? "bot" : "person" };
}

const fromText = (
  who: string,
): { name?: string | undefined; email?: string | undefined; login?: string | undefined } =>
  /^[^@\s]+@[^@\s]+$/.test(who) ? { email: who } : { login: who };
