/** Who somebody is on GitLab: accounts of people, of tokens, and of services. */
import type { Identity } from "../../core/evidence/identity.ts";
import type { UserReply } from "./schema/common.ts";

/** Stands for an account that was deleted: nobody can be told apart from anybody by it. */
const ghost: Identity = { name: "ghost", email: null, login: null, kind: "person" };

/** Users that stand for an access token or a service: `project_12_bot_a1b2`, `group_7_bot`, `service_account_...`. */
const machine =
  /^(?:(?:project|group)_\d+_bot(?:_?[0-9a-z]+)?|service_account_.+|gitlab-(?:security-)?bot|support-bot|alert-bot|migration-bot|ghost\d*-bot)$/i;

const isGhost = (username: string): boolean => /^ghost\d*$/i.test(username);

/** An account as every reply names it. */
export function userOf(user: UserReply | null | undefined): Identity {
  if (user == null || isGhost(user.username)) return ghost;
  const { username, name } = user;
  return { name: name ?? username, email: null, login: username, kind: machine.test(username) ? "bot" : "person" };
}
