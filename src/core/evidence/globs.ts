/** Globs as settings and as predicates: what a policy writes to select paths and names. */
import { z } from "zod";
import { GlobError, matchPath, matchText, parseNamePattern, parsePathPattern } from "./glob-pattern.ts";

const longestPattern = 256;

function checkText(pattern: string): void {
  if (pattern.trim() === "") throw new GlobError("is empty");
  if (pattern.length > longestPattern) throw new GlobError(`is longer than ${longestPattern} characters`);
  if (["\0", "\n", "\r"].some((char) => pattern.includes(char)))
    throw new GlobError("has a line break or a zero byte in it");
}

/**
 * A predicate: does the path match one of the globs? Paths are relative to the repository's root, with forward slashes.
 * `*` and `?` stay within a segment and match dot files too; `**` stands for any number of segments, none included. Case counts.
 * Throws `GlobError` for a pattern that the schema `glob` would refuse.
 */
export function compileGlobs(patterns: readonly string[]): (path: string) => boolean {
  const parsed = patterns.map((pattern) => {
    checkText(pattern);
    return parsePathPattern(pattern);
  });
  return (path) => {
    const segments = path.split("/");
    return parsed.some((pattern) => matchPath(pattern, segments));
  };
}

/** A predicate over names (CI runs, environments): equal as written, or matched by the glob, whose `*` crosses slashes. Case counts. */
export function compileNameGlob(pattern: string): (name: string) => boolean {
  checkText(pattern);
  const parsed = parseNamePattern(pattern);
  return (name) => name === pattern || parsed.some((alternative) => matchText(alternative, name));
}

/** `text` as a glob that matches only itself. */
export const escapeGlob = (text: string): string => text.replace(/[\\*?[\]{}(),!]/g, "\\$&");

const refusal = (pattern: string, compile: (pattern: string) => unknown): string | null => {
  try {
    compile(pattern);
    return null;
  } catch (error) {
    if (error instanceof GlobError) return `the glob ${error.message}`;
    throw error;
  }
};

const scalar = (compile: (pattern: string) => unknown) =>
  z.string().superRefine((pattern, context) => {
    const message = refusal(pattern, compile);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

/** A glob over paths, checked while the policy is parsed. */
export const glob = scalar((pattern) => compileGlobs([pattern])).describe(
  "A glob over paths from the repository's root",
);

/** At least one glob over paths. */
export const globs = z.array(glob).min(1);

/** A glob over names, checked while the policy is parsed. */
export const nameGlob = scalar(compileNameGlob).describe("A name, or a glob over names");
