/** Looks for news while the gate waits: the same few questions again and again, each free of charge while its answer stays the same. */
import type { z } from "zod";
import { conditional } from "../http/conditional.ts";
import { openTransport } from "../http/transport.ts";
import { HttpFailure } from "../http.ts";
import type { Sight } from "../platform.ts";
import { type ClientOptions, openClient } from "./client.ts";
import type { GithubContext } from "./context.ts";
import * as watched from "./schema/watched.ts";

type Question<T> = {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** What of the answer is news when it changes. */
  readonly newsIn: (value: T) => unknown;
  readonly weight: "some" | "decisive";
  readonly query?: Readonly<Record<string, string>>;
};

interface Watched<T> {
  readonly value: T | null;
  look(): Promise<Sight["news"]>;
}

type Seen = Pick<GithubContext, "setting" | "range" | "own" | "oneRequest">;

/** A failure is a fact of this moment: the full judgement says what it means, a look only goes without. */
const patience = 20_000;
const page = { per_page: "100" };

const ended = (list: readonly { readonly status: string | null }[]): readonly unknown[] =>
  list.filter(({ status }) => status === "completed");

/**
 * The first look is never news: it is what the judgement just before has seen. A brief look leaves out what machines say: in a busy
 * hour checks and statuses change with every look, and each change is charged; what people say changes seldom.
 */
export function openWatch(
  { setting, range, own, oneRequest }: Seen,
  token: string,
  options: ClientOptions,
  { reviews: wantsReviews }: { readonly reviews: boolean },
): (depth?: "whole" | "brief") => Promise<Sight> {
  const transport = conditional(options.transport ?? openTransport(setting.env));
  const client = openClient(setting, token, { patience, ...options, transport });
  const { run } = setting;
  const repo = `/repos/${setting.owner}/${setting.name}`;

  function watch<T>({ path, schema, newsIn, weight, query = {} }: Question<T>): Watched<T> {
    let seen: string | null = null;
    let value: T | null = null;
    /** The token may not ask this: another attempt would only cost a request. */
    let isClosed = false;
    return {
      get value() {
        return value;
      },
      async look() {
        if (isClosed) return "none";
        try {
          value = (await client.get(path, schema, { what: "news", permission: null }, query)).value;
        } catch (error) {
          if (!(error instanceof HttpFailure)) throw error;
          if ([401, 403, 404, 410].includes(error.status ?? 0)) isClosed = true;
          return "none";
        }
        const now = JSON.stringify(newsIn(value));
        const isNew = seen !== null && seen !== now;
        seen = now;
        return isNew ? weight : "none";
      },
    };
  }

  const whole = <T>(value: T): unknown => value;
  const ofRun = (path: string): string => `${repo}/actions/runs/${run?.id ?? ""}/${path}`;
  const approvals = watch({ path: ofRun("approvals"), schema: watched.approvals, newsIn: whole, weight: "decisive" });
  const pending = watch({ path: ofRun("pending_deployments"), schema: watched.pending, newsIn: whole, weight: "some" });
  const jobs = watch({
    path: ofRun(`attempts/${run?.attempt ?? 1}/jobs`),
    schema: watched.jobs,
    newsIn: (value) => ended(value.jobs),
    weight: "some",
    query: page,
  });
  const commit = `${repo}/commits/${range.head.sha}`;
  const checkRuns = watch({
    path: `${commit}/check-runs`,
    schema: watched.checkRuns,
    newsIn: (value) => ended(value.check_runs),
    weight: "some",
    query: page,
  });
  const statuses = watch({
    path: `${commit}/status`,
    schema: watched.statuses,
    newsIn: (value) => value.statuses.filter(({ state }) => state !== "pending"),
    weight: "some",
    query: page,
  });
  let reviews: Watched<unknown> | null = null;
  let isFirst = true;

  async function openReviews(): Promise<void> {
    const request = wantsReviews ? await oneRequest().catch(() => null) : null;
    if (request !== null)
      reviews = watch({
        path: `${repo}/pulls/${request.number}/reviews`,
        schema: watched.reviews,
        newsIn: whole,
        weight: "decisive",
        query: page,
      });
  }

  return async (depth = "whole") => {
    const isBrief = depth === "brief" && !isFirst;
    if (isFirst) await openReviews();
    isFirst = false;
    const before = transport.charged;
    const people = run === null ? [] : [approvals, pending];
    const machines = [...(run === null ? [] : [jobs]), checkRuns, statuses];
    const asked: readonly Pick<Watched<unknown>, "look">[] = [...people, ...(isBrief ? [] : machines)];
    const news = await Promise.all([...asked.map((each) => each.look()), reviews?.look() ?? "none"]);
    const job = await (own?.job() ?? Promise.resolve(null)).catch(() => null);
    const isOther = ({ id, status }: { readonly id: number; readonly status: string | null }): boolean =>
      String(id) !== job && status !== "completed" && status !== "waiting";
    const isAllEnded =
      checkRuns.value?.check_runs.some(isOther) === false &&
      statuses.value?.statuses.some(({ state }) => state === "pending") === false;
    const isNew = news.some((each) => each !== "none");
    const listed = jobs.value;
    return {
      news: news.includes("decisive") ? "decisive" : !isNew ? "none" : isAllEnded && !isBrief ? "ended" : "some",
      asking: run === null ? [] : (pending.value?.map(({ environment }) => environment.name) ?? null),
      othersUnfinished:
        run === null
          ? false
          : listed === null
            ? null
            : listed.total_count > listed.jobs.length || listed.jobs.some(isOther),
      isReviewable: reviews !== null,
      cost: transport.charged - before,
    };
  };
}
