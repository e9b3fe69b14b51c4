/** What people left on a merge request, and on which of its commits: GitLab's approvals carry no commit, so it is worked out. */
import { z } from "zod";
import type { OwnerRule, Review } from "../../core/evidence/reviews.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import { once, settle } from "../settled.ts";
import type { Client } from "./client.ts";
import { userOf } from "./identities.ts";
import { routes } from "./routes.ts";
import * as schema from "./schema/changes.ts";
import type { UserReply } from "./schema/common.ts";

/** Least access level of somebody who may push. */
const developer = 30;
const idsAtOnce = 100;

/** A review, with the number of whoever left it. */
export interface NumberedReview extends Review {
  readonly id: number;
}

export interface ReviewReader {
  /** The newest word of everybody who approved or asks for changes. Throws `HttpFailure`. */
  reviewsOf(request: schema.MergeRequestReply): Promise<readonly NumberedReview[]>;
  /** The rules that GitLab made of CODEOWNERS for this request; empty where it tells of none, as without the plan. */
  ownerRulesOf(request: schema.MergeRequestReply): Promise<readonly OwnerRule[]>;
}

interface Said {
  readonly user: UserReply;
  readonly state: "approved" | "changes-requested";
  readonly commit: string | null;
  readonly at: string | null;
}

export function openReviews(client: Client): ReviewReader {
  /** Does a push take earlier approvals away? Null where that may not be read: then each approval's own time has to tell. */
  const resetsOnPush = once(async (): Promise<boolean | null> => {
    const asking = { route: routes.approvalSettings, what: "whether a push takes approvals away" };
    const found = await settle(client.get(schema.approvalSettings, asking));
    return found.ok ? (found.value.reset_approvals_on_push ?? null) : null;
  });
  const members = memberReader(client);
  const rulesOf = ruleReader(client);

  const list = <T>(
    route: (typeof routes)["mergeRequestVersions"],
    of: Parameters<typeof client.list<T>>[0],
    iid: number,
    what: string,
    query = {},
  ) => client.list(of, { route, at: { iid }, what, query });

  async function said(request: schema.MergeRequestReply): Promise<readonly Said[]> {
    const { iid, sha = null } = request;
    const at = { iid };
    const [{ approved_by }, reviewers, isReset] = await Promise.all([
      client.get(schema.approvals, { route: routes.approvals, at, what: `the approvals of !${iid}` }),
      client.get(z.array(schema.reviewer), {
        route: routes.mergeRequestReviewers,
        at,
        what: `the reviewers of !${iid}`,
      }),
      resetsOnPush(),
    ]);
    const objecting = reviewers
      .filter(({ state }) => state === "requested_changes")
      .map(({ user, created_at }): Said => ({ user, state: "changes-requested", commit: sha, at: created_at ?? null }));
    const approving = approved_by.filter(({ user }) => !objecting.some((each) => each.user.id === user.id));
    const isUntimed = approving.some(({ approved_at }) => approved_at == null);
    const needsTimes = isReset !== true && approving.length > 0;
    const [versions, notes] = await Promise.all([
      needsTimes ? list(routes.mergeRequestVersions, schema.version, iid, `the versions of !${iid}`) : [],
      needsTimes && isUntimed
        ? list(routes.notes, schema.note, iid, `the notes on !${iid}`, { sort: "asc", order_by: "created_at" })
        : [],
    ]);
    return [
      ...objecting,
      ...approving.map(({ user, approved_at }): Said => {
        const time = approved_at ?? approvedIn(notes, user.id);
        const commit = isReset === true ? sha : time === null ? null : commitAt(versions, time, sha);
        return { user, state: "approved", commit, at: time };
      }),
    ];
  }

  return {
    ownerRulesOf: async ({ iid }) => ownerRulesIn(await rulesOf(iid)),
    async reviewsOf(request) {
      const all = await said(request);
      const levels = await members.levelsOf(all.map(({ user }) => user.id));
      const mayPush = ({ user }: Said): boolean => (levels.get(user.id) ?? 0) >= developer;
      const named = all.every(mayPush) ? new Set<number>() : eligibleIn(await rulesOf(request.iid));
      return all.map((each): NumberedReview => {
        const { user, state, commit, at } = each;
        return {
          id: user.id,
          reviewer: userOf(user),
          state,
          commit,
          submittedAt: at,
          eligible: mayPush(each) || named.has(user.id) ? "yes" : "no",
        };
      });
    },
  };
}

