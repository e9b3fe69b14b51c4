/** What networks, proxies and overloaded servers do to an answer. */
import { type FaultKind, type Given, lasting, told, transient } from "./kind.ts";

const page = (status: number): Given => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${status}</title></head><body><h1>We are having a problem</h1></body></html>`,
});

export const network: readonly FaultKind[] = [
  transient("connection reset before the answer", (answer) => ({ ...answer, connection: "reset before" })),
  transient("connection cut in the middle of the answer", (answer) => ({ ...answer, connection: "cut in the middle" })),
  transient("answer that stops in the middle", (answer) => ({ ...answer, connection: "stalls in the middle" })),
  transient("connection reset after the answer", (answer) => ({ ...answer, connection: "reset after" })),
  transient("answer that comes late", (answer, _, chance) => ({ ...answer, delay: 200 + chance.below(4000) })),
  transient("answer that comes too late", (answer) => ({ ...answer, delay: 45_000 })),
  transient("JSON cut off", (answer, _, chance) =>
    answer.body.length < 2 ? null : { ...answer, body: answer.body.slice(0, 1 + chance.below(answer.body.length - 1)) },
  ),
  transient("server error", (_answer, _asked, chance) => told(chance.pick([500, 502, 503, 504]), "Server Error")),
  transient("server error as a page of HTML", (_answer, _asked, chance) => page(chance.pick([500, 502, 503, 504]))),
  transient("page of HTML with status 200", () => page(200)),
  transient("empty body with status 200", (answer) => ({ ...answer, body: "" })),
  lasting("wrong status", (answer, _asked, chance) => ({
    ...answer,
    status: chance.pick([201, 202, 203, 206, 301, 304, 400, 401, 404, 409, 410, 418, 422, 451]),
  })),
  lasting("redirect to another host", () => ({ ...told(302, "Found"), headers: { location: "http://127.0.0.2:9/" } })),
  lasting("redirect to itself", (_answer, _asked, chance) => ({
    ...told(chance.pick([301, 302, 307, 308]), "Found"),
    headers: { location: "?again=1" },
  })),
  lasting("no content", () => ({ status: 204, headers: {}, body: "" })),
  lasting("headers that were lost", (answer) => ({ ...answer, headers: { "content-type": "application/json" } })),
];
