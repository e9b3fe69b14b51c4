/** What reading takes on GitHub, as lines under `permissions:`; one table for the README, `doctor` and the tests. */
import type { PermissionsTaken } from "../../core/evidence/setup-facts.ts";

const contents = "contents: read";
const actions = "actions: read";
const pulls = "pull-requests: read";

export const permissionsTaken: PermissionsTaken = {
  // The release itself: commits, what was deployed before, and by which run.
  always: [actions, contents, "deployments: read"],
  byKind: {
    changeTraits: [contents],
    changedFiles: [contents],
    ciRuns: [actions, "checks: read", "statuses: read"],
    codeOwners: [contents],
    commits: [contents, pulls],
    dependencyDeployments: ["deployments: read"],
    deployJobs: [],
    deploymentApprovals: [actions],
    deploymentRequest: [pulls],
    deployments: [actions, "deployments: read"],
    documents: [contents],
    emergencyUses: ["issues: read"],
    environments: [actions],
    incidents: ["issues: read"],
    reviews: [pulls],
    securityAlerts: ["security-events: read", "vulnerability-alerts: read"],
    testReports: [],
    triggerers: [actions],
  },
  byFeature: {
    comment: ["pull-requests: write"],
    "check-run": ["checks: write"],
    emergency: ["issues: write"],
  },
};
