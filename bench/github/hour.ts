/** What an hour of waiting for an approval costs, with a clock that does not wait. */
import { charged, startGitHub } from "../../__tests__/support/github/index.ts";
import { readArguments } from "../../src/entry/arguments.ts";
import { check, requestFrom } from "../../src/entry/check.ts";
import { runCheck } from "../../src/run.ts";

const policy = `version: 1
groups:
  operations: { users: [carol], github: { environments: [approve-operations] } }
environments:
  production:
    checks: { documents: { readme: { files: [README.md] } } }
    approvals: { low: [{ group: operations }] }
`;

/** Requests in an hour without news: all of them, those that count against the allowance, and the peak memory in MiB, the server's included. */
export async function waitAnHour(): Promise<{
  readonly sent: number;
  readonly charged: number;
  readonly peak: number;
}> {
  const github = await startGitHub();
  for (const login of ["ada", "carol"]) github.person(login, { emails: [`${login}@example.com`] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of ["ada", "carol"]) shop.collaborator(login, "write");
  shop.environment({ name: "approve-operations", reviewers: ["carol"], canAdminsBypass: false });
  shop.commit({ message: "Begin", files: { "README.md": "# Shop\n\nHow to run it.\n", ".release-gate.yml": policy } });
  const jobs = [{ name: "gate" }, { name: "approve", environment: "approve-operations" }];
  const run = shop.workflowRun({ headSha: shop.at("main"), actor: "ada", jobs });
  const reads = { actions: "read", checks: "read", contents: "read", deployments: "read", statuses: "read" } as const;
  const env = {
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_SHA: run.state.headSha,
    GITHUB_REF_NAME: "main",
    GITHUB_EVENT_NAME: "push",
    GITHUB_TOKEN: github.token({ permissions: { ...reads, "pull-requests": "read" }, repositories: ["acme/shop"] }),
    RUNNER_NAME: run.job("gate").state.runnerName ?? "",
  };
  const began = Date.now();
  let passed = 0;
  const quiet = { out: () => {}, err: () => {}, progress: () => {}, cwd: "/", color: false, width: 80 };
  const line = "--environment production --platform github --repo /nonexistent --mode wait --wait-timeout 1h";
  const { result } = await runCheck(
    requestFrom(readArguments(check, line.split(" ")), {}),
    { ...quiet, env, now: new Date(began).toISOString() },
    {
      clock: {
        now: () => new Date(began + passed).toISOString(),
        sleep: async (milliseconds: number) => {
          passed += milliseconds;
        },
      },
      say: () => {},
    },
  );
  if (result.decision !== "wait" || passed < 3_600_000) throw new Error(`It did not wait an hour: ${result.decision}.`);
  const cost = {
    sent: github.requests.length,
    charged: charged(github.requests),
    peak: process.resourceUsage().maxRSS / 1024,
  };
  await github.close();
  return cost;
}
