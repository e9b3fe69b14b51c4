/** One page of a list as GraphQL has it: nodes, edges, cursors, and whether there is more. */
import { GraphQLError } from "graphql";
import { type Args, type Context, type Node, refusal } from "./context.ts";

const cursorOf = (at: number): string => Buffer.from(`cursor:v2:${at}`).toString("base64");

function positionOf(cursor: unknown): number | null {
  if (typeof cursor !== "string") return null;
  const at = /^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (at === undefined)
    throw refusal("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(at);
}

export function connection<T>(
  context: Context,
  list: readonly T[],
  args: Args,
  show: (item: T) => Node | null,
  more: Node = {},
): Node {
  const [after, before] = [positionOf(args["after"]), positionOf(args["before"])];
  let start = after === null ? 0 : after + 1;
  let end = before ?? list.length;
  const { first, last } = args as { first?: number | null; last?: number | null };
  if (typeof first === "number") end = Math.min(end, start + first);
  if (typeof last === "number") start = Math.max(start, end - last);
  start = Math.min(start, list.length);
  const items = list.slice(start, Math.max(start, end));
  // What fails for one item leaves that item null, beside its error.
  const shown = (item: T): Node | null | Error => {
    try {
      return show(item);
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  };
  context.budget -= items.length;
  if (context.budget < 0) throw refusal("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.");
  return {
    totalCount: list.length,
    nodes: () => items.map(shown),
    edges: () => items.map((item, at) => ({ cursor: cursorOf(start + at), node: shown(item) })),
    pageInfo: {
      hasNextPage: start + items.length < list.length,
      hasPreviousPage: start > 0,
      startCursor: items.length === 0 ? null : cursorOf(start),
      endCursor: items.length === 0 ? null : cursorOf(start + items.length - 1),
    },
    ...more,
  };
}
