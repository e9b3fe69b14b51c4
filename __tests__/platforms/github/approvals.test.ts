/** What people said to this run, and what is known about who was asked. */
import { expect, it } from "vitest";
import type { DeploymentApproval } from "../../../src/core/evidence/deployment-approvals.ts";
import type { Query } from "../../../src/core/evidence/query.ts";
import { type Asked, ask, deploy, query, type Stage, setStage } from "./stage.ts";

async function approvalsOf(
  stage: Stage,
  over: Partial<Query> = {},
  asked: Asked = {},
): Promise<readonly DeploymentApproval[]> {
  const session = await ask(stage, asked);
  const { deploymentApprovals } = await session.collect(query(over, ["deploymentApprovals"]));
  expect(stage.github.violations).toEqual([]);
  if (deploymentApprovals?.status !== "observed") throw new Error(JSON.stringify(deploymentApprovals));
  return deploymentApprovals.value;
}

it("sees nobody before anybody said anything, and then who approved what, for the run's commit, without a time", async () => {
  const stage = await setStage();
  stage.run.add({ name: "deploy", environment: "production" });
  expect(await approvalsOf(stage)).toEqual([]);
  stage.run.approve("production", "carol", "Fine by me");
  expect(await approvalsOf(stage)).toMatchObject([
    {
      person: { login: "carol", kind: "person" },
      state: "approved",
      at: null,
      comment: "Fine by me",
      commit: stage.run.state.headSha,
      environment: "production",
      memberOf: [],
    },
  ]);
});

it("sees a rejection", async () => {
  const stage = await setStage();
  stage.run.add({ name: "deploy", environment: "production" });
  stage.run.reject("production", "bob", "No");
  expect(await approvalsOf(stage)).toMatchObject([{ state: "rejected", person: { login: "bob" } }]);
});

it("says who has admin rights where somebody may have let an environment through without being asked", async () => {
  const stage = await setStage();
  stage.github.team({ org: "acme", slug: "operations", members: ["dave"] });
  stage.shop.environment({ name: "approve", reviewers: ["acme/operations"] });
  stage.github.person("root");
  stage.shop.collaborator("root", "admin");
  stage.shop.collaborator("dave", "read");
  stage.run.add({ name: "ask", environment: "approve" });
  stage.run.bypass("approve", "root", true);
  stage.run.add({ name: "ask again", environment: "approve" });
  stage.run.approve("approve", "dave");
  const said = await approvalsOf(stage, { approvalEnvironments: ["approve"] });
  expect(said.map(({ person, isAdmin }) => [person.login, isAdmin])).toEqual([
    ["dave", false],
    ["root", true],
  ]);
});

it("proves membership by the team's members, 101 of them, where a token may read them", async () => {
  const stage = await setStage();
  const members = Array.from({ length: 100 }, (_, index) => `member-${index}`);
  stage.github.team({ org: "acme", slug: "operations", members: [...members, "carol"] });
  stage.github.team({ org: "acme", slug: "empty" });
  stage.run.add({ name: "deploy", environment: "production" });
  stage.run.approve("production", "carol");
  const orgToken = stage.github.token({ kind: "app", permissions: { members: "read" } });
  const secrets = { token: stage.token, orgToken };
  const approvalTeams = ["acme/operations", "acme/empty", "acme/nowhere"];
  expect(await approvalsOf(stage, { approvalTeams }, { secrets })).toMatchObject([{ memberOf: ["acme/operations"] }]);
  expect(await approvalsOf(stage, { approvalTeams })).toMatchObject([{ memberOf: [] }]);
});

it("says which team could not be read, why, and which right to give: absent, secret, without the right, an invalid token", async () => {
  const stage = await setStage();
  stage.github.organization("acme", { members: ["olga"] });
  stage.github.team({ org: "acme", slug: "hidden", members: ["carol"], secret: true });
  stage.run.add({ name: "deploy", environment: "production" });
  stage.run.approve("production", "carol");
  const unreadBy = async (orgToken: string | null, team: string) => {
    const said = await approvalsOf(stage, { approvalTeams: [team] }, { secrets: { token: stage.token, orgToken } });
    expect(said.map(({ memberOf }) => memberOf)).toEqual([[]]);
    return said[0]?.unreadTeams;
  };
  const app = stage.github.token({ kind: "app", permissions: { members: "read" } });
  const absent = expect.stringMatching(/no team acme\/nowhere .*not there, or the token may not see it/);
  const takes = expect.stringMatching(/Check the name in the policy.*"Members: read".*read:org/);
  expect(await unreadBy(app, "acme/nowhere")).toEqual([{ team: "acme/nowhere", because: absent, fix: takes }]);
  expect(await unreadBy(app, "nobody/nowhere")).toEqual([
    { team: "nobody/nowhere", because: expect.stringContaining("refused"), fix: takes },
  ]);
  const person = stage.github.token({ kind: "user", user: "olga", permissions: { members: "read" } });
  expect(await unreadBy(person, "acme/hidden")).toEqual([
    { team: "acme/hidden", because: expect.stringContaining("acme/hidden"), fix: expect.stringContaining("secret") },
  ]);
  const without = stage.github.token({ kind: "app", permissions: { contents: "read" } });
  expect(await unreadBy(without, "acme/hidden")).toEqual([
    { team: "acme/hidden", because: expect.any(String), fix: takes },
  ]);
  expect(await unreadBy("ghp_forgotten", "acme/hidden")).toEqual([
    { team: "acme/hidden", because: expect.any(String), fix: expect.stringMatching(/`org-token` is not valid/) },
  ]);
  expect(await unreadBy(null, "acme/hidden")).toBeUndefined();
});

