/** A request as it comes in: who asks, what for, and what GitHub says before it looks at the question. */
import type { IncomingMessage } from "node:http";
import { type Answer, failure } from "./call.ts";
import type { Token } from "./model.ts";
import type { RateLimits } from "./rate-limit.ts";
import type { World } from "./world.ts";

export interface Incoming {
  readonly method: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly token: Token | null | "unknown";
  readonly headers: IncomingMessage["headers"];
}

/** What GitHub says before it looks at the question. */
export function preflight(
  { headers, token }: Incoming,
  limits: RateLimits,
  resource: "core" | "graphql",
): Answer | null {
  if (headers["user-agent"] === undefined)
    return failure(
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
    );
  if (token === "unknown") return failure(401, "Bad credentials");
  if (limits.state(token, resource).remaining > 0) return null;
  return failure(403, `API rate limit exceeded for ${token?.login ?? "127.0.0.1"}.`);
}

export async function read(world: World, request: IncomingMessage, prefix: string): Promise<Incoming> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const url = new URL(request.url ?? "/", "http://local");
  const text = Buffer.concat(parts).toString();
  const given = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname;
  const bearer = /^(?:Bearer|token) (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return {
    method: request.method ?? "GET",
    pathname: named(world, given),
    query: url.searchParams,
    body: text === "" ? undefined : parse(text),
    token: bearer === undefined ? null : (world.tokens.get(bearer) ?? "unknown"),
    headers: request.headers,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `/repositories/ID/...`, as `Link` headers have it, under the repository's name. */
function named(world: World, pathname: string): string {
  const id = /^\/repositories\/(\d+)/.exec(pathname)?.[1];
  if (id === undefined) return pathname;
  const found = [...world.repositories.values()].find((one) => String(one.id) === id);
  return found === undefined
    ? pathname
    : pathname.replace(/^\/repositories\/\d+/, `/repos/${found.owner}/${found.name}`);
}
