/** Finds the calendar that was asked for in a policy. */
import type { Calendar } from "../../core/calendar/calendar.ts";
import { calendarOf } from "../../core/checks/change-window.ts";
import { nearest } from "../../core/nearest.ts";
import { environmentFor } from "../../core/policy/environment-for.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { UsageError } from "../command.ts";

export interface Asked {
  readonly kind: "environment" | "calendar";
  readonly name: string;
}

const meant = (suggestion: string | null): string => (suggestion === null ? "" : `Did you mean ${suggestion}? `);
const known = (what: string, names: readonly string[]): string =>
  names.length === 0 ? `The policy defines no ${what}.` : `The policy has ${names.join(", ")}.`;

/** A calendar by its name, or the one of an environment's change-window check. Throws `UsageError` where there is none. */
export function chooseCalendar(policy: Policy, { kind, name }: Asked): Calendar {
  const names = Object.keys(policy.calendars).sort();
  if (kind === "calendar") {
    const calendar = Object.hasOwn(policy.calendars, name) ? policy.calendars[name] : undefined;
    if (calendar !== undefined) return calendar;
    throw new UsageError(
      `the policy has no calendar "${name}".`,
      `${meant(nearest(name, names))}${known("calendars", names)}`,
    );
  }
  const { rules, suggestion } = environmentFor(policy, name);
  if (rules === null)
    throw new UsageError(
      `the policy names no environment "${name}".`,
      `${meant(suggestion)}${known(
        "environments",
        policy.environments.map((each) => each.name),
      )}`,
    );
  const settings = rules.checks["change-window"];
  if (settings !== undefined) return calendarOf(settings);
  throw new UsageError(
    `the policy asks for no change window in "${name}", so no calendar holds it back.`,
    names.length === 0
      ? "Add a calendar and the check change-window to the policy."
      : `Add the check change-window to that environment, or ask a calendar by name: --calendar ${names[0]}`,
  );
}
