/** The rollback lane: what going back to a commit that already ran there needs. That it is one is told from deployments, elsewhere. */
import { z } from "zod";
import { rollbackSentence } from "./explain-lanes.ts";
import { mergeRequirements, type Requirement } from "./requirements.ts";
import { type GroupReferences, requirementSettings } from "./settings.ts";
import { type Waiver, waiver } from "./waivers.ts";

interface RollbackReferences extends GroupReferences {
  /** Ids of the checks that exist. */
  readonly checks: readonly string[];
}

/** `rollback:` of an environment. */
export const rollbackSettings = (references: RollbackReferences) =>
  z.strictObject({
    approvals: z
      .array(requirementSettings(references))
      .optional()
      .describe("Who must approve a rollback. Left out: the groups of the risk level, one person of each requirement."),
    waives: z
      .array(z.enum([...references.checks]))
      .default([])
      .describe("Checks that need not pass for a rollback."),
    "through-freezes": z.boolean().default(false).describe("May a rollback go out during a freeze?"),
  });

export type RollbackSettings = z.output<ReturnType<typeof rollbackSettings>>;

const people = (requirements: readonly Requirement[]): number =>
  requirements.reduce((sum, { count }) => sum + count, 0);

/**
 * Who must approve a rollback, out of who would have to approve the same release going forward: what the lane lists, else one person
 * of each requirement. Never more people than going forward would need; where the lane asks for more, going forward holds.
 */
export function rollbackRequirements(
  forward: readonly Requirement[],
  lane: RollbackSettings | null,
): readonly Requirement[] {
  if (lane?.approvals === undefined) return mergeRequirements(forward.map((each) => ({ ...each, count: 1 })));
  const listed = mergeRequirements(
    lane.approvals.map(({ anyOf, count }) => ({ anyOf, count, because: rollbackSentence.asked() })),
  );
  return people(listed) <= people(mergeRequirements(forward)) ? listed : mergeRequirements(forward);
}

/** What the lane waives: permissions of the policy itself. */
export const rollbackWaivers = (lane: RollbackSettings | null): readonly Waiver[] =>
  [...new Set(lane?.waives ?? [])]
    .sort()
    .map((check) => waiver({ check, by: [], because: rollbackSentence.waived(), until: null }));
