/** The part of the policy that approvals own. */
import { z } from "zod";
import { duration } from "../calendar/duration.ts";
import { glob } from "../evidence/globs.ts";
import type { riskLevels } from "../risk/level.ts";
import type { Group } from "./groups.ts";

export interface GroupReferences {
  readonly group: z.ZodType<Group, string>;
}

const mostPeople = 20;

/** `{ group | any-of, count }`. */
export const requirementSettings = ({ group }: GroupReferences) =>
  z
    .strictObject({
      group: group.optional().meta({ description: "The group that must approve." }),
      "any-of": z
        .array(group)
        .min(1, "name at least one group")
        .optional()
        .meta({ description: "Groups, any of which may approve." }),
      count: z
        .int({ error: "expected a whole number of people" })
        .min(1, "at least one person has to approve: leave the requirement out when nobody has to")
        .max(mostPeople, `more than ${mostPeople} people cannot be asked for`)
        .default(1)
        .meta({ description: "How many different people." }),
    })
    .superRefine(({ group: one, "any-of": any }, context) => {
      if (one !== undefined && any !== undefined)
        context.addIssue({ code: "custom", path: ["any-of"], message: "name either group or any-of, not both" });
      if (one === undefined && any === undefined)
        context.addIssue({ code: "custom", message: "name who must approve: group, or any-of with several groups" });
      for (const [index, { name }] of (any ?? []).entries())
        if (any?.findIndex((other) => other.name === name) !== index)
          context.addIssue({ code: "custom", path: ["any-of", index], message: `${name} is listed twice` });
    })
    .transform(({ group: one, "any-of": any, count }) => ({ anyOf: one === undefined ? (any ?? []) : [one], count }));

export type RequirementSettings = z.output<ReturnType<typeof requirementSettings>>;

const excluded = (what: string) =>
  z
    .boolean()
    .default(true)
    .meta({ description: `${what} do not count.` });
const excludedOf = (who: string) => excluded(`Approvals of ${who}`);

/** Whose approvals do not count, and which, each by name: turning one off goes on the record. */
export const exclusionSettings = z.strictObject({
  triggerer: excludedOf("whoever started the deployment or ran it again"),
  authors: excludedOf("authors of commits in the release"),
  committers: excludedOf("committers of commits in the release"),
  "co-authors": excludedOf("people named in Co-authored-by trailers"),
  "head-commit": excludedOf(
    "whoever wrote or committed the head commit, also where authors and committers may approve",
  ),
  "change-request-authors": excludedOf("authors of the release's pull or merge requests"),
  bots: excludedOf("bots and apps"),
  outsiders: excludedOf("people outside the group that is asked"),
  "other-commits": excluded("Approvals of another commit"),
  "other-environments": excluded("Approvals of another environment"),
  "other-runs": excluded("Approvals of another run"),
  expired: excluded("Approvals older than `expires-after`"),
  edited: excluded("Approvals that were edited afterwards"),
  "merged-by": z
    .boolean()
    .default(false)
    .meta({ description: "Approvals of people who only pressed merge do not count." }),
});

export type ExclusionSettings = z.output<typeof exclusionSettings>;

/** `approvals:` of an environment. */
export const approvalSettings = (references: GroupReferences) => {
  const requirements = z.array(requirementSettings(references));
  const level = (name: string) => requirements.optional().meta({ description: `Who must approve at ${name} risk.` });
  return z.strictObject({
    ...({
      low: level("low"),
      medium: level("medium"),
      high: level("high"),
      critical: level("critical"),
    } satisfies Record<(typeof riskLevels)[number], z.ZodType>),
    when: z
      .array(
        z.strictObject({
          paths: z
            .array(glob)
            .min(1, "name at least one path")
            .meta({ description: "Globs; one changed file that matches is enough." }),
          require: requirements.min(1, "name at least one requirement"),
          reason: z.string().min(1).optional().meta({ description: "Why, for the people who are asked." }),
        }),
      )
      .default([])
      .meta({ description: "Further approvals by what changed." }),
    "expires-after": duration.prefault("7d").meta({ description: "For how long an approval holds." }),
    distinct: z.boolean().default(true).meta({ description: "One person counts for one requirement only." }),
    receipt: z
      .enum(["required", "optional"])
      .default("optional")
      .meta({ description: "Must the receipt of an earlier evaluation prove what was asked?" }),
    "unknown-authors": z
      .enum(["error", "accept"])
      .default("error")
      .meta({ description: "What to do about commits that no account stands behind." }),
    "unknown-triggerer": z
      .enum(["error", "accept"])
      .default("accept")
      .meta({ description: "What to do when a bot started the deployment, so that nobody knows for whom." }),
    overrule: references.group.optional().meta({
      description: "The group that may overrule a rejection, with `gate: overrule` in the comment of an approval.",
    }),
    exclude: exclusionSettings.prefault({}).meta({ description: "Whose approvals do not count." }),
  });
};

export type ApprovalSettings = z.output<ReturnType<typeof approvalSettings>>;
