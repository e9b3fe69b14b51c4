/** Requests to a platform: repeated with back-off where that is safe, bounded in number, time and size, with failures said in plain words. */
import { type Again, againAfter, limitLasts, pauseAfter } from "./http/patience.ts";
import { type Answer, openTransport, type Transport, TransportError } from "./http/transport.ts";
import { PlatformError } from "./platform.ts";

/** One question, told in the words that a failure is reported with. */
export interface Question {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** `the approvals of run 7`. */
  readonly what: string;
  /** May it be sent again after a failure? True for everything that only reads. */
  readonly isSafe: boolean;
  /** An answer that is whole by HTTP may still be no answer: says why, and it is asked again. */
  readonly doubt?: (answer: Answer) => Doubt | null;
  readonly wantsBytes?: boolean;
}

/** Why an answer with status 200 is none. `limit`: the server wants fewer questions. `broken`: it may work the next time. */
export interface Doubt {
  readonly kind: "limit" | "broken";
  readonly because: string;
}

/** The platform did not answer as needed. */
export class HttpFailure extends PlatformError {
  /** Null where no answer came at all. */
  readonly status: number | null;
  readonly answer: Answer | null;
  constructor(message: string, { answer = null, fix = null }: { answer?: Answer | null; fix?: string | null } = {}) {
    super("unreadable", message, fix);
    this.status = answer?.status ?? null;
    this.answer = answer;
  }
}

export interface Http {
  /** The answer to a question (200), or to what was written (2xx). Throws `HttpFailure` for any other. */
  ask(question: Question): Promise<Answer>;
  /** How many requests went out, repeated ones included. */
  readonly sent: number;
}

export interface HttpOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `GitHub`: who is asked, for sentences. */
  readonly platform: string;
  /** Words that must never be shown: tokens. */
  readonly secrets: readonly string[];
  readonly progress?: (phrase: string) => void;
  /** Milliseconds that all waits together may last. */
  readonly patience?: number;
  /** Milliseconds for one exchange. */
  readonly timeout?: number;
  /** Bytes of one answer. */
  readonly largest?: number;
  /** For tests. */
  readonly transport?: Transport;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const mostAttempts = 4;
const mostRedirects = 3;

/** Opens a way to ask one platform. Waits of all its questions share one bound, so that a bad hour ends in a sentence and not in silence. */
export function openHttp(options: HttpOptions): Http {
  const { env, platform, secrets, progress = () => {} } = options;
  const { patience = 180_000, timeout = 30_000, largest = 64 * 1024 * 1024 } = options;
  const transport = options.transport ?? openTransport(env);
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const masked = (text: string): string => secrets.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  const show = (text: string): string => harmless(masked(text));
  /** A failure keeps what it was answered, and a server may send back what it was sent. */
  const kept = (answer: Answer | null): Answer | null =>
    answer === null ? null : { status: answer.status, headers: answer.headers, text: masked(answer.text) };
  let sent = 0;
  /** Until when somebody already waits, by this machine's clock: questions side by side wait together, not one after the other. */
  let waitedUntil = 0;
  let left = patience;

  async function pause(
    { wait, isLimit }: Again,
    question: Question,
    because: string,
    answer: Answer | null,
  ): Promise<void> {
    const now = Date.now();
    const alone = Math.max(0, now + wait - Math.max(now, waitedUntil));
    if (alone > left)
      throw new HttpFailure(
        `${platform} was asked for ${question.what}, and ${because}. Asking again makes sense in ${inWords(wait)}, which is longer than the gate waits.`,
        {
          answer: kept(answer),
          fix: isLimit ? "Run the gate again then, or let fewer jobs ask at the same time." : "Run the gate again.",
        },
      );
    left -= alone;
    waitedUntil = Math.max(waitedUntil, now + wait);
    if (wait > 5000) progress(`waiting ${inWords(wait)} for ${platform}`);
    await sleep(wait);
  }

  async function attempt(question: Question, url: URL): Promise<Answer> {
    const { method = "GET", headers, body = null, wantsBytes = false } = question;
    sent += 1;
    return transport.send({ method, url, headers, body, timeout, largest, wantsBytes });
  }

  async function follow(question: Question): Promise<Answer> {
    let url = question.url;
    for (let hops = 0; ; hops += 1) {
      const answer = await attempt(question, url);
      const { location } = answer.headers;
      if (![301, 302, 307, 308].includes(answer.status) || location === undefined) return answer;
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next === null || next.origin !== url.origin || hops === mostRedirects || (question.method ?? "GET") !== "GET")
        throw new HttpFailure(
          `${platform} was asked for ${question.what} and sent the gate elsewhere (${answer.status}); it goes to no other host with its token.`,
          { answer: kept(answer), fix: "If the repository was moved or renamed, give its new name." },
        );
      url = next;
    }
  }

  async function ask(question: Question): Promise<Answer> {
    for (let round = 1; ; round += 1) {
      const isLast = round === mostAttempts || !question.isSafe;
      let answer: Answer;
      try {
        answer = await follow(question);
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        const because = show(`no answer came: ${error.message}`);
        if (isLast || !error.isTransient)
          throw new HttpFailure(`${platform} was asked for ${question.what}, and ${because}.`, {
            fix: `Check that ${question.url.host} can be reached from here, and run the gate again.`,
          });
        await pause({ wait: pauseAfter(round), isLimit: false }, question, because, null);
        continue;
      }
      const doubt = answer.status < 300 ? (question.doubt?.(answer) ?? null) : null;
      const again: Again | null =
        doubt === null
          ? againAfter(answer, round, Date.now())
          : doubt.kind === "limit"
            ? { wait: limitLasts(answer.headers, round, Date.now()), isLimit: true }
            : { wait: pauseAfter(round), isLimit: false };
      if (again === null && isAnswer(answer, question)) return answer;
      const because = show(doubt?.because ?? `it answered ${summaryOf(answer)}`);
      if (again === null || isLast)
        throw new HttpFailure(`${platform} was asked for ${question.what}, and ${because}.`, {
          answer: kept(answer),
          ...(again === null ? {} : { fix: `Run the gate again; ${platform} may be having a bad moment.` }),
        });
      await pause(again, question, because, answer);
    }
  }
  return {
    ask,
    get sent() {
      return sent;
    },
  };
}

/** A question is answered by 200 alone: what is partial, not modified though nobody asked, or without content tells nothing. */
const isAnswer = ({ status }: Answer, { method = "GET" }: Question): boolean =>
  method === "GET" ? status === 200 : status >= 200 && status < 300;

const names: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  410: "Gone",
  422: "Unprocessable",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** `403 Forbidden ("Resource not accessible by integration")`: the words of a JSON answer, at most a line; pages of HTML are not shown. */
export function summaryOf({ status, text }: Answer): string {
  const named = names[status] === undefined ? String(status) : `${status} ${names[status]}`;
  const said = wordsOf(text);
  return said === null ? named : `${named} ("${said}")`;
}

function wordsOf(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const said: Readonly<Record<string, unknown>> = { ...value };
    const words = [said.message, said.error_description, said.error].filter((each) => typeof each === "string");
    return (
      words
        .find((each) => each.trim() !== "")
        ?.trim()
        .slice(0, 200) ?? null
    );
  } catch {
    return null;
  }
}

/** What a server says may hold anything; control characters never reach a log. */
const harmless = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, 500);

const inWords = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
};
