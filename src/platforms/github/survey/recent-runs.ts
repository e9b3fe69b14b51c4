/** Which CI runs were seen of late: on the newest commits of the default branch, and on the heads of the newest pull requests. */
import { z } from "zod";
import type { SeenRun, SeenRuns } from "../../../core/evidence/setup-facts.ts";
import { type Client, type GraphAnswer, inSmallerPieces } from "../client.ts";
import type { Setting } from "../surroundings.ts";

const onCommit = `
  oid
  status { contexts { context } }
  checkSuites(first: 20) {
    nodes { app { slug } workflowRun { workflow { name } } checkRuns(first: 50) { nodes { name } } }
  }`;

const query = `query RecentRuns($owner: String!, $name: String!, $commits: Int!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { ... on Commit { history(first: $commits) { nodes { ${onCommit} } } } } }
    pullRequests(first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { commits(last: 1) { nodes { commit { ${onCommit} } } } }
    }
  }
}`;

const commit = z.object({
  oid: z.string(),
  status: z.object({ contexts: z.array(z.object({ context: z.string() })) }).nullable(),
  checkSuites: z
    .object({
      nodes: z.array(
        z.object({
          app: z.object({ slug: z.string() }).nullable(),
          workflowRun: z.object({ workflow: z.object({ name: z.string() }) }).nullable(),
          checkRuns: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable(),
        }),
      ),
    })
    .nullable(),
});
type CommitReply = z.output<typeof commit>;

const branch = z.object({ target: z.object({ history: z.object({ nodes: z.array(commit) }) }).nullable() }).nullable();
const pulls = z.object({
  nodes: z.array(z.object({ commits: z.object({ nodes: z.array(z.object({ commit })) }) })),
});

const checks = { what: "the checks on recent commits", permission: "checks: read" };
const requests = { what: "the newest pull requests", permission: "pull-requests: read" };

/** Runs sorted by name, each once. Throws `HttpFailure` where one of the permissions is missing. */
export async function readRecentRuns(client: Client, { owner, name }: Setting): Promise<SeenRuns> {
  const answer: GraphAnswer = await inSmallerPieces([20, 5], (commits) =>
    client.graph(query, { owner, name, commits }, checks),
  );
  const onBranch = answer.part(["repository", "defaultBranchRef"], branch, checks)?.target?.history.nodes ?? [];
  const onPulls = answer
    .part(["repository", "pullRequests"], pulls, requests)
    .nodes.flatMap(({ commits }) => commits.nodes);
  const commits = new Map([...onBranch, ...onPulls.map((each) => each.commit)].map((each) => [each.oid, each]));
  const runs = new Map([...commits.values()].flatMap(runsOn).map((run) => [JSON.stringify(run), run]));
  return { commits: commits.size, runs: [...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run) };
}

const runsOn = ({ status, checkSuites }: CommitReply): readonly SeenRun[] => [
  ...(status?.contexts ?? []).map(({ context }) => ({ name: context, workflow: null, app: null })),
  ...(checkSuites?.nodes ?? []).flatMap(({ app, workflowRun, checkRuns }) =>
    (checkRuns?.nodes ?? []).map((run) => ({
      name: run.name,
      workflow: workflowRun?.workflow.name ?? null,
      app: app?.slug ?? null,
    })),
  ),
];
