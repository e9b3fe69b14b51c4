/** Asks again with `If-None-Match`, so that an answer which has not changed costs nothing of the hour's allowance. */
import type { Answer, Exchange, Transport } from "./transport.ts";

/** So many answers are kept; the one that was asked for longest ago makes room. */
const most = 32;

export interface Conditional extends Transport {
  /** Answers that were not "not modified": only these count. */
  readonly charged: number;
}

/**
 * A transport for whoever asks the same few questions over and over with one token. "Not modified" comes back as the answer that was
 * given before, with the headers of now. Memory is bounded by the number of different questions.
 */
export function conditional(transport: Transport): Conditional {
  const kept = new Map<string, { readonly etag: string; readonly answer: Answer }>();
  let charged = 0;

  function keep(key: string, answer: Answer): void {
    const { etag } = answer.headers;
    kept.delete(key);
    if (answer.status !== 200 || etag === undefined) return;
    kept.set(key, { etag, answer });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  }

  return {
    async send(exchange: Exchange): Promise<Answer> {
      const key = exchange.url.href;
      const known = exchange.method === "GET" ? kept.get(key) : undefined;
      const headers = known === undefined ? exchange.headers : { ...exchange.headers, "if-none-match": known.etag };
      const answer = await transport.send({ ...exchange, headers });
      if (answer.status === 304 && known !== undefined)
        return { ...known.answer, headers: { ...known.answer.headers, ...answer.headers } };
      charged += 1;
      if (exchange.method === "GET" && answer.status < 500) keep(key, answer);
      return answer;
    },
    get charged() {
      return charged;
    },
  };
}
