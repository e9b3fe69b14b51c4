import { expect, it } from "vitest";
import { ask, deploy, mergeChange, type Stage, setStage } from "./stage.ts";

/** A run from main's tip, whose job in production is under way; one commit before the tip was not deployed either. */
async function deployingFromTip(): Promise<Stage & { readonly between: string; readonly tip: string }> {
  let between = "";
  const stage = await setStage({
    tell: (shop) => {
      between = mergeChange(shop);
      return shop.commit({ message: "Later", files: { "later.ts": "1\n" } });
    },
  });
  const { run } = stage;
  const job = run.add({ name: "deploy", environment: "production", runnerName: "runner-of-deploy" });
  run.approve("production", "carol");
  job.start("runner-of-deploy");
  return { ...stage, between, tip: run.state.headSha };
}

const askAbout = (stage: Stage, head: string) =>
  ask(stage, { head, checkRunId: String(stage.run.job("deploy").id), env: { RUNNER_NAME: "runner-of-deploy" } });

it("refuses to let a run from a later commit deploy an earlier one: GitHub would record what nobody judged", async () => {
  const stage = await deployingFromTip();
  await expect(askAbout(stage, stage.between)).rejects.toThrow(
    `GitHub records this job's deployment to production as ${stage.tip.slice(0, 10)}`,
  );
});

it("lets a run deploy the commit that it was started from", async () => {
  const stage = await deployingFromTip();
  const { release } = await askAbout(stage, stage.tip);
  expect(release.head.sha).toBe(stage.tip);
});

it("lets a run from a commit that was deployed there go back to an earlier one", async () => {
  const stage = await deployingFromTip();
  deploy(stage.shop, stage.tip);
  const { release } = await askAbout(stage, stage.deployed);
  expect(release.head.sha).toBe(stage.deployed);
});

it("lets a run from before what is deployed there deploy another commit: less is recorded than is there", async () => {
  const stage = await deployingFromTip();
  const later = stage.shop.commit({ message: "Ahead", files: { "ahead.ts": "1\n" } });
  deploy(stage.shop, later);
  const { release } = await askAbout(stage, stage.between);
  expect(release.head.sha).toBe(stage.between);
});
