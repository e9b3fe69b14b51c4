/** The example that starts an approved job when the window opens: its script as it stands in the documentation, against the local GitLab. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalGitLab, type ProjectStories, startGitLab } from "../support/gitlab/index.ts";
import { makeFolder } from "../support/repository.ts";

const text = readFileSync("docs/examples/gitlab/start-when-open.yml", "utf8");
const script = (/<<'START'\n([\s\S]*?)\n +START/.exec(text)?.[1] ?? "").replaceAll(/^ {6}/gm, "");

let gitlab: LocalGitLab;
let shop: ProjectStories;
beforeAll(async () => {
  gitlab = await startGitLab({ prefix: "/gitlab" });
  gitlab.group({ path: "acme/operations", members: ["olga"] });
  shop = gitlab.project({ path: "acme/shop" });
  shop.member("ada");
  shop.share("acme/operations");
  shop.protect({ name: "production", deployers: [{ level: 30 }], rules: [{ group: "acme/operations" }] });
  shop.commit();
});
afterAll(async () => {
  expect(gitlab.violations).toEqual([]);
  await gitlab.close();
});

const deployJob = () =>
  shop.pipeline({ by: "ada", jobs: [{ name: "deploy", environment: "production" }] }).job("deploy");

/** Runs the script with what `release-gate windows --format json` would have written. */
async function run(open: boolean, token: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const folder = makeFolder();
  writeFileSync(join(folder, "windows.json"), JSON.stringify({ open }));
  const child = spawn(process.execPath, ["-e", script], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      CI_API_V4_URL: gitlab.url,
      CI_PROJECT_ID: String(shop.id),
      ENVIRONMENT: "production",
      DEPLOY_TOKEN: token,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      said += part;
    });
  const code = await new Promise<number | null>((done) => {
    child.once("close", done);
  });
  return { code, said };
}

test("plays the newest job that was approved and never started, in an open window, once", async () => {
  const token = shop.token({ level: 40, scopes: ["api"] });
  const overtaken = deployJob();
  overtaken.deployment.approve("olga");
  const job = deployJob();
  expect(await run(true, token)).toMatchObject({ code: 0, said: expect.stringContaining("Nothing approved") });
  expect(job.state.status).toBe("manual");

  job.deployment.approve("olga");
  expect(await run(false, token)).toMatchObject({ code: 0, said: expect.stringContaining("closed") });
  expect(job.state.status).toBe("manual");

  const started = await run(true, token);
  expect(started.code, started.said).toBe(0);
  expect(started.said).toMatch(/Started .*\/jobs\/\d+\nOvertaken, and left alone: /);
  expect([job.state.status, overtaken.state.status]).toEqual(["running", "manual"]);
  expect(started.said).not.toContain(token);

  job.finish();
  expect(await run(true, token)).toMatchObject({ code: 0, said: expect.stringContaining("Nothing approved") });
  expect(overtaken.state.status).toBe("manual");
});

test("fails, with no token in its words, where the token may not start jobs", async () => {
  const token = shop.token({ level: 40, scopes: ["read_api"] });
  const job = deployJob();
  job.deployment.approve("olga");
  const { code, said } = await run(true, token);
  expect(code).toBe(1);
  expect(said).toMatch(/POST \/jobs\/\d+\/play: 403/);
  expect(said).not.toContain(token);
});
