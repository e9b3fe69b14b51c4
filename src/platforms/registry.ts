/** The list of platforms, and which of them is meant. */
import { local } from "./local/index.ts";
import { type Platform, PlatformError, type Session, type Surroundings } from "./platform.ts";

/** Each is loaded only where it is asked: schemas and queries are a third of the program. */
const github: Platform = {
  id: "github",
  open: async (surroundings) => (await import("./github/index.ts")).github.open(surroundings),
};

const gitlab: Platform = {
  id: "gitlab",
  open: async (surroundings) => (await import("./gitlab/index.ts")).gitlab.open(surroundings),
};

export const platforms: readonly Platform[] = [github, gitlab, local];

/** Pipelines by the variable they set, and the platform that each stands for. */
const pipelines = [
  { id: "github", variable: "GITHUB_ACTIONS" },
  { id: "gitlab", variable: "GITLAB_CI" },
] as const;

const isSet = (value: string | undefined): boolean =>
  value !== undefined && !["", "0", "false"].includes(value.toLowerCase());

/**
 * The platform of that name; for `auto` the one whose pipeline this is, else `local`. Never another in its place: for an unknown name it
 * throws `PlatformError`.
 */
export function choosePlatform(name: string, env: Readonly<Record<string, string | undefined>>): Platform {
  const id = name === "auto" ? (pipelines.find(({ variable }) => isSet(env[variable]))?.id ?? "local") : name;
  const platform = platforms.find((known) => known.id === id);
  if (platform !== undefined) return platform;
  throw new PlatformError(
    "usage",
    `There is no platform ${JSON.stringify(name)} in this build.`,
    `Known: auto, ${platforms.map((one) => one.id).join(", ")}.`,
  );
}

/** Opens the release in question on the platform that was asked for. Throws `PlatformError`. */
export const openPlatform = async (name: string, surroundings: Surroundings): Promise<Session> =>
  choosePlatform(name, surroundings.env).open(surroundings);
