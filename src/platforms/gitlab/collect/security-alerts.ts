/** Open vulnerabilities of the default branch, which GitLab keeps on the plan Ultimate and tells by GraphQL, to an access token alone. */
import { observed, type Unseen, unavailable } from "../../../core/evidence/observed.ts";
import type {
  AlertSearch,
  AlertSource,
  AlertsSeen,
  SecurityAlert,
  SourceAlerts,
} from "../../../core/evidence/security-alerts.ts";
import { settle, unseen } from "../../settled.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { pathOf } from "../points.ts";
import { type VulnerabilitiesReply, type VulnerabilityReply, vulnerabilities } from "../schema/vulnerabilities.ts";

/** Of a hundred each. */
const mostPages = 20;

/** What looks at what a project depends on; every other report is about its own code. */
const ofDependencies: ReadonlySet<string> = new Set([
  "DEPENDENCY_SCANNING",
  "CONTAINER_SCANNING",
  "CONTAINER_SCANNING_FOR_REGISTRY",
  "CLUSTER_IMAGE_SCANNING",
]);
const sourceOf = (reportType: string): AlertSource => (ofDependencies.has(reportType) ? "dependabot" : "code-scanning");
const names = {
  "code-scanning": "GitLab's scanning of the code",
  dependabot: "GitLab's scanning of dependencies and images",
} as const;

const query = `query Open($project: ID!, $branch: String, $after: String) {
  project(fullPath: $project) {
    securityScanners { available pipelineRun }
    pipelines(ref: $branch, first: 1) { nodes { sha createdAt } }
    vulnerabilitySeveritiesCount(state: [DETECTED, CONFIRMED]) { critical high medium low info unknown }
    vulnerabilities(state: [DETECTED, CONFIRMED], first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id title severity reportType webUrl
        location {
          ... on VulnerabilityLocationSast { file }
          ... on VulnerabilityLocationSecretDetection { file }
          ... on VulnerabilityLocationDependencyScanning { file }
          ... on VulnerabilityLocationContainerScanning { image }
        }
      }
    }
  }
}`;

const otherway =
  "Let a scanning job of the pipeline fail on what it finds and name it under tests.required, or make security-alerts advisory for environments that are deployed from GitLab.";
const noPlan = unavailable(
  "GitLab keeps vulnerabilities on the plan Ultimate, and this project's plan lacks it.",
  otherway,
);

export const securityAlerts: Collector<"securityAlerts"> = async (context, { alerts }) => {
  const { client, surroundings } = context;
  const source = "GitLab's vulnerabilities";
  const all = (seen: (search: AlertSearch) => AlertsSeen | Unseen): readonly SourceAlerts[] =>
    alerts.map((search) => ({ search, seen: seen(search) }));
  if (client.plan.lacks("Ultimate") === true) return noPlan;
  if (client.isJobToken)
    return unavailable(
      "GitLab tells of vulnerabilities by GraphQL alone, and the job's own token may not ask there.",
      "Put a project or group access token with the scope read_api and the role Developer or higher into RELEASE_GATE_TOKEN; vulnerabilities come with GitLab Ultimate.",
    );
  const read = await settle(readOpen(context));
  if (!read.ok) return unseen(read.failure);
  const open = read.value;
  if (open.status === "unavailable") return open;
  return observed(
    all((search) => seenOf(search, open, context.project?.default_branch ?? null)),
    source,
    surroundings.now,
  );
};

interface Open {
  readonly status: "read";
  readonly found: readonly VulnerabilityReply[];
  /** Reports that the newest pipeline of the default branch brought. */
  readonly ran: readonly string[];
  readonly pipeline: { readonly sha: string | null; readonly createdAt: string } | null;
  readonly isWhole: boolean;
}

