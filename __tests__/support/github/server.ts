/** The local GitHub: one HTTP server for one test, with a state that the test tells and the gate sees. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "./call.ts";
import { failure } from "./call.ts";
import { match } from "./description.ts";
import { type Effect, type Fault, type FaultStory, strike } from "./faults.ts";
import { answerGraphql } from "./graphql/answer.ts";
import { preflight, read } from "./incoming.ts";
import { RateLimits } from "./rate-limit.ts";
import { answerRest } from "./rest/answer.ts";
import { peopleStories } from "./stories/people.ts";
import { type RepositoryStories, repositoryStories } from "./stories/repository.ts";
import { Violation } from "./violation.ts";
import { addRepository, makeWorld, type RepositoryOptions, type World, type WorldOptions } from "./world.ts";

export interface LoggedRequest {
  readonly method: string;
  /** Without query, `/repositories/ID` written as `/repos/OWNER/NAME`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly operation: string | null;
  readonly graphql: { readonly query: string; readonly variables: unknown; readonly cost: number } | null;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** 0 where the connection was cut. */
  readonly status: number;
  /** Whether it counted against the hour's allowance. */
  readonly charged: boolean;
  readonly fault: Effect["kind"] | null;
  /** Milliseconds of a monotonic clock. */
  readonly began: number;
  readonly ended: number;
}

export interface GitHubOptions extends WorldOptions {
  /** Milliseconds before every answer. */
  readonly latency?: number;
  /** Whether a REST request without `X-GitHub-Api-Version` is a violation (default) or fine, as with GitHub. */
  readonly requireVersion?: boolean;
  /** GraphQL answers partially, with RESOURCE_LIMITS_EXCEEDED, beyond this many nodes. */
  readonly graphqlNodes?: number;
  /** Paths as an Enterprise Server has them: `/api/v3` and `/api/graphql`. */
  readonly enterpriseServer?: boolean;
  /** Where pages and links lead, as with data residency (`https://acme.ghe.com`); this server when absent. */
  readonly pages?: string;
  /** Milliseconds by which the `date` header is ahead of the clock. */
  readonly skew?: number;
}

