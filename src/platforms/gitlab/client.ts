/** Asks GitLab's REST API: with the access token where there is one, else with the job's own, and with failures that name endpoint, scope and role. */
import { z } from "zod";
import type { Answer, Transport } from "../http/transport.ts";
import { openTransport } from "../http/transport.ts";
import { type Doubt, HttpFailure, type HttpOptions, openHttp, type Question } from "../http.ts";
import { doubtOfBlob } from "./blob.ts";
import { trustedAuthorities } from "./certificates.ts";
import { nextPageIn } from "./pages.ts";
import { openPlan, type Plan } from "./plan.ts";
import { type Route, routes } from "./routes.ts";
import type { Setting } from "./surroundings.ts";
import { fixFor, planLacks, tokenFor } from "./words.ts";

export type Query = Readonly<Record<string, string | readonly string[]>>;

/** One question: a route, what fills its path, what it asks for in words, and its parameters. */
export interface Asking {
  readonly route: Route;
  /** Values for the parts of the path after a colon, besides the project. */
  readonly at?: Readonly<Record<string, string | number>>;
  /** `the approvals of !12`. */
  readonly what: string;
  readonly query?: Query;
}

/** The plan of the project has no such thing: nobody may read it, whatever the token. */
export class PlanLacks extends HttpFailure {}

export interface Client {
  /** Throws `HttpFailure`. */
  get<T>(schema: z.ZodType<T>, asking: Asking): Promise<T>;
  /** Every item of all pages. Throws `HttpFailure`, also where there are more than `mostPages`: a list that was cut is never passed off as whole. */
  list<T>(schema: z.ZodType<T>, asking: Asking, mostPages?: number): Promise<readonly T[]>;
  /** The first page alone, for lists that are sorted newest first. Throws `HttpFailure`. */
  firstPage<T>(schema: z.ZodType<T>, asking: Asking, perPage?: number): Promise<readonly T[]>;
  /** A file of a repository as it is, held against its hash. Throws `HttpFailure`. */
  bytes(asking: Asking): Promise<Uint8Array>;
  /** Writes. What may have been taken although no answer came is sent once, unless `again` says that it makes the same state. */
  write<T>(
    schema: z.ZodType<T>,
    body: Readonly<Record<string, unknown>>,
    asking: Asking & { again?: boolean },
  ): Promise<T>;
  /** Asks GraphQL. Null where this server does not know the question. Throws `HttpFailure`. */
  graph<T>(
    schema: z.ZodType<T>,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    what: string,
  ): Promise<T | null>;
  /** The same, for another project: its full path, or its number. */
  of(project: string): Client;
  /** Is there only the job's own token? */
  readonly isJobToken: boolean;
  /** Of the project that it asks about. */
  readonly plan: Plan;
  readonly sent: number;
}

export interface ClientOptions
  extends Partial<Pick<HttpOptions, "sleep" | "patience" | "timeout" | "largest" | "transport">> {
  readonly progress?: (phrase: string) => void;
}

/** Stands beside the REST API, and takes every access token that may read there. */
const graphql: Route = { method: "GET", path: "/api/graphql", query: [], jobToken: false, role: "Reporter" };
const graphReply = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});
/** A message of the other side, on one line and not too long. */
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, " ").slice(0, 200);

const perPage = 100;
const mostPages = 100;

/** The transport that trusts whom the runner trusts. */
export async function transportFor({ env }: Setting): Promise<Transport> {
  const ca = await trustedAuthorities(env);
  return openTransport(env, ca === null ? {} : { ca });
}

