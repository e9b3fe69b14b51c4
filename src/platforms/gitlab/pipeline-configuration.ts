/** The configuration of a pipeline with all that it takes in, as GitLab merges it. */
import { HttpFailure } from "../http.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { lintReply } from "./schema/survey.ts";

/** At a commit, or on the default branch where none is named. Throws `HttpFailure`, also where GitLab finds it wrong: then nobody knows what it does. */
export async function readMergedConfiguration(client: Client, commit: string | null): Promise<string> {
  const where = commit === null ? "of the default branch" : `at ${commit.slice(0, 10)}`;
  const { valid, errors, merged_yaml } = await client.get(lintReply, {
    route: routes.lint,
    what: "the merged configuration of the pipeline",
    query: commit === null ? {} : { content_ref: commit },
  });
  if (valid && merged_yaml != null) return merged_yaml;
  throw new HttpFailure(
    `GitLab finds the configuration of the pipeline ${where} wrong: ${(errors ?? []).slice(0, 3).join("; ")}`,
    { fix: `Mend .gitlab-ci.yml${commit === null ? " on the default branch" : ""}.` },
  );
}
