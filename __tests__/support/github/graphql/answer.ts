/** From a GraphQL request to its answer: parsed, held to the schema and to the limits, and executed over the same state as REST. */
import { type ExecutionResult, execute, type GraphQLError, type GraphQLFieldResolver } from "graphql";
import { type Answer, failure, ok } from "../call.ts";
import type { Token } from "../model.ts";
import type { RateLimits } from "../rate-limit.ts";
import { Violation } from "../violation.ts";
import type { World } from "../world.ts";
import { checkNodes } from "./checks.ts";
import type { Args, Context, Node, Nodes } from "./context.ts";
import { deploymentNodes } from "./deployments.ts";
import { gitNodes } from "./git.ts";
import { issueNodes } from "./issues.ts";
import { limitsOf } from "./limits.ts";
import { peopleNodes } from "./people.ts";
import { pullNodes } from "./pulls.ts";
import { queryRoot } from "./query.ts";
import { repositoryNodes } from "./repository.ts";
import { reading, schema } from "./schema.ts";

export interface GraphqlResult {
  readonly answer: Answer;
  readonly cost: number;
  /** What breaks the schema or a limit; GitHub's own answer to it is in `answer`. */
  readonly violation: string | null;
}

/** A field that the state doesn't have is said aloud: silently null it would look like an answer. */
const resolve: GraphQLFieldResolver<Node, Context> = (source, args: Args, context, info) => {
  const value = source[info.fieldName];
  if (value === undefined) {
    context.unmodelled.add(`${info.parentType.name}.${info.fieldName}`);
    return null;
  }
  return typeof value === "function" ? (value as (args: Args) => unknown)(args) : value;
};

const shown = ({ message, path, locations, extensions }: GraphQLError): Node => {
  const { type, ...rest } = extensions;
  return {
    ...(type === undefined ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    ...(Object.keys(rest).length === 0 ? {} : { extensions: rest }),
    locations: locations?.map(({ line, column }) => ({ line, column })) ?? [],
    message,
  };
};

export function answerGraphql(
  world: World,
  limits: RateLimits,
  token: Token | null,
  body: unknown,
  budget: number,
): GraphqlResult {
  if (token === null)
    return { answer: failure(401, "This endpoint requires you to be authenticated."), cost: 0, violation: null };
  const { query, variables } = (body ?? {}) as { query?: unknown; variables?: Record<string, unknown> | null };
  if (typeof query !== "string") throw new Violation("A GraphQL request is JSON with a `query`.");
  const read = reading(query);
  if ("errors" in read)
    throw new Violation(`The query breaks GitHub's schema: ${read.errors.map((error) => error.message).join(" ")}`);
  const { nodes, cost, errors } = limitsOf(schema(), read.document, variables ?? {});
  if (errors.length > 0) {
    return { answer: ok({ errors }), cost: 1, violation: errors.map((error) => error.message).join(" ") };
  }
  const context: Context = {
    world,
    token,
    nodes: {} as Nodes,
    cost,
    nodeCount: nodes,
    rate: limits.state(token, "graphql"),
    budget,
    unmodelled: new Set(),
  };
  const rooms = [gitNodes, repositoryNodes, pullNodes, issueNodes, checkNodes, deploymentNodes, peopleNodes];
  for (const room of rooms) Object.assign(context.nodes, room(context));
  const result = execute({
    schema: schema(),
    document: read.document,
    rootValue: queryRoot(context),
    contextValue: context,
    variableValues: variables ?? {},
    fieldResolver: resolve,
  }) as ExecutionResult;
  if (context.unmodelled.size > 0)
    throw new Violation(`The local GitHub does not model ${[...context.unmodelled].sort().join(", ")}.`);
  const own = result.errors?.find((error) => error.extensions["type"] === undefined);
  if (own !== undefined) {
    if (result.data === undefined) throw new Violation(`The variables break GitHub's schema: ${own.message}`);
    throw new Violation(`The local GitHub answers what its own schema refuses: ${own.message}`);
  }
  const answer = {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map(shown) } : {}),
  };
  return { answer: ok(answer), cost, violation: null };
}
