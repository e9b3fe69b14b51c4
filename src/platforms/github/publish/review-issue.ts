/** The issue that asks people to look at an emergency afterwards. Its mark is how later releases know of it. */

import { readMarks, writeMark } from "../../emergency-mark.ts";
import { PlatformError, type ReviewIssue } from "../../platform.ts";
import type { Client } from "../client.ts";
import { issues } from "../schema/environments.ts";
import { written } from "../schema/pages.ts";
import type { Setting } from "../surroundings.ts";

const perPage = 100;
const longestTitle = 200;

/** Opens it, unless this run has opened it before. Throws `HttpFailure`, and `PlatformError` where the mark would not be found again. */
export async function openReviewIssue(
  client: Client,
  { owner, name, run }: Setting,
  { key, label, title, body }: ReviewIssue,
): Promise<void> {
  const path = `/repos/${owner}/${name}/issues`;
  const id = run?.id ?? null;
  const mark = writeMark(key, id);
  const isReadable = readMarks(mark).some((each) => each.key === key.toLowerCase());
  if (!isReadable)
    throw new PlatformError(
      "unreadable",
      "The review of this emergency cannot be marked so that it is found again.",
      "Give the environment a shorter name.",
    );
  if (await isOpenAlready(client, path, { key, label, id })) return;
  const text = { title: title.slice(0, longestTitle), body: `${body}\n\n${mark}\n`, labels: [label] };
  const asking = { what: "an issue for the review of this emergency", permission: "issues: write" };
  await client.write("POST", path, text, written, asking);
}

async function isOpenAlready(
  client: Client,
  path: string,
  { key, label, id }: { readonly key: string; readonly label: string; readonly id: string | null },
): Promise<boolean> {
  const asking = { what: "the review issues of emergencies", permission: "issues: write" };
  for (let page = 1; ; page += 1) {
    const query = { labels: label, state: "all", per_page: String(perPage), page: String(page) };
    const { value } = await client.get(path, issues, asking, query);
    for (const issue of value)
      if (readMarks(issue.body ?? "").some((each) => each.key === key.toLowerCase() && each.run === id)) return true;
    if (value.length < perPage) return false;
  }
}
