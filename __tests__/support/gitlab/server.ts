/** The local GitLab: one HTTP server for one test, with a state that the test tells and the gate sees. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Answer, failure } from "./call.ts";
import { match } from "./facts.ts";
import { type Effect, type Fault, type FaultStory, strike } from "./faults.ts";
import { answerGraph } from "./graphql.ts";
import type { Token } from "./model.ts";
import { answerRest, Violation } from "./rest/answer.ts";
import { peopleStories } from "./stories/people.ts";
import { type ProjectStories, projectStories } from "./stories/project.ts";
import { addProject, makeWorld, type ProjectOptions, type World, type WorldOptions } from "./world.ts";

export interface LoggedRequest {
  readonly method: string;
  /** Below `/api/v4`, still encoded, without query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Such as `GET /projects/:id/deployments`; null where there is none. */
  readonly route: string | null;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whose token came along. */
  readonly by: Token["kind"] | "nobody" | "unknown";
  /** 0 where the connection was cut. */
  readonly status: number;
  readonly fault: Effect["kind"] | null;
  /** Milliseconds of a monotonic clock. */
  readonly began: number;
  readonly ended: number;
}

export interface GitLabOptions extends WorldOptions {
  /** Milliseconds before every answer. */
  readonly latency?: number;
  /** Where the instance lies on its host: `/gitlab`; the root when absent. */
  readonly prefix?: string;
}

export interface LocalGitLab extends ReturnType<typeof peopleStories> {
  /** What CI_SERVER_URL is. */
  readonly serverUrl: string;
  /** What CI_API_V4_URL is. */
  readonly url: string;
  readonly requests: LoggedRequest[];
  /** Sentences: what broke the table of facts, or asked what is not modelled. A good test ends with none. */
  readonly violations: string[];
  readonly world: World;
  project(options: ProjectOptions): ProjectStories;
  /** Lets something go wrong; gives the fault back, whose `hits` say how often it did. `operation` is a route such as `GET /job`. */
  fault(story: FaultStory): Fault;
  /** Calls back before each request is answered, so that the state can change between two of them. */
  before(watch: (request: { readonly method: string; readonly path: string }) => void): void;
  close(): Promise<void>;
}

const rateWindow = 60_000;

