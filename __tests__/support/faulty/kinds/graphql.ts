/** What GraphQL does: it answers 200 and says in the body that something is missing. */
import { type FaultKind, lasting, transient } from "./kind.ts";

const onGraphql =
  (errors: readonly object[], keepData: boolean): FaultKind["strike"] =>
  (answer, { isGraphql }) => {
    if (!isGraphql) return null;
    const { data } = JSON.parse(answer.body) as { data?: unknown };
    return { ...answer, body: JSON.stringify({ ...(keepData ? { data } : {}), errors }) };
  };

export const graphql: readonly FaultKind[] = [
  transient("GraphQL gives up half way", (answer, asked, chance) =>
    onGraphql(
      [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded." }],
      chance.happens(0.5),
    )(answer, asked, chance),
  ),
  lasting(
    "GraphQL limit with status 200",
    onGraphql([{ type: "RATE_LIMITED", message: "API rate limit exceeded" }], false),
  ),
  lasting("GraphQL error without a place", (answer, asked, chance) =>
    onGraphql([{ message: "Something is wrong." }], chance.happens(0.7))(answer, asked, chance),
  ),
  lasting("GraphQL errors in another shape", (answer, { isGraphql }, chance) => {
    if (!isGraphql) return null;
    const whole = JSON.parse(answer.body) as { data?: unknown };
    const errors = chance.pick<unknown>([{}, "no", [null], [{ message: 7 }], [{ path: ["repository"] }], [[]]]);
    return { ...answer, body: JSON.stringify({ ...whole, errors }) };
  }),
  lasting("GraphQL null with an error that names its place", (answer, { isGraphql }, chance) => {
    if (!isGraphql) return null;
    const whole = JSON.parse(answer.body) as { data?: unknown };
    const places: (string | number)[][] = [];
    const walk = (value: unknown, at: (string | number)[]): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, entry] of Object.entries(value)) {
        const place = [...at, Array.isArray(value) ? Number(key) : key];
        places.push(place);
        walk(entry, place);
      }
    };
    walk(whole.data, []);
    if (places.length === 0) return null;
    const path = chance.pick(places);
    let inner = whole.data as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) inner = inner[step] as Record<string | number, unknown>;
    inner[path.at(-1) ?? ""] = null;
    const body = { ...whole, errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration", path }] };
    return { ...answer, body: JSON.stringify(body) };
  }),
];
