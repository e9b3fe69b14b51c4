/**
 * Makes `__tests__/support/github/description.json`: GitHub's own OpenAPI description (npm package `@octokit/openapi`, MIT) cut down to
 * what a deployment gate may ask. `node scripts/github-spec.mjs [folder of an unpacked @octokit/openapi]`; without a folder the package,
 * 385 MB unpacked, is installed in a temporary one that is removed again.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const version = "23.0.2";
const target = "__tests__/support/github/description.json";
const repository = "/repos/{owner}/{repo}";

/** Path -> methods. Longer than what the gate asks today, so that a new question doesn't begin with a new description. */
const wanted = {
  "/rate_limit": ["get"],
  "/user": ["get"],
  "/users/{username}": ["get"],
  "/orgs/{org}": ["get"],
  "/orgs/{org}/members/{username}": ["get"],
  "/orgs/{org}/memberships/{username}": ["get"],
  "/orgs/{org}/teams": ["get"],
  "/orgs/{org}/teams/{team_slug}": ["get"],
  "/orgs/{org}/teams/{team_slug}/members": ["get"],
  "/orgs/{org}/teams/{team_slug}/memberships/{username}": ["get"],
  "/orgs/{org}/teams/{team_slug}/teams": ["get"],
  [repository]: ["get"],
  ...Object.fromEntries(
    Object.entries({
      "actions/jobs/{job_id}": ["get"],
      "actions/runs": ["get"],
      "actions/runs/{run_id}": ["get"],
      "actions/runs/{run_id}/approvals": ["get"],
      "actions/runs/{run_id}/attempts/{attempt_number}": ["get"],
      "actions/runs/{run_id}/attempts/{attempt_number}/jobs": ["get"],
      "actions/runs/{run_id}/jobs": ["get"],
      "actions/runs/{run_id}/pending_deployments": ["get", "post"],
      "actions/runs/{run_id}/rerun": ["post"],
      "actions/runs/{run_id}/rerun-failed-jobs": ["post"],
      "actions/runs/{run_id}/cancel": ["post"],
      "actions/workflows": ["get"],
      "actions/workflows/{workflow_id}/runs": ["get"],
      branches: ["get"],
      "branches/{branch}": ["get"],
      "branches/{branch}/protection": ["get"],
      "check-runs": ["post"],
      "check-runs/{check_run_id}": ["get", "patch"],
      "check-runs/{check_run_id}/annotations": ["get"],
      "check-suites/{check_suite_id}": ["get"],
      "check-suites/{check_suite_id}/check-runs": ["get"],
      "code-scanning/alerts": ["get"],
      "code-scanning/analyses": ["get"],
      "codeowners/errors": ["get"],
      collaborators: ["get"],
      "collaborators/{username}/permission": ["get"],
      commits: ["get"],
      "commits/{commit_sha}/pulls": ["get"],
      "commits/{ref}": ["get"],
      "commits/{ref}/check-runs": ["get"],
      "commits/{ref}/check-suites": ["get"],
      "commits/{ref}/status": ["get"],
      "commits/{ref}/statuses": ["get"],
      "compare/{basehead}": ["get"],
      "contents/{path}": ["get"],
      "dependabot/alerts": ["get"],
      deployments: ["get", "post"],
      "deployments/{deployment_id}": ["get"],
      "deployments/{deployment_id}/statuses": ["get", "post"],
      environments: ["get"],
      "environments/{environment_name}": ["get"],
      "environments/{environment_name}/deployment-branch-policies": ["get"],
      "environments/{environment_name}/deployment_protection_rules": ["get"],
      "git/blobs/{file_sha}": ["get"],
      "git/commits/{commit_sha}": ["get"],
      "git/matching-refs/{ref}": ["get"],
      "git/ref/{ref}": ["get"],
      "git/tags/{tag_sha}": ["get"],
      "git/trees/{tree_sha}": ["get"],
      issues: ["get", "post"],
      "issues/comments/{comment_id}": ["get", "patch"],
      "issues/{issue_number}": ["get"],
      "issues/{issue_number}/comments": ["get", "post"],
      "pulls/{pull_number}": ["get"],
      "pulls/{pull_number}/commits": ["get"],
      "pulls/{pull_number}/files": ["get"],
      "pulls/{pull_number}/reviews": ["get"],
      pulls: ["get"],
      releases: ["get"],
      "releases/latest": ["get"],
      "releases/tags/{tag}": ["get"],
      "rules/branches/{branch}": ["get"],
      rulesets: ["get"],
      "rulesets/{ruleset_id}": ["get"],
      "secret-scanning/alerts": ["get"],
      "statuses/{sha}": ["post"],
      tags: ["get"],
    }).map(([path, methods]) => [`${repository}/${path}`, methods]),
  ),
};

