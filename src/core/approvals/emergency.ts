/** Break-glass: what a release of type `emergency` may leave out, who has to say so, and how its use is marked and followed up. */
import { z } from "zod";
import { duration } from "../calendar/duration.ts";
import type { ChangeType } from "../checks/check.ts";
import type { EmergencyUse } from "../evidence/emergency-uses.ts";
import { compileNameGlob, nameGlob } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import { errorMessage } from "./explain.ts";
import { emergencySentence } from "./explain-lanes.ts";
import { mergeRequirements, type Requirement } from "./requirements.ts";
import type { GroupReferences } from "./settings.ts";
import { type TallyInput, tally } from "./tally.ts";
import type { Tally } from "./tally-result.ts";
import { approvalsWaived, type Waiver, waiver } from "./waivers.ts";

interface EmergencyReferences extends GroupReferences {
  /** Ids of the checks that exist. */
  readonly checks: readonly string[];
}

/** `emergency:` of an environment. Without it there is no break-glass. */
export const emergencySettings = ({ group, checks }: EmergencyReferences) =>
  z.strictObject({
    groups: z.array(group).min(1, "name at least one group").describe("Who may break the glass."),
    count: z.int().min(1).max(20).default(1).describe("How many different people it takes."),
    waives: z
      .array(z.enum([...checks, approvalsWaived]))
      .min(1, "name at least one check, or leave the section out")
      .describe("Checks that need not pass then; `approvals` stands for the approvals of the risk level."),
    "expires-after": duration.prefault("4h").describe("For how long the permission holds."),
    incident: nameGlob
      .optional()
      .describe("What the link to the incident in the reason looks like, with * for any text."),
    "review-open": z
      .enum(["block", "warn"])
      .default("block")
      .describe("What happens to the next normal release while the review of an emergency is open."),
    "review-label": z.string().min(1).default("release-gate-emergency").describe("The label of the review issue."),
  });

export type EmergencySettings = z.output<ReturnType<typeof emergencySettings>>;

/** What one use is good for: one commit, one environment. */
export const emergencyKey = (commit: string, environment: string): string =>
  `${commit.toLowerCase()}:${environment.toLowerCase()}`;

interface Asked {
  /** Null where the policy has no such section. */
  readonly emergency: EmergencySettings | null;
  readonly changeType: ChangeType;
  readonly reason: string | null;
  readonly run: string | null;
  /** Marks of earlier uses. */
  readonly uses: Observed<readonly EmergencyUse[]> | undefined;
}

export type EmergencyStanding =
  /** The release is no emergency. */
  | { readonly status: "none" }
  /** It cannot be one: each is an `error` of the decision. Nothing is relaxed. */
  | { readonly status: "refused"; readonly errors: readonly { readonly code: string; readonly message: string }[] }
  /** The named people have not said so yet, or it cannot be told. Nothing is relaxed. */
  | { readonly status: "asked"; readonly tally: Tally; readonly requirements: readonly Requirement[] }
  | {
      readonly status: "granted";
      readonly tally: Tally;
      readonly requirements: readonly Requirement[];
      readonly waivers: readonly Waiver[];
      /** ISO 8601, UTC. */
      readonly until: string;
      /** What the review issue must carry, so that this use is known later. */
      readonly key: string;
      readonly label: string;
    };

/**
 * May this release break the glass? Only with a section in the policy, a reason (and an incident link where asked), no earlier use
 * for this commit and environment by another run, and the approval of this very deployment by the named groups. Reviews of a pull
 * request are not said to the deployment and do not count. Until it is granted, nothing at all is relaxed.
 */
export function emergencyStanding(
  { emergency, changeType, reason, run, uses }: Asked,
  counting: Omit<TallyInput, "requirements">,
): EmergencyStanding {
  if (changeType !== "emergency") return { status: "none" };
  if (emergency === null) return refused("not-allowed", emergencySentence.notAllowed());
  const words = reason?.trim() ?? "";
  if (words === "") return refused("no-reason", emergencySentence.noReason());
  const { incident } = emergency;
  if (incident !== undefined && !words.split(/\s+/).some(compileNameGlob(incident)))
    return refused("no-incident", emergencySentence.noIncident(incident));
  if (uses?.status !== "observed")
    return refused("uses-unknown", [usesUnknown(uses), uses?.fix ?? ""].join(" ").trim());
  const { evidence, environment, settings } = counting;
  const key = emergencyKey(evidence.release.head.sha, environment);
  const used = uses.value.find((use) => use.key === key && (use.run === null || use.run !== run));
  if (used !== undefined) return refused("used", emergencySentence.used(used.run, used.url));

  const requirements = mergeRequirements([
    { anyOf: emergency.groups, count: emergency.count, because: emergencySentence.asked() },
  ]);
  const { deploymentApprovals } = evidence;
  const counted = tally({
    ...counting,
    evidence:
      deploymentApprovals?.status === "observed"
        ? {
            ...evidence,
            deploymentApprovals: {
              ...deploymentApprovals,
              value: deploymentApprovals.value.filter(({ through }) => through === undefined),
            },
          }
        : evidence,
    settings: { ...settings, "expires-after": emergency["expires-after"] },
    isStrict: true,
    requirements,
  });
  const isGranted =
    counted.unreadable === null &&
    counted.errors.length === 0 &&
    counted.rejections.length === 0 &&
    (counted.notBefore ?? null) === null &&
    counted.requirements.every(({ missing }) => missing === 0);
  if (!isGranted || counted.expiresAt === null) return { status: "asked", tally: counted, requirements };
  const by = counted.requirements.flatMap(({ approvedBy }) => approvedBy);
  return {
    status: "granted",
    tally: counted,
    requirements,
    waivers: [...new Set(emergency.waives)]
      .sort()
      .map((check) => waiver({ check, by, because: words, until: counted.expiresAt })),
    until: counted.expiresAt,
    key,
    label: emergency["review-label"],
  };
}

const refused = (code: string, message: string): EmergencyStanding => ({
  status: "refused",
  errors: [{ code: `emergency.${code}`, message }],
});

/** What an open review says to the next release that is no emergency. */
export interface OpenReview {
  readonly effect: "block" | "warn" | "error";
  readonly code: "emergency.review-open" | "emergency.reviews-unknown";
  readonly message: string;
  /** What would make it known, where that is known. */
  readonly fix?: string;
}

const usesUnknown = (uses: Exclude<Asked["uses"], { readonly status: "observed" }>): string =>
  emergencySentence.usesUnknown(uses?.because ?? errorMessage.notCollected());

/**
 * While the review of an emergency in this environment is open, the next normal release is warned or blocked, as the policy says.
 * Where nobody can tell, and the policy would block, it is an error. Null when nothing stands in the way.
 */
export function openReview(
  emergency: EmergencySettings | null,
  changeType: ChangeType,
  environment: string,
  uses: Observed<readonly EmergencyUse[]> | undefined,
): OpenReview | null {
  if (emergency === null || (changeType !== "normal" && changeType !== "standard")) return null;
  const effect = emergency["review-open"];
  if (uses?.status !== "observed")
    return {
      effect: effect === "block" ? "error" : "warn",
      code: "emergency.reviews-unknown",
      message: usesUnknown(uses),
      ...(uses?.fix === undefined ? {} : { fix: uses.fix }),
    };
  const open = uses.value
    .filter(({ key, isReviewOpen }) => isReviewOpen && key.endsWith(`:${environment.toLowerCase()}`))
    .map(({ key, url }) => url ?? key)
    .sort();
  if (open.length === 0) return null;
  return { effect, code: "emergency.review-open", message: emergencySentence.reviewOpen(open) };
}
