/** People who are asked: the job `gate` evaluates, its approval jobs wait, somebody approves, and the deploy job hands the receipt in. */
import { expect } from "vitest";
import type { Outcome } from "../../support/github/runner.ts";
import { type How, policyWith, type Shop } from "./stage.ts";

export const production = { environment: "production" } as const;
export const asksOperations = policyWith("low: [{ group: operations }]");
export const asksBoth = policyWith("low: [{ group: operations }, { group: security }]");

type Inputs = Readonly<Record<string, string>>;

/** The job `gate` evaluates; one approval job for each environment that it puts out is waiting afterwards. */
export async function evaluate(stage: Shop, inputs: Inputs = {}, how: How = {}): Promise<Outcome["outputs"]> {
  const { exitCode, outputs, stdout } = await stage.act({ ...production, ...inputs, mode: "evaluate" }, how);
  expect(exitCode, stdout).toBe(0);
  stage.run.job("gate").finish();
  for (const environment of JSON.parse(outputs["approval-environments"] ?? "") as string[])
    stage.run.add({ name: `approve (${environment})`, environment, needs: ["gate"] });
  return outputs;
}

export function approve({ run }: Shop, environment: string, person: string, comment = ""): void {
  run.approve(environment, person, comment);
  run.job(`approve (${environment})`).start().finish();
}

/** A deploy job of the run begins with `enforce` and what `evaluate` handed on. */
export const enforce = (stage: Shop, evaluated: Outcome["outputs"], inputs: Inputs = {}, how: How = {}) =>
  stage.act(
    { ...production, receipt: evaluated["receipt"] ?? "", ...inputs },
    { job: stage.run.add({ name: "deploy", needs: ["gate"] }), ...how },
  );

/** It stopped the job, and says nowhere that anything is allowed. */
export function expectHeld({ exitCode, outputs, stdout, stderr }: Outcome, decision: "block" | "error" | "wait"): void {
  expect(outputs["decision"], stdout + stderr).toBe(decision);
  expect([exitCode, outputs["allowed"]]).toEqual([decision === "error" ? 3 : 1, "false"]);
}

export function expectAllowed({ exitCode, outputs, stdout, stderr }: Outcome): void {
  expect(exitCode, stdout + stderr).toBe(0);
  expect(outputs).toMatchObject({ decision: "allow", allowed: "true" });
}
