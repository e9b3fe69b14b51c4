/** What a token may do, and the answers that GitHub gives where it may not. */
import type { Repository, Token } from "./model.ts";
import { mayPush, roleOf, type World } from "./world.ts";

export interface Need {
  /** Any of these permissions will do; none: whoever sees the repository may. Spelt as in a workflow (`pull-requests`). */
  readonly anyOf: readonly string[];
  readonly level: "read" | "write";
  /** Anybody may read it in a public repository. */
  readonly public: boolean;
}

export const metadata: Need = { anyOf: [], level: "read", public: true };
export const reads = (...anyOf: string[]): Need => ({ anyOf, level: "read", public: true });
export const readsPrivately = (...anyOf: string[]): Need => ({ anyOf, level: "read", public: false });
export const writes = (...anyOf: string[]): Need => ({ anyOf, level: "write", public: false });

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const notFound: Refusal = { status: 404, message: "Not Found", headers: {} };

const covers = (token: Token, repository: Repository): boolean =>
  token.repositories === null || token.repositories.includes(`${repository.owner}/${repository.name}`.toLowerCase());

/** Does the token's bearer see the repository at all? What it doesn't see is 404, as on GitHub. */
export function sees(world: World, token: Token | null, repository: Repository): boolean {
  if (!repository.private) return true;
  if (token === null || !covers(token, repository)) return false;
  return token.kind !== "user" || roleOf(world, repository, token.login) !== null;
}

/** Has the token one of these permissions, for this repository where one is given? */
export function holds(world: World, token: Token | null, need: Need, repository: Repository | null): boolean {
  if (need.anyOf.length === 0) return true;
  if (token === null || (repository !== null && !covers(token, repository))) return false;
  if (token.kind === "user" && need.level === "write" && repository !== null)
    if (!mayPush(roleOf(world, repository, token.login))) return false;
  const { permissions } = token;
  if (permissions === null) return true;
  return need.anyOf.some((name) => {
    // A person's fine-grained token can't be given it.
    if (token.kind === "user" && name === "checks") return false;
    return permissions[name] === "write" || (need.level === "read" && permissions[name] === "read");
  });
}

export const refusedMessage = (token: Token): string =>
  `Resource not accessible by ${token.kind === "user" ? "personal access token" : "integration"}`;

/** Null: go on. Else GitHub's refusal. */
export function refuse(world: World, token: Token | null, need: Need, repository: Repository | null): Refusal | null {
  if (repository !== null && !sees(world, token, repository)) return notFound;
  if (holds(world, token, need, repository)) return null;
  if (repository !== null && !repository.private && need.public && need.level === "read") return null;
  if (token === null) return { status: 401, message: "Requires authentication", headers: {} };
  const accepted = need.anyOf.map((name) => `${name.replaceAll("-", "_")}=${need.level}`).join("; ");
  return { status: 403, message: refusedMessage(token), headers: { "x-accepted-github-permissions": accepted } };
}
