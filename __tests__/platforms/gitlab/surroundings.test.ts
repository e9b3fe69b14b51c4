/** Where the gate finds itself: what the variables say is held against what GitLab says, and no token goes to another host. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/entry/failure.ts";
import { trustedAuthorities } from "../../../src/platforms/gitlab/certificates.ts";
import { openGitlab } from "../../../src/platforms/gitlab/index.ts";
import { PlatformError } from "../../../src/platforms/platform.ts";
import { answered, elsewhere } from "../../support/gitlab/index.ts";
import { makeFolder } from "../../support/repository.ts";
import { ask, query, setStage, surroundings } from "./stage.ts";

const failing = async (work: Promise<unknown>): Promise<PlatformError> => {
  const error = await work.then(
    () => new Error("It did not fail."),
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlatformError) return error;
  throw error;
};

it.each([
  ["CI_JOB_ID", "1"],
  ["CI_PIPELINE_ID", "1"],
  ["CI_COMMIT_SHA", "0".repeat(40)],
  ["GITLAB_USER_LOGIN", "olga"],
])("says which variable does not say what GitLab says: %s", async (name, value) => {
  const error = await failing(ask(await setStage(), { env: { [name]: value } }));
  expect([error.kind, error.message]).toEqual([
    "unreadable",
    expect.stringContaining(`${name} says "${value}", and GitLab "`),
  ]);
});

it("trusts no default branch that a variable made up", async () => {
  for (const jobTokenOnly of [false, true]) {
    const stage = await setStage({ jobTokenOnly });
    stage.shop.branch("mine", "main");
    const session = await ask(stage, { checkout: jobTokenOnly, env: { CI_DEFAULT_BRANCH: "mine" } });
    const error = await failing(session.readPolicyFile("trusted", ".release-gate.yml"));
    expect([error.kind, error.message]).toEqual([
      "unreadable",
      expect.stringContaining('CI_DEFAULT_BRANCH says "mine"'),
    ]);
  }
});

it.each(["CI_SERVER_URL", "CI_API_V4_URL", "CI_PROJECT_URL", "CI_JOB_URL"])(
  "sends nothing anywhere where %s names another server",
  async (name) => {
    const stage = await setStage();
    const error = await failing(ask(stage, { env: { [name]: "https://gitlab.example.com/api/v4" } }));
    expect(error.message).toMatch(/name different servers/);
    expect(stage.gitlab.requests).toEqual([]);
  },
);

it.each([
  [{ CI_PROJECT_ID: "", CI_PROJECT_PATH: "" }, "Which project is meant"],
  [{ CI_JOB_TOKEN: "" }, "CI_JOB_TOKEN is empty"],
  [{ CI_ENVIRONMENT_NAME: "staging" }, "This job belongs to the environment staging"],
  [{ CI_API_V4_URL: "http://gitlab.example.com/api/v4" }, "no address that a token may be sent to"],
])("refuses %j", async (env, words) => {
  const error = await failing(ask(await setStage(), { env }));
  expect([error.kind, error.message]).toEqual(["usage", expect.stringContaining(words)]);
});

it("answers for a project from the pipeline of another system, where no job asks and nobody triggered anything", async () => {
  const stage = await setStage();
  const { gitlab, shop, token } = stage;
  const env = { ...elsewhere({ gitlab, project: shop, token: token ?? "" }), CI_COMMIT_SHA: shop.at("main") };
  const around = { ...surroundings(stage), env };
  const session = await openGitlab(around, { sleep: async () => {} });
  const evidence = await session.collect(query());
  expect(session.run).toBeNull();
  expect(evidence).toMatchObject({
    triggerers: { status: "observed", value: [] },
    deploymentApprovals: { status: "observed", value: [] },
    ciRuns: { status: "observed" },
    reviews: { status: "observed" },
  });
});

it("follows a project that was moved on the same host, and never to another one with the token", async () => {
  const other = createServer((request, response) => {
    heard.push(request.headers);
    response.end("{}");
  });
  const heard: unknown[] = [];
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const stage = await setStage();
  const moved = `${stage.gitlab.url}/projects/${stage.shop.id}`;
  const operation = "GET /projects/:id";
  stage.gitlab.fault({ when: { operation }, times: 1, effect: answered(301, "Moved", { location: moved }) });
  expect((await ask(stage)).release.repository).toBe("acme/web/shop");
  const abroad = `http://127.0.0.1:${(other.address() as AddressInfo).port}/api/v4/projects/1`;
  for (const route of ["GET /job", "GET /projects/:id/deployments"])
    stage.gitlab.fault({
      when: { operation: route },
      times: 9,
      effect: answered(302, "Elsewhere", { location: abroad }),
    });
  const error = await failing(ask(stage));
  expect(error.message).toMatch(/goes to no other host with its token/);
  expect(heard).toEqual([]);
  other.close();
});

it("trusts the authority that the runner names besides Node's own, and says where its file cannot be read", async () => {
  const folder = makeFolder();
  const file = join(folder, "ca.pem");
  writeFileSync(file, "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
  const trusted = await trustedAuthorities({ CI_SERVER_TLS_CA_FILE: file });
  expect(trusted?.length).toBeGreaterThan(50);
  expect(trusted?.at(-1)).toContain("CERTIFICATE");
  expect(await trustedAuthorities({})).toBeNull();
  const error = await failing(trustedAuthorities({ CI_SERVER_TLS_CA_FILE: join(folder, "none.pem") }));
  expect([error.kind, error.message]).toEqual(["unreadable", expect.stringContaining("CI_SERVER_TLS_CA_FILE")]);
});

describe("a token", () => {
  it("reaches no error, not even with --debug, whatever GitLab answers", async () => {
    const stage = await setStage();
    const [token, jobToken] = [stage.token ?? "", stage.pipeline.job("gate").start().token()];
    const echo = answered(400, `No such thing: ${token} ${jobToken}`);
    stage.gitlab.fault({ when: { operation: "GET /job" }, times: 9, effect: echo });
    const error = await failing(ask(stage));
    const { text } = explain(error, true);
    expect(text).toContain("No such thing");
    for (const secret of [token, jobToken]) expect(text + JSON.stringify(error)).not.toContain(secret);
  });
});
