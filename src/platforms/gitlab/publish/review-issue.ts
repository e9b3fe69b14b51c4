/** The issue that asks people to look at an emergency afterwards. Its mark is how later releases know of it. */
import { readMarks, writeMark } from "../../emergency-mark.ts";
import { PlatformError, type ReviewIssue } from "../../platform.ts";
import type { Client } from "../client.ts";
import type { OwnJob } from "../own-job.ts";
import { routes } from "../routes.ts";
import { issue } from "../schema/changes.ts";

const longestTitle = 200;

/** Opens it, unless this pipeline has opened it before. Throws `HttpFailure`, and `PlatformError` where the mark would not be found again. */
export async function openReviewIssue(
  client: Client,
  own: OwnJob | null,
  { key, label, title, body }: ReviewIssue,
): Promise<void> {
  const id = own === null ? null : String(own.facts.pipeline.id);
  const mark = writeMark(key, id);
  const isOurs = ({ key: found, run }: { readonly key: string; readonly run: string | null }): boolean =>
    found === key.toLowerCase() && run === id;
  if (!readMarks(mark).some(isOurs))
    throw new PlatformError(
      "unreadable",
      "The review of this emergency cannot be marked so that it is found again.",
      "Give the environment a shorter name.",
    );
  const query = { labels: label, state: "all" };
  const known = await client.list(issue, { route: routes.issues, what: "the review issues of emergencies", query });
  if (known.some(({ description }) => readMarks(description ?? "").some(isOurs))) return;
  const text = { title: title.slice(0, longestTitle), description: `${body}\n\n${mark}\n`, labels: label };
  await client.write(issue, text, { route: routes.createIssue, what: "an issue for the review of this emergency" });
}
