/** Stands between the gate and a platform's local server: hands on what is asked, and spoils the answers by a plan. */
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Given } from "./kinds.ts";
import type { Plan } from "./plan.ts";

export interface FaultyProxy {
  /** Without a slash at its end. */
  readonly url: string;
  /** From now on answers are spoilt by this plan; null: none is. */
  follow(plan: Plan | null): void;
  /** The names of the faults that struck since the plan was given, each once. */
  readonly struck: ReadonlySet<string>;
  /** Requests since the plan was given. */
  readonly requests: number;
  /** Forgets the right answers: the state behind has changed. */
  forget(): void;
  close(): Promise<void>;
}

/** Addresses that the platform writes into its answers lead through the proxy as well. `pace`: so much faster do delays pass. */
export async function startProxy(upstream: string, pace: number): Promise<FaultyProxy> {
  const right = new Map<string, Given>();
  const pages = new Map<string, string[]>();
  let plan: Plan | null = null;
  let struck = new Set<string>();
  let requests = 0;
  let url = "";

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const { method = "GET", url: path = "/" } = request;
    requests += 1;
    const condition = String(request.headers["if-none-match"] ?? "");
    const key = `${method} ${path} ${body} ${condition}`;
    let answer = right.get(key);
    if (answer === undefined) {
      answer = await hand(upstream, request, body);
      answer = { ...answer, body: answer.body.replaceAll(upstream, url) };
      const { link } = answer.headers;
      if (link !== undefined)
        answer = { ...answer, headers: { ...answer.headers, link: link.replaceAll(upstream, url) } };
      if (method === "GET" || path.endsWith("/graphql")) right.set(key, answer);
    }
    const resource = `${method} ${path.replace(/([?&])(page|id_after|cursor)=[^&]*/, "$1")} ${queryOf(body)}`;
    const known = pages.get(resource) ?? [];
    if (!known.includes(key)) pages.set(resource, [...known, key]);
    const other = known.find((each) => each !== key);
    // The same question of GraphQL in smaller pieces is no other question.
    const kind = plan?.strike(path.endsWith("/graphql") ? `query ${operationOf(body)}` : key) ?? null;
    const spoilt =
      kind?.strike(
        answer,
        {
          isGraphql: path.endsWith("/graphql"),
          method,
          otherPage: other === undefined ? null : (right.get(other) ?? null),
          isConditional: condition !== "",
        },
        plan?.chance ?? neverMind,
      ) ?? null;
    if (kind !== null && spoilt !== null) struck.add(kind.name);
    await give(spoilt ?? answer, request, response, pace);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    follow(next) {
      plan = next;
      struck = new Set();
      requests = 0;
    },
    get struck() {
      return struck;
    },
    get requests() {
      return requests;
    },
    forget() {
      right.clear();
      pages.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const neverMind = {
  next: () => 0,
  below: () => 0,
  pick: <T>(from: readonly T[]): T => from[0] as T,
  happens: () => false,
};

/** Two pages of GraphQL are the same query with other variables. */
const queryOf = (body: string): string => /"query":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? body;

const operationOf = (body: string): string => /"query":"\s*query (\w+)/.exec(body)?.[1] ?? "";

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function hand(upstream: string, { method = "GET", url = "/", headers }: IncomingMessage, body: string): Promise<Given> {
  return new Promise((resolve, reject) => {
    const { host: _host, connection: _connection, ...others } = headers;
    const asked = ask(`${upstream}${url}`, { method, headers: { ...others, connection: "close" } }, (answer) => {
      bodyOf(answer).then((text) => {
        const { "content-length": _length, connection: _kept, "keep-alive": _alive, ...kept } = answer.headers;
        const plain = Object.entries(kept).map(([name, value]) => [name, String(value)]);
        resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(plain), body: text });
      }, reject);
    });
    asked.once("error", reject);
    asked.end(body === "" ? undefined : body);
  });
}

async function give(
  { status, headers, body, delay = 0, connection }: Given,
  { socket }: IncomingMessage,
  response: ServerResponse,
  pace: number,
): Promise<void> {
  if (delay > 0) await new Promise((resolve) => realTimeout(resolve, delay / pace));
  if (connection === "reset before") {
    socket.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(body);
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, hasBody ? { ...headers, "content-length": String(bytes.length) } : headers);
  if (connection === "cut in the middle") {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.resetAndDestroy());
    return;
  }
  response.end(hasBody ? bytes : undefined, () => {
    if (connection === "reset after") socket.destroy();
  });
}

const realTimeout = globalThis.setTimeout;
