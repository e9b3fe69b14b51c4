/** Lets a story happen on the local GitLab. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { jobEnvironment, startGitLab } from "../../support/gitlab/index.ts";
import { judge } from "./judge.ts";
import { makeClock, moments, type Story, type Teller } from "./story.ts";

export const onGitLab: Teller = async (story: Story, folder: string, checkout: boolean) => {
  const clock = makeClock();
  const gitlab = await startGitLab({ now: clock.now });
  const people = ["ada", "bob", "carol", "dave"];
  gitlab.group({ path: "acme" });
  gitlab.group({ path: "acme/operations", members: ["olga", "oskar"] });
  gitlab.group({ path: "acme/security", members: ["sam"] });
  const shop = gitlab.project({ path: "acme/shop", plan: "premium" });
  for (const name of people) shop.member(name);
  for (const group of ["acme/operations", "acme/security"]) shop.share(group);
  // An approval here is lost when somebody pushes; on GitHub it stays and is too old. Both are the same story.
  shop.state.approvalSettings.resetOnPush = true;

  const at = moments();
  shop.commit({ by: "carol", message: "Begin", files: { "README.md": "# Shop\n" }, at: at() });
  shop.commit({ by: "carol", message: "Adopt the gate", files: { ".release-gate.yml": story.policy }, at: at() });
  const deployed: string[] = [];
  for (const event of story.events) {
    if (event.kind === "push") {
      shop.commit({ by: event.by, message: event.message, files: event.files, at: at() });
    } else if (event.kind === "deployed") {
      const { environment, ended } = event;
      deployed.push(shop.at("main"));
      at();
      shop.pipeline({ by: "ada", jobs: [{ name: "deploy", environment, status: ended ?? "success" }] });
    } else {
      const { by, title, files, approvedBy = [], pushedLater, mergedBy } = event.change;
      const request = shop.mergeRequest({ by, title, commits: [{ message: title, files, at: at() }] });
      at();
      for (const one of approvedBy) request.approve(one, at());
      const later = { message: "One more thing", files: { "later.ts": "1\n" } };
      if (pushedLater !== undefined) request.push({ by: pushedLater, ...later, at: at() });
      request.merge({ by: mergedBy, how: "merge", at: at() });
    }
  }
  shop.protect({
    name: "production",
    deployers: [{ level: 30 }],
    rules: [{ group: "acme/operations" }, { group: "acme/security" }],
  });
  const head = story.back === undefined ? shop.at("main") : (deployed.at(-1 - story.back) ?? "");
  if (story.underWay === true)
    shop.pipeline({ sha: head, jobs: [{ name: "deploy", environment: "production", status: "running" }] });
  const pipeline = shop.pipeline({
    sha: head,
    ref: "main",
    by: "ada",
    jobs: [
      ...(story.ci ?? []).map(({ name, outcome }) => ({ name, status: outcome })),
      { name: "gate" },
      { name: "deploy", stage: "deploy", environment: "production" },
    ],
  });
  const token = shop.token({ level: 40, scopes: ["api"] });
  const work = checkout ? join(folder, "work") : "/nonexistent";
  if (checkout) {
    mkdirSync(work);
    shop.checkOut(work, head);
  }

  const ask = (mode: "evaluate" | "enforce", receipt: string | null, job: string) => {
    clock.pass(10);
    return judge({
      folder,
      now: clock.now().toISOString(),
      texts: { mode, receipt, repo: work, "change-type": story.changeType ?? "normal", reason: story.reason ?? null },
      env: jobEnvironment({ gitlab, project: shop, job: pipeline.job(job), token }),
    });
  };
  return {
    evaluate: () => ask("evaluate", null, "gate"),
    say: (said) => {
      clock.pass(10);
      pipeline.job("gate").finish();
      const { deployment } = pipeline.job("deploy");
      for (const { by, what } of said)
        if (what === "rejected") deployment.reject(by);
        else deployment.approve(by);
      if (deployment.state.status === "created") pipeline.job("deploy").play("carol");
    },
    // Where GitLab holds the deploy job back, the gate looks from the job before it.
    enforce: (receipt) =>
      ask("enforce", receipt, pipeline.job("deploy").state.status === "running" ? "deploy" : "gate"),
    violations: () => gitlab.violations,
    close: () => gitlab.close(),
  };
};
