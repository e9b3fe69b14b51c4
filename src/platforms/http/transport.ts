/** Sends one request and reads its whole answer: over kept connections, through a proxy where one is set, bounded in time and size. */
import type { Agent, IncomingMessage, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { proxyFor } from "./proxy.ts";

export interface Exchange {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  /** Bytes of the answer. */
  readonly largest: number;
  /** Is the answer a file, which may be no text? Then its bytes are kept as they came. */
  readonly wantsBytes?: boolean;
}

export interface Answer {
  readonly status: number;
  /** Lower case; of a header that came twice the values are joined. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** Only where they were wanted. */
  readonly bytes?: Uint8Array;
}

/** No whole answer came. `isTransient`: the same question may well be answered the next time. */
export class TransportError extends Error {
  readonly isTransient: boolean;
  constructor(message: string, isTransient: boolean) {
    super(message);
    this.name = "TransportError";
    this.isTransient = isTransient;
  }
}

export interface Transport {
  /** Follows no redirect. Throws `TransportError`. */
  send(exchange: Exchange): Promise<Answer>;
}

/** So many connections to one host at a time. */
const mostSockets = 16;
/** Failures that another attempt does not mend: a wrong name, a wrong certificate. */
const lasting = /^(?:ENOTFOUND|ERR_TLS_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_INVALID|EPROTO|ERR_SSL)/;

/** Opens a transport. Connections that are kept do not keep the program alive. `ca`: whose certificates are trusted, in place of Node's list. */
export function openTransport(
  env: Readonly<Record<string, string | undefined>>,
  { ca }: { readonly ca?: readonly string[] } = {},
): Transport {
  const agents = new Map<string, Agent>();
  return {
    async send(exchange) {
      const { url } = exchange;
      const proxy = proxyFor(url, env);
      const isSecure = url.protocol === "https:";
      const { request, Agent } = isSecure ? await import("node:https") : await import("node:http");
      const key = `${url.protocol} ${proxy?.href ?? ""}`;
      let agent = agents.get(key);
      if (agent === undefined) {
        agent = new Agent({ keepAlive: true, maxSockets: mostSockets, ...(ca === undefined ? {} : { ca: [...ca] }) });
        if (isSecure && proxy !== null) Object.assign(agent, { createConnection: tunnelThrough(proxy) });
        agents.set(key, agent);
      }
      const { method, headers, body } = exchange;
      const sent = { ...headers, ...(body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }) };
      const options: RequestOptions = { method, agent, headers: sent };
      if (!isSecure && proxy !== null)
        return converse(exchange, (answer) =>
          request(
            {
              ...options,
              host: proxy.hostname,
              port: proxy.port || 80,
              path: url.href,
              headers: { ...sent, host: url.host, ...authorisation(proxy) },
            },
            answer,
          ),
        );
      return converse(exchange, (answer) => request(url.href, options, answer));
    },
  };
}

type Ask = (answer: (response: IncomingMessage) => void) => ReturnType<typeof import("node:http").request>;

function converse({ body, timeout, largest, wantsBytes = false }: Exchange, ask: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let request: ReturnType<Ask> | undefined;
    const fail = (error: TransportError): void => {
      clearTimeout(timer);
      request?.destroy();
      reject(error);
    };
    const broken = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? "";
      fail(new TransportError(code === "" ? error.message : `${error.message} (${code})`, !lasting.test(code)));
    };
    const timer = setTimeout(
      () => fail(new TransportError(`no whole answer within ${Math.round(timeout / 1000)} s`, true)),
      timeout,
    );
    const hear = (response: IncomingMessage): void => {
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > largest) fail(new TransportError(`the answer has more than ${largest} bytes`, false));
        else chunks.push(chunk);
      });
      response.once("error", broken);
      response.once("aborted", () =>
        fail(new TransportError("the connection ended in the middle of the answer", true)),
      );
      response.once("end", () => {
        clearTimeout(timer);
        if (!response.complete) fail(new TransportError("the connection ended in the middle of the answer", true));
        else {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: plain(response.headers),
            text: bytes.toString("utf8"),
            ...(wantsBytes ? { bytes } : {}),
          });
        }
      });
    };
    try {
      request = ask(hear);
    } catch (error) {
      // Thrown before anything is sent: Node takes no such header, and its words hold the header's name alone.
      const isHeader = (error as NodeJS.ErrnoException).code === "ERR_INVALID_CHAR";
      const what = "no header can hold the token: is there a line break or a strange letter in it?";
      fail(new TransportError(isHeader ? what : "no request can be made of this", false));
      return;
    }
    request.once("error", broken);
    request.end(body ?? undefined);
  });
}

const plain = (headers: IncomingMessage["headers"]): Answer["headers"] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );

function authorisation({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

type Connected = (error: Error | null, socket?: Socket) => void;

/** Asks the proxy for a way through to the host, and speaks TLS with the host itself. */
function tunnelThrough(proxy: URL) {
  return (options: { readonly host?: string; readonly port?: number | string }, done: Connected): void => {
    const { host = "", port = 443 } = options;
    const open = async (): Promise<void> => {
      const [{ request }, { connect }] = await Promise.all([
        proxy.protocol === "https:" ? import("node:https") : import("node:http"),
        import("node:tls"),
      ]);
      const asked = request({
        method: "CONNECT",
        host: proxy.hostname,
        port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
        path: `${host}:${port}`,
        headers: { host: `${host}:${port}`, ...authorisation(proxy) },
        agent: false,
      });
      asked.once("error", (error) => done(new Error(`the proxy ${proxy.host} cannot be reached: ${error.message}`)));
      asked.once("connect", (response, socket) => {
        if (response.statusCode === 200)
          done(null, connect({ ...(options as ConnectionOptions), socket, servername: host }));
        else {
          socket.destroy();
          done(new Error(`the proxy ${proxy.host} refused the way to ${host}: ${response.statusCode}`));
        }
      });
      asked.end();
    };
    open().catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
  };
}
