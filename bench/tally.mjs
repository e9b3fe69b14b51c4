/**
 * What the exact tally of approvals costs beside the simple greedy count: 10,000 approvals of 1,000 people for 50 requirements, in one
 * process, in turn. The greedy one takes people in their order, checks nothing, and can leave seats empty that could be filled.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { median } from "./measure.mjs";
import { numbers } from "./repository.mjs";

const [people, approvals, requirements, groupCount] = [1000, 10_000, 50, 60];
const head = "a".repeat(40);

/** `{ ratio, seconds, first }` over so many pairs, and what the very first tally took in this process; `folder` takes the built core. Throws where the two disagree about what they must agree on. */
export async function tallyBesideGreedy(folder, pairs) {
  const tally = await built(folder);
  const input = story();
  const ratios = [];
  const times = [];
  let first = null;
  for (let pair = -2; pair < pairs; pair++) {
    const [own, result] = timed(() => tally(input));
    const [greedy, seated] = timed(() => greedyCount(input));
    const exact = result.requirements.reduce((sum, { approvedBy }) => sum + approvedBy.length, 0);
    if (result.errors.length > 0 || exact < seated || seated === 0)
      throw new Error(`The tally seats ${exact}, the greedy count ${seated}: ${JSON.stringify(result.errors)}`);
    first ??= own;
    if (pair < 0) continue;
    times.push(own);
    ratios.push(own / greedy);
  }
  return { ratio: median(ratios), seconds: median(times), first };
}

async function built(folder) {
  const input = fileURLToPath(new URL("../src/core/approvals/tally.ts", import.meta.url));
  const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
  const file = join(folder, "tally.mjs");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  return (await import(pathToFileURL(file).href)).tally;
}

function timed(act) {
  const start = performance.now();
  const result = act();
  return [(performance.now() - start) / 1000, result];
}

const person = (login) => ({ name: login, email: `${login}@example.org`, login, kind: "person" });
const observed = (value) => ({ status: "observed", value, source: "a benchmark", collectedAt: "2026-06-10T10:00:00Z" });

/** The same one every time. Groups overlap, so that people have to move over. */
function story() {
  const below = numbers(7);
  const login = (index) => `person-${index}`;
  const groups = Array.from({ length: groupCount }, (_, index) => ({
    name: `group-${index}`,
    users: [...new Set(Array.from({ length: 30 + below(60) }, () => login(below(people))))].sort(),
    github: { teams: [], environments: [], "pull-request-reviews": false },
    gitlab: { groups: [] },
  }));
  const commits = Array.from({ length: 100 }, (_, index) => {
    const author = person(login(below(40)));
    const sha = index === 0 ? head : String(index).padStart(40, "0");
    const committedAt = "2026-06-09T10:00:00Z";
    return { sha, title: "Add a part", author, committer: author, coAuthors: [], committedAt, isMerge: false };
  });
  const statements = Array.from({ length: approvals }, (_, index) => ({
    person: person(login(index % people)),
    state: "approved",
    at: new Date(Date.UTC(2026, 5, 10, 8) + below(7_000_000)).toISOString(),
    comment: index % 50 === 0 ? "gate: only canary" : "Go.",
    commit: head,
    environment: "production",
    memberOf: [],
    edited: false,
    url: null,
  }));
  return {
    requirements: Array.from({ length: requirements }, (_, index) => ({
      anyOf: [groups[index], groups[requirements + (index % 10)]],
      count: 1 + below(20),
      because: "risk is high",
    })),
    settings: {
      when: [],
      "expires-after": 7 * 86_400_000,
      distinct: true,
      receipt: "optional",
      "unknown-authors": "error",
      "unknown-triggerer": "accept",
      exclude: {
        triggerer: true,
        authors: true,
        committers: true,
        "co-authors": true,
        "head-commit": true,
        "change-request-authors": true,
        bots: true,
        outsiders: true,
        "other-commits": true,
        "other-environments": true,
        "other-runs": true,
        expired: true,
        edited: true,
        "merged-by": false,
      },
    },
    evidence: {
      platform: "github",
      release: { head: { sha: head, name: "main" }, base: null },
      commits: observed(commits),
      reviews: observed({ channel: "change-requests", changes: [] }),
      triggerers: observed([person("starter")]),
      deploymentApprovals: observed(statements),
    },
    environment: "production",
    now: "2026-06-10T12:00:00Z",
    mode: "enforce",
  };
}

/** How many seats are taken when everybody, in their order, takes the first one that is free. */
function greedyCount({ requirements: asked, evidence }) {
  const makers = new Set(evidence.commits.value.flatMap(({ author, committer }) => [author.login, committer.login]));
  const members = asked.map(({ anyOf }) => new Set(anyOf.flatMap(({ users }) => users)));
  const free = asked.map(({ count }) => count);
  const seated = new Set();
  for (const { person: who, state } of evidence.deploymentApprovals.value) {
    if (state !== "approved" || makers.has(who.login) || seated.has(who.login)) continue;
    const at = members.findIndex((group, index) => free[index] > 0 && group.has(who.login));
    if (at < 0) continue;
    free[at]--;
    seated.add(who.login);
  }
  return seated.size;
}
