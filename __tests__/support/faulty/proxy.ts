/** Stands between the gate and a platform's local server: hands on what is asked, and spoils the answers by a plan. */
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Asked, Given } from "./kinds/kind.ts";
import type { Leap } from "./leap.ts";
import type { Plan } from "./plan.ts";

export interface FaultyProxy {
  /** Without a slash at its end. */
  readonly url: string;
  /** From now on answers are spoilt by this plan; null: none is. A world that changes begins anew. */
  follow(plan: Plan | null): void;
  /** The names of the faults that struck since the plan was given, each once. */
  readonly struck: ReadonlySet<string>;
  /** Requests since the plan was given. */
  readonly requests: number;
  close(): Promise<void>;
}

/** The world behind the proxy is another one so many milliseconds after a run began. */
export interface Turn {
  readonly after: number;
  /** Called once, in the first run. */
  readonly change: () => void;
}

interface ProxyOptions {
  /** Scheme, host and port of the server behind. */
  readonly upstream: string;
  readonly leap: Leap;
  readonly turn: Turn | null;
}

/** Right answers are asked for once and kept. Addresses that the platform writes into its answers lead through the proxy as well. */
export async function startProxy({ upstream, leap, turn }: ProxyOptions): Promise<FaultyProxy> {
  /** By question, before the world changed and since. */
  const right: readonly [Map<string, Given>, Map<string, Given>] = [new Map(), new Map()];
  /** Questions that ask for pages of the same list. */
  const pages = new Map<string, string[]>();
  let plan: Plan | null = null;
  let struck = new Set<string>();
  let requests = 0;
  let beganAt = leap.elapsed();
  let hasTurned = false;
  let url = "";

  const isLate = (): boolean => turn !== null && leap.elapsed() - beganAt >= turn.after;

  async function rightAnswer(request: IncomingMessage, key: string, body: string): Promise<Given> {
    if (turn !== null && isLate() && !hasTurned) {
      hasTurned = true;
      turn.change();
    }
    const known = right[isLate() ? 1 : 0];
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const given = await hand(upstream, request, body);
    const { link, ...headers } = given.headers;
    const answer: Given = {
      ...given,
      body: given.body.replaceAll(upstream, url),
      headers: link === undefined ? headers : { ...headers, link: link.replaceAll(upstream, url) },
    };
    known.set(key, answer);
    return answer;
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    leap.stir();
    const body = await bodyOf(request);
    const { method = "GET", url: path = "/" } = request;
    requests += 1;
    const key = `${method} ${path} ${body}`;
    const whole = await rightAnswer(request, key, body);
    const condition = request.headers["if-none-match"];
    const isFresh = condition !== undefined && condition === whole.headers.etag;
    const answer: Given = isFresh ? { ...whole, status: 304, body: "" } : whole;
    const isGraphql = path.endsWith("/graphql");
    const resource = `${method} ${path.replace(pageInPath, "$1")} ${queryOf(body)}`;
    const known = pages.get(resource) ?? [];
    if (!known.includes(key)) pages.set(resource, [...known, key]);
    const other = known.find((each) => each !== key);
    // The same question of GraphQL in smaller pieces is no other question.
    const strike = plan?.strike(isGraphql ? `query ${operationOf(body)}` : key) ?? null;
    const older = isLate() ? (right[0].get(key) ?? null) : null;
    const asked: Asked = {
      isGraphql,
      method,
      otherPage: other === undefined ? null : (right[1].get(other) ?? right[0].get(other) ?? null),
      isLaterPage: laterPage.test(path) || /"(?:after|cursor)":"/.test(body),
      older: older === null || older.body === whole.body ? null : older,
      isConditional: condition !== undefined,
      token: tokenOf(request),
    };
    const spoilt = strike?.kind.strike(answer, asked, strike.chance) ?? null;
    if (strike !== null && spoilt !== null) struck.add(strike.kind.name);
    if (spoilt?.ownClock !== undefined) leap.misread(spoilt.ownClock);
    await give(spoilt ?? answer, request, response);
    leap.stir();
  };

  const server = createServer((request, response) => {
    respond(request, response).catch(() => request.socket.destroy());
  });
  server.on("connection", () => leap.stir());
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
      beganAt = leap.elapsed();
      leap.misread(0);
    },
    get struck() {
      return struck;
    },
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const pageInPath = /([?&])(?:page|id_after|cursor|after)=[^&]*/;
const laterPage = /[?&](?:page=(?!1(?:&|$))|id_after=|cursor=|after=)/;

const tokenOf = ({ headers }: IncomingMessage): string =>
  String(headers["private-token"] ?? headers["job-token"] ?? (headers.authorization ?? "").replace(/^Bearer /, ""));

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
    const { host: _host, connection: _connection, "if-none-match": _condition, ...others } = headers;
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
): Promise<void> {
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  if (connection === "reset before") {
    socket.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(body);
  // The date of this machine is not the one of the leaping clock.
  response.sendDate = false;
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, hasBody ? { ...headers, "content-length": String(bytes.length) } : headers);
  if (connection === "cut in the middle" || connection === "stalls in the middle") {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      if (connection === "cut in the middle") socket.resetAndDestroy();
    });
    return;
  }
  response.end(hasBody ? bytes : undefined, () => {
    if (connection === "reset after") socket.destroy();
  });
}
