/** The command line as a job of GitLab, or of another system, calls it: the folder that it leaves, its receipt, its project and its tokens. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { main } from "../../src/entry/main.ts";
import { stageFor } from "../platforms/gitlab/release.ts";
import type { Stage } from "../platforms/gitlab/stage.ts";
import { badGateway, elsewhere, jobEnvironment } from "../support/gitlab/index.ts";
import { recordedIo } from "../support/io.ts";
import { makeFolder } from "../support/repository.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly folder: string;
}

const files = (folder: string): string[] =>
  existsSync(join(folder, "left")) ? readdirSync(join(folder, "left")).sort() : [];
const read = (folder: string, name: string): string => readFileSync(join(folder, "left", name), "utf8");
const outputs = (folder: string) => JSON.parse(read(folder, "outputs.json")) as Readonly<Record<string, unknown>>;

async function run(
  env: Readonly<Record<string, string | undefined>>,
  line: string,
  folder = makeFolder(),
  now = new Date().toISOString(),
): Promise<Ran> {
  const io = {
    ...recordedIo({ cwd: folder, env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...env } }),
    now,
  };
  const code = await main(["check", "--repo", "/nonexistent", ...line.split(" ")], io);
  return { code, out: io.out(), err: io.err(), folder };
}

const asJob = ({ gitlab, shop, pipeline, token }: Stage, job = "gate"): Record<string, string> =>
  jobEnvironment({ gitlab, project: shop, job: pipeline.job(job), ...(token === undefined ? {} : { token }) });

const ask = "--environment production --artifacts left --record left/record.json";

describe("the folder of a job", () => {
  it("holds report, outputs, findings and receipt of an evaluation, and the deploying job takes the receipt from there", async () => {
    const stage = await stageFor();
    const asked = await run(
      asJob(stage),
      `${ask} --mode evaluate --format job-log`,
      makeFolder(),
      // Whoever approves needs a moment to read.
      new Date(Date.parse(stage.gitlab.world.now()) - 2000).toISOString(),
    );
    expect(asked.code, asked.err).toBe(0);
    expect(files(asked.folder)).toEqual([
      "junit.xml",
      "outputs.env",
      "outputs.json",
      "receipt.txt",
      "record.json",
      "report.md",
    ]);
    expect(outputs(asked.folder)).toMatchObject({ decision: "wait", allowed: "false", conditions: [] });
    expect(asked.out).toContain("section_start:");

    const { deployment } = stage.pipeline.job("deploy");
    deployment.approve("olga");
    deployment.approve("sam");
    stage.pipeline.job("deploy").play("carol");
    const line = `${ask} --receipt-file left/receipt.txt`;
    const enforced = await run(asJob(stage, "deploy"), line, asked.folder);
    expect(enforced.code, enforced.out + enforced.err).toBe(0);
    expect(outputs(asked.folder)).toMatchObject({ decision: "allow", allowed: "true" });
    expect(files(asked.folder)).toContain("receipt.txt");
  });

  it("an old yes is gone as soon as nothing can be judged, whatever was the reason", async () => {
    const stage = await stageFor();
    const folder = makeFolder();
    for (const [line, code] of [
      [`${ask} --mode evaluate --policy nowhere.yml`, 2],
      [`${ask} --receipt-file left/lost.txt`, 2],
      [`${ask} --token-variable LOST`, 2],
      [`${ask} --wait-timeout soon`, 2],
    ] as const) {
      mkdirSync(join(folder, "left"), { recursive: true });
      writeFileSync(join(folder, "left/outputs.env"), "RELEASE_GATE_ALLOWED=true\n");
      writeFileSync(join(folder, "left/record.json"), "{}");
      const done = await run(asJob(stage), line, folder);
      expect(done.code, line).toBe(code);
      expect(read(folder, "outputs.env")).toContain("RELEASE_GATE_DECISION=error\nRELEASE_GATE_ALLOWED=false\n");
      expect(outputs(folder)).toMatchObject({ decision: "error", allowed: "false" });
      expect(read(folder, "junit.xml")).toContain("<error ");
      expect(files(folder), line).not.toContain("record.json");
    }
  });

  it("refuses two receipts at once", async () => {
    const { code, err } = await run({}, `${ask} --receipt x --receipt-file y`);
    expect(code).toBe(2);
    expect(err).toMatch(/both/);
  });
});

describe("a token", () => {
  /** What else a runner and administrators put into variables of a job. */
  const planted = {
    RELEASE_GATE_GROUP_TOKEN: "glpat-planted-group-token",
    CI_REGISTRY_PASSWORD: "glcbt-planted-registry-password",
    CI_DEPLOY_PASSWORD: "gldt-planted-deploy-token",
    CI_REPOSITORY_URL: "https://gitlab-ci-token:glcbt-planted-clone-token@gitlab.example.com/acme/shop.git",
    GITLAB_TOKEN: "glpat-planted-second-token",
    GITHUB_TOKEN: "ghs_plantedtokenofanotherplatform",
    NPM_TOKEN: "npm_plantedtokenofaregistry",
  };
  const secrets = ["planted-", "plantedtoken"];
  const line = `${ask} --mode evaluate --save-evidence left/evidence.json --debug`;
  const expectNone = ({ folder, out, err }: Ran, tokens: readonly string[], where: string): void => {
    const left = files(folder).map((name) => read(folder, name));
    expect(left.length, where).toBeGreaterThan(3);
    for (const token of [...tokens, ...secrets])
      for (const text of [out, err, ...left]) expect(text, where).not.toContain(token);
  };

  it("stands in nothing that is said or left, though each endpoint in turn answers with every token that there is", async () => {
    const stage = await stageFor();
    const env: Readonly<Record<string, string>> = { ...asJob(stage), ...planted };
    const tokens = [env["CI_JOB_TOKEN"] ?? "", env["RELEASE_GATE_TOKEN"] ?? ""];
    for (const token of tokens) expect(token).toMatch(/^gl/);
    expectNone(await run(env, line), tokens, "all is well");
    const asked = [...new Set(stage.gitlab.requests.flatMap(({ route }) => route ?? []))];
    expect(asked.length).toBeGreaterThan(15);
    const body = `<p>${[...tokens, ...Object.values(planted)].join(" ")}</p>`;
    for (const [index, operation] of asked.entries()) {
      const status = [401, 403, 404, 422, 302, 200][index % 6] ?? 403;
      const headers = {
        location: `https://elsewhere.example.com/?private_token=${tokens[1]}`,
        "content-type": "application/json",
      };
      const fault = stage.gitlab.fault({
        when: { operation },
        times: 1000,
        effect: { kind: "answer", status, body, headers },
      });
      expectNone(await run(env, line), tokens, `${operation} answered ${status}`);
      expect(fault.hits, operation).toBeGreaterThan(0);
      // Spent: the next one answers alone.
      fault.hits = 1000;
    }
  }, 120_000);

  it("stands in no error of a server that is not there, or of a token that no header can hold", async () => {
    const stage = await stageFor();
    const env: Readonly<Record<string, string>> = { ...asJob(stage), ...planted };
    const spoilt = [
      { CI_SERVER_URL: "http://127.0.0.1:9", CI_API_V4_URL: "http://127.0.0.1:9/api/v4" },
      { CI_SERVER_URL: "http://ada:glpat-planted-in-an-address@127.0.0.1:9" },
      { RELEASE_GATE_TOKEN: "glpat-planted-\u{1F511}" },
      { RELEASE_GATE_TOKEN: "glpat-planted-one\r\nx-header: planted-two" },
    ];
    for (const variables of spoilt) {
      const ran = await run({ ...env, ...variables }, line);
      expect(ran.code, ran.err).toBeGreaterThan(1);
      for (const text of [ran.out, ran.err, ...files(ran.folder).map((name) => read(ran.folder, name))])
        for (const secret of secrets) expect(text, JSON.stringify(variables)).not.toContain(secret);
    }
  });

  it("is named by its variable, and never given itself", async () => {
    const { code, err } = await run({}, "--environment production --token-variable glpat-0123456789abcdefghij");
    expect(code).toBe(2);
    expect(err).not.toContain("glpat-");
  });
});

