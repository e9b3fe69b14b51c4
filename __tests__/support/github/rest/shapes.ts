/** Shapes that many answers share: accounts, repositories, apps. */
import type { App, Repository, User } from "../model.ts";
import { person, type World } from "../world.ts";

export type Body = Record<string, unknown>;

export const nodeId = (kind: string, id: number | string): string =>
  `${kind}_${Buffer.from(String(id)).toString("base64url")}`;

export function userShape(world: World, login: string): Body {
  const user = person(world, login);
  return accountShape(world, user);
}

export function accountShape(world: World, user: User): Body {
  const url = `${world.origin}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(user.kind === "Bot" ? "BOT" : "U", user.id),
    avatar_url: `${world.origin}/avatars/${user.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.origin}/${encodeURIComponent(user.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.kind,
    site_admin: false,
  };
}

/** REST address of a repository. */
export const repoUrl = (world: World, repository: Repository): string =>
  `${world.origin}/repos/${repository.owner}/${repository.name}`;

/** Address of a repository's page. */
export const htmlUrl = (world: World, repository: Repository): string =>
  `${world.origin}/${repository.owner}/${repository.name}`;

const templates = {
  archive_url: "{archive_format}{/ref}",
  assignees_url: "assignees{/user}",
  blobs_url: "git/blobs{/sha}",
  branches_url: "branches{/branch}",
  collaborators_url: "collaborators{/collaborator}",
  comments_url: "comments{/number}",
  commits_url: "commits{/sha}",
  compare_url: "compare/{base}...{head}",
  contents_url: "contents/{+path}",
  contributors_url: "contributors",
  deployments_url: "deployments",
  downloads_url: "downloads",
  events_url: "events",
  forks_url: "forks",
  git_commits_url: "git/commits{/sha}",
  git_refs_url: "git/refs{/sha}",
  git_tags_url: "git/tags{/sha}",
  hooks_url: "hooks",
  issue_comment_url: "issues/comments{/number}",
  issue_events_url: "issues/events{/number}",
  issues_url: "issues{/number}",
  keys_url: "keys{/key_id}",
  labels_url: "labels{/name}",
  languages_url: "languages",
  merges_url: "merges",
  milestones_url: "milestones{/number}",
  notifications_url: "notifications{?since,all,participating}",
  pulls_url: "pulls{/number}",
  releases_url: "releases{/id}",
  stargazers_url: "stargazers",
  statuses_url: "statuses/{sha}",
  subscribers_url: "subscribers",
  subscription_url: "subscription",
  tags_url: "tags",
  teams_url: "teams",
  trees_url: "git/trees{/sha}",
} as const;

/** `simple` and `minimal` repository. */
export function repositoryShape(world: World, repository: Repository): Body {
  const url = repoUrl(world, repository);
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner: userShape(world, repository.owner),
    private: repository.private,
    html_url: htmlUrl(world, repository),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(templates).map(([key, end]) => [key, `${url}/${end}`])),
  };
}

/** `repository` and `full-repository`. */
export function fullRepositoryShape(world: World, repository: Repository, version: string): Body {
  const html = htmlUrl(world, repository);
  const { license, ...rest } = { license: null };
  const times = { created_at: repository.createdAt, updated_at: repository.createdAt, pushed_at: repository.createdAt };
  const zero = [
    "forks",
    "forks_count",
    "stargazers_count",
    "watchers",
    "watchers_count",
    "open_issues",
    "open_issues_count",
  ];
  return {
    ...repositoryShape(world, repository),
    ...rest,
    ...times,
    ...Object.fromEntries(zero.map((key) => [key, 0])),
    clone_url: `${html}.git`,
    git_url: `git://127.0.0.1/${repository.owner}/${repository.name}.git`,
    ssh_url: `git@127.0.0.1:${repository.owner}/${repository.name}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license,
    size: 1,
    default_branch: repository.defaultBranch,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    ...(version < "2026-03-10" ? { has_downloads: false } : {}),
    archived: false,
    disabled: false,
    visibility: repository.private ? "private" : "public",
  };
}

export function appShape(world: World, app: App): Body {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: userShape(world, app.owner),
    name: app.name,
    description: "",
    external_url: `${world.origin}/apps/${app.slug}`,
    html_url: `${world.origin}/apps/${app.slug}`,
    created_at: "2018-07-30T09:30:17Z",
    updated_at: "2018-07-30T09:30:17Z",
    permissions: { checks: "write", contents: "read", deployments: "write", issues: "write", metadata: "read" },
    events: [],
  };
}
