/**
 * What must never lead to a yes by accident, each with the test that is named for it. The list is the promise; a test that is renamed
 * or gone is missed here.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const approvals = "e2e/github/failures-approvals";
const badDay = "e2e/github/failures-bad-day";
const checks = "e2e/github/failures-checks";
const enforce = "e2e/github/enforce";
const flow = "core/approvals/flow";
const publish = "e2e/github/publish";
const range = "e2e/github/failures-range";
const receipt = "e2e/github/receipt";
const scale = "platforms/github/scale";
const size = "e2e/github/failures-size";
const text = "e2e/github/failures-text";
const wait = "e2e/github/wait";

const failures: Readonly<Record<string, readonly (readonly [file: string, title: string])[]>> = {
  "unknown input": [[enforce, "an input that does not exist"]],
  "environment misspelt": [[enforce, "a misspelt environment is not determined, with the name that was meant"]],
  "environment without rules": [
    [approvals, "an approval environment without rules asks nobody, and is not asked through"],
    [approvals, "an approval environment that does not exist would be made without any rule, and is not asked through"],
  ],
  "empty approver set": [[approvals, "an empty approver set can never approve, and that is said at once"]],
  "only approver is the author": [[approvals, "the only approver is the author, and cannot approve their own release"]],
  "bot approver": [[approvals, "a bot's approval is no approval"]],
  "one person in two groups": [
    [approvals, "one person in two groups is one person, and the second group still waits for another"],
  ],
  rejected: [
    [receipt, "a rejection blocks, whoever else approved"],
    [wait, "a rejection ends the wait"],
  ],
  "a green status or check of the same name posted from a branch": [
    [checks, "a green check of the same name that somebody posted from a branch covers no red one"],
    [checks, "a green status of the same name that somebody posted covers no red check"],
    [checks, "a status named like a required check, made by the release itself, stands for no check bound to its app"],
  ],
  "a posted deployment": [[range, "a posted deployment hides no commit: whoever may write deployments can post one"]],
  "base: HEAD~1": [[range, "`base: HEAD~1` hides no commit that production does not have yet"]],
  "an old run re-run after a newer deployment": [
    [range, "an old run that is run again after a newer deployment is overtaken"],
  ],
  "environment written Production": [
    [approvals, "an environment that GitHub writes `Production` is the one that the policy calls production"],
  ],
  "input naming another environment than the job's": [
    [receipt, "a job of another environment than the one asked about is wrong usage"],
  ],
  "empty receipt; receipt of another run; approval before the evaluation": [
    [receipt, "an empty receipt, one of another run, and approvals from before the evaluation open nothing"],
  ],
  "approved then commit moved": [
    [approvals, "approved, and then the commit moved: the approval was for another one"],
    ["core/approvals/moved-commit", "drops an approval of the commit before, though the receipt is of the head"],
    [
      "core/approvals/moved-commit",
      "drops an approval of the head, though it was asked for by a receipt of the commit before",
    ],
  ],
  "approved then policy changed": [
    [approvals, "approved, and then the policy changed: what was asked is asked no more"],
  ],
  "approved then only a comment in the policy changed": [
    [approvals, "approved, and then only a comment in the policy changed: the approval stays"],
  ],
  "approved, then level fell, then rose": [
    [approvals, "approved, then the level fell, then rose to what was asked: the approvals stay"],
    [approvals, "approved while the level was low, and then it rose above what was asked: the approval is dropped"],
    [flow, "drops them for a level that rose"],
    [flow, "keeps them for a level that fell, and for one that fell and rose again to what was asked"],
  ],
  "the release itself relaxes the policy": [
    [range, "the release itself relaxes the policy, and is judged by the stricter one all the same"],
    [range, "a policy that a branch brings along rules nothing before it is merged"],
  ],
  "environment listing the right team and everybody else": [
    [approvals, "an environment that asks the right team and everybody else proves nobody a member"],
  ],
  "one person approves two environments": [
    [approvals, "one person who approves two environments of one group counts once, and the job to run again is named"],
  ],
  "re-run of failed jobs (by an approver, too) and of all": [
    [receipt, "re-run of failed jobs keeps the approvals, re-run of all jobs asks again"],
    [approvals, "re-run of failed jobs by somebody who approved keeps their approval"],
    [approvals, "a re-run of all jobs by somebody who then approves is theirs, and their approval does not count"],
  ],
  "admin bypass": [
    [approvals, "an administrator's bypass is no approval, whether GitHub lists it or not, and is said"],
  ],
  "two gates of one run asking through one approval environment": [
    [
      approvals,
      "two gates of one run that ask through one approval environment are an error: one click would answer both",
    ],
  ],
  "check missing, skipped, cancelled, neutral, stale, timed out": [
    [checks, "a check that is missing, skipped, cancelled, neutral, stale or timed out is no success"],
    [checks, "a check that is queued, or waits for an environment, is not finished"],
  ],
  "duplicated name across workflows": [
    [checks, "of a name that two workflows bear the worse result counts"],
    [checks, "a red status covers a green check of the same name"],
  ],
  "re-run green after red, red after green": [
    [checks, "a re-run that is green after red counts"],
    [checks, "a re-run that is red after green counts"],
  ],
  "gate's own job": [
    [checks, "the gate's own job is unfinished while it looks, and is not waited for"],
    [checks, "the gate's own job is found by its runner where the host does not hand its number in"],
    [checks, "a job that is said to be the gate's own and is another's is judged"],
    [publish, "the check run carries the answer, and the gate does not take it for a check of its own"],
  ],
  "301 files": [[size, "the 301st file of a comparison is seen without a checkout"]],
  "251 commits": [[size, "the first of 251 commits is seen, and whoever made it does not approve it"]],
  "pull request with 3,001 files": [[size, "the 3,001st file of a pull request is seen without a checkout"]],
  "team with 101 members": [[size, "the 101st member of a team is a member"]],
  "1,000 commits in range": [
    [size, "1,000 commits in range are judged in at most 18 requests, and the first of them is seen"],
    [scale, "judges the commits of %i pull requests in few requests, the same by git and by API"],
  ],
  "title with </details>, ::set-output, backticks, right-to-left marks": [
    [
      text,
      "a `</details>`, `::set-output`, backticks and right-to-left marks in names of people, files, branches, jobs and messages are shown as text",
    ],
    [text, "the words of whoever approves or rejects are shown as text"],
    ["e2e/github/hostile", "hostile titles of changes are shown as text wherever they come"],
  ],
  "300 kB body": [
    [text, "a body of 300 kB is read, and does not make the summary too large"],
    [text, "a comment of 300 kB with an approval neither breaks the gate nor its summary"],
    [text, "a release of 600 hostile commits, each unreviewed, fits the summary and the annotations"],
  ],
  "403 for each permission missing in turn": [
    [badDay, "without `%s: read` nothing is allowed, and the line to add is named"],
    ["platforms/github/permissions", "cannot tell the release without %s: read"],
  ],
  "404 for a team that the token cannot see": [
    [size, "a team that the token cannot see makes nobody a member, and nobody none"],
  ],
  "401": [[badDay, "a 401 ends it"]],
  "422": [[badDay, "a 422 ends it"]],
  "429 and secondary limit with and without Retry-After": [
    [badDay, "a 429 and a secondary limit, with Retry-After, are waited for"],
    [badDay, "a 429 without Retry-After is waited for"],
    [badDay, "a secondary limit without Retry-After is waited for"],
    [badDay, "a 429 that lasts ends it"],
  ],
  "502 with HTML; truncated JSON; reset connection": [
    [badDay, "a 502 with HTML, truncated JSON, an answer that is cut off and a reset connection are asked for again"],
    [badDay, "a 502 that lasts ends it"],
    [badDay, "truncated JSON that lasts ends it"],
    [badDay, "a connection that is always reset ends it"],
  ],
  "GraphQL 200 with errors": [
    [badDay, "GraphQL that answers 200 with errors ends it"],
    [badDay, "a spent allowance of GraphQL, told with 200, ends it"],
  ],
  "partial data": [
    [badDay, "checks of which only a part came are not judged"],
    ["platforms/github/faults", "never judges checks of which an error cut a part"],
  ],
  "slow answer": [
    [badDay, "a slow answer is not waited for without end, and asked for again"],
    ["platforms/github/faults", "gives up on an answer that does not come"],
    [wait, "a cancelled run ends within two seconds though GitHub does not answer"],
  ],
  "clock skew": [
    [badDay, "a server whose clock is ten minutes ahead, or behind, is believed about its own limits alone"],
    [badDay, "a runner whose clock is wrong by ten minutes counts the same approvals"],
  ],
  "cancel while waiting": [[wait, "a cancelled run ends within two seconds, and leaves its answer"]],
  "time-out while waiting": [[wait, "says wait, and stops the job, when the time is up"]],
};

const sources = new Map<string, string>();
const sourceOf = (file: string): string => {
  const known = sources.get(file) ?? readFileSync(`__tests__/${file}.test.ts`, "utf8");
  sources.set(file, known);
  return known;
};

describe("a test is named for what it prevents", () => {
  test.each(Object.entries(failures))("%s", (_failure, tests) => {
    const missing = tests.filter(([file, title]) => !sourceOf(file).includes(`"${title}"`));
    expect(missing.map(([file, title]) => `${file}: ${title}`)).toEqual([]);
  });
});
