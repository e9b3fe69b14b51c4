/** Reading a project besides that of the release: by which token, and what to do where it may not. */
import { type Unseen, unavailable } from "../../core/evidence/observed.ts";
import type { PlatformError } from "../platform.ts";
import { unseen } from "../settled.ts";
import type { Client } from "./client.ts";
import type { GitlabContext } from "./context.ts";

export interface Reached {
  /** For sentences. */
  readonly name: string;
  readonly client: Client;
  readonly isOther: boolean;
}

/** The project by its full path; null for that of the release. Another one is read by the token for groups, where one was given. */
export function clientFor({ client, groups, project, setting }: GitlabContext, path: string | null): Reached {
  const own = project?.path_with_namespace ?? setting.path;
  if (path === null || path.toLowerCase() === own?.toLowerCase())
    return { name: own ?? setting.project, client, isOther: false };
  return { name: path, client: groups.of(path), isOther: true };
}

/** The failure as a fact that could not be read. */
export function explainOther(failure: PlatformError, { isOther, name }: Reached): Unseen {
  if (!isOther) return unseen(failure);
  return unavailable(
    failure.message,
    `Check the name, and give a group access token with the scope read_api that may read ${name} (RELEASE_GATE_GROUP_TOKEN where nothing else is said).`,
  );
}
