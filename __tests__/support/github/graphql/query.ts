/** Where every query begins. */
import { sees } from "../access.ts";
import { nodeId } from "../rest/shapes.ts";
import { type Args, type Context, type Node, refusal } from "./context.ts";

export function queryRoot(context: Context): Node {
  const { world, token, nodes, rate } = context;
  return {
    __typename: "Query",
    rateLimit: () => ({
      cost: context.cost,
      nodeCount: context.nodeCount,
      limit: rate.limit,
      // What is left after this query.
      remaining: Math.max(rate.remaining - context.cost, 0),
      used: rate.used + context.cost,
      resetAt: new Date(rate.reset * 1000).toISOString().replace(".000", ""),
    }),
    viewer: () => nodes.user(token?.login ?? ""),
    repository: ({ owner, name }: Args) => {
      const found = world.repositories.get(`${String(owner)}/${String(name)}`.toLowerCase());
      if (found === undefined || !sees(world, token, found))
        throw refusal(
          "NOT_FOUND",
          `Could not resolve to a Repository with the name '${String(owner)}/${String(name)}'.`,
        );
      return nodes.repository(found);
    },
    /** Of all things with an id only check suites: whatever else is asked for by id is not modelled. */
    node: ({ id }: Args) => {
      for (const repository of world.repositories.values()) {
        const suite = repository.suites.find((one) => nodeId("CS", one.id) === id);
        if (suite !== undefined && sees(world, token, repository)) return nodes.checkSuite(repository, suite);
      }
      throw refusal("NOT_FOUND", `Could not resolve to a node with the global id of '${String(id)}'.`);
    },
    organization: ({ login }: Args) => {
      const found = world.organizations.get(String(login).toLowerCase());
      if (found === undefined)
        throw refusal("NOT_FOUND", `Could not resolve to an Organization with the login of '${String(login)}'.`);
      return nodes.actor(found.login);
    },
    user: ({ login }: Args) => {
      const found = world.users.get(String(login).toLowerCase());
      if (found?.kind !== "User")
        throw refusal("NOT_FOUND", `Could not resolve to a User with the login of '${String(login)}'.`);
      return nodes.user(found.login);
    },
  };
}
