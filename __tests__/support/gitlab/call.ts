/** One request on its way to a handler, and what handlers answer with. */
import type { Need } from "./access.ts";
import type { Group, Project, Token } from "./model.ts";
import type { World } from "./world.ts";

export interface Answer {
  readonly status: number;
  /** Undefined: none. Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly world: World;
  readonly token: Token | null;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** The whole address without its query, for links. */
  readonly address: string;
}

export interface ProjectCall extends Call {
  readonly project: Project;
}
export interface GroupCall extends Call {
  readonly group: Group;
}

export type Handler =
  | { readonly of: "project"; readonly need: Need; handle(call: ProjectCall): Answer }
  | { readonly of: "group"; readonly need: Need; handle(call: GroupCall): Answer }
  | { readonly of: "account"; readonly need: Need; handle(call: Call): Answer };

export type Handlers = Readonly<Record<string, Handler>>;

export const inProject = (need: Need, handle: (call: ProjectCall) => Answer): Handler => ({
  of: "project",
  need,
  handle,
});
export const inGroup = (need: Need, handle: (call: GroupCall) => Answer): Handler => ({ of: "group", need, handle });
export const forAccount = (need: Need, handle: (call: Call) => Answer): Handler => ({ of: "account", need, handle });

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
});
export const created = (body: unknown): Answer => ({ status: 201, body });
export const failure = (status: number, message: string): Answer => ({ status, body: { message } });
export const missing = (what: string): Answer => failure(404, `404 ${what} Not Found`);

const link = (call: Call, changes: Readonly<Record<string, string>>, rel: string): string => {
  const query = new URLSearchParams(call.query);
  for (const [key, value] of Object.entries(changes)) query.set(key, value);
  return `<${call.address}?${query.toString()}>; rel="${rel}"`;
};

const sizeOf = (call: Call): number => Math.min(Math.max(Number(call.query.get("per_page") ?? 20), 1), 100);

/** One page of a list by its number, with `Link`, `x-next-page` and the totals, which GitLab leaves out beyond 10,000. */
export function listed<T>(call: Call, list: readonly T[], shape: (item: T) => unknown): Answer {
  const size = sizeOf(call);
  const page = Math.max(Number(call.query.get("page") ?? 1), 1);
  const last = Math.max(Math.ceil(list.length / size), 1);
  const to = (number: number, rel: string): string => link(call, { page: String(number), per_page: String(size) }, rel);
  const counts = list.length <= 10_000;
  const links = [
    ...(page > 1 ? [to(page - 1, "prev")] : []),
    ...(page < last ? [to(page + 1, "next")] : []),
    to(1, "first"),
    ...(counts ? [to(last, "last")] : []),
  ];
  return ok(list.slice((page - 1) * size, page * size).map(shape), {
    link: links.join(", "),
    "x-page": String(page),
    "x-per-page": String(size),
    "x-next-page": page < last ? String(page + 1) : "",
    "x-prev-page": page > 1 ? String(page - 1) : "",
    ...(counts ? { "x-total": String(list.length), "x-total-pages": String(last) } : {}),
  });
}

/** One page by keyset: it begins after the item that `page_token` names, and only `Link` tells of the next. */
export function keyset<T>(
  call: Call,
  list: readonly T[],
  key: (item: T) => string,
  shape: (item: T) => unknown,
): Answer {
  const size = sizeOf(call);
  const token = call.query.get("page_token");
  const from = token === null ? 0 : list.findIndex((item) => key(item) === token) + 1;
  const items = list.slice(from, from + size);
  const end = items.at(-1);
  const more = from + size < list.length && end !== undefined;
  return ok(items.map(shape), {
    "x-per-page": String(size),
    ...(more ? { link: link(call, { page_token: key(end) }, "next") } : {}),
  });
}
