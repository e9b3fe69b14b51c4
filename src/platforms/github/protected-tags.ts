/**
 * Tags that rulesets protect: nobody without a bypass can make one or move one, so such a tag says as much as a published release. Any
 * other tag says nothing, since whoever may push chooses its name.
 */
import { z } from "zod";
import { settle } from "../settled.ts";
import type { Client } from "./client.ts";
import { pointFields } from "./opening.ts";
import { matchesRef } from "./ref-pattern.ts";
import { point } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

export interface ProtectedTag {
  readonly name: string;
  readonly sha: string;
  /** ISO 8601; null where GitHub does not say. */
  readonly committedAt: string | null;
}

const query = `query ProtectedTags($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/tags/", first: 50, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes { name target { ${pointFields} } }
    }
    rulesets(first: 50, includeParents: true, targets: [TAG]) {
      nodes { enforcement conditions { refName { include exclude } } rules(first: 50) { nodes { type } } }
    }
  }
}`;

const tags = z.object({ nodes: z.array(z.object({ name: z.string(), target: point })) }).nullable();
const rulesets = z
  .object({
    nodes: z.array(
      z.object({
        enforcement: z.string(),
        conditions: z.object({
          refName: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }).nullable(),
        }),
        rules: z.object({ nodes: z.array(z.object({ type: z.string() })) }).nullable(),
      }),
    ),
  })
  .nullable();

/** Without the first anybody could make such a tag, without the second move it. */
const needed = ["CREATION", "UPDATE"] as const;

/** The newest of them, in no order. Empty where they cannot be read: a release then begins earlier, never later. */
export async function readProtectedTags(client: Client, { owner, name }: Setting): Promise<readonly ProtectedTag[]> {
  const asking = { what: "the tags of the repository and the rules for them", permission: "contents: read" };
  const read = await settle(
    client.graph(query, { owner, name }, asking).then((answer) => ({
      tags: answer.part(["repository", "refs"], tags, asking)?.nodes ?? [],
      rulesets: answer.part(["repository", "rulesets"], rulesets, asking)?.nodes ?? [],
    })),
  );
  if (!read.ok) return [];
  const active = read.value.rulesets.filter(({ enforcement }) => enforcement === "ACTIVE");
  return read.value.tags.flatMap(({ name: tag, target }) => {
    const rules = active
      .filter(({ conditions: { refName } }) => refName !== null && holdsFor(`refs/tags/${tag}`, refName))
      .flatMap((ruleset) => ruleset.rules?.nodes.map(({ type }) => type) ?? []);
    const isProtected = needed.every((type) => rules.includes(type));
    return isProtected && target !== null ? [{ name: tag, sha: target.sha, committedAt: target.committedAt }] : [];
  });
}

/** A pattern that is not understood includes nothing and excludes everything: then nothing is taken for protected. */
function holdsFor(
  ref: string,
  { include, exclude }: { readonly include: readonly string[]; readonly exclude: readonly string[] },
): boolean {
  return (
    include.some((each) => matchesRef(each, ref) === true) && exclude.every((each) => matchesRef(each, ref) === false)
  );
}
