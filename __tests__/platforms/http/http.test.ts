/** Requests: repeated where that is safe, bounded in number and time, with failures in words and no secret in them. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { againAfter } from "../../../src/platforms/http/patience.ts";
import { proxyFor } from "../../../src/platforms/http/proxy.ts";
import { openTransport } from "../../../src/platforms/http/transport.ts";
import { type Http, type HttpOptions, openHttp, type Question } from "../../../src/platforms/http.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

async function serve(handler: Handler): Promise<URL> {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
}

function open(over: Partial<HttpOptions> = {}): { http: Http; waits: number[] } {
  const waits: number[] = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  return { waits, http: openHttp({ env: {}, platform: "GitHub", secrets: ["s3cret"], sleep, ...over }) };
}

const question = (url: URL, over: Partial<Question> = {}): Question => ({
  url,
  headers: { authorization: "Bearer s3cret" },
  what: "the weather",
  isSafe: true,
  ...over,
});

/** Answers one after the other; the last one for ever. */
const inTurn = (...answers: readonly Handler[]): Handler => {
  let at = 0;
  return (request, response) => answers[Math.min(at++, answers.length - 1)]?.(request, response);
};
const say =
  (status: number, body = "{}", headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

it("asks again after a failure, and gives up after four attempts", async () => {
  const good = await serve(inTurn(say(502, "<html>"), say(503), say(200, '{"a":1}')));
  const { http, waits } = open();
  expect((await http.ask(question(good))).text).toBe('{"a":1}');
  expect([http.sent, waits.length]).toEqual([3, 2]);
  const bad = await serve(say(502, "<html>Unicorn</html>"));
  await expect(http.ask(question(bad))).rejects.toMatchObject({
    status: 502,
    message: "GitHub was asked for the weather, and it answered 502 Bad Gateway.",
  });
  expect(http.sent).toBe(7);
});

it("does not repeat what may not be repeated", async () => {
  const { http } = open();
  await expect(
    http.ask(question(await serve(say(502)), { isSafe: false, method: "POST", body: "{}" })),
  ).rejects.toThrow();
  expect(http.sent).toBe(1);
});

it.each([400, 401, 403, 404, 410, 422])("takes %i for an answer", async (status) => {
  const { http } = open();
  await expect(http.ask(question(await serve(say(status, '{"message":"No"}'))))).rejects.toMatchObject({ status });
  expect(http.sent).toBe(1);
});

it("waits as long as it is told, side by side and not one after the other", async () => {
  const limited = say(429, "{}", { "retry-after": "20" });
  const url = await serve(inTurn(limited, limited, limited, limited, limited, limited, say(200)));
  const { http, waits } = open({ patience: 25_000 });
  await Promise.all(Array.from({ length: 6 }, () => http.ask(question(url))));
  expect(Math.max(...waits)).toBe(20_000);
});

it("never waits longer than its patience, all in all", async () => {
  const { http, waits } = open({ patience: 30_000 });
  const url = await serve(say(429, "{}", { "retry-after": "3600" }));
  await expect(http.ask(question(url))).rejects.toThrow(/makes sense in 60 min/);
  expect(waits).toEqual([]);
});

it("shows neither secrets nor control characters", async () => {
  const { http } = open();
  const url = await serve(say(422, JSON.stringify({ message: "bad s3cret \u001b[31m::error::\n x" })));
  const { message } = await http.ask(question(url)).then(
    () => new Error("none"),
    (error: unknown) => error as Error,
  );
  expect(message).not.toContain("s3cret");
  for (const char of ["\u001b", "\n"]) expect(message).not.toContain(char);
});

it("says of a token that no header can hold that it is so, and not what it is", async () => {
  const { http } = open();
  const url = await serve(say(200));
  for (const token of ["s3cret\nx: y", "s3cret\u{1F511}"]) {
    const asked = { ...question(url), headers: { "private-token": token } };
    await expect(http.ask(asked)).rejects.toThrow(/^(?!.*s3cret).*no header can hold the token/);
  }
});

it("follows a redirect on the same host, and none to another", async () => {
  const url = await serve((request, response) =>
    request.url === "/x" ? say(301, "", { location: "/y" })(request, response) : say(200, '"there"')(request, response),
  );
  expect((await open().http.ask(question(url))).text).toBe('"there"');
  let wasAsked = false;
  const other = await serve((request, response) => {
    wasAsked = true;
    say(200)(request, response);
  });
  const away = await serve(say(302, "", { location: other.href }));
  await expect(open().http.ask(question(away))).rejects.toThrow(/no other host/);
  expect(wasAsked).toBe(false);
});

describe("the transport", () => {
  const exchange = (url: URL, over = {}) => ({
    method: "GET" as const,
    url,
    headers: {},
    body: null,
    timeout: 2000,
    largest: 1000,
    ...over,
  });

  it("keeps its connections", async () => {
    const ports = new Set<number>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort ?? 0);
      say(200)(request, response);
    });
    const { send } = openTransport({});
    for (let index = 0; index < 5; index += 1) await send(exchange(url));
    expect(ports.size).toBe(1);
  });

  it.each<[string, Handler, boolean]>([
    ["is too large", say(200, "x".repeat(2000)), false],
    ["does not come", () => {}, true],
    [
      "is cut off",
      (_, response) =>
        void response.writeHead(200, { "content-length": "100" }).write("half", () => response.destroy()),
      true,
    ],
  ])("gives no answer that %s", async (_, handler, isTransient) => {
    const { send } = openTransport({});
    await expect(send(exchange(await serve(handler), { timeout: 200 }))).rejects.toMatchObject({ isTransient });
  });

  it("goes through a proxy, and round it where no_proxy says so", async () => {
    const seen: string[] = [];
    const target = await serve(say(200, '"target"'));
    const proxy = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`);
      say(200, '"proxy"')(request, response);
    });
    const env = { http_proxy: `http://me:pw@${proxy.host}` };
    expect((await openTransport(env).send(exchange(target))).text).toBe('"proxy"');
    expect(seen).toEqual([`${target.href} Basic ${Buffer.from("me:pw").toString("base64")}`]);
    expect((await openTransport({ ...env, no_proxy: "127.0.0.1" }).send(exchange(target))).text).toBe('"target"');
  });

  it("asks a proxy for a tunnel to an https host, and says when it refuses", async () => {
    const seen: string[] = [];
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    server.on("connect", (request, socket) => {
      seen.push(request.url ?? "");
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    });
    const https_proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const asked = openTransport({ https_proxy }).send(exchange(new URL("https://api.example.com/x")));
    await expect(asked).rejects.toThrow(/refused the way to api.example.com: 407/);
    expect(seen).toEqual(["api.example.com:443"]);
  });
});

