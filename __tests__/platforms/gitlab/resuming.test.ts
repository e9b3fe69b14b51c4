/** Which deployments wait for the window on GitLab, and the button that lets one go on. */
import { expect, it } from "vitest";
import { openResuming } from "../../../src/platforms/gitlab/resuming.ts";
import { type Stage, setStage, surroundings } from "./stage.ts";

const open = (stage: Stage) => openResuming(surroundings(stage), { pipeline: "main", job: "deploy" });
const states = async (stage: Stage): Promise<readonly string[]> =>
  (await (await open(stage)).runs()).map(({ job }) => job.state);

it("holds what is approved and not started, and nothing that people have not approved", async () => {
  const stage = await setStage({ scopes: ["api"] });
  expect(await states(stage)).toEqual(["not-reached", "deployed"]);
  const { deployment } = stage.pipeline.job("deploy");
  deployment.approve("olga");
  expect(await states(stage)).toEqual(["not-reached", "deployed"]);
  deployment.approve("sam");
  expect(await states(stage)).toEqual(["held", "deployed"]);
});

it("plays the job once, with its approvals, and never runs one again", async () => {
  const stage = await setStage({ scopes: ["api"] });
  const { deployment, id } = stage.pipeline.job("deploy");
  deployment.approve("olga");
  deployment.approve("sam");
  const resuming = await open(stage);
  const [held] = await resuming.runs();
  if (held === undefined) throw new Error("Nothing is held.");
  await resuming.resume(held);
  expect([stage.pipeline.job("deploy").id, stage.pipeline.job("deploy").state.status]).toEqual([id, "running"]);
  expect(await states(stage)).toEqual(["going", "deployed"]);
  await expect(resuming.resume(held)).rejects.toThrow();
  stage.pipeline.job("deploy").finish();
  expect(await states(stage)).toEqual(["deployed"]);
});

it("plays nothing on an unprotected environment, where nobody approves", async () => {
  const stage = await setStage({ scopes: ["api"], isUnprotected: true });
  expect(await states(stage)).not.toContain("held");
});

it("says what a token lacks that may only read", async () => {
  const stage = await setStage();
  const { deployment } = stage.pipeline.job("deploy");
  deployment.approve("olga");
  deployment.approve("sam");
  const resuming = await open(stage);
  const [held] = await resuming.runs();
  if (held === undefined) throw new Error("Nothing is held.");
  await expect(resuming.resume(held)).rejects.toMatchObject({ fix: expect.stringContaining("api") });
});
