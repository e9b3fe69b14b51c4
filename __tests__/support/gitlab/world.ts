/** Everything the server holds, and the small questions that many rooms ask of it. */
import { ObjectStore } from "../github/git/objects.ts";
import type { Group, Level, Plan, Project, Token, User } from "./model.ts";

export interface World {
  readonly users: Map<string, User>;
  readonly groups: Map<string, Group>;
  /** By full path. */
  readonly projects: Map<string, Project>;
  readonly tokens: Map<string, Token>;
  /** `http://127.0.0.1:4101/gitlab`: what CI_SERVER_URL is. */
  origin: string;
  readonly version: string;
  /** False: the Community Edition, which has no route that is Premium's. */
  readonly isEnterprise: boolean;
  /** A number never given before. */
  nextId(): number;
  /** The server's clock: ISO 8601, UTC, milliseconds, as GitLab has it. */
  now(): string;
  /** The moment of the next event of a story: a minute after the one before, beginning two days ago; never in the future. */
  tick(): string;
  /** What was told so far lies in the past; from here on events happen now. The first request does it. */
  arrive(): void;
}

export interface WorldOptions {
  readonly now?: (() => Date) | undefined;
  readonly version?: string | undefined;
  readonly isEnterprise?: boolean | undefined;
}

const moment = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString();

export function makeWorld({ now = () => new Date(), version = "18.4.0-ee", isEnterprise = true }: WorldOptions): World {
  let id = 100;
  let story = now().getTime() - 48 * 3_600_000;
  return {
    users: new Map(),
    groups: new Map(),
    projects: new Map(),
    tokens: new Map(),
    origin: "http://127.0.0.1",
    version,
    isEnterprise,
    nextId: () => (id += 1),
    now: () => moment(now().getTime()),
    tick: () => {
      story = Math.min(story + 60_000, now().getTime());
      return moment(story);
    },
    arrive: () => {
      story = now().getTime();
    },
  };
}

/** The account of that name; it comes to be when first named. A name that ends in `_bot` is a bot's. */
export function person(world: World, username: string): User {
  const known = world.users.get(username.toLowerCase());
  if (known !== undefined) return known;
  const id = world.nextId();
  const made: User = {
    id,
    username,
    isBot: /_bot(_|$)/.test(username),
    name: username,
    emails: [`${id}-${username}@users.noreply.gitlab.local`, `${username}@example.com`],
  };
  world.users.set(username.toLowerCase(), made);
  return made;
}

export const userById = (world: World, id: number): User | undefined =>
  [...world.users.values()].find((user) => user.id === id);

/** The group of that path; it comes to be when first named, with those above it. */
export function group(world: World, path: string, visibility: "private" | "public" = "private"): Group {
  const known = world.groups.get(path);
  if (known !== undefined) return known;
  const above = path.slice(0, path.lastIndexOf("/"));
  if (path.includes("/")) group(world, above);
  const made: Group = {
    id: world.nextId(),
    path,
    visibility,
    members: new Map(),
    protectedEnvironments: new Map(),
  };
  world.groups.set(path, made);
  return made;
}

/** The group that `id` names: a number or a full path. */
export const findGroup = (world: World, id: string): Group | undefined =>
  /^\d+$/.test(id) ? [...world.groups.values()].find((one) => one.id === Number(id)) : world.groups.get(id);

export const findProject = (world: World, id: string): Project | undefined =>
  /^\d+$/.test(id) ? [...world.projects.values()].find((one) => one.id === Number(id)) : world.projects.get(id);

/** Paths of the groups above a path, nearest first. */
export function above(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("/"));
}

/** Members of a group, with or without those of the groups above it. */
export function groupMembers(world: World, path: string, inherits = true): Map<string, Level> {
  const all = new Map<string, Level>();
  for (const one of inherits ? [path, ...above(path)] : [path])
    for (const [username, level] of world.groups.get(one)?.members ?? [])
      all.set(username, Math.max(level, all.get(username) ?? 5) as Level);
  return all;
}

/** Members of a project by every way: its own, inherited, and by groups that it is shared with. */
export function projectMembers(world: World, project: Project): Map<string, Level> {
  const all = new Map<string, Level>();
  const add = (username: string, level: Level): void => {
    all.set(username, Math.max(level, all.get(username) ?? 5) as Level);
  };
  for (const [username, level] of project.members) add(username, level);
  for (const path of above(project.path))
    for (const [username, level] of world.groups.get(path)?.members ?? []) add(username, level);
  for (const [path, most] of project.sharedWith)
    for (const [username, level] of groupMembers(world, path)) add(username, Math.min(level, most) as Level);
  return all;
}

export interface ProjectOptions {
  readonly path: string;
  readonly visibility?: "private" | "internal" | "public";
  readonly plan?: Plan;
  readonly defaultBranch?: string;
}

export function addProject(world: World, options: ProjectOptions): Project {
  const { path, defaultBranch = "main" } = options;
  for (const one of above(path)) group(world, one);
  const project: Project = {
    id: world.nextId(),
    path,
    visibility: options.visibility ?? "private",
    plan: options.plan ?? "ultimate",
    defaultBranch,
    createdAt: world.tick(),
    store: new ObjectStore(),
    refs: new Map(),
    protectedBranches: new Set([defaultBranch]),
    protectedTags: new Set(),
    members: new Map(),
    sharedWith: new Map(),
    mergeRequests: new Map(),
    reviewRules: [],
    approvalSettings: {
      resetOnPush: true,
      authorApproval: false,
      disableCommitters: true,
      disableOverriding: true,
    },
    pipelines: new Map(),
    jobs: new Map(),
    statuses: [],
    environments: new Map(),
    protectedEnvironments: new Map(),
    deployments: [],
    freezePeriods: [],
    releases: [],
    issues: [],
    vulnerabilities: [],
    scannersRun: [],
    mergedYaml: null,
    jobTokenAllowlist: new Set(),
    overrideRole: "no_one_allowed",
    restrictVariables: true,
    forwardDeployment: true,
    mostDiffs: 1000,
  };
  world.projects.set(path, project);
  return project;
}
