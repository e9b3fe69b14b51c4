/** Questions of GraphQL that come up in the same moment go out as one request: each costs a request of the hour, however little it asks. */
import { type Client, type GraphAnswer, Refused, TooHeavy } from "./client.ts";

type Graph = Client["graph"];

/** One field of `Query` with everything below it, and the variables that it names. */
interface Part {
  readonly name: string;
  /** `$owner: String!, $name: String!` */
  readonly declared: string;
  /** `repository` or `organization`. */
  readonly root: string;
  readonly body: string;
}

interface Waiting {
  readonly part: Part;
  readonly asked: Parameters<Graph>;
  readonly answer: (given: GraphAnswer | Promise<GraphAnswer>) => void;
}

/** More in one question than GitHub would like to answer in its ten seconds. */
const mostAtOnce = 12;

/** Null for a query with fragments, or with more than one field at its root: that goes out by itself. */
function partOf(query: string): Part | null {
  const [, name, declared, body = "", root] =
    /^\s*query (\w+)\(([^()]*)\)\s*\{\s*((repository|organization)\([\s\S]*\})\s*\}\s*$/.exec(query) ?? [];
  if (name === undefined || declared === undefined || root === undefined) return null;
  return { name, declared, root, body };
}

const quotedOrVariable = /"(?:\\.|[^"\\])*"|\$(\w+)/g;

/** Each question keeps its variables apart from those of the others by a prefix; a dollar in a text is no variable. */
const prefixed = (text: string, prefix: string): string =>
  text.replace(quotedOrVariable, (found, variable: string | undefined) =>
    variable === undefined ? found : `$${prefix}${variable}`,
  );

function oneOf(waiting: readonly Waiting[]): { readonly query: string; readonly variables: Record<string, unknown> } {
  const prefixOf = (index: number): string => `q${index}_`;
  const variables = waiting.flatMap(({ asked: [, given] }, index) =>
    Object.entries(given).map(([name, value]) => [`${prefixOf(index)}${name}`, value] as const),
  );
  const declared = waiting.map(({ part }, index) => prefixed(part.declared, prefixOf(index))).join(", ");
  const bodies = waiting.map(({ part }, index) => `${prefixOf(index)}: ${prefixed(part.body, prefixOf(index))}`);
  const name = waiting.map(({ part }) => part.name).join("_");
  return { query: `query ${name}(${declared}) {\n${bodies.join("\n")}\n}`, variables: Object.fromEntries(variables) };
}

/**
 * The same client, whose light questions of GraphQL wait a moment for company. An answer and a refusal reach only whom they concern.
 * A question that its asker can make smaller is heavy, and goes alone: the others must not wait for it.
 */
export function gathered(client: Client): Client {
  let queue: Waiting[] = [];

  const byItself = ({ asked, answer }: Waiting): void => answer(client.graph(...asked));

  async function together(waiting: readonly Waiting[]): Promise<void> {
    const { query, variables } = oneOf(waiting);
    const what = [...new Set(waiting.map(({ asked: [, , asking] }) => asking.what))].join("; ");
    try {
      const whole = await client.graph(query, variables, { what, permission: null }, true);
      for (const [index, { part, answer }] of waiting.entries())
        answer({
          part: (path, schema, asking) =>
            whole.part(
              path.map((step, depth) => (depth === 0 && step === part.root ? `q${index}_` : step)),
              schema,
              asking,
            ),
        });
    } catch (error) {
      // Too much at once, or turned down as a whole: each by itself may be answered, and says for itself what it lacks.
      if (error instanceof TooHeavy || error instanceof Refused) for (const each of waiting) byItself(each);
      else for (const { answer } of waiting) answer(Promise.reject(error));
    }
  }

  function flush(): void {
    const all = queue;
    queue = [];
    for (let from = 0; from < all.length; from += mostAtOnce) {
      const some = all.slice(from, from + mostAtOnce);
      const [first] = some;
      if (some.length === 1 && first !== undefined) byItself(first);
      else void together(some);
    }
  }
  return {
    get: client.get,
    write: client.write,
    graph(...asked) {
      const [query, , , mayShrink] = asked;
      const part = mayShrink === undefined ? partOf(query) : null;
      if (part === null) return client.graph(...asked);
      return new Promise((answer) => {
        // Files are gathered for a moment before they are asked for, so it takes two.
        if (queue.push({ part, asked, answer }) === 1) setImmediate(() => setImmediate(flush));
      });
    },
    get restLeft() {
      return client.restLeft;
    },
    get sent() {
      return client.sent;
    },
  };
}
