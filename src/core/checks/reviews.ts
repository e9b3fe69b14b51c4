/** Was every change of the release looked at by others, on its final commit, before it came in? */
import { z } from "zod";
import type { Commit } from "../evidence/commits.ts";
import type { Reviews } from "../evidence/reviews.ts";
import { namesIn } from "../people/makers.ts";
import { acquaint, displayName } from "../people/people.ts";
import { judgeChanges, remarksOn } from "./change-approvals.ts";
import { defineCheck, type Situation } from "./check.ts";
import { combine, fail, pass, skipped, unknown, type Verdict } from "./finding.ts";
import { judgeOwners, type OwnersQuestion } from "./owner-approvals.ts";
import { type JudgedChange, sortReviewers } from "./reviewers.ts";
import { capped, counted, listed, shortSha, verb } from "./wording.ts";

const settings = z.strictObject({
  approvals: z.int().min(1).max(10).default(1).describe("How many must have approved each change."),
  "code-owners": z.boolean().default(false).describe("Owners of the changed files must be among them."),
  trailers: z
    .boolean()
    .default(false)
    .describe("In a checkout alone, take Reviewed-by: and Acked-by: lines as reviews."),
});

type Settings = z.output<typeof settings>;

/** So many commits are named. */
const named = 50;

/**
 * Commits that no change brought. A merge commit among them counts like any other where change requests are the channel: the platform
 * ties a merge to its request, so one that stands alone was pushed past review. In a checkout a merge is no change of its own and
 * carries no trailer by custom, and git keeps no sign of what was resolved in it: it is counted aloud and left out.
 */
function strayCommits(
  commits: readonly Commit[],
  { changes, channel }: Reviews,
): { strays: readonly Commit[]; merges: number } {
  const brought = new Set(changes.flatMap(({ commits: own }) => own));
  const alone = commits.filter(({ sha }) => !brought.has(sha));
  const strays = channel === "trailers" ? alone.filter(({ isMerge }) => !isMerge) : alone;
  return { strays: [...strays].sort((a, b) => (a.sha < b.sha ? -1 : 1)), merges: alone.length - strays.length };
}

/** Each commit once, whatever the evidence says twice. */
const byHash = (commits: readonly Commit[]): ReadonlyMap<string, Commit> => {
  const map = new Map<string, Commit>();
  const shown = ({ author, title }: Commit): string => [displayName(author), author.email ?? "", title].join("\n");
  // In an order of their own, so that the first of several is the same whatever the order of the evidence.
  for (const commit of commits.length < 2 ? commits : commits.toSorted((a, b) => (shown(a) < shown(b) ? -1 : 1))) {
    const known = map.get(commit.sha);
    // Told twice and differently: everybody named counts as having made it.
    map.set(
      commit.sha,
      known === undefined
        ? commit
        : { ...known, coAuthors: [...known.coAuthors, ...commit.coAuthors, commit.author, commit.committer] },
    );
  }
  return map;
};

function nothingToReview({ release }: Situation): Verdict {
  if (release.relation === "behind")
    return skipped("reviews.no-commits", "The head brings no commit that the base has not.");
  return unknown(
    "reviews.no-commits",
    "No commit of the release was found, so nothing can be said about its reviews.",
    {
      fix: "Give the range with base and head, and fetch the whole history.",
    },
  );
}

type Facts = Omit<OwnersQuestion, "changes" | "who"> & {
  readonly reviews: Reviews;
  readonly commits: readonly Commit[];
};

function judge({ reviews, commits, ...owners }: Facts, given: Settings, situation: Situation): Verdict {
  if (reviews.channel === "trailers" && !given.trailers)
    return unknown("reviews.trailers-only", "Who reviewed the changes is not part of a checkout.", {
      fix: "Run the gate where change requests can be read, or take Reviewed-by: lines with `trailers: true` under reviews.",
    });
  if (commits.length === 0 && reviews.changes.length === 0) return nothingToReview(situation);

  const who = acquaint([
    ...namesIn({ commits, changes: reviews.changes }),
    ...reviews.changes.flatMap(({ reviews: given, lastPushedBy }) => [
      ...given.map(({ reviewer }) => reviewer),
      ...(lastPushedBy ?? []),
    ]),
  ]);
  const context = { who, channel: reviews.channel, commits: byHash(commits) };
  const changes = [...reviews.changes]
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map((change): JudgedChange => ({ change, reviewers: sortReviewers(change, context) }));
  const { strays, merges } = strayCommits([...context.commits.values()], reviews);

  if (changes.length === 0 && strays.length === 0)
    return unknown(
      "reviews.only-merges",
      "The release has merge commits only, and none tells who reviewed what it joins.",
      {
        fix: "Fetch the whole history, so that the commits behind the merges can be seen.",
      },
    );

  const parts = [...judgeChanges(changes, given.approvals, reviews.channel)];
  if (strays.length > 0)
    parts.push(
      fail(
        "reviews.unreviewed",
        `${counted(strays.length, "commit")} came in by no reviewed change: ${listed(strays.map(({ sha }) => shortSha(sha)))}.`,
        {
          details: capped(
            strays.map(({ sha, title, author }) => `${shortSha(sha)} ${title} (${displayName(author)})`),
            named,
          ),
          fix: "Bring such commits in by a change request and have it reviewed; what was pushed directly can be reviewed by a request that reverts and restores it.",
        },
      ),
    );
  if (given["code-owners"]) parts.push(...judgeOwners({ ...owners, changes, who }, strays.length > 0));
  if (!parts.some(({ status }) => status !== "pass"))
    parts.unshift(
      pass(
        "reviews.approved",
        `${verb(changes.length, "The one change", `All ${changes.length} changes`)} of this release ${verb(changes.length, "was", "were")} approved by ${given.approvals} other${given.approvals === 1 ? "" : "s"}.`,
        {
          details:
            merges === 0
              ? []
              : [
                  `${counted(merges, "merge commit")} without a review of ${verb(merges, "its", "their")} own: a merge is no change by itself.`,
                ],
        },
      ),
    );
  const verdict = combine(parts);
  return { ...verdict, details: [...verdict.details, ...remarksOn(changes, reviews.channel)] };
}

const sortKey = ({ name, finalCommit }: Reviews["changes"][number]): string =>
  `${name.replace(/\d+/g, (digits) => digits.padStart(12, "0"))}\n${finalCommit}`;

export const reviews = defineCheck({
  id: "reviews",
  question: "Was every change of this release approved, on its final commit, by others who may?",
  aboutRange: true,
  needs: ["reviews", "commits"],
  looksAt: ["codeOwners", "changedFiles"],
  settings: () => settings,
  ask: (given) => ({
    reviewTrailers: given.trailers,
    looksAt: given["code-owners"] ? ["codeOwners", "changedFiles"] : [],
  }),
  judge,
});
