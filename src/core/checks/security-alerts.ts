/** Does the code, or what it depends on, have a known weakness that nobody has dealt with? */
import { z } from "zod";
import { duration, formatDuration } from "../calendar/duration.ts";
import {
  type AlertSearch,
  type AlertsSeen,
  alertSeverities,
  alertSources,
  type SecurityAlert,
  type SourceAlerts,
} from "../evidence/security-alerts.ts";
import { defineCheck } from "./check.ts";
import { combine, fail, pass, unknown, type Verdict } from "./finding.ts";
import { capped, counted, moment, shortSha, verb } from "./wording.ts";

const settings = z.strictObject({
  severity: z.enum(alertSeverities).default("high").describe("Alerts of this severity and above speak against it."),
  sources: z
    .array(z.enum(alertSources))
    .min(1, "security-alerts names no source, and so asks nothing")
    .default([...alertSources])
    .describe("Whose alerts count. One that is left out is not asked; one that is turned off proves nothing."),
  branch: z
    .string()
    .regex(/^(?![-/])(?!.*\.\.)[^\s:~^?*[\\\p{Cc}]{1,255}$/u, "expected the name of a branch")
    .optional()
    .describe("The branch whose code scanning counts. Left out: the default branch."),
  "max-age": duration.optional().describe("How old the newest analysis of code scanning may be."),
});

type Settings = z.output<typeof settings>;

const searches = ({ sources, branch }: Settings): readonly AlertSearch[] =>
  [...new Set(sources)].map((source) => ({ source, branch: source === "code-scanning" ? (branch ?? null) : null }));

const words = { "code-scanning": "code scanning", dependabot: "Dependabot" } as const;
const nameOf = ({ source, branch }: AlertSearch, seen: AlertsSeen | null): string => {
  const place = branch ?? seen?.branch ?? null;
  const name = seen?.name ?? words[source];
  return place === null ? name : `${name} of ${place}`;
};

const isGrave = ({ severity }: SecurityAlert, least: Settings["severity"]): boolean =>
  severity === "unknown" || alertSeverities.indexOf(severity) >= alertSeverities.indexOf(least);

const rank = ({ severity }: SecurityAlert): number =>
  severity === "unknown" ? alertSeverities.length : alertSeverities.indexOf(severity);

const say = ({ number, severity, title, place, url }: SecurityAlert): string =>
  `#${number} ${severity === "unknown" ? "of no known severity" : severity}: ${title}${place === null ? "" : ` in ${place}`}${url === null ? "" : ` (${url})`}`;

function judgeSource(search: AlertSearch, evidence: readonly SourceAlerts[], given: Settings, now: string): Verdict {
  const [entry, ...contradicting] = evidence.filter(
    (each) => each.search.source === search.source && each.search.branch === search.branch,
  );
  if (entry === undefined || contradicting.length > 0)
    return unknown("security-alerts.unread", `The alerts of ${nameOf(search, null)} were not read.`, {
      fix: "Collect the evidence again under this policy.",
    });
  const { seen } = entry;
  if (seen.status === "unavailable")
    return unknown("security-alerts.unread", seen.because, seen.fix === undefined ? {} : { fix: seen.fix });

  const name = nameOf(search, seen);
  const grave = seen.alerts
    .filter((alert) => isGrave(alert, given.severity))
    .sort((a, b) => rank(b) - rank(a) || a.number - b.number);
  if (grave.length > 0)
    return fail(
      "security-alerts.open",
      `${counted(grave.length, "open alert")} of ${name} ${verb(grave.length, "is", "are")} ${given.severity} or above.`,
      {
        details: capped(grave.map(say)),
        fix: "Mend what the alerts show, or dismiss them with a reason where they do not apply.",
      },
    );
  if (!seen.isWhole)
    return unknown("security-alerts.cut-short", `${name} has more open alerts than were read.`, {
      fix: "Close or dismiss what is settled, so that the list can be read to its end.",
    });
  return judgeAge(search, seen, given, now);
}

function judgeAge(search: AlertSearch, seen: AlertsSeen, given: Settings, now: string): Verdict {
  const name = nameOf(search, seen);
  const { analysedAt, analysedCommit } = seen;
  const milder = seen.alerts.length === 0 ? "" : `; ${counted(seen.alerts.length, "milder one")} left open`;
  const good = `No open alert of ${name} is ${given.severity} or above${milder}.`;
  if (search.source !== "code-scanning") return pass("security-alerts.none", good);

  const fix = "Run the analysis again, and let it run on every push.";
  if (analysedAt === null)
    return unknown("security-alerts.never-analysed", `When ${name} last looked is not known.`, { fix });
  const when = `The newest analysis is of ${moment(Date.parse(analysedAt))}${analysedCommit === null ? "" : `, at ${shortSha(analysedCommit)}`}.`;
  const oldest = given["max-age"];
  if (oldest !== undefined && !(Date.parse(now) - Date.parse(analysedAt) <= oldest))
    return fail(
      "security-alerts.stale",
      `The newest analysis of ${name} is older than ${formatDuration(oldest)}: it is of ${moment(Date.parse(analysedAt))}.`,
      { fix },
    );
  return pass("security-alerts.none", good, { details: [when] });
}

export const securityAlerts = defineCheck({
  id: "security-alerts",
  question: "Is no security alert open that is grave enough to stop a release?",
  needs: ["securityAlerts"],
  settings: () => settings,
  ask: (given) => ({ alerts: searches(given) }),
  judge: ({ securityAlerts: seen }, given, { now }) =>
    combine(searches(given).map((search) => judgeSource(search, seen, given, now))),
});
