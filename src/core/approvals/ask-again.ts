/** Asking again: an environment whose one approval came from somebody who is needed elsewhere can ask somebody else. */
import type { Deployment } from "./deployment.ts";
import { labelOf } from "./explain.ts";
import { askAgainSentence } from "./explain-environments.ts";
import type { Approver } from "./statements.ts";
import type { CountedRequirement } from "./tally-result.ts";

interface Seated {
  readonly deployment: Deployment;
  /** For each requirement the people who count for it. */
  readonly seats: readonly (readonly Approver[])[];
  readonly approvers: readonly Approver[];
}

/**
 * GitHub lets an environment through after one approval, and lets one person approve several. Where that leaves somebody missing, each
 * requirement says whose clicks were spent twice, which approval job to run again, and who may still approve there.
 */
export function askAgain(
  requirements: readonly CountedRequirement[],
  { deployment, seats, approvers }: Seated,
): readonly CountedRequirement[] {
  const { groups, environments } = deployment;
  const listedBy = groups.ofRequirement.map(
    (places) => new Set(places.flatMap((place) => [...(groups.all[place]?.environments ?? [])])),
  );
  const shown = (name: string): string => environments.get(name)?.name ?? name;
  return requirements.map((requirement, index) => {
    if (requirement.missing === 0 || requirement.impossible) return requirement;
    const sentences = approvers.flatMap((approver) => {
      const approved = approver.environments;
      if (approved.length < 2) return [];
      const seat = seats.findIndex((people) => people.includes(approver));
      const asksFor = (of: number, name: string): boolean => listedBy[of]?.has(name) === true;
      const own = approved.filter((name) => asksFor(seat, name));
      const used = own.find((name) => !asksFor(index, name)) ?? own[0];
      const rerun = approved.filter((name) => name !== used && asksFor(index, name));
      if (rerun.length === 0) return [];
      return askAgainSentence({
        person: approver.name,
        approved: approved.map(shown),
        rerun: rerun.map(shown),
        label: labelOf(requirement.anyOf),
        couldApprove: requirement.couldApprove,
      });
    });
    return sentences.length === 0 ? requirement : { ...requirement, askAgain: [...sentences].sort() };
  });
}
