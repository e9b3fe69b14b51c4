/** One REST request on its way to a handler, and what handlers answer with. */
import type { Need } from "./access.ts";
import type { ApiVersion } from "./json-schema.ts";
import type { Repository, Token } from "./model.ts";
import type { Parameters } from "./validate.ts";
import type { World } from "./world.ts";

export interface Call {
  readonly world: World;
  readonly token: Token | null;
  readonly version: ApiVersion;
  readonly path: Parameters["path"];
  readonly query: Parameters["query"];
  readonly body: Readonly<Record<string, unknown>>;
  /** REST base and the path as links name it (`/repositories/ID/...`). */
  readonly api: string;
  readonly linkPath: string;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface Answer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler =
  | { readonly of: "repository"; readonly need: Need; readonly handle: (call: RepositoryCall) => Answer }
  | { readonly of: "account"; readonly need: Need; readonly handle: (call: Call) => Answer };

/** Operation id -> handler. */
export type Handlers = Readonly<Record<string, Handler>>;

export const inRepository = (need: Need, handle: (call: RepositoryCall) => Answer): Handler => ({
  of: "repository",
  need,
  handle,
});

export const forAccount = (need: Need, handle: (call: Call) => Answer): Handler => ({ of: "account", need, handle });

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
});
export const created = (body: unknown): Answer => ({ status: 201, body });

const documentation = "https://docs.github.com/rest";

/** GitHub's basic error. */
export const failure = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: { message, documentation_url: documentation, status: String(status) },
});

export const missing = (): Answer => failure(404, "Not Found");
export const unprocessable = (message: string): Answer => ({
  status: 422,
  body: { message, documentation_url: documentation },
});

/** A path or query value as text. */
export const text = (value: string | number | boolean | undefined): string => String(value ?? "");

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Cuts one page out of a list and says in `Link` where the others are. */
export function paged<T>(call: Call, list: readonly T[], { perPage = 30, most = 100 } = {}): Page<T> {
  const size = Math.min(Math.max(Number(call.query["per_page"] ?? perPage), 1), most);
  const page = Math.max(Number(call.query["page"] ?? 1), 1);
  const last = Math.max(Math.ceil(list.length / size), 1);
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(call.query)) query.set(key, String(value));
    query.set("page", String(to));
    return `<${call.api}${call.linkPath}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  return {
    items: list.slice((page - 1) * size, page * size),
    headers: links.length === 0 ? {} : { link: links.join(", ") },
  };
}

/** A page of a bare list. */
export function listed<T>(call: Call, list: readonly T[], shape: (item: T) => unknown): Answer {
  const { items, headers } = paged(call, list);
  return ok(items.map(shape), headers);
}

/** A page of a list that is wrapped with its length. */
export function counted<T>(call: Call, key: string, list: readonly T[], shape: (item: T) => unknown): Answer {
  const { items, headers } = paged(call, list);
  return ok({ total_count: list.length, [key]: items.map(shape) }, headers);
}
