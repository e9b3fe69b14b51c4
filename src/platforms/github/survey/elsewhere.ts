/** Reads text files that are not in the checkout: workflows of other repositories, and what stands on the default branch. */
import { type Observed, observed, unavailable } from "../../../core/evidence/observed.ts";
import { HttpFailure } from "../../http.ts";
import type { FilePlace, SurveyAsked } from "../../platform.ts";
import { isForbidden, openClient } from "../client.ts";
import { blob } from "../schema/files.ts";
import { readSetting } from "../surroundings.ts";
import { secretIn, withRepository } from "./which.ts";

const query = `query File($owner: String!, $name: String!, $at: String!) {
  repository(owner: $owner, name: $name) { object(expression: $at) { ... on Blob { oid byteSize isBinary isTruncated text } } }
}`;

/**
 * One answer for each place, in their order. Another repository is read with the token for the organisation where there is one. What is
 * not there is unavailable too: the one who asks knows that it is named. Throws `PlatformError` (`usage`) where it is not known which
 * repository is meant.
 */
export async function readElsewhere(
  asked: SurveyAsked,
  places: readonly FilePlace[],
): Promise<readonly Observed<string>[]> {
  const env = await withRepository(asked);
  const setting = await readSetting({ env, checkRunId: null });
  const token = secretIn(asked, env);
  if (token === null)
    return places.map(() =>
      unavailable("GitHub was not asked: there is no token.", "Set GITHUB_TOKEN and look again."),
    );
  const own = openClient(setting, token);
  const orgToken = (asked.secrets?.orgToken ?? "").trim();
  const organisation = orgToken === "" ? own : openClient(setting, orgToken);
  return Promise.all(
    places.map(async ({ repository, path, ref }): Promise<Observed<string>> => {
      const [owner = "", name = ""] = (repository ?? `${setting.owner}/${setting.name}`).split("/");
      const what = `${path} of ${owner}/${name}`;
      const asking = { what, permission: "contents: read" };
      try {
        const answer = await (repository === null ? own : organisation).graph(
          query,
          { owner, name, at: `${ref ?? "HEAD"}:${path}` },
          asking,
        );
        const file = answer.part(["repository", "object"], blob, asking);
        if (typeof file?.text === "string" && file.isTruncated === false) return observed(file.text, what, asked.now);
        return unavailable(`${what} is not there${ref === null ? "" : ` at ${ref}`}, or is no text.`);
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        const fix =
          repository !== null && isForbidden(error)
            ? `Set RELEASE_GATE_GROUP_TOKEN to a token that may read ${owner}/${name} (contents: read), and look again.`
            : error.fix;
        return unavailable(error.message, fix ?? undefined);
      }
    }),
  );
}