const keptExtensions = new Set(["x-multi-segment", "x-github-breaking-changes"]);
const dropped = new Set([
  "description",
  "summary",
  "externalDocs",
  "example",
  "examples",
  "tags",
  "title",
  "default",
  "headers",
]);
/** Maps whose keys are names that somebody chose, such as a property called `description`. */
const mapsOfNames = new Set(["properties", "responses", "schemas", "parameters", "content", "paths"]);

/** The same without prose and examples. */
const trim = (value, keysAreNames = false) => {
  if (Array.isArray(value)) return value.map((item) => trim(item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keysAreNames || (!dropped.has(key) && (!key.startsWith("x-") || keptExtensions.has(key))))
      .map(([key, item]) => [
        key,
        key === "enum" || key === "required" || key === "x-github-breaking-changes"
          ? item
          : trim(item, !keysAreNames && mapsOfNames.has(key) && !Array.isArray(item)),
      ]),
  );
};

/** Only JSON is asked for, so only JSON is described. */
const onlyJson = (operation) => {
  for (const response of Object.values(operation.responses))
    for (const type of Object.keys(response.content ?? {})) if (!type.endsWith("json")) delete response.content[type];
  return operation;
};

const references = (value, found = new Set()) => {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (value !== null && typeof value === "object")
    for (const [key, item] of Object.entries(value))
      if (key === "$ref" && typeof item === "string") found.add(item);
      else references(item, found);
  return found;
};

const cut = (whole) => {
  const paths = {};
  for (const [path, methods] of Object.entries(wanted))
    for (const method of methods) {
      const operation = whole.paths[path]?.[method];
      if (operation === undefined)
        throw new Error(`${method.toUpperCase()} ${path} is not in @octokit/openapi ${version}.`);
      paths[path] = { ...paths[path], [method]: onlyJson(trim(operation)) };
    }
  const components = {};
  const visit = (value) => {
    for (const reference of references(value)) {
      const [, , room, name] = reference.split("/");
      if (components[room]?.[name] !== undefined) continue;
      const part = trim(whole.components[room][name]);
      components[room] = { ...components[room], [name]: part };
      visit(part);
    }
  };
  visit(paths);
  for (const room of Object.keys(components))
    components[room] = Object.fromEntries(Object.entries(components[room]).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { paths, components };
};

const folderGiven = process.argv[2];
const folder = folderGiven ?? mkdtempSync(join(tmpdir(), "github-openapi-"));
try {
  if (folderGiven === undefined) {
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    execFileSync("npm", ["install", "--no-audit", "--no-fund", `@octokit/openapi@${version}`], {
      cwd: folder,
      stdio: "inherit",
    });
  }
  const at = folderGiven ?? join(folder, "node_modules/@octokit/openapi");
  const whole = JSON.parse(readFileSync(join(at, "generated/api.github.com.json"), "utf8"));
  if (whole.info.version !== version) throw new Error(`Expected version ${version}, found ${whole.info.version}.`);
  const description = {
    openapi: whole.openapi,
    info: {
      title: "GitHub's REST API, cut down to what a deployment gate may ask",
      version,
      license: whole.info.license,
      "x-made-by": "node scripts/github-spec.mjs; not edited by hand",
      "x-notice": readFileSync(join(at, "LICENSE"), "utf8").trim(),
    },
    ...cut(whole),
  };
  writeFileSync(target, `${JSON.stringify(description)}\n`);
  execFileSync("npx", ["biome", "format", "--write", target], { stdio: "ignore" });
  const { paths, components } = description;
  console.log(`${target}: ${Object.keys(paths).length} paths, ${Object.keys(components.schemas).length} schemas.`);
} finally {
  if (folderGiven === undefined) rmSync(folder, { recursive: true, force: true });
}
