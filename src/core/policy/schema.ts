/** The schema of a policy file: the sum of what each room takes as its settings. */
import { z } from "zod";
import { emergencySettings } from "../approvals/emergency.ts";
import { groupSettings } from "../approvals/groups.ts";
import { rollbackSettings } from "../approvals/rollback-lane.ts";
import { approvalSettings, type GroupReferences } from "../approvals/settings.ts";
import { calendarSettings } from "../calendar/calendar.ts";
import { duration } from "../calendar/duration.ts";
import { holidayList } from "../calendar/holidays.ts";
import type { References } from "../checks/check.ts";
import { checks } from "../checks/registry.ts";
import { GlobError } from "../evidence/glob-pattern.ts";
import type { RiskLevel } from "../risk/level.ts";
import { riskSettings } from "../risk/settings.ts";
import { globFor, isGlob } from "./environment-for.ts";

/** Names in the policy that stand for a definition elsewhere in it. */
export type AllReferences = References & GroupReferences;

/** Names of groups, calendars and rules. */
const name = z.string().min(1, "a name cannot be empty").max(255, "a name has at most 255 characters");

/** A name of an environment, or a pattern for several. */
const environmentName = name.superRefine((text, context) => {
  if (!isGlob(text)) return;
  try {
    globFor(text);
  } catch (error) {
    if (!(error instanceof GlobError)) throw error;
    context.addIssue({ code: "custom", message: `the pattern ${error.message}` });
  }
});

const request = z
  .union([
    z.literal("pull-request-body"),
    z.literal("workflow-inputs"),
    z.strictObject({ file: z.string().min(1).describe("Its path in the repository.") }),
  ])
  .describe("Where the deployment request is found: in a file, the pull request's body, or the workflow's inputs.");

const conditionsAt = ({ calendar }: AllReferences) =>
  z.strictObject({
    strategy: z.string().trim().min(1).optional().describe("How to roll out, such as canary or blue-green."),
    calendar: calendar.optional().describe("A calendar that must be open as well."),
    "max-age": duration.optional().describe("For how long an approval holds at this level, if less than otherwise."),
  });

function conditions(references: AllReferences) {
  const level = (at: RiskLevel) =>
    conditionsAt(references).optional().describe(`What goes with a release of ${at} risk.`);
  return z
    .strictObject({
      low: level("low"),
      medium: level("medium"),
      high: level("high"),
      critical: level("critical"),
    } satisfies Record<RiskLevel, z.ZodType>)
    .prefault({})
    .describe(
      "What goes with an allowed release, by risk level. A level that is not listed takes the nearest one below it.",
    );
}

/** An entry of `environments`, after `defaults` were merged under it. */
export function environmentSettings(references: AllReferences) {
  const settings = checks.map(
    (check) => [check.id, check.settings(references).optional().describe(check.question)] as const,
  );
  const lanes = { group: references.group, checks: checks.map(({ id }) => id) };
  return z.strictObject({
    request: request.optional(),
    checks: z
      .strictObject(Object.fromEntries(settings))
      .prefault({})
      .describe("What is checked, by the name of the check. Each also takes `enforcement` and `from-risk`."),
    risk: riskSettings.prefault({}).describe("How the risk of a release is scored."),
    approvals: approvalSettings(references)
      .prefault({})
      .describe("Who must approve, by risk level and by what changed."),
    conditions: conditions(references),
    emergency: emergencySettings(lanes).optional().describe("What an emergency may leave out, and who has to say so."),
    rollback: rollbackSettings(lanes).optional().describe("What going back to what ran there before needs."),
    "deployed-by": z
      .array(z.string().min(1))
      .default([])
      .describe("Logins whose deployments are believed, besides those of this repository's own workflow runs."),
  });
}

/** The whole file. Keys of `environments` and `defaults` are merged, so either may leave out what the other has. */
export function policySchema(references: AllReferences) {
  const environment = environmentSettings(references);
  return z
    .strictObject({
      version: z.literal(1).describe("The version of this language."),
      extends: z
        .string()
        .optional()
        .describe("A policy that this one builds on: builtin:NAME, or a file beside this one such as ./base.yml."),
      defaults: environment.optional().describe("What every environment starts from."),
      groups: z.record(name, groupSettings).optional().describe("Who may approve."),
      calendars: z.record(name, calendarSettings).optional().describe("When releases may go out."),
      holidays: z.record(name, holidayList).optional().describe("Named lists of days that calendars may take out."),
      environments: z
        .record(environmentName, environment)
        .optional()
        .describe("What is asked, by environment. An exact name goes before patterns; among patterns the first holds."),
    })
    .describe("A policy of Release Gate.");
}

const anyMap = z.record(z.string(), z.unknown());

/** The top of one file, before anything is merged. */
export const outlineSchema = z.strictObject({
  version: z.literal(1),
  // Whoever follows it says what is wrong with it.
  extends: z.unknown().optional(),
  defaults: anyMap.optional(),
  groups: z.record(name, z.unknown()).optional(),
  calendars: z.record(name, z.unknown()).optional(),
  holidays: z.record(name, z.unknown()).optional(),
  environments: z.record(environmentName, z.unknown()).optional(),
});
