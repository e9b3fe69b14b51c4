/** Finds the commit that a path names. */
import { type Answer, failure, type RepositoryCall, text } from "../call.ts";
import { resolve } from "./resolve.ts";

/** Answers 422, as GitHub does, where there is none. */
export const withCommit =
  (then: (call: RepositoryCall, sha: string) => Answer) =>
  (call: RepositoryCall): Answer => {
    const sha = resolve(call.repository, text(call.path["ref"] ?? call.path["sha"]));
    return sha === null
      ? failure(422, `No commit found for SHA: ${text(call.path["ref"] ?? call.path["sha"])}`)
      : then(call, sha);
  };
