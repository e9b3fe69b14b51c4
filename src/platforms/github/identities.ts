/** Who somebody is on GitHub: accounts of people and apps, and the accounts that GitHub ties to the names in a commit. */
import type { Identity } from "../../core/evidence/identity.ts";
import { gitIdentity } from "../checkout/identity.ts";
import type { CommitReply, GitActorReply } from "./schema/changes.ts";

/** Stands for an account that was deleted: nobody can be told apart from anybody by it. */
const ghost: Identity = { name: "ghost", email: null, login: null, kind: "person" };

/** An account as GraphQL tells it; bots get the `[bot]` with which REST and people write them. */
export function accountOf(actor: { readonly __typename: string; readonly login: string } | null): Identity {
  if (actor === null) return ghost;
  const isBot = actor.__typename === "Bot" || actor.login.endsWith("[bot]");
  const login = isBot && !actor.login.endsWith("[bot]") ? `${actor.login}[bot]` : actor.login;
  return { name: login, email: null, login, kind: isBot ? "bot" : "person" };
}

/** An account as REST tells it. */
export function userOf(user: { readonly login: string; readonly type: string } | null | undefined): Identity {
  if (user == null) return ghost;
  const isBot = user.type === "Bot" || user.login.endsWith("[bot]");
  return { name: user.login, email: null, login: user.login, kind: isBot ? "bot" : "person" };
}

const webFlow = "web-flow";
const isMachine = (login: string): boolean => login.toLowerCase() === webFlow || login.endsWith("[bot]");

/** Somebody whom a commit names, with their account. */
export function personIn(actor: GitActorReply, signature: CommitReply["signature"]): Identity {
  const plain = gitIdentity(actor?.name ?? "", actor?.email ?? "");
  const login = actor?.user?.login ?? null;
  if (login !== null && !isMachine(login)) return { ...plain, login };
  if (signature?.isValid !== true || !signature.wasSignedByGitHub) return plain;
  if (login !== null) return { ...plain, login, kind: login.endsWith("[bot]") ? "bot" : plain.kind };
  if (plain.kind === "bot") return { ...plain, login: plain.name };
  // GitHub itself, which commits what people merge or edit in the browser: GraphQL ties no account to it.
  return /^noreply@/i.test(plain.email ?? "") ? { ...plain, login: webFlow } : plain;
}

/**
 * Author, committer and co-authors of a commit with their accounts. GitHub ties a name to an account by its e-mail address, which is
 * free text; only for its own account, and for a bot's, does the gate ask for more: GitHub's own valid signature.
 */
export function peopleOf(
  { author, committer, authors, signature }: CommitReply,
  told: { readonly coAuthors: readonly Identity[] },
): { readonly author: Identity; readonly committer: Identity; readonly coAuthors: readonly Identity[] } {
  const named = (actor: GitActorReply): Identity => personIn(actor, signature);
  const byAddress = new Map(authors.nodes.map((actor) => [actor?.email?.trim().toLowerCase() ?? "", named(actor)]));
  const first = named(author);
  const isFirst = ({ email }: Identity): boolean =>
    email !== null && email.toLowerCase() === first.email?.toLowerCase();
  // What the message says and what GitHub read out of it; nobody twice.
  const coAuthors = new Map<string, Identity>();
  for (const identity of [...told.coAuthors, ...byAddress.values()]) {
    const key = identity.email?.toLowerCase() ?? identity.name;
    const account = byAddress.get(identity.email?.toLowerCase() ?? "") ?? identity;
    if (!isFirst(identity) || told.coAuthors.includes(identity)) coAuthors.set(key, account);
  }
  return { author: first, committer: named(committer), coAuthors: [...coAuthors.values()] };
}
