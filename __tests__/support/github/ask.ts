/** A plain client, for tests that look at the server itself. */
import type { LocalGitHub } from "./server.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null where there is none. */
  readonly body: unknown;
}

const agent = { "user-agent": "test" };

/** Asks REST. `path` begins with a slash, or is a whole address as `Link` has it. */
export async function ask(
  github: LocalGitHub,
  token: string | null,
  path: string,
  init: RequestInit = {},
): Promise<Reply> {
  const headers = {
    ...agent,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(init.headers as Record<string, string> | undefined),
  };
  const response = await fetch(path.startsWith("http") ? path : github.url + path, { ...init, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith("<") || text === "" ? null : JSON.parse(text),
  };
}

export interface GraphReply {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly {
    readonly type?: string;
    readonly message: string;
    readonly path?: readonly (string | number)[];
  }[];
}

export async function graph(
  github: LocalGitHub,
  token: string,
  query: string,
  variables: unknown = {},
): Promise<GraphReply> {
  const response = await fetch(github.graphqlUrl, {
    method: "POST",
    headers: { ...agent, authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as Partial<GraphReply>;
  return { status: response.status, headers: response.headers, data, errors };
}

/** Follows `Link` to the end. Gives all items and how many requests it took. */
export async function all(
  github: LocalGitHub,
  token: string,
  path: string,
  key?: string,
): Promise<{ items: unknown[]; requests: number }> {
  const items: unknown[] = [];
  let requests = 0;
  for (let next: string | undefined = path; next !== undefined; requests += 1) {
    const reply: Reply = await ask(github, token, next);
    if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
    items.push(...((key === undefined ? reply.body : (reply.body as Record<string, unknown>)[key]) as unknown[]));
    next = /<([^>]+)>; rel="next"/.exec(reply.headers.get("link") ?? "")?.[1];
  }
  return { items, requests };
}
