/** The kinds of fault that a bad network, a proxy or a platform on a bad day has, each as what becomes of one right answer. */
import {
  type Spoil,
  withALostEntry,
  withANull,
  withAnEmptiedList,
  withAnotherField,
  withAnotherKind,
  withARepeatedEntry,
  withoutAField,
} from "./json.ts";
import type { Chance } from "./random.ts";

export interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds before it is given. */
  readonly delay?: number;
  /** What becomes of the connection instead of, in the middle of, or after the answer. */
  readonly connection?: "reset before" | "cut in the middle" | "reset after";
}

export interface Asked {
  readonly isGraphql: boolean;
  readonly method: string;
  /** The answer to another request for the same path, as another page has it. */
  readonly otherPage: Given | null;
  /** Had the request an `If-None-Match`? */
  readonly isConditional: boolean;
}

export interface FaultKind {
  readonly name: string;
  /** Mends itself: the same question asked again soon may be answered rightly. */
  readonly isTransient: boolean;
  /** Null where the kind does not fit the request. */
  readonly strike: (answer: Given, asked: Asked, chance: Chance) => Given | null;
}

const jsonHeaders = { "content-type": "application/json; charset=utf-8" };
const told = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Given => ({
  status,
  headers: { ...jsonHeaders, ...headers },
  body: JSON.stringify({ message, documentation_url: "https://docs.example.com" }),
});
const page = (status: number): Given => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${status}</title></head><body><h1>We are having a problem</h1></body></html>`,
});

const spoiltBy =
  (spoil: Spoil): FaultKind["strike"] =>
  (answer, _asked, chance) => {
    if (answer.body === "") return null;
    try {
      const body = JSON.stringify(spoil(JSON.parse(answer.body), chance));
      return body === answer.body ? null : { ...answer, body };
    } catch {
      return null;
    }
  };

const onGraphql =
  (errors: readonly object[], keepData: boolean): FaultKind["strike"] =>
  (answer, { isGraphql }) => {
    if (!isGraphql) return null;
    const { data } = JSON.parse(answer.body) as { data?: unknown };
    return { ...answer, body: JSON.stringify({ ...(keepData ? { data } : {}), errors }) };
  };

const transient = (name: string, strike: FaultKind["strike"]): FaultKind => ({ name, isTransient: true, strike });
const lasting = (name: string, strike: FaultKind["strike"]): FaultKind => ({ name, isTransient: false, strike });

export const faultKinds: readonly FaultKind[] = [
  transient("connection reset before the answer", (answer) => ({ ...answer, connection: "reset before" })),
  transient("connection cut in the middle of the answer", (answer) => ({ ...answer, connection: "cut in the middle" })),
  transient("connection reset after the answer", (answer) => ({ ...answer, connection: "reset after" })),
  transient("answer that comes late", (answer, _, chance) => ({ ...answer, delay: 200 + chance.below(4000) })),
  transient("answer that comes too late", (answer) => ({ ...answer, delay: 45_000 })),
  transient("JSON cut off", (answer, _, chance) =>
    answer.body.length < 2 ? null : { ...answer, body: answer.body.slice(0, 1 + chance.below(answer.body.length - 1)) },
  ),
  transient("server error", (_answer, _asked, chance) => told(chance.pick([500, 502, 503, 504]), "Server Error")),
  transient("server error as a page of HTML", (_answer, _asked, chance) => page(chance.pick([500, 502, 503, 504]))),
  transient("page of HTML with status 200", () => page(200)),
  transient("empty body with status 200", (answer) => ({ ...answer, body: "" })),
  transient("secondary limit with Retry-After", (_answer, _asked, chance) =>
    told(chance.pick([403, 429]), "You have exceeded a secondary rate limit.", {
      "retry-after": String(1 + chance.below(20)),
    }),
  ),
  transient("too many requests, without Retry-After", () => told(429, "Too many requests")),
  transient("GraphQL gives up half way", (answer, asked, chance) =>
    onGraphql(
      [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded." }],
      chance.happens(0.5),
    )(answer, asked, chance),
  ),
  lasting("primary limit until the hour ends", () =>
    told(403, "API rate limit exceeded for installation ID 1.", {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 2400),
    }),
  ),
  lasting(
    "GraphQL limit with status 200",
    onGraphql([{ type: "RATE_LIMITED", message: "API rate limit exceeded" }], false),
  ),
  lasting("GraphQL error without a place", (answer, asked, chance) =>
    onGraphql([{ message: "Something is wrong." }], chance.happens(0.7))(answer, asked, chance),
  ),
  lasting("GraphQL null with an error that names its place", (answer, { isGraphql }, chance) => {
    if (!isGraphql) return null;
    const whole = JSON.parse(answer.body) as { data?: unknown };
    const places: (string | number)[][] = [];
    const walk = (value: unknown, at: (string | number)[]): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, entry] of Object.entries(value)) {
        const place = [...at, Array.isArray(value) ? Number(key) : key];
        places.push(place);
        walk(entry, place);
      }
    };
    walk(whole.data, []);
    const path = chance.pick(places);
    let inner = whole.data as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) inner = inner[step] as Record<string | number, unknown>;
    inner[path.at(-1) ?? ""] = null;
    const body = { ...whole, errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration", path }] };
    return { ...answer, body: JSON.stringify(body) };
  }),
  lasting("permission that is missing", (_answer, _asked, chance) =>
    told(chance.pick([403, 404]), chance.pick(["Resource not accessible by integration", "Not Found"])),
  ),
  lasting("wrong status", (answer, _asked, chance) => ({
    ...answer,
    status: chance.pick([201, 202, 203, 206, 301, 304, 400, 401, 404, 409, 410, 418, 422, 451]),
  })),
  lasting("redirect to another host", () => ({ ...told(302, "Found"), headers: { location: "http://127.0.0.2:9/" } })),
  lasting("no content", () => ({ status: 204, headers: {}, body: "" })),
  lasting("field that is missing", spoiltBy(withoutAField)),
  lasting("null in any place", spoiltBy(withANull)),
  lasting("value of another kind", spoiltBy(withAnotherKind)),
  lasting("field that nobody knows", spoiltBy(withAnotherField)),
  lasting("list that came empty", spoiltBy(withAnEmptiedList)),
  lasting("entry lost between pages", spoiltBy(withALostEntry)),
  lasting("entry repeated between pages", spoiltBy(withARepeatedEntry)),
  lasting("another page than the one asked for", (answer, { otherPage }) =>
    otherPage === null || otherPage.body === answer.body ? null : { ...answer, body: otherPage.body },
  ),
  lasting("not modified, though nobody asked", (answer, { isConditional, method }) =>
    method === "GET" && !isConditional ? { ...answer, status: 304, body: "" } : null,
  ),
  lasting("clock of the server wrong by hours", (answer, _asked, chance) => ({
    ...answer,
    headers: {
      ...answer.headers,
      date: new Date(Date.now() + (chance.happens(0.5) ? 1 : -1) * 86_400_000 * (1 + chance.below(400))).toUTCString(),
    },
  })),
  lasting("token revoked midway", () => told(401, "Bad credentials")),
];
