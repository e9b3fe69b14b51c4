/** Everything the server holds, and the small questions that many rooms ask of it. */
import { ObjectStore } from "./git/objects.ts";
import type { App, Organization, Plan, Repository, Role, Team, Token, User } from "./model.ts";

export interface World {
  readonly users: Map<string, User>;
  readonly organizations: Map<string, Organization>;
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, Repository>;
  readonly tokens: Map<string, Token>;
  /** Where the server can be reached, such as `http://127.0.0.1:4101`; links in answers begin with it. */
  origin: string;
  /** Whether approvals of an earlier attempt stay listed when a run is run again: GitHub documents neither. */
  readonly keepsApprovals: boolean;
  /** A number never given before. */
  nextId(): number;
  /** The server's clock: ISO 8601, UTC, whole seconds. */
  now(): string;
  /** The moment of the next event of a story: a minute after the one before, beginning two days ago; never in the future. */
  tick(): string;
  /** What was told so far lies in the past; from here on events happen now. The first request does it. */
  arrive(): void;
}

export interface WorldOptions {
  readonly now?: (() => Date) | undefined;
  readonly keepsApprovals?: boolean | undefined;
}

export const seconds = (moment: Date | number): string => new Date(moment).toISOString().replace(/\.\d+Z$/, "Z");

export const actionsApp: App = { id: 15368, slug: "github-actions", name: "GitHub Actions", owner: "github" };

export function makeWorld({ now = () => new Date(), keepsApprovals = true }: WorldOptions = {}): World {
  let id = 1000;
  let story = now().getTime() - 48 * 3_600_000;
  const world: World = {
    users: new Map(),
    organizations: new Map(),
    repositories: new Map(),
    tokens: new Map(),
    origin: "http://127.0.0.1",
    keepsApprovals,
    nextId: () => (id += 1),
    now: () => seconds(now()),
    tick: () => {
      story = Math.min(story + 60_000, now().getTime());
      return seconds(story);
    },
    arrive: () => {
      story = now().getTime();
    },
  };
  const webFlow = person(world, "web-flow");
  webFlow.name = "GitHub Web Flow";
  webFlow.emails.push("noreply@github.com");
  person(world, "github-actions[bot]");
  return world;
}

/** The account of that login; it comes to be when first named. `x[bot]` is a bot. */
export function person(world: World, login: string): User {
  const known = world.users.get(login.toLowerCase());
  if (known !== undefined) return known;
  const id = world.nextId();
  const made: User = {
    id,
    login,
    kind: login.endsWith("[bot]") ? "Bot" : "User",
    name: null,
    emails: [`${id}+${login}@users.noreply.github.com`],
  };
  world.users.set(login.toLowerCase(), made);
  return made;
}

/** The organization of that login; it comes to be when first named. */
export function organization(world: World, login: string): Organization {
  const known = world.organizations.get(login.toLowerCase());
  if (known !== undefined) return known;
  const made: Organization = { login, members: new Map(), teams: new Map() };
  world.organizations.set(login.toLowerCase(), made);
  world.users.set(login.toLowerCase(), { id: world.nextId(), login, kind: "Organization", name: login, emails: [] });
  return made;
}

/** The account that a commit's address belongs to; null where no account has verified it. */
export function accountOf(world: World, email: string): User | null {
  const wanted = email.toLowerCase();
  for (const user of world.users.values()) if (user.emails.some((one) => one.toLowerCase() === wanted)) return user;
  return null;
}

export interface RepositoryOptions {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly plan?: Plan;
  readonly defaultBranch?: string;
}

export function addRepository(world: World, options: RepositoryOptions): Repository {
  const { owner, name, defaultBranch = "main", plan = "enterprise" } = options;
  if (!world.users.has(owner.toLowerCase())) organization(world, owner);
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name,
    private: options.private ?? true,
    plan,
    defaultBranch,
    createdAt: world.tick(),
    store: new ObjectStore(),
    refs: new Map(),
    protectedBranches: new Set(),
    signatures: new Map(),
    collaborators: new Map(),
    teams: new Map(),
    issues: new Map(),
    pulls: new Map(),
    releases: [],
    suites: [],
    checkRuns: [],
    statuses: [],
    runs: new Map(),
    environments: new Map(),
    deployments: [],
    codeScanning: [],
    analyses: [],
    dependabot: [],
    hasIssues: true,
    labels: new Set(),
    rulesets: [],
  };
  world.repositories.set(`${owner}/${name}`.toLowerCase(), repository);
  return repository;
}

const order: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];

/** What a person may do in a repository, by the widest of all ways; null: nothing but what everybody may. */
export function roleOf(world: World, repository: Repository, login: string): Role | null {
  const roles: Role[] = [];
  if (repository.owner.toLowerCase() === login.toLowerCase()) roles.push("admin");
  const own = [...repository.collaborators].find(([one]) => one.toLowerCase() === login.toLowerCase());
  if (own !== undefined) roles.push(own[1]);
  const organized = world.organizations.get(repository.owner.toLowerCase());
  const membership = organized?.members.get(login);
  if (membership === "admin") roles.push("admin");
  else if (membership === "member") roles.push("read");
  for (const [name, role] of repository.teams) {
    const team = teamOf(world, name);
    if (team !== null && membersOf(world, team).has(login)) roles.push(role);
  }
  return roles.sort((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? null;
}

/** May this role push? */
export const mayPush = (role: Role | null): boolean => role !== null && order.indexOf(role) >= order.indexOf("write");

/** The team `org/slug`; null where there is none. */
export function teamOf(world: World, name: string): Team | null {
  const [org = "", slug = ""] = name.split("/");
  return world.organizations.get(org.toLowerCase())?.teams.get(slug.toLowerCase()) ?? null;
}

/** Members of a team and of all teams below it. */
export function membersOf(world: World, team: Team): Map<string, "member" | "maintainer"> {
  const all = new Map(team.members);
  for (const child of world.organizations.get(team.org.toLowerCase())?.teams.values() ?? [])
    if (child.parent === team.slug)
      for (const login of membersOf(world, child).keys()) if (!all.has(login)) all.set(login, "member");
  return all;
}

/** A secret team is there for its members, the organization's owners and apps only. */
export function seesTeam(world: World, token: Token | null, team: Team): boolean {
  if (!team.secret || token?.kind !== "user") return true;
  const owner = world.organizations.get(team.org.toLowerCase())?.members.get(token.login) === "admin";
  return owner || membersOf(world, team).has(token.login);
}
