/** Reads objects of a repository through one git process that is kept for the length of a conversation. */
import type { Git } from "./git.ts";

/** `bytes` is null when the object is larger than was asked for. `unreadable` holds git's words: a missing or broken object. */
export type ObjectReading =
  | {
      readonly status: "found";
      readonly oid: string;
      readonly type: string;
      readonly size: number;
      readonly bytes: Buffer | null;
    }
  | { readonly status: "missing" }
  | { readonly status: "ambiguous" }
  | { readonly status: "unreadable"; readonly because: string };

export interface Objects {
  /** `name` is anything git can resolve. Objects above `limit` bytes (default 16 MiB) are passed over without being held. */
  read(name: string, limit?: number): Promise<ObjectReading>;
}

interface Request {
  readonly name: string;
  readonly limit: number;
  readonly answer: (reading: ObjectReading) => void;
}

const mebibyte = 1024 * 1024;
/** After so many milliseconds without a question the process is let go. */
const patience = 10_000;

/**
 * Opens the conversation; the process begins with the first question and never keeps the program alive. Where git dies over an
 * object (one that a partial clone lacks, a broken one), that object is `unreadable` and a new process answers the rest.
 */
export function openObjects(git: Git): Objects {
  let talk: Talk | null = null;
  const ask = (request: Request): void => {
    if (talk === null || talk.isOver()) talk = begin(git, ask);
    talk.ask(request);
  };
  return {
    read: (name, limit = 16 * mebibyte) =>
      new Promise((answer) => {
        // A line break would end the question early; no name that git resolves may hold one.
        if (/[\n\0]/.test(name)) answer({ status: "missing" });
        else ask({ name, limit, answer });
      }),
  };
}

interface Talk {
  ask(request: Request): void;
  isOver(): boolean;
}

/** `askAgain` takes the questions that this process leaves unanswered when it dies over an earlier one. */
function begin(git: Git, askAgain: (request: Request) => void): Talk {
  const child = git.start(["cat-file", "--batch"]);
  const queue: Request[] = [];
  let words = "";
  let over = false;
  let idle: NodeJS.Timeout | undefined;

  const end = (last: string): void => {
    over = true;
    clearTimeout(idle);
    const [broken, ...rest] = queue.splice(0);
    broken?.answer({ status: "unreadable", because: last });
    for (const request of rest) askAgain(request);
  };
  /** A process that is only kept in case of a further question must not keep the program from ending. */
  const hold = (isNeeded: boolean): void => {
    for (const part of [child, child.stdin, child.stdout, child.stderr] as { ref?(): void; unref?(): void }[])
      if (isNeeded) part.ref?.();
      else part.unref?.();
  };
  child.once("error", (error) => end(`git could not be started: ${error.message}`));
  child.once("close", () => end(words.trim().split("\n").at(-1) || "git ended without an answer"));
  child.stdin.on("error", () => {});
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-4000);
  });
  child.stdout.on(
    "data",
    answers(
      () => queue[0]?.limit ?? 0,
      (reading) => {
        queue.shift()?.answer(reading);
        if (queue.length > 0) return;
        hold(false);
        idle = setTimeout(() => {
          over = true;
          child.stdin.end();
        }, patience).unref();
      },
    ),
  );
  return {
    isOver: () => over,
    ask(request) {
      clearTimeout(idle);
      if (queue.push(request) === 1) hold(true);
      child.stdin.write(`${request.name}\n`);
    },
  };
}

/** Cuts the output of `cat-file --batch` into answers: a line, and after it so many bytes of content and a line break. */
function answers(limit: () => number, answer: (reading: ObjectReading) => void): (chunk: Buffer) => void {
  let line: Buffer[] = [];
  let body: { oid: string; type: string; size: number; left: number; pieces: Buffer[] | null } | null = null;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (body !== null) {
        const take = Math.min(body.left, chunk.length - at);
        body.pieces?.push(chunk.subarray(at, at + take));
        body.left -= take;
        at += take;
        if (body.left > 0) return;
        const { oid, type, size, pieces } = body;
        body = null;
        answer({ status: "found", oid, type, size, bytes: pieces && Buffer.concat(pieces).subarray(0, size) });
        continue;
      }
      const newline = chunk.indexOf(10, at);
      line.push(chunk.subarray(at, newline === -1 ? chunk.length : newline));
      if (newline === -1) return;
      at = newline + 1;
      const text = Buffer.concat(line).toString("latin1");
      line = [];
      const [, oid, type, digits] = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(text) ?? [];
      if (oid === undefined || type === undefined) {
        answer({ status: text.endsWith(" ambiguous") ? "ambiguous" : "missing" });
        continue;
      }
      const size = Number(digits);
      body = { oid, type, size, left: size + 1, pieces: size > limit() ? null : [] };
    }
  };
}
