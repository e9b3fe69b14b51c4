/** Says in plain words what a policy asks, environment by environment. */
import { switchedOff } from "../approvals/exclusions.ts";
import { relaxedSentence } from "../approvals/explain.ts";
import type { Group } from "../approvals/groups.ts";
import type { ApprovalSettings, RequirementSettings } from "../approvals/settings.ts";
import { formatDuration } from "../calendar/duration.ts";
import { checks as registry } from "../checks/registry.ts";
import { atOrBelow, type RiskLevel, riskLevels } from "../risk/level.ts";
import type { RiskSettings } from "../risk/settings.ts";
import { isGlob } from "./environment-for.ts";
import { calendarsOf, explainCalendar } from "./explain-calendar.ts";
import { explainEmergency, explainRollback } from "./explain-lanes.ts";
import { explainSettings } from "./explain-settings.ts";
import type { EnvironmentPolicy, LevelConditions, Policy } from "./policy.ts";
import { escapedText } from "./shown.ts";

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...indent(lines)];
/** A line of its own, with what belongs to it below. */
const item = (title: string, lines: readonly string[]): readonly string[] => [title, ...indent(lines)];

interface Common {
  readonly enforcement?: string;
  readonly "from-risk"?: RiskLevel;
}

/** "tests (required): question?", then its settings. */
function explainCheck(id: string, question: string, settings: unknown): readonly string[] {
  const { enforcement = "required", "from-risk": fromRisk } = settings as Common;
  const from = fromRisk === undefined ? "" : `, from ${fromRisk} risk`;
  return [`${id} (${enforcement}${from}): ${question}`, ...indent(explainSettings(settings))];
}

function explainChecks({ checks }: EnvironmentPolicy): readonly string[] {
  const lines = registry.flatMap(({ id, question }) =>
    Object.hasOwn(checks, id) ? explainCheck(id, question, checks[id]) : [],
  );
  return lines.length > 0 ? lines : ["Nothing is checked, so nothing can be decided: every release ends as an error."];
}

const people = (count: number): string => (count === 1 ? "1 person" : `${count} people`);
const requirement = ({ anyOf, count }: RequirementSettings): string =>
  `${people(count)} from ${anyOf.map(({ name }) => name).join(" or ")}`;
const requirements = (list: readonly RequirementSettings[]): string =>
  list.length === 0 ? "nobody" : list.map(requirement).join(", and ");

/** One line for each run of levels that ask the same. */
function byLevel<T>(of: (level: RiskLevel) => T, say: (value: T) => string): readonly string[] {
  const lines: { levels: RiskLevel[]; said: string }[] = [];
  for (const level of riskLevels) {
    const said = say(of(level));
    const last = lines.at(-1);
    if (last?.said === said) last.levels.push(level);
    else lines.push({ levels: [level], said });
  }
  return lines.map(({ levels, said }) => {
    const [first, last] = [levels[0], levels.at(-1)];
    const name = lines.length === 1 ? "any" : first === last ? first : `${first} to ${last}`;
    return `${name} risk: ${said}`;
  });
}

function explainApprovals(approvals: ApprovalSettings): readonly string[] {
  const when = approvals.when.map(({ paths, require, reason }) => {
    const why = reason === undefined ? "" : ` (${reason})`;
    return `where ${paths.join(" or ")} changed: also ${requirements(require)}${why}`;
  });
  const levels = byLevel((level) => atOrBelow(level, approvals) ?? [], requirements);
  const asks = when.length > 0 || riskLevels.some((level) => (atOrBelow(level, approvals) ?? []).length > 0);
  if (!asks) return ["Nobody has to approve."];
  const { exclude, overrule } = approvals;
  const excluded = Object.entries(exclude).flatMap(([name, isExcluded]) => (isExcluded ? [name] : []));
  const letIn = switchedOff(approvals);
  return [
    ...levels,
    ...when,
    `An approval holds for ${formatDuration(approvals["expires-after"])}${approvals.receipt === "required" ? ", and only with the receipt of an evaluation" : ""}.`,
    approvals.distinct ? "One person counts once." : "One person may count for several requirements.",
    ...(excluded.length === 0 ? [] : [`Not counted: ${excluded.join(", ")}.`]),
    ...(letIn.length === 0 ? [] : [`Counted, and each time said to be: ${letIn.map(({ key }) => key).join(", ")}.`]),
    ...letIn.map(({ what, key }) => relaxedSentence.warning(what, key)),
    approvals["unknown-authors"] === "error"
      ? "A commit that no account stands behind makes the decision an error."
      : "Commits that no account stands behind are accepted, and each time named.",
    ...(approvals["unknown-triggerer"] === "error" ? ["So does a bot as the one who started the run."] : []),
    `A rejection by anybody who could approve blocks${overrule === undefined ? "" : `, unless ${overrule.name} overrules it in so many words`}.`,
  ];
}

