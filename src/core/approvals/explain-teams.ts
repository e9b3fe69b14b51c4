/** The sentences about teams that were asked whether somebody is in them. */
import type { UnreadTeam } from "../evidence/deployment-approvals.ts";
import { labelOf } from "./explain.ts";

/**
 * Why nothing proves that somebody belongs to one of these groups, where their teams were asked: `unread` those that did not answer.
 * `why` says what the environment lacks as a proof, as a clause; null where there is nothing to say.
 */
export function unprovenByTeams(
  person: string,
  {
    groups,
    why,
    unread,
  }: { readonly groups: readonly string[]; readonly why: string | null; readonly unread: readonly UnreadTeam[] },
): string {
  const label = labelOf(groups);
  const clause = why === null ? "" : `${why}, and `;
  if (unread.length === 0)
    return `Nothing proves that ${person} is a member of ${label}: ${clause}they are in none of its teams.`;
  const teams = [...unread].sort((a, b) => (a.team < b.team ? -1 : 1));
  const names = teams.map(({ team }) => team).join(", ");
  // Often the same for all: a token that sees no team at all.
  const reasons = [...new Set(teams.flatMap(({ because, fix }) => (fix === null ? [because] : [because, fix])))];
  return (
    `Nothing proves that ${person} is a member of ${label}: ${clause}the members of ${names} cannot be read here. ` +
    reasons.join(" ")
  );
}
