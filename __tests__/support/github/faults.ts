/** What goes wrong on the way: slow, refused, cut off, half answered. A fault matches requests, takes effect so many times, and is spent. */

export interface Seen {
  readonly method: string;
  readonly path: string;
  /** Operation id of the description; null for GraphQL and for what the description does not know. */
  readonly operation: string | null;
  /** The query text of a GraphQL request. */
  readonly graphql: string | null;
}

export interface Matcher {
  readonly method?: string;
  readonly path?: string | RegExp;
  readonly operation?: string;
  /** True: any GraphQL request; false: none; or a part of its query text. */
  readonly graphql?: boolean | string | RegExp;
}

export type Effect =
  | { readonly kind: "delay"; readonly ms: number }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** The right answer, its JSON cut in the middle. */
  | { readonly kind: "truncated" }
  /** The right answer's beginning, then the connection is cut. */
  | { readonly kind: "cut-off" }
  /** The connection is reset before any answer. */
  | { readonly kind: "reset" }
  | { readonly kind: "rewrite"; readonly change: (body: unknown) => unknown }
  | {
      readonly kind: "graphql-errors";
      readonly errors: readonly Readonly<Record<string, unknown>>[];
      readonly keepData: boolean;
    }
  /** GraphQL answers this many nodes and then RESOURCE_LIMITS_EXCEEDED. */
  | { readonly kind: "resource-limits"; readonly nodes: number };

export interface FaultStory {
  readonly when?: Matcher;
  /** How often; once when absent. */
  readonly times?: number;
  /** Only each nth matching request. */
  readonly every?: number;
  /** Lets this many matching requests through first. */
  readonly after?: number;
  readonly effect: Effect;
}

export interface Fault extends FaultStory {
  seen: number;
  hits: number;
}

const json = { "content-type": "application/json; charset=utf-8" };

export const delayed = (ms: number): Effect => ({ kind: "delay", ms });
export const truncated = (): Effect => ({ kind: "truncated" });
export const cutOff = (): Effect => ({ kind: "cut-off" });
export const reset = (): Effect => ({ kind: "reset" });
export const rewritten = (change: (body: unknown) => unknown): Effect => ({ kind: "rewrite", change });
export const resourceLimits = (nodes: number): Effect => ({ kind: "resource-limits", nodes });

export const answered = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Effect => ({
  kind: "answer",
  status,
  body: JSON.stringify({ message, documentation_url: "https://docs.github.com/rest", status: String(status) }),
  headers: { ...json, ...headers },
});

/** What a proxy says when GitHub is not well. */
export const badGateway = (status = 502): Effect => ({
  kind: "answer",
  status,
  body: `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body><h1>Unicorn!</h1></body>\r\n</html>`,
  headers: { "content-type": "text/html" },
});

/** A secondary limit, with 403 or 429, with or without saying when to come again (seconds). */
export const secondaryLimit = ({
  retryAfter,
  status = 403,
}: {
  retryAfter?: number;
  status?: 403 | 429;
} = {}): Effect =>
  answered(
    status,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
  );

/** The hour's requests are spent; `resetIn` seconds until more are given. */
export const primaryLimit = ({ resetIn, now = Date.now() }: { resetIn: number; now?: number }): Effect =>
  answered(403, "API rate limit exceeded for installation ID 4242.", {
    "x-ratelimit-limit": "1000",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-used": "1000",
    "x-ratelimit-reset": String(Math.ceil(now / 1000) + resetIn),
    "x-ratelimit-resource": "core",
  });

/** HTTP 200 with `errors`; `keepData`: beside the whole data, else with none. */
export const graphqlErrors = (
  errors: readonly Readonly<Record<string, unknown>>[] = [
    { message: "Something went wrong while executing your query." },
  ],
  { keepData = false } = {},
): Effect => ({ kind: "graphql-errors", errors, keepData });

/** The hour's GraphQL points are spent: HTTP 200. */
export const graphqlRateLimited = (): Effect =>
  graphqlErrors([{ type: "RATE_LIMITED", message: "API rate limit exceeded for installation ID 4242." }]);

const fits = (part: string | RegExp, whole: string): boolean =>
  typeof part === "string" ? whole.includes(part) : part.test(whole);

function matches({ method, path, operation, graphql }: Matcher, seen: Seen): boolean {
  if (method !== undefined && method !== seen.method) return false;
  if (path !== undefined && !fits(path, seen.path)) return false;
  if (operation !== undefined && operation !== seen.operation) return false;
  if (graphql === undefined) return true;
  if (typeof graphql === "boolean") return graphql === (seen.graphql !== null);
  return seen.graphql !== null && fits(graphql, seen.graphql);
}

/** The first fault that takes effect on this request, which spends one of its times. */
export function strike(faults: readonly Fault[], seen: Seen): Effect | null {
  for (const fault of faults) {
    if (!matches(fault.when ?? {}, seen)) continue;
    fault.seen += 1;
    const { after = 0, every = 1, times = 1 } = fault;
    if (fault.seen <= after || (fault.seen - after) % every !== 0 || fault.hits >= times) continue;
    fault.hits += 1;
    return fault.effect;
  }
  return null;
}
