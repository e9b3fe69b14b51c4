/** How environments are protected: all of the repository's, since only the whole list proves that one is not there. */
import type { ProtectedEnvironment } from "../../core/evidence/environments.ts";
import type { Client } from "./client.ts";
import { type EnvironmentReply, environments } from "./schema/environments.ts";
import type { Setting } from "./surroundings.ts";

const perPage = 100;

/** Every environment. Throws `HttpFailure`. */
export async function readEnvironments(client: Client, { owner, name }: Setting): Promise<readonly EnvironmentReply[]> {
  const asking = { what: "the environments of the repository", permission: "actions: read" };
  const page = (number: number) =>
    client.get(`/repos/${owner}/${name}/environments`, environments, asking, {
      per_page: String(perPage),
      page: String(number),
    });
  const { value: first } = await page(1);
  const pages = Math.ceil(first.total_count / perPage);
  const rest = await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page(index + 2)));
  return [first, ...rest.map(({ value }) => value)].flatMap((each) => each.environments);
}

/** One of them as evidence has it; names are compared without case, as GitHub does. */
export function protectionOf(name: string, all: readonly EnvironmentReply[], { owner }: Setting): ProtectedEnvironment {
  const found = all.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    return { name, exists: false, reviewers: [], preventsSelfReview: null, adminsMayBypass: null, url: null };
  const rules = found.protection_rules ?? null;
  const asking = (rules ?? []).filter(({ type }) => type === "required_reviewers");
  const named = asking.flatMap(({ reviewers }) =>
    (reviewers ?? [null]).map((each) => {
      const { login, slug } = each?.reviewer ?? {};
      if (each?.type === "User" && login !== undefined) return { kind: "user" as const, name: login };
      return each?.type === "Team" && slug !== undefined ? { kind: "team" as const, name: `${owner}/${slug}` } : null;
    }),
  );
  const known = named.filter((each) => each !== null);
  return {
    name: found.name,
    exists: true,
    // A reviewer of a kind that is not known: then nobody can say who may approve.
    reviewers: rules === null || known.length < named.length ? null : known,
    preventsSelfReview: selfReviewPrevented(asking.map((rule) => rule.prevent_self_review ?? null)),
    adminsMayBypass: found.can_admins_bypass ?? null,
    url: found.html_url ?? null,
  };
}

/** One rule that lets people approve their own run is enough for a no; older Enterprise Servers do not say. */
const selfReviewPrevented = (rules: readonly (boolean | null)[]): boolean | null =>
  rules.includes(false) ? false : rules.length === 0 || rules.includes(null) ? null : true;
