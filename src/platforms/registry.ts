/** The list of platforms, and which of them is meant. */
import { local } from "./local/index.ts";
import { type Platform, PlatformError, type Session, type Surroundings } from "./platform.ts";

/** Each is loaded only where it is asked: schemas and queries are a third of the program. */
const github: Platform = {
  id: "github",
  open: async (surroundings) => (await import("./github/index.ts")).github.open(surroundings),
  survey: async (asked) => (await import("./github/survey/survey.ts")).survey(asked),
};

const gitlab: Platform = {
  id: "gitlab",
  open: async (surroundings) => (await import("./gitlab/index.ts")).gitlab.open(surroundings),
};

export const platforms: readonly Platform[] = [github, gitlab, local];

/** Pipelines by the variable they set, and the platform that each stands for. */
const pipelines = [
  { id: "github", variable: "GITHUB_ACTIONS", name: "GitHub Actions" },
  { id: "gitlab", variable: "GITLAB_CI", name: "GitLab CI" },
] as const;

const isSet = (value: string | undefined): boolean =>
  value !== undefined && !["", "0", "false"].includes(value.toLowerCase());

/**
 * The platform of that name; for `auto` the one whose pipeline this is, else `local`. Never another in its place: inside a pipeline
 * whose platform is not there, and for an unknown name, it throws `PlatformError`.
 */
export function choosePlatform(name: string, env: Readonly<Record<string, string | undefined>>): Platform {
  const pipeline = name === "auto" ? pipelines.find(({ variable }) => isSet(env[variable])) : undefined;
  const id = name === "auto" ? (pipeline?.id ?? "local") : name;
  const platform = platforms.find((known) => known.id === id);
  if (platform !== undefined) return platform;
  const known = platforms.map((one) => one.id).join(", ");
  if (pipeline !== undefined)
    throw new PlatformError(
      "usage",
      `This runs in ${pipeline.name} (${pipeline.variable} is set), and this build cannot ask ${pipeline.name} for evidence.`,
      "Give --platform local to judge the checkout alone.",
    );
  throw new PlatformError(
    "usage",
    `There is no platform ${JSON.stringify(name)} in this build.`,
    `Known: auto, ${known}.`,
  );
}

/** Opens the release in question on the platform that was asked for. Throws `PlatformError`. */
export const openPlatform = async (name: string, surroundings: Surroundings): Promise<Session> =>
  choosePlatform(name, surroundings.env).open(surroundings);
