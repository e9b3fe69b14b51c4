/** What every GraphQL resolver has at hand, and how one says no. */
import { GraphQLError } from "graphql";
import { holds, type Need, refusedMessage } from "../access.ts";
import type { Commit } from "../git/objects.ts";
import type {
  CheckRun,
  CheckSuite,
  Deployment,
  Environment,
  Issue,
  PullRequest,
  Release,
  Repository,
  Reviewer,
  Status,
  Team,
  Token,
  WorkflowRun,
} from "../model.ts";
import type { World } from "../world.ts";

export type Args = Readonly<Record<string, unknown>>;
/** A resolved object: values, and functions of the field's arguments. */
export type Node = Readonly<Record<string, unknown>>;

/** How each thing is shown. Rooms add theirs, and reach those of others through here. */
export interface Nodes {
  repository(repository: Repository): Node;
  /** Commit, tree, blob or tag; null where there is none. */
  object(repository: Repository, sha: string, path?: string): Node | null;
  commit(repository: Repository, commit: Commit): Node;
  ref(repository: Repository, name: string): Node | null;
  pullRequest(repository: Repository, pull: PullRequest): Node;
  issue(repository: Repository, issue: Issue): Node;
  checkRun(repository: Repository, run: CheckRun): Node;
  checkSuite(repository: Repository, suite: CheckSuite): Node;
  status(repository: Repository, status: Status): Node;
  rollup(repository: Repository, sha: string): Node | null;
  workflowRun(repository: Repository, run: WorkflowRun): Node;
  deployment(repository: Repository, deployment: Deployment): Node;
  deployments(repository: Repository, all: readonly Deployment[], args: Args): Node;
  environment(repository: Repository, environment: Environment): Node;
  reviewer(reviewer: Reviewer): Node;
  release(repository: Repository, release: Release): Node;
  /** User, bot or organization; null for a deleted account. */
  actor(login: string): Node | null;
  /** The same as type `User`. */
  user(login: string): Node;
  team(team: Team): Node;
}

export interface Context {
  readonly world: World;
  readonly token: Token | null;
  readonly nodes: Nodes;
  /** Of the query: points and possible nodes. */
  readonly cost: number;
  readonly nodeCount: number;
  readonly rate: { readonly limit: number; readonly remaining: number; readonly used: number; readonly reset: number };
  /** Nodes that may still be given before GitHub would say that it is too much. */
  budget: number;
  /** Fields that were asked and are not modelled. */
  readonly unmodelled: Set<string>;
}

/** An error as GitHub has it: with a `type` beside the message. */
export const refusal = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type, ...(type === "FORBIDDEN" ? { saml_failure: false } : {}) } });

/**
 * Throws GitHub's FORBIDDEN where the token lacks what the field takes. As GitHub does, the error is the field's: one that is never null
 * takes what is above it along.
 */
export function guard({ world, token }: Context, need: Need, repository: Repository | null): void {
  if (token === null || holds(world, token, need, repository)) return;
  if (repository !== null && !repository.private && need.public) return;
  throw refusal("FORBIDDEN", refusedMessage(token));
}