/** Tokens reach no message. `token`: in place of the setting's own. */
export function openClient(setting: Setting, options: ClientOptions, token = setting.token): Client {
  const secrets = [setting.token, setting.jobToken, setting.groupToken, token].filter((each) => each !== null);
  const http = openHttp({ ...options, env: setting.env, platform: "GitLab", secrets });
  const isJobToken = token === null;
  const plan = openPlan(setting.features);
  const entrance = { isJobToken, plan };

  /** `/job` is answered to the job's own token alone: it says whose token it is. */
  const headersFor = (route: Route): Readonly<Record<string, string>> => ({
    accept: "application/json",
    "user-agent": "release-gate",
    ...(token === null || route === routes.job ? { "job-token": setting.jobToken ?? "" } : { "private-token": token }),
  });

  async function ask(question: Omit<Question, "headers" | "what">, { route, what }: Asking): Promise<Answer> {
    try {
      const whole = `${what} (${question.method ?? route.method} ${route.path})`;
      return await http.ask({
        ...question,
        headers: { ...headersFor(route), ...contentType(question.body) },
        what: whole,
      });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      const refused = error.status === 403 || error.status === 404;
      const Kind = refused && planLacks(route, entrance) === true ? PlanLacks : HttpFailure;
      throw new Kind(error.message, {
        answer: error.answer,
        fix: fixFor(error, route, { ...entrance, isJobToken: isJobToken || route === routes.job }) ?? error.fix,
      });
    }
  }

  const addressOf = ({ route, at = {}, query = {} }: Asking): URL => {
    const filled = route.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(name === "project" ? setting.project : (at[name] ?? ""))),
    );
    const url = new URL(`${setting.apiUrl}${filled}`);
    for (const [name, value] of Object.entries(query))
      for (const each of typeof value === "string" ? [value] : value) url.searchParams.append(name, each);
    return url;
  };

  const pageOf = async <T>(schema: z.ZodType<T>, url: URL, asking: Asking) => {
    const answer = await ask({ url, isSafe: true, doubt: brokenJson }, asking);
    return { items: shaped(JSON.parse(answer.text), z.array(schema), asking), headers: answer.headers };
  };

  const client: Client = {
    async get(schema, asking) {
      const answer = await ask({ url: addressOf(asking), isSafe: true, doubt: brokenJson }, asking);
      const told: unknown = JSON.parse(answer.text);
      if (asking.route === routes.project) plan.hear(told);
      return shaped(told, schema, asking);
    },
    async list(schema, asking, most = mostPages) {
      const pages: (readonly z.output<typeof schema>[])[] = [];
      let url: URL | null = addressOf({ ...asking, query: { ...asking.query, per_page: String(perPage) } });
      while (url !== null) {
        if (pages.length === most)
          throw new HttpFailure(
            `GitLab has more than ${most * perPage} entries in ${asking.what}; the gate reads no further.`,
          );
        const { items, headers }: { items: readonly z.output<typeof schema>[]; headers: Answer["headers"] } =
          await pageOf(schema, url, asking);
        pages.push(items);
        url = nextPageIn(headers, url, items.length === perPage);
      }
      return pages.flat();
    },
    async firstPage(schema, asking, size = perPage) {
      const url = addressOf({ ...asking, query: { ...asking.query, per_page: String(size) } });
      return (await pageOf(schema, url, asking)).items;
    },
    async bytes(asking) {
      const answer = await ask({ url: addressOf(asking), isSafe: true, wantsBytes: true, doubt: doubtOfBlob }, asking);
      return answer.bytes ?? new TextEncoder().encode(answer.text);
    },
    async write(schema, body, asking) {
      const { method } = asking.route;
      const question = { method, url: addressOf(asking), body: JSON.stringify(body), isSafe: asking.again === true };
      const answer = await ask({ ...question, doubt: brokenJson }, asking);
      return shaped(JSON.parse(answer.text), schema, asking);
    },
    async graph(schema, query, variables, what) {
      const url = new URL(setting.apiUrl.replace(/\/v4$/, "/graphql"));
      const asking = { route: graphql, what };
      const body = JSON.stringify({ query, variables });
      const doubt = (answered: Answer) => brokenJson(answered) ?? givenUp(answered);
      const answer = await ask({ method: "POST", url, body, isSafe: true, doubt }, asking);
      const { data, errors } = shaped(JSON.parse(answer.text), graphReply, asking);
      const [refused] = errors ?? [];
      if (refused !== undefined && /doesn't exist on type|doesn't accept argument/i.test(refused.message)) return null;
      if (refused !== undefined)
        throw new HttpFailure(
          `GitLab was asked for ${what} (POST /api/graphql), and refused: "${shown(refused.message)}".`,
          {
            fix: `It takes ${tokenFor(graphql)}.`,
          },
        );
      return shaped(data, schema, asking);
    },
    of: (project) => openClient({ ...setting, project }, options, token),
    isJobToken,
    plan,
    get sent() {
      return http.sent;
    },
  };
  return client;
}

const contentType = (body: string | undefined): Record<string, string> =>
  body === undefined ? {} : { "content-type": "application/json" };

function brokenJson({ text }: Answer) {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return { kind: "broken" as const, because: "its answer is cut off or no JSON" };
  }
}

const busy = /timed? ?out|resource limits|try again/i;

/** A question of GraphQL that GitLab gave up on, with status 200: a busy moment, after which the same may be answered. */
function givenUp({ text }: Answer): Doubt | null {
  const { data } = graphReply.safeParse(JSON.parse(text));
  const words = data?.errors?.find(({ message }) => busy.test(message))?.message;
  return words === undefined ? null : { kind: "broken", because: `it answered in part only: ${shown(words)}` };
}

function shaped<T>(value: unknown, schema: z.ZodType<T>, { what, route }: Asking): T {
  // Each schema meets a few answers in a run: code made for it alone would cost more than it saves.
  const parsed = schema.safeParse(value, { jitless: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new HttpFailure(
    `GitLab's answer about ${what} (${route.method} ${route.path}) is not as it should be${place}: ${issue?.message ?? "unreadable"}.`,
    { fix: "Run the gate again; if it stays so, this version of GitLab answers in a way that the gate does not know." },
  );
}
