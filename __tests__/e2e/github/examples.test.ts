/** The examples as they stand, run from their first job to the deployment: each gate step is the bundle, GitHub and its people are the local ones. */
import { expect, test } from "vitest";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { asksBoth, asksOperations } from "./asking.ts";
import { approvedBy, type Play, playExample, type Results } from "./example.ts";
import { deploy, mergeChange, openShop, policyWith, type Shop, type ShopStory } from "./stage.ts";

const script = (what: string) => ({ executable: `#!/bin/sh\necho "${what} deploys $(git rev-parse HEAD)"\n` });

/** What the examples call to deploy stands in the repository before anything else is told. */
const withScript = (tell: (shop: RepositoryStories) => void) => (shop: RepositoryStories) => {
  shop.commit({ message: "Say how to deploy", files: { "deploy.sh": script("shop") } });
  tell(shop);
};

/** Production has no reviewers of its own where groups are asked through environments of theirs. */
async function openWith(policy: string, story: ShopStory = {}): Promise<Shop> {
  const stage = await openShop({ policy, jobs: [], ...story, tell: withScript(story.tell ?? mergeChange) });
  stage.shop.environment({ name: "production" });
  return stage;
}

const everybody = approvedBy({ "approve-operations": "carol", "approve-security": "erin" });
const deploys = ({ shop }: Shop): string => `shop deploys ${shop.at("main")}\n`;

/** How its jobs ended, and what its scripts said. */
async function play(name: string, how: Play): Promise<{ readonly jobs: Results; readonly said: string }> {
  const example = playExample(name, how);
  const jobs = await example.go();
  return { jobs, said: example.said };
}

test.concurrent("approval-by-group.yml deploys where nobody is asked, and where everybody approved", async () => {
  const free = await openWith(policyWith("low: []"));
  expect(await play("approval-by-group.yml", { stage: free, word: everybody })).toEqual({
    jobs: { gate: "success", approve: "skipped", deploy: "success" },
    said: deploys(free),
  });
  const stage = await openWith(asksBoth);
  expect(await play("approval-by-group.yml", { stage, word: everybody })).toEqual({
    jobs: { gate: "success", approve: "success", deploy: "success" },
    said: `Approved.\nApproved.\n${deploys(stage)}`,
  });
});

test.concurrent("approval-by-group.yml does not deploy where somebody rejected, or the author approved", async () => {
  const rejected = await play("approval-by-group.yml", {
    stage: await openWith(asksBoth),
    word: (run, environment) => {
      if (environment === "approve-operations") run.approve(environment, "carol");
      else run.reject(environment, "erin", "Not today");
    },
  });
  expect(rejected).toEqual({ jobs: { gate: "success", approve: "failure", deploy: "skipped" }, said: "Approved.\n" });
  const stage = await openWith(asksOperations);
  stage.github.team({ org: "acme", slug: "operations", members: ["ada", "carol"] });
  const own = await play("approval-by-group.yml", { stage, word: approvedBy({ "approve-operations": "ada" }) });
  expect(own).toEqual({ jobs: { gate: "success", approve: "success", deploy: "failure" }, said: "Approved.\n" });
});

test.concurrent("approval-by-group.yml asks nobody where the gate blocks", async () => {
  const stage = await openWith(asksOperations.replace("README.md", "docs/none.md"));
  expect(await play("approval-by-group.yml", { stage, word: everybody })).toEqual({
    jobs: { gate: "failure", approve: "skipped", deploy: "skipped" },
    said: "",
  });
});

test.concurrent("one-step.yml deploys once the reviewers of production approved, and not by the author's own click", async () => {
  const policy = asksOperations.replace(", environments: [approve-operations]", "");
  const opened = () => openShop({ policy, jobs: [], tell: withScript(mergeChange) });
  const stage = await opened();
  const asked = await play("one-step.yml", { stage, word: approvedBy({ production: "carol" }) });
  expect(asked).toEqual({ jobs: { deploy: "success" }, said: deploys(stage) });
  const alone = await opened();
  alone.github.team({ org: "acme", slug: "operations", members: ["ada", "carol"] });
  const own = await play("one-step.yml", { stage: alone, word: approvedBy({ production: "ada" }) });
  expect(own).toEqual({ jobs: { deploy: "failure" }, said: "" });
});

test.concurrent("wait.yml deploys once its approval job was let through", async () => {
  const { jobs } = await play("wait.yml", { stage: await openWith(asksOperations), word: everybody });
  expect(jobs).toEqual({ "approve-operations": "success", deploy: "success" });
});

test.concurrent("report-only.yml lets everything go on", async () => {
  const stage = await openWith(asksOperations.replace("README.md", "docs/none.md"));
  expect((await play("report-only.yml", { stage })).jobs).toEqual({ gate: "success" });
});

