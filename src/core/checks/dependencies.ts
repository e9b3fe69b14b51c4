/** Do the services that this release depends on run in the versions that it needs? */
import { z } from "zod";
import type {
  DependencyDeployment,
  ServiceDeployment,
  ServiceSeen,
  ServiceVersion,
} from "../evidence/dependency-deployments.ts";
import { defineCheck } from "./check.ts";
import { sameEnvironment } from "./deployed-to.ts";
import { combine, fail, pass, pending, unknown, type Verdict } from "./finding.ts";
import { repositoryName } from "./repository-name.ts";
import { capped, counted, moment, shortSha, verb } from "./wording.ts";

/** A name that git could take, and that leads nowhere but to a commit. */
const version = z
  .string()
  .regex(/^(?![-/])(?!.*\.\.)(?!.*@\{)[^\s:~^?*[\\\p{Cc}]{1,255}$/u, "expected a tag, a branch or a commit");

const service = z
  .strictObject({
    repository: repositoryName.describe("Where the service is built and deployed: owner/name."),
    environment: z.string().trim().min(1).max(255).describe("The environment in which it must run."),
    "at-least": version.optional().describe("A tag, branch or commit that what runs there must be, or have in it."),
    exactly: version.optional().describe("A tag, branch or commit that what runs there must be, and nothing newer."),
  })
  .refine(
    (each) => (each["at-least"] === undefined) !== (each.exactly === undefined),
    "expected either at-least or exactly: the version that this release needs",
  );

const settings = z.strictObject({
  services: z
    .array(service)
    .min(1, "dependencies names no service, and so asks nothing")
    .describe("What must run before this release goes out."),
});

type Service = z.output<typeof service>;

const versionOf = ({ repository, environment, exactly, "at-least": atLeast }: Service): ServiceVersion => ({
  repository,
  environment,
  version: exactly ?? atLeast ?? "",
});

const underway: ReadonlySet<ServiceDeployment["state"]> = new Set(["in-progress", "queued"]);

const say = ({ commit, state, createdAt, url }: ServiceDeployment): string =>
  `${moment(Date.parse(createdAt))}: ${shortSha(commit)} ${state}${url === null ? "" : ` (${url})`}`;

/** Is there anything at all that can be held against the version? */
function judgeCurrent({ repository, environment }: Service, { current, ...seen }: ServiceSeen): Verdict | null {
  // Whatever their order in the evidence.
  const later = [...seen.later].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (say(a) < say(b) ? -1 : 1),
  );
  const name = `${repository} in ${environment}`;
  const details = capped(later.map(say));
  const moving = later.filter(({ state }) => underway.has(state));
  if (moving.length > 0)
    return pending("dependencies.underway", `${name} is being deployed.`, {
      details,
      fix: "Wait until it has ended; if it ended long ago and nobody said so, mark it inactive.",
    });
  if (current === null)
    return fail("dependencies.not-deployed", `${repository} was never deployed to ${environment} successfully.`, {
      details,
      fix: `Deploy ${repository} to ${environment} first, or correct its name and that of the environment.`,
    });
  if (current.state === "inactive")
    return fail("dependencies.taken-down", `${name} was deployed, but is no longer active.`, {
      details: capped([say(current), ...later.map(say)]),
      fix: `Deploy ${repository} to ${environment} again.`,
    });
  if (later.some(({ state }) => state === "failed"))
    return fail("dependencies.failed-later", `${name} ran, but its deployment has failed since.`, {
      details,
      fix: `Find out why it failed, and deploy ${repository} to ${environment} again.`,
    });
  if (current.state !== "succeeded" || later.some(({ state }) => state === "unknown"))
    return unknown("dependencies.unclear", `How ${name} stands now is not known.`, {
      details: capped([say(current), ...later.map(say)]),
      fix: `Look at ${environment} of ${repository}, or deploy it there again.`,
    });
  if (!current.trusted)
    return fail("dependencies.untrusted", `Nobody who can be believed says that ${name} is deployed.`, {
      details: [say(current)],
      fix: "Deploy it by a workflow of its repository from a protected branch, or name who posts its deployments under deployed-by.",
    });
  return null;
}

function judgeVersion(asked: Service, { needed, current, relation }: ServiceSeen): Verdict {
  const { repository, environment, exactly } = asked;
  const { version: name } = versionOf(asked);
  const runs = `${repository} runs ${shortSha(current?.commit ?? "")} in ${environment}`;
  if (needed === null)
    return fail("dependencies.version-unknown", `${repository} has no tag, branch or commit ${name}.`, {
      fix: "Correct the version that the policy asks for, or publish it.",
    });
  if (current?.commit === needed) return pass("dependencies.deployed", `${runs}, which is ${name}.`);
  if (relation === null || relation === "unknown" || relation === "no-base")
    return unknown("dependencies.unclear", `${runs}; how that stands to ${name} is not known.`, {
      fix: `Compare the two in ${repository}.`,
    });
  if (exactly !== undefined)
    return fail("dependencies.other-version", `${runs}, which is not ${name} (${shortSha(needed)}).`, {
      fix: `Deploy ${name} of ${repository} to ${environment}.`,
    });
  if (relation === "ahead") return pass("dependencies.deployed", `${runs}, which has ${name} in it.`);
  if (relation === "same")
    return unknown("dependencies.unclear", `${runs}; how that stands to ${name} is not known.`, {
      fix: `Compare the two in ${repository}.`,
    });
  return fail("dependencies.too-old", `${runs}, which does not have ${name} (${shortSha(needed)}) in it.`, {
    fix: `Deploy ${name} of ${repository}, or something newer, to ${environment} first.`,
  });
}

function judgeService(asked: Service, evidence: readonly DependencyDeployment[]): Verdict {
  const { repository, environment, version: name } = versionOf(asked);
  const [entry, ...contradicting] = evidence.filter(
    ({ service: each }) =>
      each.repository.toLowerCase() === repository.toLowerCase() &&
      sameEnvironment(each.environment, environment) &&
      each.version === name,
  );
  if (entry === undefined || contradicting.length > 0)
    return unknown("dependencies.unread", `What runs of ${repository} in ${environment} was not looked up.`, {
      fix: "Collect the evidence again under this policy.",
    });
  const { seen } = entry;
  if (seen.status === "unavailable")
    return unknown("dependencies.unread", seen.because, seen.fix === undefined ? {} : { fix: seen.fix });
  return judgeCurrent(asked, seen) ?? judgeVersion(asked, seen);
}

export const dependencies = defineCheck({
  id: "dependencies",
  question: "Do the services that this release depends on run in the versions that it needs?",
  needs: ["dependencyDeployments"],
  settings: () => settings,
  ask: ({ services }) => ({ services: services.map(versionOf) }),
  judge({ dependencyDeployments }, { services }) {
    const parts = services.map((each) => judgeService(each, dependencyDeployments));
    if (parts.length === 1 || parts.some(({ status }) => status !== "pass")) return combine(parts);
    return pass(
      "dependencies.deployed",
      `${counted(services.length, "service")} that this release depends on ${verb(services.length, "runs", "run")} in the versions that it needs.`,
      { details: parts.map(({ summary }) => summary) },
    );
  },
});
