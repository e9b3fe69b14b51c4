/** Asks GitHub: REST and GraphQL, with the version of the API said, and with failures that name the permission they take. */
import type { z } from "zod";
import { isLimited } from "../http/patience.ts";
import type { Answer } from "../http/transport.ts";
import { type Http, HttpFailure, type HttpOptions, openHttp, type Question } from "../http.ts";
import type { Setting } from "./surroundings.ts";
import { fixFor, reasonIn } from "./words.ts";

/** What is asked for, in words, and the line under `permissions:` that it takes; null where every token may. */
export interface Asking {
  readonly what: string;
  readonly permission: string | null;
}

export interface RestAnswer<T> {
  readonly value: T;
  readonly headers: Answer["headers"];
}

/** One answer of GraphQL, of which every part is whole or is not taken at all. */
export interface GraphAnswer {
  /**
   * What stands at `path`. Throws `HttpFailure` where an error of the answer touches it, where something above it is null, and where it
   * is not of the expected shape: data that an error cut is never judged.
   */
  part<T>(path: readonly string[], schema: z.ZodType<T>, asking: Asking): T;
}

/** GitHub cut the query short, or gave it up: the same in smaller pieces may work. */
export class TooHeavy extends HttpFailure {}

/** GraphQL turned down the question, or a part of it. */
export class Refused extends HttpFailure {
  /** For want of a permission, or because what was named is not there for this token. */
  readonly isForbidden: boolean;
  constructor(message: string, fix: string | null, isForbidden: boolean) {
    super(message, { fix });
    this.isForbidden = isForbidden;
  }
}

/** Would another token, or another permission, be answered? Not where GitHub failed, was too busy, or answered what nobody understands. */
export const isForbidden = (failure: unknown): boolean =>
  failure instanceof Refused
    ? failure.isForbidden
    : failure instanceof HttpFailure &&
      failure.answer !== null &&
      [401, 403, 404].includes(failure.answer.status) &&
      !isLimited(failure.answer);

/** Asks with the largest page first, and with the next smaller one where GitHub finds that too much. `mayShrink` goes to `Client.graph`. */
export async function inSmallerPieces<T>(
  sizes: readonly number[],
  ask: (size: number, mayShrink: boolean) => Promise<T>,
): Promise<T> {
  const [size = 1, ...smaller] = sizes;
  try {
    return await ask(size, smaller.length > 0);
  } catch (error) {
    if (!(error instanceof TooHeavy) || smaller.length === 0) throw error;
    return inSmallerPieces(smaller, ask);
  }
}

export interface Client {
  /** Reads `/repos/...`. `query` values are encoded; `path` must be already. Throws `HttpFailure`. */
  get<T>(
    path: string,
    schema: z.ZodType<T>,
    asking: Asking,
    query?: Readonly<Record<string, string>>,
  ): Promise<RestAnswer<T>>;
  /**
   * Writes to `/repos/...`. What may have been taken although no answer came is not sent twice, unless `again` says that the same
   * request makes the same state. Throws `HttpFailure`.
   */
  write<T>(
    method: "POST" | "PATCH",
    path: string,
    body: Readonly<Record<string, unknown>>,
    schema: z.ZodType<T>,
    asking: Asking & { readonly again?: boolean },
  ): Promise<T>;
  /**
   * Throws `HttpFailure`, of it `TooHeavy` where the question was too much. One that its asker can make smaller (`mayShrink`) is not
   * asked again as it is; any other is, after a pause: GitHub gives up on light questions too when it is busy.
   */
  graph(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    asking: Asking,
    mayShrink?: boolean,
  ): Promise<GraphAnswer>;
  /** Requests of REST that the hour still holds, by the last answer; null before the first. */
  readonly restLeft: number | null;
  readonly sent: number;
}

const version = "2022-11-28";

interface GraphError {
  readonly message: string;
  readonly type: string | null;
  readonly path: readonly string[] | null;
  /** Does this server not have what was asked for: an Enterprise Server that is older than the question? */
  readonly isUnknown: boolean;
}

