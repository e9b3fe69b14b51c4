/** The answer as a check run on the head of the release, beside the checks of others. */
import type { Publication } from "../../platform.ts";
import type { Client } from "../client.ts";
import { ownExternalId } from "../collect/ci-runs.ts";
import { written } from "../schema/pages.ts";
import type { Setting } from "../surroundings.ts";

/** `neutral` and `skipped` would pass where a branch rule requires this check, so an answer that is still open is neither. */
const conclusions = { good: "success", bad: "failure", open: "action_required" } as const;

const longestTitle = 200;

/** Throws `HttpFailure`. */
export async function writeCheckRun(
  client: Client,
  { owner, name, serverUrl, run }: Setting,
  {
    sha,
    environment,
    page,
    now,
  }: {
    readonly sha: string;
    readonly environment: string;
    readonly page: NonNullable<Publication["checkRun"]>;
    readonly now: string;
  },
): Promise<void> {
  const asking = { what: "a check run of the gate's own", permission: "checks: write" };
  const body = {
    name: `Release Gate: ${environment}`,
    head_sha: sha,
    external_id: ownExternalId,
    status: "completed",
    conclusion: conclusions[page.outcome],
    completed_at: now.replace(/\.\d+Z$/, "Z"),
    ...(run === null ? {} : { details_url: `${serverUrl}/${owner}/${name}/actions/runs/${run.id}` }),
    output: { title: page.title.slice(0, longestTitle), summary: page.body },
  };
  await client.write("POST", `/repos/${owner}/${name}/check-runs`, body, written, asking);
}
