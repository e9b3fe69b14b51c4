/** Who is in a team, by a token that may read the organisation. */
import { HttpFailure } from "../http.ts";
import type { Client } from "./client.ts";
import { teamMembers } from "./schema/environments.ts";

const query = `query Members($organisation: String!, $team: String!, $after: String) {
  organization(login: $organisation) {
    team(slug: $team) { members(first: 100, membership: ALL, after: $after) { nodes { login } pageInfo { hasNextPage endCursor } } }
  }
}`;

/** Logins in lower case, members of child teams included. Throws `HttpFailure`: a team that cannot be seen is never an empty one. */
export async function readTeam(client: Client, name: string): Promise<ReadonlySet<string>> {
  const [organisation = "", team = ""] = name.split("/");
  const asking = { what: `the members of the team ${name}`, permission: null };
  const members = new Set<string>();
  for (let after: string | null = null, more = true; more; ) {
    const answer = await client.graph(query, { organisation, team, after }, asking);
    const found = answer.part(["organization", "team"], teamMembers, asking);
    if (found === null)
      throw new HttpFailure(`There is no team ${name}, or org-token may not see it.`, {
        fix: "Check the name, and give an org-token that may read the members of the organisation.",
      });
    for (const { login } of found.members.nodes) members.add(login.toLowerCase());
    after = found.members.pageInfo.endCursor;
    more = found.members.pageInfo.hasNextPage && after !== null;
  }
  return members;
}
