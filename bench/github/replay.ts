/** Stands between the gate and the local GitHub: what was answered once is answered again from memory, so that only the gate is timed. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number>>;
  readonly body: Buffer;
}

export interface Replay {
  readonly url: string;
  /** Milliseconds before each answer. */
  latency: number;
  /** When each request since the last look came and was answered, in milliseconds. */
  readonly log: { readonly began: number; readonly ended: number }[];
}

const chunks = async (from: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const chunk of from) all.push(chunk);
  return Buffer.concat(all);
};

const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "host"]);
const kept = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      hopByHop.has(name) || value === undefined ? [] : [[name, value]],
    ),
  );

/** Starts it on a free port. */
export async function startReplay(origin: string): Promise<Replay> {
  const known = new Map<string, Answer>();
  const log: { began: number; ended: number }[] = [];
  const replay = { url: "", latency: 0, log };

  const forward = (method: string, path: string, headers: object, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const call = request(origin + path, { method, headers: { ...headers } }, (response) => {
        chunks(response).then((content) => {
          const length = { "content-length": content.length };
          resolve({
            status: response.statusCode ?? 0,
            headers: { ...kept(response.headers), ...length },
            body: content,
          });
        }, reject);
      });
      call.on("error", reject).end(body);
    });
  const send = ({ status, headers, body }: Answer, to: ServerResponse, began: number): void => {
    const now = (): void => {
      to.writeHead(status, headers).end(body);
      log.push({ began, ended: performance.now() });
    };
    if (replay.latency === 0) now();
    else setTimeout(now, replay.latency);
  };
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const began = performance.now();
    const { method = "GET", url = "/", headers } = incoming;
    const body = await chunks(incoming);
    const key = `${method} ${url} ${body.toString()}`;
    const answer = known.get(key) ?? (await forward(method, url, kept(headers), body));
    if (answer.status === 200) known.set(key, answer);
    send(answer, outgoing, began);
  };
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  replay.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return replay;
}