it("does not take the approvals of a run on another commit for the head that was given", async () => {
  const stage = await setStage();
  deploy(stage.shop, stage.run.state.headSha);
  stage.run.add({ name: "deploy", environment: "production" });
  stage.run.approve("production", "carol");
  const [approval] = await approvalsOf(stage, {}, { head: stage.deployed });
  expect(approval?.commit).toBe(stage.run.state.headSha);
});

it("takes reviews of the one pull request as approvals only where a policy asks for them", async () => {
  const stage = await setStage();
  expect(await approvalsOf(stage)).toEqual([]);
  const [review, ...others] = await approvalsOf(stage, { reviewsAsApprovals: true });
  expect(others).toEqual([]);
  expect(review).toMatchObject({
    person: { login: "bob" },
    state: "approved",
    commit: stage.run.state.headSha,
    environment: null,
    through: "pull-request-review",
  });
  expect(review?.at).not.toBeNull();
});

it("knows environments that are missing, unprotected, and how they are protected", async () => {
  const stage = await setStage();
  stage.shop.environment({ name: "open" });
  stage.github.team({ org: "acme", slug: "operations", members: ["dave"] });
  stage.shop.environment({ name: "Approve-Ops", reviewers: ["acme/operations"], preventSelfReview: true });
  const session = await ask(stage);
  const asked = query({ approvalEnvironments: ["approve-ops", "misspelt", "open"] }, ["environments"]);
  const { environments } = await session.collect(asked);
  expect(environments).toMatchObject({
    status: "observed",
    value: [
      {
        name: "Approve-Ops",
        exists: true,
        reviewers: [{ kind: "team", name: "acme/operations" }],
        preventsSelfReview: true,
        adminsMayBypass: null,
      },
      { name: "misspelt", exists: false, reviewers: [] },
      { name: "open", exists: true, reviewers: [] },
      { name: "production", exists: true, adminsMayBypass: false },
    ],
  });
});

it("names the first actor and whoever runs it again", async () => {
  const stage = await setStage();
  stage.run.rerun("bob");
  stage.run.job("gate").start("runner-of-gate");
  const session = await ask(stage);
  const { triggerers } = await session.collect(query({}, ["triggerers"]));
  expect(triggerers).toMatchObject({ value: [{ login: "ada" }, { login: "bob" }] });
});

async function jobsAt(stage: Stage): Promise<readonly unknown[]> {
  const session = await ask(stage);
  const { environments } = await session.collect(query({ approvalEnvironments: ["approve"] }, ["environments"]));
  expect(stage.github.violations).toEqual([]);
  if (environments?.status !== "observed") throw new Error(JSON.stringify(environments));
  return environments.value.map(({ name, jobs, wasPassed }) => [name, jobs, wasPassed]);
}

it("counts the jobs of this run that belong to an environment, one that ran again once, and says whether it was passed", async () => {
  const stage = await setStage();
  stage.shop.environment({ name: "approve", reviewers: ["carol"] });
  stage.github.person("root");
  stage.shop.collaborator("root", "admin");
  const nobody = ["production", 0, false];
  expect(await jobsAt(stage)).toEqual([["approve", 0, false], nobody]);
  stage.run.add({ name: "ask", environment: "Approve" });
  expect(await jobsAt(stage)).toEqual([["approve", 1, false], nobody]);
  stage.run.bypass("approve", "root");
  stage.run.job("ask").start().finish("failure");
  expect(await jobsAt(stage)).toEqual([["approve", 1, true], nobody]);
  stage.run.job("gate").finish("failure");
  stage.run.rerun("bob");
  stage.run.job("gate").start("runner-of-gate");
  expect(await jobsAt(stage)).toEqual([["approve", 1, false], nobody]);
  stage.run.add({ name: "ask for search", environment: "approve" });
  expect(await jobsAt(stage)).toEqual([["approve", 2, false], nobody]);
});

it("counts two jobs of one name in one attempt as two, and no job of another run", async () => {
  const stage = await setStage();
  stage.shop.environment({ name: "approve", reviewers: ["carol"] });
  const other = stage.shop.workflowRun({ headSha: stage.run.state.headSha, jobs: [] });
  other.add({ name: "ask", environment: "approve" });
  expect(await jobsAt(stage)).toContainEqual(["approve", 0, false]);
  stage.run.add({ name: "ask", environment: "approve" });
  stage.run.add({ name: "ask", environment: "approve" });
  expect(await jobsAt(stage)).toContainEqual(["approve", 2, false]);
});

it("never takes more deployments than GitHub lists at once for none", async () => {
  const stage = await setStage();
  stage.shop.environment({ name: "approve", reviewers: ["carol"] });
  const sha = stage.run.state.headSha;
  for (let index = 0; index < 51; index += 1) stage.shop.deployment({ environment: "review-app", sha });
  expect(await jobsAt(stage)).toContainEqual(["approve", null, null]);
});

it("asks about the rights of somebody once, however many environments they approved", async () => {
  const stage = await setStage();
  stage.github.team({ org: "acme", slug: "operations", members: ["dave"] });
  for (const name of ["approve-1", "approve-2"]) {
    stage.shop.environment({ name, reviewers: ["acme/operations"] });
    stage.run.add({ name: `ask ${name}`, environment: name });
    stage.run.approve(name, "dave");
  }
  const said = await approvalsOf(stage, { approvalEnvironments: ["approve-1", "approve-2"] });
  expect(said.map(({ environment, isAdmin }) => [environment, isAdmin])).toEqual([
    ["approve-1", false],
    ["approve-2", false],
  ]);
  expect(stage.github.requests.filter(({ path }) => path.endsWith("/collaborators/dave/permission"))).toHaveLength(1);
});
