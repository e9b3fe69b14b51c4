/** A file that comes as plain bytes has nothing in it that shows a cut: it is held against its hash. */
import { expect, it } from "vitest";
import { PlatformError } from "../../../src/platforms/platform.ts";
import type { Effect } from "../../support/github/faults.ts";
import { ask, type Stage, setStage } from "./stage.ts";

const operation = "GET /projects/:id/repository/files/:file_path/raw";
const answer = (body: string, headers: Readonly<Record<string, string>> = {}): Effect => ({
  kind: "answer",
  status: 200,
  body,
  headers: { "content-type": "text/plain", ...headers },
});
const spoilt: readonly (readonly [string, Effect])[] = [
  ["a file that was cut", { kind: "truncated" }],
  ["a page of HTML with status 200", answer("<html><body>Sign in</body></html>")],
  ["an empty body with status 200", answer("")],
  ["another file than the hash says", answer("version: 1\n", { "x-gitlab-blob-id": "0".repeat(40) })],
];

async function read(effect: Effect, times: number) {
  const files = { "docs/runbook.md": "# Runbook\n\nRestart it.\n" };
  const stage: Stage = await setStage({ tell: (shop) => shop.commit({ by: "bob", files }) });
  const session = await ask(stage);
  stage.gitlab.fault({ when: { operation }, times, effect });
  return session.readPolicyFile("head", "docs/runbook.md").catch((error: unknown) => {
    if (error instanceof PlatformError) return error.message;
    throw error;
  });
}

it.each(spoilt)("asks again after %s", async (_name, effect) => {
  const reading = await read(effect, 2);
  expect(reading).toMatchObject({ status: "found", bytes: Buffer.from("# Runbook\n\nRestart it.\n") });
});

it.each(spoilt)("takes %s for unreadable where it stays so", async (_name, effect) => {
  expect(await read(effect, 9)).toMatchObject({ status: "unreadable" });
});
