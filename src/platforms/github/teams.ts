/** Who is in a team, by a token that may read the organisation. */
import { HttpFailure } from "../http.ts";
import { type Client, isForbidden } from "./client.ts";
import { type TeamReply, teamMembers } from "./schema/environments.ts";

const query = `query Members($organisation: String!, $team: String!, $after: String) {
  organization(login: $organisation) {
    team(slug: $team) { members(first: 100, membership: ALL, after: $after) { nodes { login } pageInfo { hasNextPage endCursor } } }
  }
}`;

const takes = 'give `org-token` one with "Members: read" (of a GitHub App) or `read:org` (of a person).';

/**
 * Logins in lower case, members of child teams included. Throws `HttpFailure`: a team that cannot be seen is never an empty one. GitHub
 * answers the same for a team that is not there and for one that the token may not see, so both are said.
 */
export async function readTeam(client: Client, name: string): Promise<ReadonlySet<string>> {
  const [organisation = "", team = ""] = name.split("/");
  const asking = { what: `the members of the team ${name}`, permission: null };
  const members = new Set<string>();
  for (let after: string | null = null, more = true; more; ) {
    const found: TeamReply = await client
      .graph(query, { organisation, team, after }, asking)
      .then((answer) => answer.part(["organization", "team"], teamMembers, asking))
      .catch((error: unknown) => {
        throw error instanceof HttpFailure ? explained(error, name) : error;
      });
    if (found === null)
      throw new HttpFailure(
        `GitHub shows no team ${name} to org-token: it is not there, or the token may not see it.`,
        {
          fix: `Check the name in the policy; if it is right, ${takes} A secret team is shown to its own members, to owners of the organisation and to apps alone.`,
        },
      );
    for (const { login } of found.members.nodes) members.add(login.toLowerCase());
    after = found.members.pageInfo.endCursor;
    more = found.members.pageInfo.hasNextPage && after !== null;
  }
  return members;
}

/** What the client says about permissions is about a job's own token, which can never read a team. */
function explained(failure: HttpFailure, name: string): HttpFailure {
  const { answer, status, message } = failure;
  if (status === 401)
    return new HttpFailure(message, {
      answer,
      fix: `The token in \`org-token\` is not valid here, or no longer: ${takes}`,
    });
  if (!isForbidden(failure)) return failure;
  return new HttpFailure(message, {
    answer,
    fix: `There is no organisation or team ${name}, or the token may not see it. Check the name in the policy; if it is right: ${takes}`,
  });
}
