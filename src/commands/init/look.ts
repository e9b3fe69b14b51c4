/** Looks at a repository for what a first policy can be made of: its files, and with a token its environments. */
import { resolve } from "node:path";
import type { SetupFacts, SurveyedEnvironment } from "../../core/evidence/setup-facts.ts";
import { readCodeOwners } from "../../core/people/code-owners.ts";
import { type Approvers, ciRunsOf, deployPlacesOf, type Traits } from "../../core/setup/draft/traits.ts";
import { readWorkflow } from "../../core/setup/pipeline/workflow.ts";
import { openCheckout } from "../../platforms/checkout/checkout.ts";
import { listFolder, readText, readWorkflowFiles } from "../../platforms/checkout/pipeline-files.ts";
import { PlatformError } from "../../platforms/platform.ts";
import { surveys } from "../../platforms/surveys.ts";
import { whichPlatform } from "../../which-platform.ts";
import type { Terminal } from "../command.ts";

export interface Asked {
  readonly environment: string | null;
  readonly repository: string;
  readonly platform: string;
}

export interface Seen extends Traits {
  readonly root: string;
  /** `owner/name`. */
  readonly name: string;
  readonly hasGitlabPipeline: boolean;
  /** Its page on the platform; null where the platform was not asked. */
  readonly url: string | null;
  /** What could not be looked at, said aloud. */
  readonly notes: readonly string[];
}

/** File at the root -> what it tells. */
const markers: readonly (readonly [RegExp, string])[] = [
  [/^tsconfig\.json$/, "TypeScript"],
  [/^package\.json$/, "JavaScript"],
  [/^go\.mod$/, "Go"],
  [/^(?:pyproject\.toml|setup\.py|requirements\.txt)$/, "Python"],
  [/^Cargo\.toml$/, "Rust"],
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, "Java or Kotlin"],
  [/^Gemfile$/, "Ruby"],
  [/^composer\.json$/, "PHP"],
  [/\.(?:sln|csproj)$/, "C#"],
  [/^mix\.exs$/, "Elixir"],
  [/^(?:CMakeLists\.txt|meson\.build)$/, "C or C++"],
  [/^(?:Chart\.yaml|kustomization\.ya?ml)$/, "Kubernetes"],
  [/^(?:main|versions)\.tf$/, "Terraform"],
];

const migrationFolders = [
  "db/migrate",
  "db/migrations",
  "migrations",
  "prisma/migrations",
  "alembic/versions",
  "src/main/resources/db/migration",
];
const rollbackNames = ["docs/rollback.md", "docs/ROLLBACK.md", "ROLLBACK.md", "docs/runbooks/rollback.md"];
const changelogNames = ["CHANGELOG.md", "CHANGES.md", "HISTORY.md"];

/** Throws `PlatformError`. */
export async function lookAt(asked: Asked, terminal: Terminal): Promise<Seen> {
  const { env, cwd, now } = terminal;
  const checkout = await openCheckout(resolve(cwd, asked.repository), env);
  const { root } = checkout;
  if (root === null)
    throw new PlatformError("usage", `${asked.repository} is a bare repository.`, "Give a checkout with a work tree.");
  const known =
    asked.platform === "auto"
      ? await whichPlatform({ root, host: checkout.origin?.host ?? null, env })
      : asked.platform;
  const notes: string[] = [];
  if (known === "local")
    notes.push("Nothing tells where this repository lives; GitHub is taken. Give --platform gitlab if it is not.");
  const platform = known === "gitlab" ? "gitlab" : "github";
  const top = await listFolder(root, ".");
  const files = await readWorkflowFiles(root, now);
  if (files.status === "unavailable") notes.push(`Workflow files were not read: ${files.because}`);
  const workflows =
    platform === "github" && files.status === "observed" ? files.value.map((file) => readWorkflow(file)) : [];
  const facts = await survey(platform, root, terminal, notes);
  const environments = facts?.environments.status === "observed" ? facts.environments.value : null;
  const deployJobs = deployPlacesOf(workflows);
  const environment =
    asked.environment ??
    chooseEnvironment([...(environments ?? []).map(({ name }) => name), ...deployJobs.map((each) => each.environment)]);
  const target = environments?.find(({ name }) => name.toLowerCase() === environment.toLowerCase()) ?? null;
  return {
    root,
    name: facts?.repository ?? checkout.name,
    url: facts?.url ?? null,
    notes,
    platform,
    hasGitlabPipeline: top.includes(".gitlab-ci.yml"),
    languages: languagesOf(top),
    environment,
    asksInEnvironment: target === null ? null : (target.reviewers?.length ?? 0) > 0,
    ciRuns: ciRunsOf(workflows),
    approvers: approversIn(target) ?? (await ownersOf(root, platform)),
    rollbackDocuments: await rollbackDocuments(root),
    changelog: changelogNames.find((name) => top.includes(name)) ?? null,
    migrations: await existing(root, migrationFolders),
    deployJobs: deployJobs.filter((each) => each.environment.toLowerCase() === environment.toLowerCase()),
  };
}

