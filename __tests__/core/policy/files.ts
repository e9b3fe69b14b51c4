/** Policies held in memory, for the tests of this room. */
import type { Policy } from "../../../src/core/policy/policy.ts";
import { PolicyError } from "../../../src/core/policy/problems.ts";
import { loadPolicy } from "../../../src/load-policy.ts";
import type { FileReading } from "../../../src/platforms/platform.ts";

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Files of a repository, by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const reading =
  (files: Files) =>
  async (path: string): Promise<FileReading> => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content === undefined) return { status: "absent", where: path };
    return { status: "found", bytes: typeof content === "string" ? bytesOf(content) : content, where: path };
  };

/** The policy of `policy.yml`. */
export async function policyOf(text: string, others: Files = {}): Promise<Policy> {
  const { policy } = await loadPolicy("policy.yml", reading({ ...others, "policy.yml": text }));
  return policy;
}

/** What is wrong with `policy.yml`; fails where nothing is. */
export async function errorOf(text: string | Uint8Array, others: Files = {}): Promise<PolicyError> {
  try {
    await loadPolicy("policy.yml", reading({ ...others, "policy.yml": text }));
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error("the policy was accepted");
}

/** Marks in a text where a problem is expected. */
export const mark = "▸";

/** The text without its mark, and `line:col` of where it stood. */
export function marked(text: string): { readonly text: string; readonly at: string } {
  const before = text.slice(0, text.indexOf(mark)).split("\n");
  return { text: text.replace(mark, ""), at: `${before.length}:${(before.at(-1) ?? "").length + 1}` };
}

/** A policy with one environment, whose body is given by lines. */
export const production = (...lines: readonly string[]): string =>
  ["version: 1", "environments:", "  production:", ...lines.map((line) => `    ${line}`), ""].join("\n");