/** Starts a server on a free port of 127.0.0.1. */
export async function startGitLab(options: GitLabOptions = {}): Promise<LocalGitLab> {
  const world = makeWorld(options);
  const requests: LoggedRequest[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];
  const watchers: ((request: { readonly method: string; readonly path: string }) => void)[] = [];
  const spent = new Map<string, { used: number; readonly until: number }>();
  const { latency = 0, prefix = "" } = options;
  const base = `${prefix}/api/v4`;

  const tokenOf = (headers: IncomingMessage["headers"]): Token | null | "unknown" => {
    const given =
      headers["private-token"] ?? headers["job-token"] ?? /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
    if (given === undefined) return null;
    const token = world.tokens.get(String(given));
    // A job's token is none in the header of an access token, and the other way round.
    if (token === undefined || (token.kind === "job") !== (headers["job-token"] !== undefined)) return "unknown";
    return token;
  };

  const limited = (
    token: Token | null,
  ): { readonly answer: Answer | null; readonly headers: Record<string, string> } => {
    const key = token?.value ?? "";
    const now = Date.parse(world.now());
    const known = spent.get(key);
    const state = known === undefined || known.until <= now ? { used: 0, until: now + rateWindow } : known;
    spent.set(key, state);
    state.used += 1;
    const limit = token?.limit ?? 500;
    const headers = {
      "ratelimit-limit": String(limit),
      "ratelimit-remaining": String(Math.max(limit - state.used, 0)),
      "ratelimit-reset": String(Math.ceil(state.until / 1000)),
    };
    if (state.used <= limit) return { answer: null, headers };
    const wait = String(Math.max(Math.ceil((state.until - now) / 1000), 1));
    return { headers: { ...headers, "retry-after": wait }, answer: { status: 429, body: "Retry later\n" } };
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const began = performance.now();
    if (requests.length === 0) world.arrive();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? "/", world.origin);
    const method = request.method ?? "GET";
    const isApi = url.pathname.startsWith(`${base}/`);
    const path = isApi ? url.pathname.slice(base.length) : url.pathname;
    const text = Buffer.concat(parts).toString();
    const body = parse(text);
    const given = tokenOf(request.headers);
    const token = given === "unknown" ? null : given;
    const found = isApi ? match(method, path) : null;
    for (const watcher of watchers) watcher({ method, path });
    const effect = strike(faults, { method, path, operation: found?.route.name ?? null, graphql: null });
    if (latency > 0) await pause(latency);
    if (effect?.kind === "delay") await pause(effect.ms);
    if (effect?.kind === "reset") {
      request.socket.resetAndDestroy();
      log(0);
      return;
    }
    const { answer: tooMany, headers: rate } = limited(token);
    let answer: Answer;
    try {
      const isGraph = url.pathname === `${prefix}/api/graphql`;
      answer = tooMany ?? faulty(effect) ?? (isGraph ? answerGraph(world, token, body) : answerNow());
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const sentence = `${method} ${path}${url.search}: ${error.message}`;
      violations.push(sentence);
      answer = failure(500, sentence);
    }
    send(answer);

    function answerNow(): Answer {
      if (given === "unknown") return failure(401, "401 Unauthorized");
      if (found === null) throw new Violation("GitLab has no such route, or the table of facts was kept too short.");
      const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
      const address = `${world.origin}/api/v4${path}`;
      return answerRest({ world, token, query: url.searchParams, body: fields, match: found, address });
    }

    function send({ status, body: whole, headers = {} }: Answer): void {
      const isJson = typeof whole !== "string" && !Buffer.isBuffer(whole);
      let bytes = isJson ? Buffer.from(whole === undefined ? "" : JSON.stringify(whole)) : Buffer.from(whole);
      if (effect?.kind === "rewrite" && bytes.length > 0)
        bytes = Buffer.from(JSON.stringify(effect.change(JSON.parse(bytes.toString()))));
      if (effect?.kind === "truncated") bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
      const all: Record<string, string> = {
        "content-type": isJson ? "application/json" : "text/plain; charset=utf-8",
        date: new Date(world.now()).toUTCString(),
        "x-request-id": `L0CAL${requests.length.toString(36).padStart(4, "0")}`,
        ...rate,
        ...headers,
        "content-length": String(bytes.length),
      };
      response.writeHead(status, all);
      if (method === "HEAD") response.end();
      else if (effect?.kind === "cut-off")
        response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.resetAndDestroy());
      else response.end(bytes);
      log(status);
    }

    function log(status: number): void {
      requests.push({
        method,
        path,
        query: Object.fromEntries(url.searchParams),
        route: found?.route.name ?? null,
        body,
        headers: request.headers,
        by: given === "unknown" ? "unknown" : (given?.kind ?? "nobody"),
        status,
        fault: effect?.kind ?? null,
        began,
        ended: performance.now(),
      });
    }
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      const sentence = `The local GitLab broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      violations.push(sentence);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: sentence }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;

  return {
    ...peopleStories(world),
    serverUrl: world.origin,
    url: `${world.origin}/api/v4`,
    requests,
    violations,
    world,
    project: (story) => projectStories(world, addProject(world, story)),
    fault: (story) => {
      const made: Fault = { ...story, seen: 0, hits: 0 };
      faults.push(made);
      return made;
    },
    before: (watch) => {
      watchers.push(watch);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

const faulty = (effect: Effect | null): Answer | null =>
  effect?.kind === "answer" ? { status: effect.status, body: effect.body, headers: effect.headers } : null;
