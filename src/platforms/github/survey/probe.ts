/** Asks for one thing of each permission, so that what the token may not read is known before a release depends on it. */
import { z } from "zod";
import type { Refusal } from "../../../core/evidence/setup-facts.ts";
import { HttpFailure } from "../../http.ts";
import type { Client } from "../client.ts";
import type { Setting } from "../surroundings.ts";

/** Whatever stands in it, it could be read. */
const anything = z.unknown();

/** Only whether it answers matters, so one entry is enough. */
const probes = [
  { what: "the deployments of the repository", permission: "deployments: read", path: "deployments" },
  { what: "the pull requests of the repository", permission: "pull-requests: read", path: "pulls" },
  { what: "the issues of the repository", permission: "issues: read", path: "issues" },
  { what: "the commits of the repository", permission: "contents: read", path: "commits" },
] as const;

/** What of these the token was refused, sorted by permission. What broke otherwise is a refusal as well. */
export async function probe(
  client: Client,
  { owner, name }: Setting,
  wanted: ReadonlySet<string>,
): Promise<readonly Refusal[]> {
  const answers = await Promise.all(
    probes
      .filter(({ permission }) => wanted.has(permission))
      .map(async ({ what, permission, path }): Promise<Refusal | null> => {
        try {
          await client.get(`/repos/${owner}/${name}/${path}`, anything, { what, permission }, { per_page: "1" });
          return null;
        } catch (error) {
          if (error instanceof HttpFailure) return refusalOf(error, what, permission);
          throw error;
        }
      }),
  );
  return answers.filter((each) => each !== null);
}

/** A failure as something that was refused; what would have done stands in its fix, where nobody knows it beforehand. */
export const refusalOf = (failure: HttpFailure, what: string, permission: string | null): Refusal => ({
  what,
  permission: permission ?? /`([\w-]+: (?:read|write))`/.exec(failure.fix ?? "")?.[1] ?? null,
  because: failure.message,
  fix: failure.fix,
});