export interface LocalGitHub extends ReturnType<typeof peopleStories> {
  /** REST base, without a slash at its end. */
  readonly url: string;
  readonly graphqlUrl: string;
  /** What GITHUB_SERVER_URL is. */
  readonly serverUrl: string;
  readonly requests: LoggedRequest[];
  /** Sentences: what broke the published description or schema, or asked what is not modelled. A good test ends with none. */
  readonly violations: string[];
  readonly world: World;
  repository(options: RepositoryOptions): RepositoryStories;
  /** Lets something go wrong; gives the fault back, whose `hits` say how often it did. */
  fault(story: FaultStory): Fault;
  /** Calls back before each request is answered, so that the state can change between two of them. */
  before(watch: (request: { readonly method: string; readonly path: string }) => void): void;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startGitHub(options: GitHubOptions = {}): Promise<LocalGitHub> {
  const world = makeWorld(options);
  const limits = new RateLimits(world);
  const requests: LoggedRequest[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];
  const watchers: ((request: { readonly method: string; readonly path: string }) => void)[] = [];
  const { latency = 0, enterpriseServer = false, skew = 0 } = options;
  const [rest, graphql] = enterpriseServer ? ["/api/v3", "/api/graphql"] : ["", "/graphql"];

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const began = performance.now();
    if (requests.length === 0) world.arrive();
    const incoming = await read(world, request, rest);
    const isGraphql = new URL(request.url ?? "/", "http://local").pathname === graphql;
    for (const watcher of watchers) watcher({ method: incoming.method, path: incoming.pathname });
    const found = isGraphql ? null : match(incoming.method, incoming.pathname);
    const text = isGraphql ? String((incoming.body as { query?: unknown } | undefined)?.query ?? "") : null;
    const effect = strike(faults, {
      method: incoming.method,
      path: incoming.pathname,
      operation: found?.operation.id ?? null,
      graphql: text,
    });
    if (latency > 0) await pause(latency);
    if (effect?.kind === "delay") await pause(effect.ms);
    if (effect?.kind === "reset") {
      request.socket.resetAndDestroy();
      log(0, false, 0);
      return;
    }
    const resource = isGraphql ? "graphql" : "core";
    const token = incoming.token === "unknown" ? null : incoming.token;
    let cost = 0;
    let charge = 1;
    let answer: Answer;
    try {
      answer = preflight(incoming, limits, resource) ?? fault(effect) ?? answerNow();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      const sentence = `${incoming.method} ${incoming.pathname}: ${error.message}`;
      violations.push(sentence);
      answer = failure(500, sentence);
    }
    send(answer);

    function answerNow(): Answer {
      if (isGraphql) {
        const budget =
          effect?.kind === "resource-limits" ? effect.nodes : (options.graphqlNodes ?? Number.POSITIVE_INFINITY);
        const result = answerGraphql(world, limits, token, incoming.body, budget);
        cost = result.cost;
        charge = result.cost;
        if (result.violation !== null) violations.push(`GraphQL: ${result.violation}`);
        if (effect?.kind === "graphql-errors") {
          const data = effect.keepData ? { data: (result.answer.body as { data?: unknown }).data } : {};
          return { status: 200, body: { ...data, errors: effect.errors } };
        }
        return result.answer;
      }
      if (found === null)
        throw new Violation("The description has no such path, or this copy of it was cut too short.");
      const version = incoming.headers["x-github-api-version"];
      if (version === undefined && (options.requireVersion ?? true))
        throw new Violation("X-GitHub-Api-Version is missing.");
      const given = version === undefined ? null : String(version);
      if (found.operation.id === "rate-limit/get") charge = 0;
      return answerRest(world, limits, { match: found, ...incoming, token, version: given });
    }

    function send(given: Answer): void {
      let { status } = given;
      let body =
        given.body === undefined ? "" : typeof given.body === "string" ? given.body : JSON.stringify(given.body);
      const headers: Record<string, string> = {
        ...(given.body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
        date: new Date(Date.parse(world.now()) + skew).toUTCString(),
        "x-github-request-id": `L0CA:${requests.length.toString(16).toUpperCase().padStart(4, "0")}`,
        "x-github-media-type": "github.v3; format=json",
      };
      if (status === 200 && incoming.method === "GET" && effect?.kind !== "answer") {
        headers["etag"] = `W/"${createHash("sha256").update(body).digest("hex")}"`;
        if (incoming.headers["if-none-match"] === headers["etag"]) {
          status = 304;
          body = "";
          if (token !== null) charge = 0;
        }
      }
      if (incoming.token === "unknown") charge = 0;
      limits.charge(token, resource, charge);
      Object.assign(headers, limits.headers(token, resource), given.headers);
      if (effect?.kind === "rewrite" && body !== "") body = JSON.stringify(effect.change(JSON.parse(body)));
      if (effect?.kind === "truncated") body = body.slice(0, Math.floor(body.length / 2));
      const bytes = Buffer.from(body);
      if (effect?.kind === "cut-off") {
        response.writeHead(status, { ...headers, "content-length": String(bytes.length) });
        response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.resetAndDestroy());
      } else {
        response.writeHead(
          status,
          status === 304 || status === 204 ? headers : { ...headers, "content-length": String(bytes.length) },
        );
        response.end(bytes);
      }
      log(status, charge > 0, cost);
    }

    function log(status: number, charged: boolean, points: number): void {
      const variables = (incoming.body as { variables?: unknown } | undefined)?.variables;
      requests.push({
        method: incoming.method,
        path: incoming.pathname,
        query: Object.fromEntries(incoming.query),
        operation: found?.operation.id ?? null,
        graphql: text === null ? null : { query: text, variables, cost: points },
        body: incoming.body,
        headers: incoming.headers,
        status,
        charged,
        fault: effect?.kind ?? null,
        began,
        ended: performance.now(),
      });
    }
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      const sentence = `The local GitHub broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      violations.push(sentence);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: sentence, documentation_url: "", status: "500" }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serverUrl = options.pages ?? here;
  world.origin = serverUrl;

  return {
    ...peopleStories(world),
    url: `${here}${rest}`,
    graphqlUrl: `${here}${graphql}`,
    serverUrl,
    requests,
    violations,
    world,
    repository: (story) => repositoryStories(world, addRepository(world, story)),
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

const fault = (effect: Effect | null): Answer | null =>
  effect?.kind === "answer" ? { status: effect.status, body: effect.body, headers: effect.headers } : null;
