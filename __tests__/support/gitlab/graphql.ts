/** The corners of GitLab's GraphQL that the gate asks: commits by hash, with the accounts of their authors, and vulnerabilities. */
import { buildSchema, graphqlSync } from "graphql";
import { has, levelOf } from "./access.ts";
import type { Answer } from "./call.ts";
import type { Project, Token } from "./model.ts";
import { resolve } from "./rest/repository.ts";
import { above, type World } from "./world.ts";

const schema = buildSchema(`
  type Query { project(fullPath: ID!): Project }
  type Project {
    repository: Repository
    securityScanners: SecurityScanners
    pipelines(ref: String, first: Int): PipelineConnection
    vulnerabilitySeveritiesCount(state: [VulnerabilityState!]): VulnerabilitySeveritiesCount
    vulnerabilities(state: [VulnerabilityState!], first: Int, after: String): VulnerabilityConnection
  }
  type SecurityScanners { available: [String!] enabled: [String!] pipelineRun: [String!] }
  type PipelineConnection { nodes: [Pipeline] }
  type Pipeline { sha: String createdAt: String! }
  enum VulnerabilityState { CONFIRMED DETECTED DISMISSED RESOLVED }
  type VulnerabilitySeveritiesCount { critical: Int high: Int medium: Int low: Int info: Int unknown: Int }
  type VulnerabilityConnection { pageInfo: PageInfo! nodes: [Vulnerability] }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Vulnerability {
    id: ID! title: String severity: String reportType: String webUrl: String location: VulnerabilityLocation
  }
  union VulnerabilityLocation = VulnerabilityLocationSast | VulnerabilityLocationSecretDetection
    | VulnerabilityLocationDependencyScanning | VulnerabilityLocationContainerScanning
  type VulnerabilityLocationSast { file: String }
  type VulnerabilityLocationSecretDetection { file: String }
  type VulnerabilityLocationDependencyScanning { file: String }
  type VulnerabilityLocationContainerScanning { image: String }
  type Repository { commit(ref: String!): Commit }
  type Commit { sha: String! author: UserCore }
  type UserCore { username: String! name: String! }
`);

/** A job's token is none here, and nobody sees what is private. */
export function answerGraph(world: World, token: Token | null, body: unknown): Answer {
  if (token?.kind === "job") return { status: 401, body: { errors: [{ message: "Invalid token" }] } };
  const { query = "", variables = {} } = (body ?? {}) as { query?: string; variables?: Record<string, unknown> };
  const project = ({ fullPath }: { readonly fullPath: string }) => {
    const found = world.projects.get(fullPath);
    const mayRead =
      token !== null &&
      found !== undefined &&
      (token.project === found.id || above(found.path).includes(token.group ?? ""));
    if (found === undefined || (found.visibility !== "public" && !mayRead)) return null;
    const commit = ({ ref }: { readonly ref: string }) => {
      const its = resolve(found, ref);
      if (its === undefined) return null;
      const author = [...world.users.values()].find(({ emails }) => emails.includes(its.author.email));
      return { sha: its.sha, author: author === undefined ? null : { username: author.username, name: author.name } };
    };
    return { repository: { commit }, ...security(world, token, found) };
  };
  return {
    status: 200,
    body: graphqlSync({ schema, source: query, variableValues: variables, rootValue: { project } }),
  };
}

const severities = ["critical", "high", "medium", "low", "info", "unknown"] as const;
const locations: Readonly<Record<string, string>> = {
  DEPENDENCY_SCANNING: "VulnerabilityLocationDependencyScanning",
  CONTAINER_SCANNING: "VulnerabilityLocationContainerScanning",
  SECRET_DETECTION: "VulnerabilityLocationSecretDetection",
};

/** Vulnerabilities come with the plan and from Developer on; whoever may not see them gets null, and a list without its entries. */
function security(world: World, token: Token | null, project: Project) {
  const mayRead = token !== null && levelOf(world, token, project) >= 30;
  const isUltimate = has(project, "ultimate");
  const open = project.vulnerabilities.filter(({ state }) => state === "DETECTED" || state === "CONFIRMED");
  return {
    securityScanners: mayRead
      ? {
          available: ["SAST", "SECRET_DETECTION", ...(isUltimate ? ["DEPENDENCY_SCANNING", "CONTAINER_SCANNING"] : [])],
          enabled: project.scannersRun,
          pipelineRun: project.scannersRun,
        }
      : null,
    pipelines: ({ ref }: { readonly ref?: string }) => ({
      nodes: [...project.pipelines.values()]
        .filter((one) => one.ref === ref)
        .slice(-1)
        .map(({ sha, createdAt }) => ({ sha, createdAt })),
    }),
    vulnerabilitySeveritiesCount: () =>
      mayRead && isUltimate
        ? Object.fromEntries(
            severities.map((name) => [name, open.filter((one) => one.severity.toLowerCase() === name).length]),
          )
        : null,
    vulnerabilities({ first = 100, after }: { readonly first?: number; readonly after?: string | null }) {
      const from = after == null ? 0 : Number(after);
      const shown = mayRead && isUltimate ? open : [];
      const end = Math.min(from + first, shown.length);
      return {
        pageInfo: { hasNextPage: end < shown.length, endCursor: String(end) },
        nodes: shown.slice(from, end).map(({ id, title, severity, reportType, file }) => ({
          id: `gid://gitlab/Vulnerability/${id}`,
          title,
          severity,
          reportType,
          webUrl: `${world.origin}/${project.path}/-/security/vulnerabilities/${id}`,
          location:
            file === null
              ? null
              : { __typename: locations[reportType] ?? "VulnerabilityLocationSast", file, image: file },
        })),
      };
    },
  };
}