it.each([
  ["https://api.github.com/x", { https_proxy: "proxy:8080" }, "http://proxy:8080/"],
  ["https://api.github.com/x", { HTTPS_PROXY: "http://proxy" }, "http://proxy/"],
  ["http://api.github.com/x", { HTTP_PROXY: "http://proxy" }, null],
  ["https://api.github.com/x", { https_proxy: "http://proxy", no_proxy: ".github.com" }, null],
  ["https://api.github.com/x", { https_proxy: "http://proxy", no_proxy: "hub.com" }, "http://proxy/"],
  ["https://api.github.com/x", { https_proxy: "http://proxy", no_proxy: "github.com:8443, other" }, "http://proxy/"],
  ["https://api.github.com/x", { https_proxy: "http://proxy", NO_PROXY: "*" }, null],
  ["https://api.github.com/x", { https_proxy: "socks5://proxy" }, null],
])("finds the proxy for %s with %j: %s", (url, env, expected) => {
  expect(proxyFor(new URL(url), env)?.href ?? null).toBe(expected);
});

describe("when to ask again", () => {
  const answer = (status: number, headers: Record<string, string> = {}, text = "{}") => ({ status, headers, text });
  const now = Date.parse("2026-06-01T12:00:00Z");

  it.each([
    ["Retry-After in seconds", answer(429, { "retry-after": "7" }), 7000],
    [
      "Retry-After as a date, by the server's clock",
      answer(403, { "retry-after": "Mon, 01 Jun 2026 13:00:09 GMT", date: "Mon, 01 Jun 2026 13:00:00 GMT" }),
      9000,
    ],
    [
      "the end of the hour",
      answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 30) }),
      31_000,
    ],
    [
      "the end of the hour under a clock that is wrong",
      answer(403, {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(now / 1000 + 3630),
        date: new Date(now + 3_600_000).toUTCString(),
      }),
      31_000,
    ],
    [
      "a secondary limit that does not say",
      answer(403, {}, '{"message":"You have exceeded a secondary rate limit"}'),
      60_000,
    ],
  ])("reads %s", (_, given, wait) => {
    expect(againAfter(given, 1, now)).toEqual({ wait, isLimit: true });
  });

  it("doubles where nothing is said", () => {
    expect([1, 2, 3].map((attempt) => againAfter(answer(429), attempt, now)?.wait)).toEqual([60_000, 120_000, 240_000]);
  });

  it("does not take a refusal for a limit", () => {
    expect(againAfter(answer(403, {}, '{"message":"Resource not accessible by integration"}'), 1, now)).toBeNull();
  });
});
