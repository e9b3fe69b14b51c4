/** The command line's bundle as a process in a job of GitLab: who cancels it is heard, its note stands once, and its tokens nowhere. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stageFor } from "../../platforms/gitlab/release.ts";
import { type Stage, surroundings } from "../../platforms/gitlab/stage.ts";
import { copyOfBundle, newFolder, plainEnvironment } from "../support/bundle.ts";

let program: string;
beforeAll(() => {
  program = join(copyOfBundle(), "cli", "index.js");
});
const running = new Set<ReturnType<typeof spawn>>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts the gate in the job `gate`; `spoken` comes with the first words of the kind. */
function start(stage: Stage, args: readonly string[]) {
  const { CI_JOB_TOKEN: jobToken = "", ...env } = surroundings(stage).env as Readonly<Record<string, string>>;
  const folder = newFolder("job");
  const child = spawn(
    process.execPath,
    [program, "check", "--platform=gitlab", "--environment=production", "--artifacts=left", ...args],
    { cwd: folder, env: plainEnvironment({ ...env, CI_JOB_TOKEN: jobToken }), stdio: ["ignore", "pipe", "pipe"] },
  );
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) =>
    child.on("close", (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  return {
    folder,
    child,
    ended,
    tokens: [jobToken, stage.token ?? "none"],
    said: () => said,
    async until(words: string): Promise<void> {
      for (let turn = 0; turn < 600 && !said.includes(words); turn += 1)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(said).toContain(words);
    },
  };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends a wait within two seconds, with its answer and a no",
  async (signal) => {
    const stage = await stageFor();
    const gate = start(stage, ["--mode=wait", "--wait-timeout=10m", "--poll-interval=10s"]);
    await gate.until("Waiting: ");
    const began = performance.now();
    gate.child.kill(signal);
    expect(await gate.ended).toBe(1);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(gate.said()).toContain("The wait was cancelled.");
    expect(readFileSync(join(gate.folder, "left", "outputs.json"), "utf8")).toMatch(/"decision": ?"wait"/);
  },
);

test("a wait that is cancelled while GitLab does not answer ends within two seconds too", async () => {
  const stage = await stageFor();
  stage.gitlab.fault({ times: 1000, when: { operation: "GET /job" }, effect: { kind: "delay", ms: 20_000 } });
  const gate = start(stage, ["--mode=wait"]);
  for (let turn = 0; turn < 600 && stage.gitlab.requests.length === 0; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const began = performance.now();
  gate.child.kill("SIGTERM");
  expect(await gate.ended).not.toBe(0);
  expect(performance.now() - began).toBeLessThan(2000);
  expect(gate.said()).toMatch(/cancelled/);
});

test("keeps one note on the merge request, and shows no token, not even with --debug", async () => {
  const stage = await stageFor({ scopes: ["api"] });
  for (const round of [1, 2]) {
    const gate = start(stage, ["--mode=evaluate", "--comment", "--debug", "--record=left/record.json"]);
    expect([round, await gate.ended]).toEqual([round, 0]);
    const left = ["report.md", "outputs.json", "record.json", "receipt.txt"].map((name) =>
      readFileSync(join(gate.folder, "left", name), "utf8"),
    );
    for (const token of gate.tokens) expect([gate.said(), ...left].join("\n")).not.toContain(token);
  }
  const [request] = stage.shop.state.mergeRequests.values();
  const notes = request?.notes.filter(({ body }) => body.startsWith("<!-- release-gate production -->"));
  expect(notes).toHaveLength(1);
});