test.concurrent("emergency.yml deploys what is blocked once the named group broke the glass", async () => {
  const emergency = "    emergency: { groups: [security], waives: [approvals, documents] }\n";
  const policy = policyWith("low: [{ group: operations }]", emergency).replace("README.md", "docs/none.md");
  const inputs = { reason: "Checkout is down" };
  const stage = await openWith(policy, { event: "workflow_dispatch" });
  const { jobs, said } = await play("emergency.yml", { stage, word: everybody, inputs, payload: { inputs } });
  expect([jobs["deploy"], said]).toEqual(["success", expect.stringContaining(deploys(stage))]);
  const silent = await openWith(policy, { event: "workflow_dispatch" });
  expect((await play("emergency.yml", { stage: silent, inputs, payload: { inputs } })).jobs["deploy"]).toBe("skipped");
});

test.concurrent("call-reusable.yml deploys through reusable.yml, which gets the environment, the command and the token for teams", async () => {
  const stage = await openWith(asksOperations);
  // No team is asked here, so membership is known to whoever may read the team alone.
  stage.shop.environment({ name: "approve-operations", reviewers: ["carol"], canAdminsBypass: false });
  const secrets = {
    ORG_TOKEN: stage.github.token({ kind: "app", user: "teams", permissions: { members: "read" } }),
  };
  const { jobs, said } = await play("call-reusable.yml", { stage, word: everybody, secrets });
  expect(jobs).toEqual({
    "production / gate": "success",
    "production / approve": "success",
    "production / deploy": "success",
    production: "success",
  });
  expect(said).toContain(deploys(stage));
});

test.concurrent("call-reusable.yml deploys nothing where its gate blocks", async () => {
  const stage = await openWith(asksOperations.replace("README.md", "docs/none.md"));
  expect(await play("call-reusable.yml", { stage, word: everybody })).toEqual({
    jobs: {
      "production / gate": "failure",
      "production / approve": "skipped",
      "production / deploy": "skipped",
      production: "failure",
    },
    said: "",
  });
});

/** Two services, each with its own environment, its own group, and its own rules. */
const services = `version: 1
groups:
  carts: { users: [carol], github: { environments: [approve-operations] } }
  searchers: { users: [erin], github: { environments: [approve-security] } }
environments:
  cart-production:
    checks: { documents: { readme: { files: [README.md] } } }
    approvals: { low: [{ group: carts }] }
  search-production:
    checks: { documents: { readme: { files: [README.md] } } }
    approvals: { low: [{ group: searchers }] }
`;

async function openServices(changed: readonly string[]): Promise<Play> {
  let earlier = "";
  const stage = await openShop({
    policy: services,
    jobs: [],
    tell: (shop) => {
      const files = Object.fromEntries(["cart", "search"].map((name) => [`services/${name}/deploy.sh`, script(name)]));
      earlier = shop.commit({ message: "Two services", files });
      for (const name of ["cart", "search"]) {
        shop.environment({ name: `${name}-production` });
        deploy(shop, `${name}-production`);
      }
      for (const name of changed) shop.commit({ message: name, files: { [`services/${name}/price.ts`]: "1\n" } });
    },
  });
  stage.shop.environment({ name: "approve-operations", reviewers: ["carol"], canAdminsBypass: false });
  return { stage, word: everybody, payload: { before: earlier } };
}

test.concurrent("monorepo.yml deploys the service that changed, after the approval of its own group, and leaves the other alone", async () => {
  const how = await openServices(["search"]);
  const { jobs, said } = await play("monorepo.yml", how);
  expect(jobs).toEqual({
    changes: "success",
    cart: "skipped",
    "search / gate": "success",
    "search / approve": "success",
    "search / deploy": "success",
    search: "success",
  });
  expect(said).toContain(`search deploys ${how.stage.shop.at("main")}`);
});

test.concurrent("monorepo.yml judges two services that changed together each by itself", async () => {
  const how = await openServices(["cart", "search"]);
  const { jobs } = await play("monorepo.yml", { ...how, word: approvedBy({ "approve-operations": "carol" }) });
  expect(jobs).toMatchObject({
    "cart / deploy": "success",
    cart: "success",
    "search / approve": "failure",
    "search / deploy": "skipped",
    search: "failure",
  });
});

test.concurrent("rollback.yml goes back to a commit that ran there, and to no other", async () => {
  const policy = asksOperations.replace(", environments: [approve-operations]", "");
  let good = "";
  let never = "";
  const back = async (choose: () => string) => {
    const stage = await openShop({
      policy,
      event: "workflow_dispatch",
      jobs: [],
      tell: withScript((shop) => {
        deploy(shop);
        good = shop.at("main");
        never = shop.commit({ message: "A step between", files: { "src/between.ts": "1\n" } });
        mergeChange(shop);
        deploy(shop);
      }),
    });
    const inputs = { commit: choose(), reason: "Prices are wrong" };
    return play("rollback.yml", { stage, word: approvedBy({ production: "carol" }), inputs, payload: { inputs } });
  };
  expect(await back(() => good)).toEqual({ jobs: { deploy: "success" }, said: `shop deploys ${good}\n` });
  expect(await back(() => never)).toEqual({ jobs: { deploy: "failure" }, said: "" });
});