function explainRisk({
  thresholds,
  floors,
  weights,
  "own-rate": rate,
  "customer-impact": impact,
}: RiskSettings): readonly string[] {
  const weighed = Object.entries(weights).map(([factor, weight]) => `${factor} counts ${weight} times`);
  return [
    `medium from ${thresholds.medium} of 100 points, high from ${thresholds.high}, critical from ${thresholds.critical}`,
    ...floors.map(({ paths, level, reason }) => `at least ${level} where ${paths.join(" or ")} changed: ${reason}`),
    ...weighed,
    ...(rate?.reverted === undefined ? [] : [`here ${rate.reverted} of 100 changes are reverted within 30 days`]),
    ...(rate?.["hot-fixed"] === undefined
      ? []
      : [`here ${rate["hot-fixed"]} of 100 changes are hot-fixed within 7 days`]),
    ...Object.entries(impact?.levels ?? {}).map(
      ([word, level]) => `at least ${level} where the deployment request declares its ${impact?.part} as ${word}`,
    ),
  ];
}

function sayCondition(condition: LevelConditions | undefined): string {
  const parts = [
    ...(condition?.strategy === undefined ? [] : [`roll out as ${condition.strategy}`]),
    ...(condition?.calendar === undefined ? [] : [`the calendar ${condition.calendar.name} must be open too`]),
    ...(condition?.["max-age"] === undefined
      ? []
      : [`an approval holds for at most ${formatDuration(condition["max-age"])}`]),
  ];
  return parts.length === 0 ? "nothing more" : parts.join(", ");
}

function explainConditions({ conditions }: EnvironmentPolicy): readonly string[] {
  if (Object.keys(conditions).length === 0) return [];
  return byLevel((level) => atOrBelow(level, conditions), sayCondition);
}

function explainEnvironment(environment: EnvironmentPolicy): readonly string[] {
  const { name, request } = environment;
  const others = name === "*" ? "Every environment" : `Every environment named ${name}`;
  const title = isGlob(name) ? `${others} without an entry before this one` : `Environment ${name}`;
  const source = typeof request === "object" ? request?.file : request;
  const deployers = environment["deployed-by"];
  return section(title, [
    ...section("Checks", explainChecks(environment)),
    ...section("When", calendarsOf(environment).flatMap(explainCalendar)),
    ...section("Approvals", explainApprovals(environment.approvals)),
    ...section("Risk", explainRisk(environment.risk)),
    ...section("Conditions", explainConditions(environment)),
    ...section("Emergency", explainEmergency(environment, requirements)),
    ...section("Rollback", explainRollback(environment, requirements)),
    ...section("Deployment request", source === undefined ? [] : [`read from ${source}`]),
    ...section("Believed deployments", deployers.length === 0 ? [] : [`those of ${deployers.join(", ")}`]),
  ]);
}

/** Who is in a group, and below it how they are asked and who stands in. */
function sayGroup({ name, users, github, gitlab, deputies = [] }: Group): readonly string[] {
  const members = [
    ...users,
    ...github.teams.map((team) => `team ${team}`),
    ...gitlab.groups.map((group) => `group ${group}`),
  ];
  const { environments } = github;
  const jobs = gitlab.jobs ?? [];
  return item(`${name}: ${members.length === 0 ? "nobody, so it can never approve" : members.join(", ")}`, [
    ...(environments.length === 0 ? [] : [`asked by GitHub through ${environments.join(", ")}`]),
    ...(github["pull-request-reviews"] ? ["reviews of the one pull request count as approvals, which is weaker"] : []),
    ...(jobs.length === 0 ? [] : [`approves in GitLab by the button of ${jobs.join(", ")}`]),
    ...(gitlab["merge-request-approvals"] === true
      ? ["approvals of the one merge request count, which is weaker"]
      : []),
    ...deputies.map(
      (deputy) => `${deputy.user} stands in for ${deputy.for} from ${deputy.from} through ${deputy.through} (UTC)`,
    ),
  ]);
}

/** Lines of plain text, ending with a newline; control characters in names are written out. */
export function explain({ environments, groups }: Policy): string {
  const parts = [
    ...environments.map(explainEnvironment),
    section("Groups", Object.values(groups).flatMap(sayGroup)),
    ...(environments.length > 0 ? [] : [["The policy names no environment, so every release ends as an error."]]),
  ];
  const said = parts.filter((lines) => lines.length > 0).map((lines) => lines.map(escapedText).join("\n"));
  return `${said.join("\n\n")}\n`;
}
