/** Issues, alerts and rulesets. */
import type { BranchRule, CodeScanningAlert, DependabotAlert, Issue, Repository, Ruleset } from "../model.ts";
import { person, type World } from "../world.ts";
import { nextNumber } from "./pulls.ts";

export interface IssueStory {
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly by?: string;
  readonly state?: "open" | "closed";
  readonly at?: string;
}

export function addIssue(world: World, repository: Repository, story: IssueStory): Issue {
  const at = story.at ?? world.tick();
  const issue: Issue = {
    id: world.nextId(),
    number: nextNumber(repository),
    title: story.title,
    body: story.body ?? "",
    author: person(world, story.by ?? "ada").login,
    labels: story.labels ?? [],
    state: story.state ?? "open",
    createdAt: at,
    closedAt: story.state === "closed" ? at : null,
    comments: [],
  };
  repository.issues.set(issue.number, issue);
  return issue;
}

export function issueStories(world: World, repository: Repository) {
  return {
    issue: (story: IssueStory): Issue => addIssue(world, repository, story),
    codeScanningAlert: (story: Partial<Omit<CodeScanningAlert, "number">> = {}): CodeScanningAlert => {
      const alerts = Array.isArray(repository.codeScanning) ? repository.codeScanning : [];
      const alert: CodeScanningAlert = {
        rule: "js/sql-injection",
        severity: "error",
        security: "high",
        state: "open",
        tool: "CodeQL",
        ref: `refs/heads/${repository.defaultBranch}`,
        sha: repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? "",
        createdAt: world.tick(),
        ...story,
        number: alerts.length + 1,
      };
      repository.codeScanning = [...alerts, alert];
      return alert;
    },
    /** An analysis of a branch that ended well. */
    analysis: ({
      branch = repository.defaultBranch,
      at = world.tick(),
    }: {
      readonly branch?: string;
      readonly at?: string;
    } = {}): void => {
      const sha = repository.refs.get(`refs/heads/${branch}`) ?? "";
      repository.analyses.push({ id: world.nextId(), ref: `refs/heads/${branch}`, sha, createdAt: at });
    },
    /** A label that no issue has to have. */
    label: (name: string): void => {
      repository.labels.add(name);
    },
    issuesOff: (): void => {
      repository.hasIssues = false;
    },
    /** `off`: not allowed here (403). `never`: no analysis was ever uploaded (404). */
    codeScanning: (state: "off" | "never"): void => {
      repository.codeScanning = state;
    },
    dependabotAlert: (story: Partial<Omit<DependabotAlert, "number">> = {}): DependabotAlert => {
      const alerts = Array.isArray(repository.dependabot) ? repository.dependabot : [];
      const alert: DependabotAlert = {
        package: "left-pad",
        ecosystem: "npm",
        manifest: "package-lock.json",
        scope: "runtime",
        severity: "high",
        state: "open",
        patched: "1.3.1",
        createdAt: world.tick(),
        ...story,
        number: alerts.length + 1,
      };
      repository.dependabot = [...alerts, alert];
      return alert;
    },
    dependabotOff: (): void => {
      repository.dependabot = "off";
    },
    ruleset: (story: {
      name?: string;
      branches?: readonly string[];
      tags?: readonly string[];
      active?: boolean;
      rules: readonly BranchRule[];
    }): Ruleset => {
      const ruleset: Ruleset = {
        id: world.nextId(),
        name: story.name ?? "main",
        branches: story.branches ?? (story.tags === undefined ? ["~DEFAULT_BRANCH"] : []),
        tags: story.tags,
        active: story.active ?? true,
        rules: story.rules,
        createdAt: world.tick(),
      };
      repository.rulesets.push(ruleset);
      return ruleset;
    },
  };
}
