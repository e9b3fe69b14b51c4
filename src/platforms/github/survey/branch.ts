/** The repository and the branch at which policies are trusted: who sees the one, and how changes come to the other. */
import { z } from "zod";
import type { TrustedBranch } from "../../../core/evidence/setup-facts.ts";
import { HttpFailure } from "../../http.ts";
import type { Client } from "../client.ts";
import type { Setting } from "../surroundings.ts";

const repository = z.object({ private: z.boolean(), default_branch: z.string(), html_url: z.string() });
const branch = z.object({ protected: z.boolean() });
const rules = z.array(
  z.object({
    type: z.string(),
    parameters: z.object({ required_approving_review_count: z.number().nullish() }).nullish(),
  }),
);

/** Throws `HttpFailure`. */
export async function readRepository(client: Client, { owner, name }: Setting) {
  const asking = { what: `the repository ${owner}/${name}`, permission: null };
  const { value } = await client.get(`/repos/${owner}/${name}`, repository, asking);
  return { isPrivate: value.private, defaultBranch: value.default_branch, url: value.html_url };
}

/** Rules of rulesets are seen, those of classic protection only as "protected". What a token may not see is null. */
export async function readBranch(client: Client, { owner, name }: Setting, named: string): Promise<TrustedBranch> {
  const path = encodeURIComponent(named);
  const asking = { what: `the branch ${named}`, permission: "contents: read" };
  const [isProtected, takesReviews] = await Promise.all([
    orNull(client.get(`/repos/${owner}/${name}/branches/${path}`, branch, asking).then(({ value }) => value.protected)),
    orNull(
      client
        .get(`/repos/${owner}/${name}/rules/branches/${path}`, rules, { ...asking, what: `the rules of ${named}` })
        .then(({ value }) =>
          value.some(
            ({ type, parameters }) => type === "pull_request" && (parameters?.required_approving_review_count ?? 0) > 0,
          ),
        ),
    ),
  ]);
  return {
    name: named,
    // A branch with active rules counts as protected, and either answer alone is enough for a yes.
    isProtected: takesReviews === true ? true : isProtected,
    takesReviews: takesReviews === false && isProtected === true ? null : takesReviews,
  };
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof HttpFailure) return null;
    throw error;
  }
}
