/** Whether anything can still bring the approvals that are missing while the gate waits. */
import type { PolicyInForce } from "./core/case.ts";
import type { Result } from "./core/result.ts";
import type { Sight } from "./platforms/platform.ts";

/** Requirements that nobody is being asked for, as people say them: `security`, `a or b`. Empty where waiting makes sense. */
export function nobodyAskedFor(
  { approvals, environment }: Pick<Result, "approvals" | "environment">,
  policies: readonly PolicyInForce[],
  sight: Sight,
): readonly string[] {
  const groups = policies.flatMap(({ policy }) => Object.values(policy.groups));
  const asking = sight.asking?.map((name) => name.toLowerCase()) ?? null;
  return approvals.requirements
    .filter(({ missing, impossible, anyOf }) => {
      if (missing === 0) return false;
      if (impossible) return true;
      // Where it cannot be told, or a job may yet come to ask, the time limit has the last word.
      if (asking === null || sight.othersUnfinished !== false) return false;
      const theirs = groups.filter(({ name }) => anyOf.includes(name));
      const channels = [
        environment,
        ...theirs.flatMap(({ github, gitlab }) => [...github.environments, ...(gitlab.jobs ?? [])]),
      ];
      const isAsked = channels.some((name) => asking.includes(name.toLowerCase()));
      return !isAsked && !(sight.isReviewable && theirs.some(takesReviewsOf));
    })
    .map(({ anyOf }) => anyOf.join(" or "));
}

/** Do reviews on the release's one change request count for anybody? */
export const takesReviews = (policies: readonly PolicyInForce[]): boolean =>
  policies.some(({ policy }) => Object.values(policy.groups).some(takesReviewsOf));

const takesReviewsOf = ({ github, gitlab }: PolicyInForce["policy"]["groups"][string]): boolean =>
  github["pull-request-reviews"] || gitlab["merge-request-approvals"] === true;
