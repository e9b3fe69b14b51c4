/** Says in plain words what a policy lets an emergency and a rollback leave out, and who has to say so. */
import { approvalsWaived } from "../approvals/waivers.ts";
import { formatDuration } from "../calendar/duration.ts";
import type { EnvironmentPolicy } from "./policy.ts";

type Said = (list: NonNullable<NonNullable<EnvironmentPolicy["rollback"]>["approvals"]>) => string;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const waived = (checks: readonly string[]): string =>
  listed(
    [...new Set(checks)].sort().map((check) => (check === approvalsWaived ? "the approvals of the risk level" : check)),
  );

/** What `change-type: emergency` may leave out. */
export function explainEmergency({ emergency }: EnvironmentPolicy, requirements: Said): readonly string[] {
  if (emergency === undefined) return ["not provided for: a release of that type ends as an error"];
  const { groups, count, incident, waives } = emergency;
  const link = incident === undefined ? "" : ` and a link like ${incident} to the incident`;
  const effect = emergency["review-open"] === "block" ? "is blocked" : "is warned";
  return [
    `approved for this very deployment by ${requirements([{ anyOf: groups, count }])}, with a reason${link}; before that nothing is relaxed`,
    `need not pass then: ${waived(waives)}`,
    `holds for ${formatDuration(emergency["expires-after"])}, for one commit and one environment, once`,
    `its review is an issue with the label ${emergency["review-label"]}; while that is open, the next normal release ${effect}`,
  ];
}

/** What going back to a commit that already ran there needs. */
export function explainRollback({ rollback }: EnvironmentPolicy, requirements: Said): readonly string[] {
  const asked =
    rollback?.approvals === undefined
      ? "one person of each requirement approves it"
      : `approved by ${requirements(rollback.approvals)}, and never by more than going forward would need`;
  const waives = rollback?.waives ?? [];
  return [
    asked,
    ...(waives.length === 0 ? [] : [`need not pass: ${waived(waives)}`]),
    rollback?.["through-freezes"] === true
      ? "goes out during freezes"
      : "a freeze stops it, unless the freeze excepts it",
  ];
}
