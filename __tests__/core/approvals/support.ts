/** Builders for the tests of approvals: groups, settings and a tally over the unremarkable release. */
import { z } from "zod";
import { type Group, groupSettings, namedGroup } from "../../../src/core/approvals/groups.ts";
import type { HeldReceipt } from "../../../src/core/approvals/receipt-standing.ts";
import type { Requirement } from "../../../src/core/approvals/requirements.ts";
import { type ApprovalSettings, approvalSettings } from "../../../src/core/approvals/settings.ts";
import { type TallyInput, tally } from "../../../src/core/approvals/tally.ts";
import type { DeploymentApproval } from "../../../src/core/evidence/deployment-approvals.ts";
import { approval, ordinaryEvidence } from "../../support/evidence.ts";

export const now = "2026-06-10T10:00:00Z";

/** A group of people by name. */
export const group = (name: string, users: readonly string[] = []): Group =>
  namedGroup(name, groupSettings.parse({ users }));

/** A group that is a team on GitHub. */
export const team = (name: string, users: readonly string[] = []): Group =>
  namedGroup(name, groupSettings.parse({ users, github: { teams: [`acme/${name}`] } }));

/** A requirement of any of these groups. */
export const asks = (anyOf: Group | readonly Group[], count = 1, because = "risk is high"): Requirement => ({
  anyOf: Array.isArray(anyOf) ? (anyOf as readonly Group[]) : [anyOf as Group],
  count,
  because,
});

/** The schema of `approvals`, over these groups. */
export const schemaFor = (...groups: readonly Group[]) =>
  approvalSettings({
    group: z.string().transform((name, context) => {
      const found = groups.find((each) => each.name === name);
      if (found !== undefined) return found;
      context.issues.push({ code: "custom", message: `there is no group ${name}`, input: name });
      return z.NEVER;
    }),
  });

/** Settings as the policy writes them; what is left out takes its default. */
export const settings = (written: object = {}): ApprovalSettings => schemaFor().parse(written);

type Given = Omit<Partial<TallyInput>, "requirements"> & {
  readonly approvals?: readonly DeploymentApproval[];
  readonly platform?: string;
};

/** Counts these requirements over the unremarkable release: @ann wrote it, @dana started it. */
export const count = (requirements: Requirement | readonly Requirement[], given: Given = {}) => {
  const { approvals = [], platform = "github", ...over } = given;
  return tally({
    requirements: Array.isArray(requirements) ? requirements : [requirements as Requirement],
    settings: settings(),
    evidence: ordinaryEvidence({ deploymentApprovals: approvals }, { platform }),
    environment: "production",
    now,
    mode: "enforce",
    ...over,
  });
};

/** Approvals of these people, unremarkable ones. */
export const from = (...logins: readonly string[]): readonly DeploymentApproval[] =>
  logins.map((login) => approval(login));

/** A receipt of this attempt, put out at this moment, under which nothing has changed. */
export const receipt = (askedAt: string, over: Partial<HeldReceipt> = {}): HeldReceipt => ({
  askedAt,
  listed: [],
  triggerers: [],
  isOfThisAttempt: true,
  lapses: [],
  ...over,
});
