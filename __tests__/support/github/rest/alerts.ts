/** Code scanning, Dependabot and secret scanning alerts. */
import { readsPrivately } from "../access.ts";
import { type Answer, failure, type Handlers, inRepository, listed, ok, type RepositoryCall, text } from "../call.ts";
import type { CodeScanningAlert, DependabotAlert, Repository } from "../model.ts";
import type { World } from "../world.ts";
import { type Body, htmlUrl, repoUrl } from "./shapes.ts";

const undismissed = { dismissed_by: null, dismissed_at: null, dismissed_reason: null };

function codeScanningShape(world: World, repository: Repository, alert: CodeScanningAlert): Body {
  const url = `${repoUrl(world, repository)}/code-scanning/alerts/${alert.number}`;
  return {
    number: alert.number,
    created_at: alert.createdAt,
    updated_at: alert.createdAt,
    url,
    html_url: `${htmlUrl(world, repository)}/security/code-scanning/${alert.number}`,
    instances_url: `${url}/instances`,
    state: alert.state,
    fixed_at: null,
    ...undismissed,
    dismissed_comment: null,
    rule: {
      id: alert.rule,
      severity: alert.severity,
      security_severity_level: alert.security,
      description: `What ${alert.rule} looks for`,
      name: alert.rule,
      tags: ["security"],
    },
    tool: { name: alert.tool, guid: null, version: "2.0.0" },
    most_recent_instance: {
      ref: alert.ref,
      analysis_key: ".github/workflows/codeql.yml:analyze",
      environment: "{}",
      category: "",
      state: alert.state,
      commit_sha: alert.sha,
      message: { text: "This query depends on a user-provided value." },
      location: { path: "src/index.js", start_line: 1, end_line: 1, start_column: 1, end_column: 10 },
      classifications: [],
    },
  };
}

function dependabotShape(world: World, repository: Repository, alert: DependabotAlert): Body {
  const vulnerability = {
    package: { ecosystem: alert.ecosystem, name: alert.package },
    severity: alert.severity,
    vulnerable_version_range: "< 1.3.1",
    first_patched_version: alert.patched === null ? null : { identifier: alert.patched },
  };
  return {
    number: alert.number,
    state: alert.state,
    dependency: { package: vulnerability.package, manifest_path: alert.manifest, scope: alert.scope },
    security_advisory: {
      ghsa_id: "GHSA-jf85-cpcp-j695",
      cve_id: null,
      summary: `A weakness in ${alert.package}`,
      description: "Long words about it.",
      vulnerabilities: [vulnerability],
      severity: alert.severity,
      cvss: { score: 9.1, vector_string: null },
      cwes: [],
      identifiers: [{ type: "GHSA", value: "GHSA-jf85-cpcp-j695" }],
      references: [],
      published_at: alert.createdAt,
      updated_at: alert.createdAt,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
    url: `${repoUrl(world, repository)}/dependabot/alerts/${alert.number}`,
    html_url: `${htmlUrl(world, repository)}/security/dependabot/${alert.number}`,
    created_at: alert.createdAt,
    updated_at: alert.createdAt,
    ...undismissed,
    dismissed_comment: null,
    fixed_at: null,
  };
}

/** A comma-separated filter; absent lets everything through. */
const among = (filter: string | number | boolean | undefined, value: string | null): boolean =>
  filter === undefined ||
  text(filter)
    .split(",")
    .includes(value ?? "");

function codeScanning(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  const alerts = repository.codeScanning;
  if (alerts === "off") return failure(403, "Code scanning is not enabled for this repository.");
  if (alerts === "never") return failure(404, "no analysis found");
  const { ref, state, severity, tool_name } = query;
  const full = (name: string): string => (name.startsWith("refs/") ? name : `refs/heads/${name}`);
  const wanted = alerts.filter(
    (alert) =>
      (ref === undefined || alert.ref === full(text(ref))) &&
      among(state, alert.state) &&
      (severity === undefined || severity === alert.severity || severity === alert.security) &&
      (tool_name === undefined || tool_name === alert.tool),
  );
  return listed(call, wanted.reverse(), (alert) => codeScanningShape(world, repository, alert));
}

/** The newest analysis of each branch that has one, newest first: an alert stands for the analysis that found it. */
function analyses(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  const alerts = repository.codeScanning;
  if (alerts === "off") return failure(403, "Code scanning is not enabled for this repository.");
  if (alerts === "never") return failure(404, "no analysis found");
  const found = repository.analyses.filter(({ ref }) => query["ref"] === undefined || ref === query["ref"]);
  return listed(call, [...found].reverse(), ({ id, ref, sha, createdAt }) => ({
    ref,
    commit_sha: sha,
    analysis_key: ".github/workflows/codeql.yml:analyze",
    environment: "{}",
    error: "",
    category: "",
    created_at: createdAt,
    results_count: 0,
    rules_count: 60,
    id,
    url: `${repoUrl(world, repository)}/code-scanning/analyses/${id}`,
    sarif_id: "47177e22-5596-11eb-80a1-c1e54ef945c6",
    tool: { name: "CodeQL", guid: null, version: "2.0.0" },
    deletable: false,
    warning: "",
  }));
}

/** Pages by cursor: `after` and `before` stand in the `Link` header, and nowhere else. */
function dependabot(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  if (repository.dependabot === "off") return failure(403, "Dependabot alerts are disabled for this repository.");
  const { state, severity, ecosystem, package: name, scope } = query;
  const wanted = repository.dependabot
    .filter(
      (alert) =>
        among(state, alert.state) &&
        among(severity, alert.severity) &&
        among(ecosystem, alert.ecosystem) &&
        among(name, alert.package) &&
        (scope === undefined || scope === alert.scope),
    )
    .reverse();
  const size = Math.min(Math.max(Number(query["per_page"] ?? 30), 1), 100);
  const cursor = (at: number): string => Buffer.from(`cursor:${at}`).toString("base64url");
  const place = (given: string | number | boolean | undefined): number =>
    Number(Buffer.from(text(given), "base64url").toString().replace("cursor:", ""));
  const start =
    query["after"] !== undefined
      ? place(query["after"])
      : query["before"] !== undefined
        ? Math.max(place(query["before"]) - size, 0)
        : 0;
  const link = (key: string, at: number, rel: string): string => {
    const next = new URLSearchParams();
    for (const [one, value] of Object.entries(query))
      if (one !== "after" && one !== "before") next.set(one, String(value));
    next.set(key, cursor(at));
    return `<${call.api}${call.linkPath}?${next.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(start + size < wanted.length ? [link("after", start + size, "next")] : []),
    ...(start > 0 ? [link("before", start, "prev")] : []),
  ];
  return ok(
    wanted.slice(start, start + size).map((alert) => dependabotShape(world, repository, alert)),
    links.length === 0 ? {} : { link: links.join(", ") },
  );
}

export const alerts: Handlers = {
  "code-scanning/list-alerts-for-repo": inRepository(readsPrivately("security-events"), codeScanning),
  "code-scanning/list-recent-analyses": inRepository(readsPrivately("security-events"), analyses),
  "dependabot/list-alerts-for-repo": inRepository(readsPrivately("vulnerability-alerts"), dependabot),
  "secret-scanning/list-alerts-for-repo": inRepository(readsPrivately("secret-scanning-alerts"), () =>
    failure(404, "Secret scanning is disabled on this repository."),
  ),
};
