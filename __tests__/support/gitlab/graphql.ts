/** The one corner of GitLab's GraphQL that the gate asks: commits by hash, with the accounts of their authors. */
import { buildSchema, graphqlSync } from "graphql";
import type { Answer } from "./call.ts";
import type { Token } from "./model.ts";
import { resolve } from "./rest/repository.ts";
import { above, type World } from "./world.ts";

const schema = buildSchema(`
  type Query { project(fullPath: ID!): Project }
  type Project { repository: Repository }
  type Repository { commit(ref: String!): Commit }
  type Commit { sha: String! author: UserCore }
  type UserCore { username: String! name: String! }
`);

/** A job's token is none here, and nobody sees what is private. */
export function answerGraph(world: World, token: Token | null, body: unknown): Answer {
  if (token?.kind === "job") return { status: 401, body: { errors: [{ message: "Invalid token" }] } };
  const { query = "", variables = {} } = (body ?? {}) as { query?: string; variables?: Record<string, unknown> };
  const project = ({ fullPath }: { readonly fullPath: string }) => {
    const found = world.projects.get(fullPath);
    const mayRead =
      token !== null &&
      found !== undefined &&
      (token.project === found.id || above(found.path).includes(token.group ?? ""));
    if (found === undefined || (found.visibility !== "public" && !mayRead)) return null;
    const commit = ({ ref }: { readonly ref: string }) => {
      const its = resolve(found, ref);
      if (its === undefined) return null;
      const author = [...world.users.values()].find(({ emails }) => emails.includes(its.author.email));
      return { sha: its.sha, author: author === undefined ? null : { username: author.username, name: author.name } };
    };
    return { repository: { commit } };
  };
  return {
    status: 200,
    body: graphqlSync({ schema, source: query, variableValues: variables, rootValue: { project } }),
  };
}
