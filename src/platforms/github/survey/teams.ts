/** Which of the policy's teams there are, as far as a token may see. */
import { z } from "zod";
import type { SurveyedTeam } from "../../../core/evidence/setup-facts.ts";
import { HttpFailure } from "../../http.ts";
import type { Client } from "../client.ts";

const query = `query Team($organisation: String!, $team: String!) {
  organization(login: $organisation) { team(slug: $team) { slug } }
}`;
const team = z.object({ slug: z.string() }).nullable();

/** `mayRead`: is the client's token one that reads organisations? Only then is a team that does not show certainly absent. */
export async function readTeams(
  client: Client,
  names: readonly string[],
  mayRead: boolean,
): Promise<readonly SurveyedTeam[]> {
  return Promise.all(
    [...names].sort().map(async (name): Promise<SurveyedTeam> => {
      const [organisation = "", slug = ""] = name.split("/");
      const asking = { what: `the team ${name}`, permission: null };
      try {
        const answer = await client.graph(query, { organisation, team: slug }, asking);
        const found = answer.part(["organization", "team"], team, asking);
        return { name, state: found === null ? (mayRead ? "absent" : "unknown") : "there" };
      } catch (error) {
        if (error instanceof HttpFailure) return { name, state: "unknown" };
        throw error;
      }
    }),
  );
}
