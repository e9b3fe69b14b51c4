/** Looks for news while the gate waits: the same few questions again and again, each free of charge while its answer stays the same. */
import type { z } from "zod";
import { conditional } from "../http/conditional.ts";
import type { Transport } from "../http/transport.ts";
import { HttpFailure } from "../http.ts";
import type { Sight } from "../platform.ts";
import { type Client, type ClientOptions, openClient } from "./client.ts";
import type { GitlabContext } from "./context.ts";
import { stateOf } from "./deployments.ts";
import { ownAmong } from "./own-deployment.ts";
import { type Route, routes } from "./routes.ts";
import { approvals as approvalsSchema } from "./schema/changes.ts";
import { type DeploymentReply, deployment as deploymentSchema, oneDeployment } from "./schema/deployments.ts";
import { pipelineBasic, pipelineJob } from "./schema/runs.ts";

type Seen = Pick<
  GitlabContext,
  "setting" | "range" | "own" | "surroundings" | "oneRequest" | "ownDeployment" | "deployments"
>;

interface Watched<T> {
  readonly value: T | null;
  look(): Promise<Sight["news"]>;
}

/** A failure is a fact of this moment: the full judgement says what it means, a look only goes without. */
const patience = 20_000;

const ended: ReadonlySet<string> = new Set(["success", "failed", "canceled", "skipped"]);

function watch<T>(ask: () => Promise<T>, newsIn: (value: T) => unknown, weight: "some" | "decisive"): Watched<T> {
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
        value = await ask();
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

/** The first look is never news: it is what the judgement just before has seen. */
export function openWatch(
  { setting, range, own, surroundings, oneRequest, deployments }: Seen,
  transport: Transport,
  options: ClientOptions,
  { reviews: wantsReviews }: { readonly reviews: boolean },
): () => Promise<Sight> {
  const counted = conditional(transport);
  const client: Client = openClient(setting, { patience, ...options, transport: counted });
  const asking = (route: Route, at: Readonly<Record<string, string | number>> = {}, query = {}) => ({
    route,
    at,
    query,
    what: "news",
  });
  const listed = <T>(of: z.ZodType<T>, route: Route, at = {}, query = {}) =>
    client.firstPage(of, asking(route, at, query));
  const byState = (list: readonly { readonly id: number; readonly status: string }[]) =>
    list.filter(({ status }) => ended.has(status)).map(({ id, status }) => [id, status]);

  const pipeline = own?.facts.pipeline.id ?? 0;
  /** A deployment may be made while we wait, so it is looked for until it is there. */
  let standing: DeploymentReply | null = own === null ? null : ownAmong(deployments, own);
  const said = watch(
    async () => {
      if (own !== null && standing === null) {
        const query = { environment: surroundings.environment, order_by: "id", sort: "desc" };
        standing = ownAmong(await listed(deploymentSchema, routes.deployments, {}, query), own);
      }
      return standing === null
        ? null
        : client.get(oneDeployment, asking(routes.deployment, { deployment: standing.id }));
    },
    (its) => [its?.approvals, its?.approval_summary],
    "decisive",
  );
  const jobs = watch(() => listed(pipelineJob, routes.pipelineJobs, { pipeline }), byState, "some");
  const pipelines = watch(() => listed(pipelineBasic, routes.pipelines, {}, { sha: range.head.sha }), byState, "some");
  let reviews: Watched<unknown> | null = null;
  let isFirst = true;

  async function openReviews(): Promise<void> {
    const request = wantsReviews ? await oneRequest().catch(() => null) : null;
    if (request === null) return;
    reviews = watch(
      () => client.get(approvalsSchema, asking(routes.approvals, { iid: request.iid })),
      ({ approved_by }) => approved_by,
      "decisive",
    );
  }

  return async () => {
    if (isFirst) await openReviews();
    isFirst = false;
    const before = counted.charged;
    const ofOwn = own === null ? [] : [said.look(), jobs.look()];
    const news = await Promise.all([...ofOwn, pipelines.look(), reviews?.look() ?? "none"]);
    const others = jobs.value?.filter(({ id, status }) => id !== own?.facts.id && !ended.has(status)) ?? null;
    const isUnfinished = others === null ? null : others.some(({ status }) => status !== "manual");
    const isNew = news.some((each) => each !== "none");
    const isAllEnded =
      isUnfinished === false &&
      pipelines.value?.every(({ id, status }) => id === pipeline || ended.has(status)) === true;
    const waits = said.value !== null && stateOf(said.value) === "waiting";
    return {
      news: news.includes("decisive") || (isNew && isAllEnded) ? "decisive" : isNew ? "some" : "none",
      asking:
        own === null
          ? []
          : others === null
            ? null
            : [
                ...(waits ? [surroundings.environment] : []),
                ...others.filter(({ status }) => status === "manual").map(({ name }) => name),
              ],
      othersUnfinished: own === null ? false : isUnfinished,
      isReviewable: reviews !== null,
      cost: counted.charged - before,
    };
  };
}
