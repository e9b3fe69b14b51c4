/**
 * How two commits stand to each other, told by GraphQL where one of them is the tip of a branch or under a tag: several such questions go
 * out together, where REST takes a request for each.
 */
import type { Relation } from "../../core/evidence/release.ts";
import { settle } from "../settled.ts";
import type { Ancestry } from "./ancestry.ts";
import type { Client } from "./client.ts";
import { type RefComparison, refComparison } from "./schema/history.ts";
import type { Setting } from "./surroundings.ts";

const query = `query Compared($owner: String!, $name: String!, $ref: String!, $other: String!) {
  repository(owner: $owner, name: $name) {
    ref(qualifiedName: $ref) {
      compare(headRef: $other) { status baseTarget { oid ... on Tag { target { oid } } } headTarget { oid } }
    }
  }
}`;

const forth: Readonly<Record<string, Relation>> = {
  AHEAD: "ahead",
  BEHIND: "behind",
  IDENTICAL: "same",
  DIVERGED: "diverged",
};
const back: Readonly<Record<string, Relation>> = { ...forth, AHEAD: "behind", BEHIND: "ahead" };

interface Means {
  readonly client: Client;
  readonly setting: Setting;
  /** Full names of branches and tags, by the commit that they were just seen to lead to. */
  readonly refs: ReadonlyMap<string, string>;
  /** Asked where GraphQL does not answer about these very commits. */
  readonly otherwise: Ancestry;
}

export function openRefAncestry({ client, setting: { owner, name }, refs, otherwise }: Means): Ancestry {
  const known = new Map<string, Promise<Relation>>();

  async function compare(from: string, other: string): Promise<RefComparison | null> {
    const asking = { what: `how ${other.slice(0, 10)} stands to ${from.slice(0, 10)}`, permission: "contents: read" };
    const answer = await client.graph(query, { owner, name, ref: refs.get(from) ?? "", other }, asking);
    return answer.part(["repository", "ref", "compare"], refComparison, asking);
  }

  async function ask(base: string, head: string): Promise<Relation> {
    if (base === head) return "same";
    const isForth = refs.has(base);
    if (!isForth && !refs.has(head)) return otherwise.relation(base, head);
    const [from, other] = isForth ? [base, head] : [head, base];
    const compared = await settle(compare(from, other));
    if (!compared.ok || compared.value === null) return otherwise.relation(base, head);
    const { status, baseTarget, headTarget } = compared.value;
    // The branch may have moved on since.
    const isMeant = [baseTarget.oid, baseTarget.target?.oid].includes(from) && headTarget.oid === other;
    const relation = isMeant ? (isForth ? forth : back)[status] : undefined;
    return relation ?? otherwise.relation(base, head);
  }

  const relation = (base: string, head: string): Promise<Relation> => {
    const key = `${base} ${head}`;
    const found = known.get(key) ?? ask(base, head);
    known.set(key, found);
    found.catch(() => {});
    return found;
  };
  return {
    relation,
    async isOn(tip, sha) {
      const found = await relation(sha, tip);
      return found === "same" || found === "ahead";
    },
  };
}
