/** Check suites, check runs and commit statuses that somebody posted; those of workflow jobs are in `runs.ts`. */
import type { App, CheckRun, CheckStatus, CheckSuite, Conclusion, Repository, Status } from "../model.ts";
import { actionsApp, person, type World } from "../world.ts";

export interface CheckRunStory {
  readonly name: string;
  readonly sha: string;
  readonly status?: CheckStatus;
  /** `success` when absent and completed. */
  readonly conclusion?: Conclusion;
  /** The app that posted it (its slug); GitHub Actions when absent, as with GITHUB_TOKEN. */
  readonly app?: string;
  /** A new suite of that app when absent. */
  readonly suite?: CheckSuite;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly detailsUrl?: string;
  readonly externalId?: string;
  readonly title?: string;
  readonly summary?: string;
}

export interface StatusStory {
  readonly context: string;
  readonly sha: string;
  readonly state?: Status["state"];
  readonly by?: string;
  readonly description?: string;
  readonly targetUrl?: string;
  readonly at?: string;
}

/** The app of that slug; the same id for the same slug. */
export function appOf(slug: string): App {
  if (slug === actionsApp.slug) return actionsApp;
  const id = [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000, 7) + 20_000;
  return { id, slug, name: slug, owner: slug };
}

export function addSuite(
  world: World,
  repository: Repository,
  sha: string,
  app: App,
  runId: number | null,
  branch: string | null,
) {
  const suite: CheckSuite = { id: world.nextId(), sha, branch, app, runId, createdAt: world.tick() };
  repository.suites.push(suite);
  return suite;
}

export function addCheckRun(world: World, repository: Repository, suite: CheckSuite, story: CheckRunStory): CheckRun {
  const status = story.status ?? "completed";
  const startedAt = story.startedAt ?? world.tick();
  const done = status === "completed";
  const check: CheckRun = {
    id: world.nextId(),
    suite,
    sha: story.sha,
    name: story.name,
    status,
    conclusion: done ? (story.conclusion ?? "success") : null,
    startedAt,
    completedAt: done ? (story.completedAt ?? world.tick()) : null,
    externalId: story.externalId ?? null,
    detailsUrl: story.detailsUrl ?? null,
    title: story.title ?? null,
    summary: story.summary ?? null,
    text: null,
    annotations: [],
  };
  repository.checkRuns.push(check);
  return check;
}

export function checkStories(world: World, repository: Repository) {
  return {
    /** An empty suite of an app on a commit. */
    checkSuite: ({
      sha,
      app = actionsApp.slug,
      branch = null,
    }: {
      sha: string;
      app?: string;
      branch?: string | null;
    }) => addSuite(world, repository, sha, appOf(app), null, branch),
    /** A check run; the object may be changed later (`status`, `conclusion`), as its app would. */
    checkRun: (story: CheckRunStory): CheckRun => {
      const suite =
        story.suite ?? addSuite(world, repository, story.sha, appOf(story.app ?? actionsApp.slug), null, null);
      return addCheckRun(world, repository, suite, story);
    },
    /** A commit status. */
    status: (story: StatusStory): Status => {
      const status: Status = {
        id: world.nextId(),
        sha: story.sha,
        context: story.context,
        state: story.state ?? "success",
        description: story.description ?? null,
        targetUrl: story.targetUrl ?? null,
        creator: person(world, story.by ?? "ada").login,
        createdAt: story.at ?? world.tick(),
      };
      repository.statuses.push(status);
      return status;
    },
  };
}