/** Throws `HttpFailure`. */
async function readOpen({ client, project, setting }: GitlabContext): Promise<Open | Unseen> {
  const path = pathOf(project, setting);
  const branch = project?.default_branch ?? null;
  if (path === null || branch === null) return unavailable("The project's path or its default branch is not known.");
  const found: VulnerabilityReply[] = [];
  let first: VulnerabilitiesReply["project"] = null;
  let after: string | null = null;
  let redacted = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const reply: VulnerabilitiesReply | null = await client.graph(
      vulnerabilities,
      query,
      { project: path, branch, after },
      "the open vulnerabilities",
    );
    // A server that does not know the question is the Community Edition, or an old one.
    if (reply === null)
      return unavailable("This GitLab knows of no vulnerabilities: they come with GitLab Ultimate.", otherway);
    const its: VulnerabilitiesReply["project"] = reply.project;
    const refused = its === null ? notAllowed : explain(its);
    if (refused !== null) return refused;
    first ??= its;
    const list: NonNullable<VulnerabilitiesReply["project"]>["vulnerabilities"] = its?.vulnerabilities;
    found.push(...(list?.nodes ?? []).filter((node) => node !== null));
    redacted += (list?.nodes ?? []).filter((node) => node === null).length;
    after = list?.pageInfo.endCursor ?? null;
    if (list?.pageInfo.hasNextPage !== true || after === null) {
      const counted = Object.values(first?.vulnerabilitySeveritiesCount ?? {}).reduce<number>(
        (sum, n) => sum + (n ?? 0),
        0,
      );
      const [pipeline] = first?.pipelines?.nodes ?? [];
      return {
        status: "read",
        found,
        ran: first?.securityScanners?.pipelineRun ?? [],
        pipeline: pipeline === undefined ? null : { sha: pipeline.sha ?? null, createdAt: pipeline.createdAt },
        // GitLab leaves out of a list what one may not see; its count tells.
        isWhole: list?.pageInfo.hasNextPage !== true && redacted === 0 && found.length >= counted,
      };
    }
  }
  return unavailable(
    `There are more than ${mostPages * 100} open vulnerabilities.`,
    "Close or dismiss what is settled.",
  );
}

const notAllowed = unavailable(
  "GitLab was asked for the open vulnerabilities (POST /api/graphql), and does not show them to this token.",
  "It takes a project or group access token with the scope read_api and the role Developer or higher, and the plan Ultimate.",
);

/** Null where everything was shown. `available` lists what the plan has: scanning of dependencies comes with Ultimate. */
function explain({
  securityScanners,
  vulnerabilitySeveritiesCount,
  vulnerabilities: list,
}: NonNullable<VulnerabilitiesReply["project"]>) {
  const { available } = securityScanners ?? {};
  if (available != null && !available.includes("DEPENDENCY_SCANNING")) return noPlan;
  return list == null || vulnerabilitySeveritiesCount == null || securityScanners == null ? notAllowed : null;
}

/** A source of which nothing ran on the default branch proves nothing. */
function seenOf(
  search: AlertSearch,
  { found, ran, pipeline, isWhole }: Open,
  branch: string | null,
): AlertsSeen | Unseen {
  const { source } = search;
  if (search.branch !== null && search.branch !== branch)
    return unavailable(
      `GitLab keeps vulnerabilities of the default branch alone, and the policy asks about ${search.branch}.`,
      "Leave `branch` out.",
    );
  const here = found.filter(({ reportType }) => sourceOf(reportType ?? "") === source);
  const looked = ran.some((report) => sourceOf(report) === source);
  if (!looked && here.length === 0)
    return unavailable(
      `${names[source]} did not run in the newest pipeline of ${branch ?? "the default branch"}, so that nothing is listed proves nothing.`,
      "Let a scanning job run on the default branch, or leave this source out of `sources`.",
    );
  return {
    status: "observed",
    name: names[source],
    branch,
    analysedAt: looked ? (pipeline?.createdAt ?? null) : null,
    analysedCommit: looked ? (pipeline?.sha ?? null) : null,
    alerts: here.map(toAlert).sort((a, b) => a.number - b.number),
    isWhole,
  };
}

const severities: Readonly<Record<string, SecurityAlert["severity"]>> = {
  CRITICAL: "critical",
  HIGH: "high",
  MEDIUM: "medium",
  LOW: "low",
  INFO: "low",
};

/** Ids end in their number: `gid://gitlab/Vulnerability/12`. */
const toAlert = ({ id, title, severity, location, webUrl }: VulnerabilityReply): SecurityAlert => ({
  number: Number(/(\d+)$/.exec(id)?.[1] ?? 0),
  title: title ?? "a vulnerability without a title",
  severity: severities[severity ?? ""] ?? "unknown",
  place: location?.file ?? location?.image ?? null,
  url: webUrl ?? null,
});
