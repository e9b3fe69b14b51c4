/** The merge requests of the release, with what people left on them. */

import type { Commit } from "../../../core/evidence/commits.ts";
import { observed } from "../../../core/evidence/observed.ts";
import type { ReviewedChange } from "../../../core/evidence/reviews.ts";
import type { Collector } from "../context.ts";
import { userOf } from "../identities.ts";

const peopleOf = (commit: Commit | undefined): ReviewedChange["lastPushedBy"] =>
  commit === undefined ? null : [commit.author, commit.committer];

/** So many merge requests are looked into at a time: each takes a few requests. */
const atOnce = 8;

export const reviews: Collector<"reviews"> = async (context, { kinds }) => {
  const { made, reviews: reader, surroundings, trusted } = context;
  const [requests, all] = await Promise.all([made.requests(), made.commits()]);
  const withPaths = kinds.includes("codeOwners");
  const changes: ReviewedChange[] = [];
  for (let from = 0; from < requests.length; from += atOnce)
    changes.push(
      ...(await Promise.all(
        requests.slice(from, from + atOnce).map(async (brought): Promise<ReviewedChange> => {
          const { request, commits } = brought;
          // Rules are made of the target branch's CODEOWNERS: another branch's file may name anybody.
          const isTrusted = trusted.ok && request.target_branch === trusted.value.name;
          const [said, paths, ownerRules] = await Promise.all([
            reader.reviewsOf(request),
            withPaths ? made.pathsOf(brought) : [],
            withPaths && isTrusted ? reader.ownerRulesOf(request) : [],
          ]);
          const merger = request.merge_user ?? request.merged_by ?? null;
          return {
            name: `!${request.iid}`,
            title: request.title,
            url: request.web_url ?? null,
            author: userOf(request.author),
            commits,
            finalCommit: request.sha ?? "",
            reviews: said.map(({ id: _number, ...review }) => review),
            paths,
            // GitLab tells nobody who pushed. Squashed, the final commit is none of the release's.
            lastPushedBy: peopleOf(all.find(({ sha }) => sha === request.sha)),
            mergedBy: merger === null ? null : userOf(merger),
            ...(ownerRules.length === 0 ? {} : { ownerRules }),
          };
        }),
      )),
    );
  return observed({ channel: "change-requests", changes }, "GitLab's merge requests", surroundings.now);
};
