/** Reading a repository besides that of the release: by which token, and what to do where it may not. */
import { type Unseen, unavailable } from "../../core/evidence/observed.ts";
import type { PlatformError } from "../platform.ts";
import { unseen } from "../settled.ts";
import { type Client, isForbidden } from "./client.ts";
import type { GithubContext } from "./context.ts";

export interface Reached {
  readonly owner: string;
  readonly name: string;
  readonly client: Client;
  readonly isOther: boolean;
}

/** The repository by name (`owner/name`; null for that of the release). Another one is read by `org-token`, or as anybody may where none was given. */
export function clientFor({ client, organisation, setting }: GithubContext, repository: string | null): Reached {
  const own = `${setting.owner}/${setting.name}`;
  if (repository === null || repository.toLowerCase() === own.toLowerCase())
    return { owner: setting.owner, name: setting.name, client, isOther: false };
  const [owner = "", name = ""] = repository.split("/");
  return { owner, name, client: organisation ?? client, isOther: true };
}

/**
 * The failure as a fact that could not be read. `repository` is null for that of the release; `rights` names what the token needs, which
 * is said only where a token is what is missing.
 */
export function explainOther(
  failure: PlatformError,
  repository: string | null,
  rights: string,
  { organisation }: GithubContext,
): Unseen {
  if (repository === null || !isForbidden(failure)) return unseen(failure);
  return unavailable(
    failure.message,
    organisation === null
      ? `The job's own token reads no private repository but its own. Give an \`org-token\` that may read ${repository} (${rights}).`
      : `Check the name, and that \`org-token\` may read ${repository} (${rights}).`,
  );
}
