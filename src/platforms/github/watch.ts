/** Looks for news while the gate waits: the same few questions again and again, each free of charge while its answer stays the same. */
import type { z } from "zod";
import { conditional } from "../http/conditional.ts";
import { openTransport } from "../http/transport.ts";
import { HttpFailure } from "../http.ts";
import type { Sight } from "../platform.ts";
import { type ClientOptions, openClient } from "./client.ts";
import type { GithubContext } from "./context.ts";
import * as watched from "./schema/watched.ts";

/** One question, and what was answered the last time. */
interface Watched<T> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly schema: z.ZodType<T>;
  readonly kind: "some" | "approvals";
  seen: string | null;
  value: T | null;
  /** The token may not ask this: another attempt would only cost a request. */
  isClosed: boolean;
}

const watching = <T>(
  path: string,
  schema: z.ZodType<T>,
  kind: Watched<T>["kind"],
  query: Watched<T>["query"] = {},
): Watched<T> => ({ path, query, schema, kind, seen: null, value: null, isClosed: false });

/** A failure is a fact of this moment: the full judgement says what it means, a look only goes without. */
const patience = 20_000;

/** The first look is never news: it is what the judgement just before has seen. */
export function openWatch(
  { setting, range, own, oneRequest }: Pick<GithubContext, "setting" | "range" | "own" | "oneRequest">,
  token: string,
  options: ClientOptions,
  { reviews: wantsReviews }: { readonly reviews: boolean },
): () => Promise<Sight> {
  const transport = conditional(options.transport ?? openTransport(setting.env));
  const client = openClient(setting, token, { patience, ...options, transport });
  const repo = `/repos/${setting.owner}/${setting.name}`;
  const { run } = setting;
  const ofRun = run === null ? null : `${repo}/actions/runs/${run.id}`;
  const page = { per_page: "100" };
  const approvals = ofRun === null ? null : watching(`${ofRun}/approvals`, watched.approvals, "approvals");
  const pending = ofRun === null ? null : watching(`${ofRun}/pending_deployments`, watched.pending, "some");
  const jobs =
    ofRun === null ? null : watching(`${ofRun}/attempts/${run?.attempt ?? 1}/jobs`, watched.jobs, "some", page);
  const commit = `${repo}/commits/${range.head.sha}`;
  const checkRuns = watching(`${commit}/check-runs`, watched.checkRuns, "some", page);
  const statuses = watching(`${commit}/status`, watched.statuses, "some", page);
  let reviews: Watched<z.output<typeof watched.reviews>> | null = null;
  let isFirst = true;

  async function ask<T>(question: Watched<T> | null): Promise<Sight["news"]> {
    if (question === null || question.isClosed) return "none";
    try {
      const asking = { what: "news", permission: null };
      const { value } = await client.get(question.path, question.schema, asking, question.query);
      question.value = value;
      const seen = JSON.stringify(value);
      const isNew = question.seen !== null && question.seen !== seen;
      question.seen = seen;
      return isNew ? question.kind : "none";
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if ([401, 403, 404, 410].includes(error.status ?? 0)) question.isClosed = true;
      return "none";
    }
  }

  return async () => {
    if (isFirst && wantsReviews) {
      const request = await oneRequest().catch(() => null);
      if (request !== null)
        reviews = watching(`${repo}/pulls/${request.number}/reviews`, watched.reviews, "approvals", page);
    }
    isFirst = false;
    const questions = [ask(approvals), ask(pending), ask(jobs), ask(reviews), ask(checkRuns), ask(statuses)];
    const news = await Promise.all(questions);
    const job = await (own?.job() ?? Promise.resolve(null)).catch(() => null);
    const listed = jobs?.value;
    return {
      news: news.find((each) => each === "approvals") ?? news.find((each) => each === "some") ?? "none",
      asking: pending?.value?.map(({ environment }) => environment.name) ?? null,
      othersUnfinished:
        listed === undefined || listed === null
          ? null
          : listed.total_count > listed.jobs.length ||
            listed.jobs.some(({ id, status }) => status !== "completed" && status !== "waiting" && String(id) !== job),
      isReviewable: reviews !== null,
    };
  };
}
