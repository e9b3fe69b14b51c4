/** GitLab groups as a policy writes them, by path or number, and who is in them. */
import { settle } from "../settled.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { group, member } from "./schema/changes.ts";

/** The name in the policy -> the group's number, each asked once. A path that cannot be read is left out: it proves nobody a member, and nobody none. */
export type GroupNumbers = (names: readonly string[]) => Promise<ReadonlyMap<string, number>>;

export function openGroupNumbers(client: Client): GroupNumbers {
  const known = new Map<string, Promise<number | null>>();
  const ask = async (name: string): Promise<number | null> => {
    if (/^\d+$/.test(name)) return Number(name);
    const asking = {
      route: routes.group,
      at: { group: name },
      what: `the group ${name}`,
      query: { with_projects: "false" },
    };
    const its = await settle(client.get(group, asking));
    return its.ok && its.value.full_path.toLowerCase() === name.toLowerCase() ? its.value.id : null;
  };
  return async (names) => {
    const found = await Promise.all(
      names.map(async (name) => {
        const number = known.get(name) ?? ask(name);
        known.set(name, number);
        return [name, await number] as const;
      }),
    );
    return new Map(found.flatMap(([name, number]) => (number === null ? [] : [[name, number] as const])));
  };
}

/** Least access level of a member who may see anything; below it stands "minimal access". */
const guest = 10;

/** Those of these people who are in the group, inherited members included; null where that cannot be read. */
export async function membersAmong(
  client: Client,
  name: string,
  ids: readonly number[],
): Promise<ReadonlySet<number> | null> {
  const asking = {
    route: routes.groupMembers,
    at: { group: name },
    what: `the members of the group ${name}`,
    query: { "user_ids[]": [...ids].sort((a, b) => a - b).map(String) },
  };
  const found = await settle(client.list(member, asking));
  if (!found.ok) return null;
  const active = found.value.filter(
    ({ access_level, state }) => access_level >= guest && (state == null || state === "active"),
  );
  return new Set(active.map(({ id }) => id).filter((id) => ids.includes(id)));
}
