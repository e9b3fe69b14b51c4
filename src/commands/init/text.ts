/** What `init` says: what it saw, what it wrote, and what a person does next. */
import { includeLine } from "../../core/setup/draft/gitlab-pipeline.ts";
import { policyPath } from "../../core/setup/draft/policy.ts";
import type { Draft } from "../../core/setup/draft/traits.ts";
import { enforceSteps } from "../../core/setup/wording.ts";
import { plainLine, plainLines, sealLine } from "../../reporters/escape.ts";
import { hang, labelled, labelledList, margin, type Page } from "../../reporters/terminal/page.ts";
import { brush } from "../../reporters/terminal/paint.ts";
import { counted, listed } from "../../reporters/wording/words.ts";
import type { Seen } from "./look.ts";
import type { Written } from "./write.ts";

/** The files themselves, each under its name. */
export const shown = (drafts: readonly Draft[]): string =>
  drafts.map(({ path, text }) => `# ----- ${plainLine(path)} -----\n${plainLines(text)}`).join("\n");

export function summary(
  seen: Seen,
  written: readonly Written[],
  { width, color }: { width: number; color: boolean },
): string {
  const page: Page = { width, paint: brush(color) };
  const done = written.filter(({ status }) => status !== "left");
  const left = written.length - done.length;
  const badge = done.length === 0 ? " • NOTHING WRITTEN " : " ✓ WRITTEN ";
  const headline = `${counted(done.length, "file")} for ${seen.name}${left === 0 ? "" : `; ${counted(left, "file")} left as ${left === 1 ? "it is" : "they are"}`}.`;
  const sections = [
    hang(
      page,
      `${badge} `,
      headline,
      page.paint.bold,
      `${page.paint.badge(done.length === 0 ? "open" : "good", badge)} `,
    ),
    [
      ...labelled(page, "Seen", [found(seen)]),
      ...labelled(page, "", seen.notes, page.paint.quiet),
      ...labelledList(page, "Files", written.map(sayFile), {}),
    ],
    [...labelledList(page, "Next", next(seen, written), { mark: (index) => `${index + 1}. ` }), ...paste(page, seen)],
  ];
  return `${sections
    .flatMap((section) => ["", ...section])
    .map(sealLine)
    .join("\n")}\n`;
}

const sayFile = ({ path, status }: Written): string =>
  status === "left"
    ? `${path} was there and is left as it is; --force replaces it`
    : status === "replaced"
      ? `${path} (replaced)`
      : path;

function found({ languages, ciRuns, environment, asksInEnvironment, approvers, platform }: Seen): string {
  const asks =
    asksInEnvironment === null ? "" : asksInEnvironment ? ", which asks its reviewers" : ", which asks nobody yet";
  return [
    languages.length === 0 ? "no language that is known here" : listed(languages),
    ciRuns.length === 0
      ? "no CI run that every commit gets"
      : `CI runs ${listed(ciRuns.slice(0, 6))}${ciRuns.length > 6 ? " and more" : ""}`,
    `the environment ${environment}${asks}`,
    ...(approvers === null ? [] : [`${approvers.name}, from ${approvers.seenIn}`]),
    platform === "github" ? "on GitHub" : "on GitLab",
  ].join("; ");
}

function next(seen: Seen, written: readonly Written[]): readonly string[] {
  const { approvers, asksInEnvironment, environment, platform, url, deployJobs } = seen;
  const pipeline = written.find(({ path }) => path !== policyPath);
  const page = url === null ? "the repository's settings" : `${url}/settings/environments`;
  const needsEnvironment = platform === "github" && approvers !== null && asksInEnvironment !== true;
  const [deploy] = deployJobs;
  return [
    `Read ${policyPath}: it is a beginning, and its comments say what else there is.`,
    ...(needsEnvironment
      ? [
          `Make the environment approve-${approvers.name} at ${page}, with ${listed([...approvers.teams, ...approvers.users])} as its only required reviewers.`,
        ]
      : []),
    ...(platform === "gitlab" && approvers !== null
      ? [
          `Protect the environment ${environment} in the project's settings, with an approval rule for ${listed([...approvers.teams, ...approvers.users])}.`,
        ]
      : []),
    ...(platform === "gitlab"
      ? [
          "Give the pipeline a masked, protected variable RELEASE_GATE_TOKEN: a project access token with the scope read_api.",
        ]
      : []),
    ...(pipeline === undefined
      ? []
      : [`Put your deployment into the last step of ${pipeline.path}; it fails until you do.`]),
    ...(platform === "gitlab" && seen.hasGitlabPipeline ? ["Add to `include:` in .gitlab-ci.yml the line below."] : []),
    ...(deploy === undefined
      ? []
      : [
          `${deploy.job} (${deploy.path}:${deploy.line}) deploys to ${deploy.environment} already: begin it with the steps below.`,
        ]),
    "Commit the files, and let `release-gate doctor` say what is still missing.",
  ];
}

/** Lines to paste, as they stand in the file. */
function paste({ paint }: Page, { deployJobs, platform, hasGitlabPipeline }: Seen): readonly string[] {
  const [deploy] = deployJobs;
  const lines =
    platform === "gitlab"
      ? hasGitlabPipeline
        ? [includeLine]
        : []
      : deploy === undefined
        ? []
        : enforceSteps(deploy.environment, null);
  return lines.length === 0 ? [] : ["", ...lines.map((line) => margin + paint.tone("good", plainLine(line)))];
}