export interface ClientOptions
  extends Partial<Pick<HttpOptions, "sleep" | "patience" | "timeout" | "largest" | "transport">> {
  readonly progress?: (phrase: string) => void;
}

/** A client with that token. Tokens reach no message. */
export function openClient(setting: Setting, token: string, options: ClientOptions = {}): Client {
  const { apiUrl, graphqlUrl, env } = setting;
  const http: Http = openHttp({ ...options, env, platform: "GitHub", secrets: [token] });
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "user-agent": "release-gate",
    "x-github-api-version": version,
  };
  let restLeft: number | null = null;

  async function ask(question: Question, asking: Asking): Promise<Answer> {
    try {
      return await http.ask(question);
    } catch (error) {
      throw error instanceof HttpFailure ? explained(error, asking) : error;
    }
  }
  return {
    async get(path, schema, asking, query = {}) {
      const url = new URL(`${apiUrl}${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const answer = await ask({ url, headers, what: asking.what, isSafe: true, doubt: brokenJson }, asking);
      const left = Number(answer.headers["x-ratelimit-remaining"]);
      if (answer.headers["x-ratelimit-remaining"] !== undefined && Number.isFinite(left)) restLeft = left;
      return { value: shaped(JSON.parse(answer.text), schema, asking), headers: answer.headers };
    },
    async write(method, path, content, schema, asking) {
      const question: Question = {
        method,
        url: new URL(`${apiUrl}${path}`),
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(content),
        what: asking.what,
        isSafe: asking.again === true,
        doubt: brokenJson,
      };
      return shaped(JSON.parse((await ask(question, asking)).text), schema, asking);
    },
    async graph(query, variables, asking, mayShrink = false) {
      const body = JSON.stringify({ query, variables });
      const question: Question = {
        method: "POST",
        url: new URL(graphqlUrl),
        headers: { ...headers, "content-type": "application/json" },
        body,
        what: asking.what,
        isSafe: true,
        doubt: (answer) => brokenJson(answer) ?? limitIn(answer) ?? (mayShrink ? null : partIn(answer)),
      };
      const answer = await ask(question, asking).catch((error: unknown) => {
        // GraphQL gives up after ten seconds; that is how it looks from outside.
        if (error instanceof HttpFailure && (error.status === 502 || error.status === 504))
          throw new TooHeavy(error.message, { answer: error.answer, fix: error.fix });
        throw error;
      });
      return graphAnswer(JSON.parse(answer.text), asking);
    },
    get restLeft() {
      return restLeft;
    },
    get sent() {
      return http.sent;
    },
  };
}

/** The same failure with what a person does about it. */
const explained = (failure: HttpFailure, asking: Asking): HttpFailure =>
  new HttpFailure(failure.message, { answer: failure.answer, fix: fixFor(failure, asking.permission) ?? failure.fix });

function brokenJson({ text }: Answer) {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return { kind: "broken" as const, because: "its answer is cut off or no JSON" };
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every error of a reply, whatever its shape: what cannot be read counts as an error of the whole. */
function errorsOf(reply: unknown): readonly GraphError[] {
  if (!isObject(reply)) return [{ message: "the answer is no object", type: null, path: null, isUnknown: false }];
  if (reply.errors === undefined || reply.errors === null) return [];
  const listed: readonly unknown[] = Array.isArray(reply.errors) ? reply.errors : [reply.errors];
  return listed.map((error) => {
    const { message, type, path, extensions } = isObject(error) ? error : {};
    const code = isObject(extensions) ? extensions.code : null;
    return {
      message: typeof message === "string" ? message : "an error without words",
      type: typeof type === "string" ? type : null,
      path: Array.isArray(path) && path.length > 0 ? path.map(String) : null,
      isUnknown: code === "undefinedField" || code === "undefinedType" || code === "argumentNotAccepted",
    };
  });
}

/** The primary limit of GraphQL may come with status 200. */
function limitIn(answer: Answer) {
  const isLimit = errorsOf(JSON.parse(answer.text)).some(
    ({ type }) => type === "RATE_LIMITED" || type === "RATE_LIMIT",
  );
  return isLimit ? { kind: "limit" as const, because: "its limit of GraphQL points for this hour is used up" } : null;
}

const heavyType = /^(?:RESOURCE_LIMITS_EXCEEDED|MAX_NODE_LIMIT_EXCEEDED|TIMEOUT)$/;
const heavyWords = /something went wrong while executing your query|timed? ?out|resource limits/i;

const heavyIn = (errors: readonly GraphError[]): GraphError | undefined =>
  errors.find(({ type, message }) => heavyType.test(type ?? "") || heavyWords.test(message));

function partIn({ text }: Answer) {
  const heavy = heavyIn(errorsOf(JSON.parse(text)));
  return heavy === undefined
    ? null
    : { kind: "broken" as const, because: `it answered in part only: ${reasonIn(heavy.message)}` };
}

function graphAnswer(reply: unknown, whole: Asking): GraphAnswer {
  const errors = errorsOf(reply);
  const heavy = heavyIn(errors);
  if (heavy !== undefined)
    throw new TooHeavy(`GitHub was asked for ${whole.what}, and answered in part only: ${reasonIn(heavy.message)}.`, {
      fix: "Run the gate again.",
    });
  // The question as a whole is then turned down, and its path begins with the query's name.
  const unknown = errors.find(({ isUnknown }) => isUnknown);
  if (unknown !== undefined)
    throw new Refused(
      `GitHub was asked for ${whole.what}, and this server does not know such a thing: "${reasonIn(unknown.message)}".`,
      "An Enterprise Server of a newer version may know it.",
      false,
    );
  const general = errors.find(({ path }) => path === null);
  if (general !== undefined) throw refused(general, whole);
  const data = isObject(reply) ? reply.data : undefined;
  return {
    part(path, schema, asking) {
      const touching = errors.find(({ path: at }) =>
        at?.every((step, depth) => depth >= path.length || path[depth] === step),
      );
      if (touching !== undefined) throw refused(touching, asking);
      let value: unknown = data;
      for (const [depth, step] of path.entries()) {
        if (isObject(value) && step in value) {
          value = value[step];
          continue;
        }
        // Where a field may not be null, its error takes everything above it along.
        const above = errors.find(({ path: at }) => path.slice(0, depth).every((part, index) => at?.[index] === part));
        if (above !== undefined) throw refused(above, asking);
        throw new HttpFailure(`GitHub was asked for ${asking.what}, and its answer lacks it.`, {
          fix: fixFor(null, asking.permission),
        });
      }
      return shaped(value, schema, asking);
    },
  };
}

/** Fields that take a permission of their own, wherever they stand in a query. */
const permissions: Readonly<Record<string, string>> = {
  workflowRun: "actions: read",
  environment: "actions: read",
  checkSuites: "checks: read",
  status: "statuses: read",
  associatedPullRequests: "pull-requests: read",
  deployments: "deployments: read",
};

function refused({ message, type, path }: GraphError, asking: Asking): Refused {
  const { what } = asking;
  const field = [...(path ?? [])].reverse().find((step) => permissions[step] !== undefined);
  const permission = (field === undefined ? undefined : permissions[field]) ?? asking.permission;
  const isClosed =
    type === "FORBIDDEN" ||
    type === "INSUFFICIENT_SCOPES" ||
    type === "NOT_FOUND" ||
    /not accessible|scopes/i.test(message);
  const words = `GitHub was asked for ${what}, and refused: "${reasonIn(message)}".`;
  return new Refused(words, isClosed ? fixFor(null, permission) : null, isClosed);
}

function shaped<T>(value: unknown, schema: z.ZodType<T>, { what }: Asking): T {
  // Each schema meets a few answers in a run: code made for it alone would cost more than it saves.
  const parsed = schema.safeParse(value, { jitless: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new HttpFailure(
    `GitHub's answer about ${what} is not as it should be${place}: ${issue?.message ?? "unreadable"}.`,
    {
      fix: "Run the gate again; if it stays so, this version of GitHub answers in a way that the gate does not know.",
    },
  );
}
