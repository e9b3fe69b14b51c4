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
    }
  });

  it("refuses two receipts at once", async () => {
    const { code, err } = await run({}, `${ask} --receipt x --receipt-file y`);
    expect(code).toBe(2);
    expect(err).toMatch(/both/);
  });
});

describe("a token", () => {
  it.each(["", " --debug"])("stands in nothing that is said or left%s, whatever GitLab answers", async (debug) => {
    for (const break_ of [null, "GET /projects/:id/repository/compare", "GET /job", "GET /projects/:id/deployments"]) {
      const stage = await stageFor();
      const env = asJob(stage);
      const tokens = [env.CI_JOB_TOKEN, env.RELEASE_GATE_TOKEN].filter((one) => one !== undefined);
      expect(tokens).toHaveLength(2);
      if (break_ !== null)
        stage.gitlab.fault({
          when: { operation: break_ },
          times: 1000,
          effect: { kind: "answer", status: 403, body: `<p>${tokens.join(" ")}</p>`, headers: {} },
        });
      const { folder, out, err } = await run(env, `${ask} --mode evaluate --save-evidence left/evidence.json${debug}`);
      const left = files(folder).map((name) => read(folder, name));
      expect(left.length).toBeGreaterThan(3);
      for (const token of tokens) for (const text of [out, err, ...left]) expect(text).not.toContain(token);
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