describe("in a pipeline of another system", () => {
  const env = ({ gitlab, shop, token = "" }: Stage, more: Record<string, string> = {}) => {
    const {
      CI_PROJECT_PATH: _project,
      RELEASE_GATE_TOKEN: _token,
      ...rest
    } = elsewhere({ gitlab, project: shop, token });
    return { JENKINS_URL: "https://jenkins.example.com", ...rest, GATE_TOKEN: token, ...more };
  };

  it("judges the project that is named, by path or number, with the token in the variable that is named", async () => {
    const stage = await stageFor();
    for (const project of [stage.shop.path, String(stage.shop.id)]) {
      const line = `${ask} --platform gitlab --project ${project} --head main --token-variable GATE_TOKEN --mode evaluate`;
      const { out, err, folder } = await run(env(stage), line);
      expect(outputs(folder).decision, out + err).toBe("wait");
      expect(read(folder, "record.json")).toContain(stage.shop.path);
    }
  });

  it("refuses to judge another project than the pipeline's own, and one of no platform", async () => {
    const stage = await stageFor();
    const inside = await run(asJob(stage), "--environment production --platform gitlab --project acme/other");
    expect([inside.code, inside.err]).toEqual([2, expect.stringMatching(/judged in its own project/)]);
    const nowhere = await run({}, "--environment production --project acme/other");
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringMatching(/--platform/)]);
  });

  it("says in plain words that GitLab is not well", async () => {
    const stage = await stageFor();
    stage.gitlab.fault({ times: 1000, effect: badGateway(500) });
    const line = `${ask} --platform gitlab --project ${stage.shop.path} --head main --token-variable GATE_TOKEN`;
    const { code, err } = await run(env(stage), line);
    expect(code).toBe(3);
    expect(err).toMatch(/GitLab/);
    expect(err).not.toMatch(/<html>/);
  }, 60_000);
});
