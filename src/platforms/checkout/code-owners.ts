/** The CODEOWNERS file that holds for a release, from its base, so that no release names its own owners. */
import type { CodeOwners } from "../../core/evidence/code-owners.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import type { Checkout } from "./checkout.ts";
import { textOf } from "./documents.ts";
import { readFromCommit } from "./policy-files.ts";
import type { Range } from "./range.ts";

/** GitHub's limit; a larger file owns nothing there. */
const largest = 3 * 1024 * 1024;

/** The first that is there holds. GitHub looks into `.github`, the root and `docs`; GitLab into the root, `docs` and `.gitlab`. */
const places = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".github/CODEOWNERS"],
} as const;

/** `[Section]`, `^[Optional section]`, `[Section][2] @owner`: only GitLab knows these. */
const section = /^\^?\[[^\]\n]+\]/m;

/**
 * Reads it at the base, or at the head where there is no base. The dialect follows the place (`.github`, `.gitlab`); in the root
 * and in `docs` it is GitLab's where the origin's host says so or the file has sections, else GitHub's.
 */
export async function readCodeOwners(
  checkout: Checkout,
  { base, head }: Range,
  now: string,
): Promise<Observed<CodeOwners>> {
  const at = base ?? head;
  const isGitLab = checkout.origin?.host?.includes("gitlab") === true;
  for (const path of places[isGitLab ? "gitlab" : "github"]) {
    const reading = await readFromCommit(checkout, at, path);
    if (reading.status === "absent") continue;
    if (reading.status === "unreadable") return unavailable(`${reading.where} cannot be read: ${reading.because}`);
    if (reading.bytes.length > largest)
      return unavailable(`${reading.where} has more than 3 MiB, so no platform would read it.`);
    const text = textOf(reading.bytes);
    const byPlace = path.startsWith(".github/") ? "github" : path.startsWith(".gitlab/") ? "gitlab" : null;
    const dialect = byPlace ?? (isGitLab || section.test(text) ? "gitlab" : "github");
    return observed({ kind: "file", path, dialect, ref: at.name, text }, reading.where, now);
  }
  return observed({ kind: "none" }, `the tree of ${at.name}`, now);
}
