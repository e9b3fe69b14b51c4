/** A runner may be switched off at any moment: what is there then is whole, and a repeat finds its way. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { newFolder } from "../support/bundle.ts";
import { openShop, policyWith, reading } from "./stage.ts";

const writing = { ...reading, "pull-requests": "write" } as const;

/** From before the first request to the last page that is written. */
const moments = [150, 350, 550, 750, 1000] as const;

test.concurrent.each([
  ["SIGKILL", moments],
  ["SIGTERM", [100, 300]],
  ["SIGINT", [100, 300]],
] as const)(
  "ended by %s at any moment, it leaves a whole record or none, and one comment after a repeat",
  async (signal, whens) => {
    const stage = await openShop({ policy: policyWith("low: []"), latency: 15 });
    stage.shop.pullRequest({
      by: "ada",
      title: "More",
      commits: [{ message: "More", files: { "src/more.ts": "export {};\n" } }],
    });
    const state = [...stage.shop.state.pulls.values()].at(-1);
    if (state === undefined) throw new Error("There is no pull request.");
    const number = [...stage.shop.state.pulls.keys()].at(-1) ?? 0;
    const event = {
      name: "pull_request",
      payload: { pull_request: { number, head: { sha: state.headSha, ref: state.head } } },
    };
    const record = join(newFolder("record"), "record.json");
    const inputs = { environment: "production", comment: "true", "record-path": record };
    const start = () => stage.start(inputs, { permissions: writing, event });

    let killed = 0;
    for (const moment of whens) {
      const running = start();
      await Promise.race([pause(moment), running.finished]);
      running.signal(signal);
      const { exitCode, signal: endedBy, outputs } = await running.finished;
      if (endedBy !== null || exitCode !== 0) killed += 1;
      if (endedBy !== null) expect(exitCode).toBeNull();
      if (existsSync(record)) expect(JSON.parse(readFileSync(record, "utf8"))).toHaveProperty("digests");
      if (outputs.allowed === "true") expect(existsSync(record)).toBe(true);
      expect(state.comments.length).toBeLessThanOrEqual(1);
    }
    // Whoever is asked to end may finish the sentence first.
    if (signal === "SIGKILL") expect(killed).toBeGreaterThan(0);

    const repeat = await start().finished;
    expect(repeat.exitCode, repeat.stdout).toBe(0);
    expect(JSON.parse(readFileSync(record, "utf8"))).toHaveProperty("result.decision", "allow");
    expect(state.comments).toHaveLength(1);
    expect(stage.github.violations).toEqual([]);
  },
);
