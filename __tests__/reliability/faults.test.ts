/** On its worst day the gate says no, or that it cannot tell: seeded runs through a proxy that spoils what the platform answers. */
import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hurry } from "../support/faulty/pace.ts";
import { planOf } from "../support/faulty/plan.ts";
import { type Ending, pace, type Stand, standFor } from "./campaign.ts";
import { makeStories } from "./stories.ts";
import { Tally } from "./tally.ts";

/** `npm run faults` asks for more, and for other seeds. */
const runs = Number(process.env.FAULT_RUNS ?? 220);
const firstSeed = Number(process.env.FAULT_SEED ?? 1);
/** More, and a busy machine would look like a server that does not answer. */
const sideBySide = 3;
const only = process.env.FAULT_STORY ?? null;

test(
  "no fault of network or platform makes the gate say yes, hang, crash or tell a secret",
  async () => {
    const stories = (await makeStories()).filter(({ name }) => only === null || name.includes(only));
    const stands: Stand[] = [];
    for (const story of stories) stands.push(await standFor(story));
    const usual = hurry(pace);
    const tally = new Tally();
    const wrong: string[] = [];
    // Each story has a proxy of its own, so several can run side by side.
    const waiting = [...stands.keys()];
    const next = (): number | undefined => waiting.shift();
    const through = async (): Promise<void> => {
      for (let index = next(); index !== undefined; index = next()) {
        const stand = stands[index] as Stand;
        for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
          if (seed % stands.length !== index) continue;
          const plan = planOf(seed);
          const ending = await stand.run(plan);
          const flaws = flawsOf(ending, stand);
          tally.add({ plan, stand, ending, flaws });
          for (const flaw of flaws)
            wrong.push(`seed ${seed}, ${stand.story.name} (${[...stand.proxy.struck]}): ${flaw}`);
        }
        await stand.close();
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, through)).finally(usual);
    const faultless = stands.map((stand) => stand.faultless);
    if (process.env.FAULT_REPORT !== undefined) {
      mkdirSync("reports", { recursive: true });
      writeFileSync(process.env.FAULT_REPORT, tally.json());
      process.stdout.write(`${tally.text()}\n`);
    }
    expect(faultless.filter(({ crash }) => crash !== null)).toEqual([]);
    expect(new Set(faultless.map(({ decision }) => decision))).toEqual(new Set(["allow", "block", "wait"]));
    expect(wrong).toEqual([]);
    if (runs >= 50) expect(tally.struckRuns).toBeGreaterThan(runs / 2);
    expect(tally.rightOfTransient).toBeGreaterThanOrEqual(0.999);
  },
  Math.max(120_000, runs * 1000),
);

function flawsOf(ending: Ending, { faultless, story }: Stand): string[] {
  const flaws: string[] = [];
  if (ending.decision === "allow" && faultless.decision !== "allow")
    flaws.push(`ALLOWED, though it is ${faultless.decision}`);
  if (ending.exitCode === 0 && faultless.exitCode !== 0) flaws.push(`EXIT 0, though it is ${faultless.exitCode}`);
  if (ending.crash !== null) flaws.push(`crash: ${ending.crash}`);
  if (ending.crash === null && ending.shown.trim() === "") flaws.push("ended without a sentence");
  for (const secret of [story.stage.token]) if (ending.shown.includes(secret)) flaws.push("told its token");
  return flaws;
}