function languagesOf(names: readonly string[]): readonly string[] {
  const seen = new Set(
    markers.flatMap(([marker, language]) => (names.some((name) => marker.test(name)) ? [language] : [])),
  );
  if (seen.has("TypeScript")) seen.delete("JavaScript");
  return [...seen].sort();
}

/** The one that sounds like the last step, else the first by name. */
function chooseEnvironment(names: readonly string[]): string {
  const wanted = [/^prod(?:uction)?$/i, /prod/i, /^live$/i];
  for (const pattern of wanted) {
    const found = names.find((name) => pattern.test(name));
    if (found !== undefined) return found;
  }
  return "production";
}

/** Null where no token is at hand, or nothing could be read: then the files alone tell. */
async function survey(
  platform: "github" | "gitlab",
  root: string,
  { env, now, progress }: Terminal,
  notes: string[],
): Promise<SetupFacts | null> {
  const variables = platform === "github" ? ["GITHUB_TOKEN", "GH_TOKEN"] : ["RELEASE_GATE_TOKEN", "GITLAB_TOKEN"];
  const token = variables.map((name) => env[name]).find((value) => (value ?? "").trim() !== "");
  if (token === undefined) {
    notes.push(`No token is at hand (${variables[0]}), so environments were not looked at.`);
    return null;
  }
  try {
    const secrets = { token, orgToken: null };
    const facts = await surveys[platform]?.({
      repository: root,
      env,
      now,
      progress,
      secrets,
      kinds: [],
      teams: [],
    });
    if (facts?.environments.status === "unavailable") notes.push(facts.environments.because);
    return facts ?? null;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    notes.push(error.message);
    return null;
  }
}

function approversIn(environment: SurveyedEnvironment | null): Approvers | null {
  const reviewers = environment?.reviewers ?? [];
  const of = (kind: "team" | "user"): readonly string[] =>
    reviewers.flatMap((each) => (each.kind === kind ? [each.name] : []));
  return environment === null ? null : approvers(of("user"), of("team"), `the reviewers of ${environment.name}`);
}

async function ownersOf(root: string, platform: "github" | "gitlab"): Promise<Approvers | null> {
  for (const path of [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]) {
    const file = await readText(root, path);
    if (file === null) continue;
    // Whoever owns a file that no line names owns everything.
    const owners = readCodeOwners(file.text, platform)
      .ownersOf("no/such/file")
      .flatMap((each) => each.owners);
    const of = (kind: "team" | "user"): readonly string[] =>
      owners.filter((owner) => owner.kind === kind).map(({ text }) => text.replace(/^@/, ""));
    return approvers(of("user"), of("team"), path);
  }
  return null;
}

/** Named after its first team, else what such people usually are. Null where there is nobody. */
function approvers(users: readonly string[], teams: readonly string[], seenIn: string): Approvers | null {
  if (users.length + teams.length === 0) return null;
  const name = teams[0]?.split("/").at(-1) ?? "release-managers";
  return { name: /^[A-Za-z][\w-]*$/.test(name) ? name : "release-managers", users, teams, seenIn };
}

async function rollbackDocuments(root: string): Promise<readonly string[]> {
  const fixed = await existing(root, rollbackNames);
  const services = await listFolder(root, "docs/runbooks");
  const nested = await existing(
    root,
    services.map((service) => `docs/runbooks/${service}/rollback.md`),
  );
  return [...(nested.length > 0 ? ["docs/runbooks/*/rollback.md"] : []), ...fixed];
}

/** Those of the paths that are there, as files or folders. */
async function existing(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const cut = path.lastIndexOf("/");
    const names = await listFolder(root, cut < 0 ? "." : path.slice(0, cut));
    if (names.includes(path.slice(cut + 1))) found.push(path);
  }
  return found;
}
