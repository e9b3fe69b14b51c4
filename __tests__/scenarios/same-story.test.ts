/** One policy and one release, on GitHub, on GitLab and as a saved evidence file: the same decision, findings, risk and approvals. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/core/result.ts";
import { replayRecord } from "../../src/replay-record.ts";
import { makeFolder } from "../support/repository.ts";
import { judge } from "./same-story/judge.ts";
import { onGitHub } from "./same-story/on-github.ts";
import { onGitLab } from "./same-story/on-gitlab.ts";
import { stories } from "./same-story/stories.ts";
import type { Answer, Story, Teller } from "./same-story/story.ts";

/** What has to be the same: all of the judgement, and none of the words that name a platform's own things. */
const judgementOf = ({ decision, reasons, findings, risk, approvals }: Result) => ({
  decision,
  reasons: reasons.map(({ code }) => code),
  findings: findings.map(({ check, subject, status, enforcement, code }) => ({
    check,
    subject,
    status,
    enforcement,
    code,
  })),
  risk: {
    level: risk.level,
    levelByScore: risk.levelByScore,
    score: risk.score,
    contributions: risk.contributions.map(({ factor, points, assumed }) => ({ factor, points, assumed })),
    floors: risk.floors,
  },
  approvals: {
    requirements: approvals.requirements.map(({ anyOf, count, approvedBy, missing }) => ({
      anyOf,
      count,
      approvedBy,
      missing,
    })),
    discounted: approvals.discounted.map(({ person, code }) => ({ person, code })),
    rejections: approvals.rejections.map(({ person }) => person),
  },
});

async function tell(teller: Teller, story: Story, folder: string) {
  mkdirSync(folder, { recursive: true });
  const telling = await teller(story, folder, story.checkout === true);
  try {
    const evaluated = await telling.evaluate();
    telling.say(story.said ?? []);
    const enforced = await telling.enforce(evaluated.receipt);
    expect(telling.violations()).toEqual([]);
    return { evaluated, enforced };
  } finally {
    await telling.close();
  }
}

/** The saved evidence of an answer, judged on no platform at all. */
async function fromFile(story: Story, { result, evidenceFile }: Answer, folder: string): Promise<Result> {
  const policy = join(folder, "policy.yml");
  writeFileSync(policy, story.policy);
  const texts = { mode: result.mode, at: result.at, policy, evidence: evidenceFile, "change-type": result.changeType };
  const reason = story.reason ?? null;
  return (await judge({ folder, env: {}, now: result.at, texts: { ...texts, reason } })).result;
}

/** The record of an answer, judged again: it holds the receipt and every policy that was judged, which a file of evidence does not. */
async function fromRecord({ recordFile }: Answer): Promise<Result> {
  const { differences, record } = await replayRecord(recordFile);
  expect(differences).toEqual([]);
  return record.result;
}

test("there are at least fifteen stories, each with a name of its own", () => {
  expect(new Set(stories.map(({ name }) => name)).size).toBe(stories.length);
  expect(stories.length).toBeGreaterThanOrEqual(30);
});

describe.each(stories)("$name", (story) => {
  test("is judged the same everywhere", async () => {
    const folder = makeFolder();
    const [github, gitlab] = await Promise.all([
      tell(onGitHub, story, join(folder, "github")),
      tell(onGitLab, story, join(folder, "gitlab")),
    ]);
    for (const moment of ["evaluated", "enforced"] as const) {
      const there = judgementOf(gitlab[moment].result);
      expect(there).toEqual(judgementOf(github[moment].result));
      for (const answer of [github[moment], gitlab[moment]]) {
        expect(judgementOf(await fromRecord(answer))).toEqual(there);
        // A receipt speaks of a run, and a file has none: with approvals the file stands for the evaluation.
        if ((moment === "enforced" && story.said !== undefined) || story.changesPolicy === true) continue;
        expect(judgementOf(await fromFile(story, answer, folder))).toEqual(there);
      }
    }
    expect(gitlab.evaluated.result.decision).toBe(story.expect.evaluate);
    expect(gitlab.enforced.result.decision).toBe(story.expect.enforce);
    for (const code of story.expect.codes ?? [])
      expect(gitlab.enforced.result.reasons.map((reason) => reason.code)).toContain(code);
  });
});
