/** On its worst day the gate says no, or that it cannot tell: seeded runs through a proxy that spoils what the platform answers. */
import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startLeaping } from "../support/faulty/leap.ts";
import { planOf } from "../support/faulty/plan.ts";
import { type Ending, type Stand, standFor } from "./campaign.ts";
import { githubStories } from "./stories/github.ts";
import { gitlabStories } from "./stories/gitlab.ts";
import { turnsOf } from "./stories/turns.ts";
import { Tally } from "./tally.ts";

/** `npm run faults` asks for more, and for other seeds. */
const runs = Number(process.env.FAULT_RUNS ?? 300);
const firstSeed = Number(process.env.FAULT_SEED ?? 1);
const only = process.env.FAULT_STORY ?? null;
/** Everything that the runs said, for whoever looks into one of them. */
const shows = process.env.FAULT_SHOW === "true";
const report = process.env.FAULT_REPORT ?? null;

test(
  "no fault of network or platform makes the gate say yes, hang, crash or tell a secret",
  async () => {
    const stories = [...(await githubStories()), ...(await gitlabStories())];
    const leap = startLeaping();
    const stands: Stand[] = [];
    for (const story of stories) stands.push(await standFor(story, leap));
    const tally = new Tally();
    const wrong: string[] = [];
    const turns = turnsOf(stands.map(({ story }) => story.rarity));
    for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
      const stand = stands[turns[seed % turns.length] ?? 0] as Stand;
      if (only !== null && !stand.story.name.includes(only)) continue;
      const plan = planOf(seed);
      const ending = await stand.run(plan);
      const flaws = flawsOf(ending, stand);
      if (shows) process.stdout.write(`seed ${seed}, ${stand.story.name}\n${ending.shown}\n${ending.crash ?? ""}\n`);
      tally.add({ plan, stand, ending, flaws });
      for (const flaw of flaws) wrong.push(`seed ${seed}, ${stand.story.name} (${[...stand.proxy.struck]}): ${flaw}`);
      if (report !== null && seed % 500 === 0) writeReport(tally, wrong);
    }
    leap.stop();
    for (const stand of stands) await stand.close();
    const faultless = stands.map((stand) => stand.faultless);
    if (report !== null) {
      writeReport(tally, wrong);
      process.stdout.write(`${tally.text()}\n`);
    }
    expect(faultless.filter(({ crash }) => crash !== null)).toEqual([]);
    expect(stands.map(({ story, faultless: { decision } }) => `${story.name}: ${decision}`)).toMatchSnapshot();
    expect(wrong).toEqual([]);
    if (runs >= 50) expect(tally.struckRuns).toBeGreaterThan(runs / 2);
    expect(tally.rightOfTransient).toBeGreaterThanOrEqual(0.999);
  },
  Math.max(120_000, runs * 1000),
);

function writeReport(tally: Tally, wrong: readonly string[]): void {
  mkdirSync("reports", { recursive: true });
  writeFileSync(report ?? "", tally.json(wrong));
}

function flawsOf(ending: Ending, { faultless, story }: Stand): string[] {
  const flaws: string[] = [];
  if (ending.decision === "allow" && faultless.decision !== "allow")
    flaws.push(`ALLOWED, though it is ${faultless.decision}`);
  if (ending.exitCode === 0 && faultless.exitCode !== 0) flaws.push(`EXIT 0, though it is ${faultless.exitCode}`);
  if (ending.crash !== null) flaws.push(`crash: ${ending.crash}`);
  if (ending.crash === null && ending.shown.trim() === "") flaws.push("ended without a sentence");
  for (const secret of story.tokens) if (ending.shown.includes(secret)) flaws.push("told its token");
  return flaws;
}
