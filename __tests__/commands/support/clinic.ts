/** A shop in which everything is as the gate needs it, to be spoilt in one respect and looked at by `doctor`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { main } from "../../../src/entry/main.ts";
import type { LocalGitHub } from "../../support/github/index.ts";
import type { EnvironmentStory } from "../../support/github/stories/deployments.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { recordedIo } from "../../support/io.ts";
import { makeRepository } from "../../support/repository.ts";

export const policyText = `version: 1
groups:
  operations:
    github: { teams: [acme/operations], environments: [approve-operations] }
environments:
  production:
    checks:
      tests: { required: ["CI / test"] }
    approvals:
      medium: [{ group: operations }]
`;

/** The recommended workflow, with a secret of the environment. */
export const workflowText = `name: Release
on:
  push:
    branches: [main]
permissions:
  actions: read
  checks: read
  contents: read
  deployments: read
  pull-requests: read
  statuses: read
jobs:
  gate:
    outputs:
      approval-environments: \${{ steps.gate.outputs.approval-environments }}
      receipt: \${{ steps.gate.outputs.receipt }}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - id: gate
        uses: acme/release-gate@v0.1.0
        with:
          environment: production
          mode: evaluate
  approve:
    needs: gate
    if: \${{ needs.gate.result == 'success' && needs.gate.outputs.approval-environments != '[]' }}
    strategy:
      matrix:
        environment: \${{ fromJSON(needs.gate.outputs.approval-environments) }}
    environment: \${{ matrix.environment }}
    runs-on: ubuntu-latest
    steps:
      - run: echo "Approved."
  deploy:
    needs: [gate, approve]
    if: \${{ !cancelled() && needs.gate.result == 'success' }}
    concurrency: deploy-production
    environment: production
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: acme/release-gate@v0.1.0
        with:
          environment: production
          receipt: \${{ needs.gate.outputs.receipt }}
      - run: ./deploy.sh
        env:
          KEY: \${{ secrets.DEPLOY_KEY }}
`;

const owners = "/.github/workflows/ @acme/operations\n/.release-gate.yml @acme/operations\n";

export const environments: Readonly<Record<string, Omit<EnvironmentStory, "name">>> = {
  production: { branchPolicy: "protected", canAdminsBypass: false },
  "approve-operations": { reviewers: ["acme/operations"], preventSelfReview: true, canAdminsBypass: false },
};

export interface Spoilt {
  /** Path -> content; null takes it away. On top of workflow, policy and owners. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly environments?: Readonly<Record<string, Omit<EnvironmentStory, "name"> | null>>;
  /** Permissions of the token that looks; what is left out is not given. */
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
  readonly isUnprotected?: boolean;
  /** Protected, and by what nobody can see. */
  readonly isUnreviewed?: boolean;
  readonly hasNoRuns?: boolean;
  readonly orgPermissions?: Readonly<Record<string, "read" | "write">>;
  readonly env?: Readonly<Record<string, string>>;
  readonly tell?: (shop: RepositoryStories) => void;
}

export interface Found {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export const everything = {
  actions: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  "pull-requests": "read",
  statuses: "read",
} as const;

let count = 0;

/** Runs doctor in a checkout of a shop of its own. */
export async function visit(github: LocalGitHub, spoilt: Spoilt = {}, ...args: readonly string[]): Promise<Found> {
  count += 1;
  const shop = github.repository({ owner: "acme", name: `shop-${count}` });
  shop.collaborator("ada", "write");
  shop.commit({ message: "Begin", files: { "README.md": "# Shop\n" } });
  shop.branch("main", "main", { isProtected: spoilt.isUnprotected !== true });
  if (spoilt.isUnprotected !== true && spoilt.isUnreviewed !== true)
    shop.ruleset({ branches: ["~DEFAULT_BRANCH"], rules: [{ type: "pull_request", approvals: 1 }] });
  if (spoilt.hasNoRuns !== true) {
    const run = shop.workflowRun({ headSha: shop.at("main"), name: "CI", jobs: [{ name: "test" }] });
    run.job("test").start().finish();
  }
  for (const [name, story] of Object.entries({ ...environments, ...spoilt.environments }))
    if (story !== null) shop.environment({ name, ...story });
  spoilt.tell?.(shop);
  const token = github.token({ permissions: spoilt.permissions ?? everything, repositories: [shop.fullName] });
  const orgToken =
    spoilt.orgPermissions === undefined ? "" : github.token({ kind: "app", permissions: spoilt.orgPermissions });
  const io = recordedIo({
    cwd: checkoutWith(spoilt.files ?? {}),
    env: {
      PATH: process.env["PATH"] ?? "",
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: shop.fullName,
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_TOKEN: token,
      RELEASE_GATE_GROUP_TOKEN: orgToken,
      ...spoilt.env,
    },
  });
  const status = await main(["doctor", ...args], io);
  return { status, out: io.out(), err: io.err() };
}

export function checkoutWith(files: Readonly<Record<string, string | null>>): string {
  const { path } = makeRepository();
  const all = {
    ".github/workflows/release.yml": workflowText,
    ".release-gate.yml": policyText,
    ".github/CODEOWNERS": owners,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    if (text === null) continue;
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}