/** When this person approved last, by the notes that GitLab itself writes; null where they took it back or no note tells. */
function approvedIn(notes: readonly schema.NoteReply[], id: number): string | null {
  const own = notes.filter(({ system, author }) => system === true && author?.id === id);
  const last = own.findLast(({ body }) => /^(?:un)?approved this merge request/.test(body ?? ""));
  return last?.body?.startsWith("approved") === true ? last.created_at : null;
}

/**
 * The commit that was the newest when somebody approved. One that differs from the final version in its place alone (a rebase) has the
 * same patch, and stands for the final one.
 */
function commitAt(versions: readonly schema.VersionReply[], at: string, final: string | null): string | null {
  const newestFirst = versions.toSorted((a, b) => b.id - a.id);
  const [newest] = newestFirst;
  if (newest === undefined || newest.head_commit_sha !== final) return null;
  const seen = newestFirst.find(({ created_at }) => Date.parse(created_at) <= Date.parse(at));
  if (seen === undefined) return null;
  const isSamePatch = seen.patch_id_sha != null && seen.patch_id_sha === newest.patch_id_sha;
  return isSamePatch ? final : (seen.head_commit_sha ?? null);
}

const noRules: schema.ApprovalStateReply = { rules: [] };

/** The approval rules of a request, asked once; none where they may not be read, or the plan has none. */
function ruleReader(client: Client) {
  const known = new Map<number, Promise<schema.ApprovalStateReply>>();
  const ask = async (iid: number): Promise<schema.ApprovalStateReply> => {
    if (client.plan.lacks("Premium") === true) return noRules;
    const asking = { route: routes.approvalState, at: { iid }, what: `the approval rules of !${iid}` };
    const found = await settle(client.get(schema.approvalState, asking));
    return found.ok ? found.value : noRules;
  };
  return (iid: number): Promise<schema.ApprovalStateReply> => {
    const asked = known.get(iid) ?? ask(iid);
    known.set(iid, asked);
    return asked;
  };
}

/** People whom an approval rule lets approve though they may not push. */
const eligibleIn = ({ rules }: schema.ApprovalStateReply): ReadonlySet<number> =>
  new Set(rules.flatMap((rule) => (rule.eligible_approvers ?? []).map(({ id }) => id)));

/** Groups that the token may not see are left out of a rule's groups, so such a rule does not say whom it names. */
const ownerRulesIn = ({ rules }: schema.ApprovalStateReply): readonly OwnerRule[] =>
  rules
    .filter((rule) => rule.rule_type === "code_owner" && rule.contains_hidden_groups !== true)
    .map(({ users, groups, eligible_approvers }) => ({
      owners: [
        ...(users ?? []).map(({ username }) => username.toLowerCase()),
        ...(groups ?? []).map(({ full_path }) => full_path.toLowerCase()),
      ].sort(byCodeUnit),
      people: (eligible_approvers ?? []).map(({ username }) => username).sort(byCodeUnit),
    }));

/** Reads access levels of people, each person once. */
function memberReader(client: Client) {
  const known = new Map<number, Promise<ReadonlyMap<number, number>>>();

  async function ask(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const asking = {
      route: routes.members,
      what: "the members of the project",
      query: { "user_ids[]": ids.map(String) },
    };
    const found = await client.list(schema.member, asking);
    const active = found.filter(({ state }) => state == null || state === "active");
    return new Map(active.map(({ id, access_level }) => [id, access_level]));
  }
  return {
    /** Who is no member is left out. Throws `HttpFailure`. */
    async levelsOf(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
      const missing = [...new Set(ids)].filter((id) => !known.has(id)).sort((a, b) => a - b);
      for (let from = 0; from < missing.length; from += idsAtOnce) {
        const batch = missing.slice(from, from + idsAtOnce);
        const asked = ask(batch);
        for (const id of batch) known.set(id, asked);
      }
      const answers = await Promise.all(new Set(ids.flatMap((id) => known.get(id) ?? [])));
      return new Map(answers.flatMap((levels) => [...levels]));
    },
  };
}
