/** From the inputs of a step to the request that is put to the gate. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Given, UsageError } from "../../commands/command.ts";
import type { GateRequest } from "../../gate-request.ts";
import { requestFrom } from "../check.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `UsageError` where the inputs make no question. */
export function actionRequest(given: Given, env: Environment): GateRequest & { readonly record: string } {
  const text = (name: string): string | null => given.text(name) ?? null;
  if (text("environment") === null)
    throw new UsageError(
      "the input environment is missing.",
      "Name the environment that the release would go to, under `with:`.",
    );
  return {
    ...requestFrom(given, env),
    platform: "github",
    repository: env.GITHUB_WORKSPACE ?? ".",
    record:
      text("record") ?? join(env.RUNNER_TEMP ?? ".", `release-gate-${randomBytes(6).toString("hex")}`, "record.json"),
    policyRef: text("policy-ref"),
    secrets: { token: text("token"), orgToken: text("org-token") },
    checkRunId: text("check-run-id"),
  };
}
