import { describe, expect, test } from "vitest";
import { reviews } from "../../../src/core/checks/reviews.ts";
import type { CodeOwners } from "../../../src/core/evidence/code-owners.ts";
import type { Commit } from "../../../src/core/evidence/commits.ts";
import type { Identity } from "../../../src/core/evidence/identity.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import type { Release } from "../../../src/core/evidence/release.ts";
import type { Review, ReviewedChange, Reviews } from "../../../src/core/evidence/reviews.ts";
import {
  changedFile,
  commit,
  evidence,
  head,
  person,
  release,
  review,
  reviewedChange,
} from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

interface Story {
  readonly changes?: readonly Partial<ReviewedChange>[];
  readonly commits?: readonly Partial<Commit>[];
  readonly channel?: Reviews["channel"];
  readonly codeOwners?: CodeOwners | string;
  readonly paths?: readonly string[];
  readonly release?: Partial<Release>;
}

const facts = ({
  changes = [{}],
  commits = [{}],
  channel = "change-requests",
  codeOwners,
  paths,
  release: over,
}: Story) =>
  evidence(
    {
      reviews: { channel, changes: changes.map(reviewedChange) },
      commits: commits.map(commit),
      codeOwners:
        typeof codeOwners === "object"
          ? codeOwners
          : { kind: "file", path: "CODEOWNERS", dialect: "github", ref: "main", text: codeOwners ?? "" },
      changedFiles: (paths ?? ["src/price.ts"]).map((path) => changedFile({ path })),
    },
    { release: release(over) },
  );

const judge = (story: Story, settings: unknown = {}) => ask(reviews, settings, facts(story));
const reviewed = (given: readonly Partial<Review>[], settings: unknown = {}) =>
  told(judge({ changes: [{ reviews: given.map(review) }] }, settings));

describe("whose approval counts", () => {
  test.each([
    ["somebody else's, on the final commit", [{}], "pass reviews.approved"],
    ["nobody's", [], "fail reviews.not-approved"],
    ["not one for an earlier commit", [{ commit: "c".repeat(40) }], "fail reviews.not-approved"],
    ["not a comment", [{ state: "commented" }], "fail reviews.not-approved"],
    ["not one that was dismissed", [{ state: "dismissed" }], "fail reviews.not-approved"],
    ["not the author's", [{ reviewer: person("ann") }], "fail reviews.not-approved"],
    ["not a bot's", [{ reviewer: { ...person("dependabot[bot]"), kind: "bot" } }], "fail reviews.not-approved"],
    ["not that of somebody who may not push", [{ eligible: "no" }], "fail reviews.not-approved"],
    ["not that of somebody whose right is unknown", [{ eligible: "unknown" }], "unknown reviews.unclear"],
    ["not one of which the commit is unknown", [{ commit: null }], "unknown reviews.unclear"],
    [
      "not beside somebody who asks for changes",
      [{}, { reviewer: person("cy"), state: "changes-requested" }],
      "fail reviews.changes-requested",
    ],
    [
      "though somebody without the right to push asks for changes",
      [{}, { reviewer: person("cy"), state: "changes-requested", eligible: "no" }],
      "pass reviews.approved",
    ],
    [
      "unless somebody whose right is unknown asks for changes",
      [{}, { reviewer: person("cy"), state: "changes-requested", eligible: "unknown" }],
      "unknown reviews.unclear",
    ],
  ] as const)("%s", (_rule, given, expected) => expect(reviewed(given)).toBe(expected));

  test("the newest state of each reviewer holds, in both directions", () => {
    const early = { submittedAt: "2026-06-10T08:00:00Z" };
    const late = { submittedAt: "2026-06-10T09:00:00Z" };
    expect(reviewed([{ ...early, state: "changes-requested" }, late])).toBe("pass reviews.approved");
    expect(reviewed([early, { ...late, state: "changes-requested" }])).toBe("fail reviews.changes-requested");
    expect(reviewed([early, { ...late, state: "dismissed" }])).toBe("fail reviews.not-approved");
    expect(reviewed([early, { ...late, state: "commented" }])).toBe("pass reviews.approved");
  });

  test("of two reviews from one moment, or without a time, the graver one holds", () => {
    expect(reviewed([{}, { state: "changes-requested" }])).toBe("fail reviews.changes-requested");
    expect(reviewed([{}, { submittedAt: null, state: "dismissed" }])).toBe("fail reviews.not-approved");
  });

  test("a person counts once, under whatever name", () => {
    const two = [{}, { reviewer: { ...person("bob"), login: "BOB", email: null } }];
    expect(reviewed(two, { approvals: 2 })).toBe("fail reviews.not-approved");
    expect(reviewed([{}, { reviewer: person("cy") }], { approvals: 2 })).toBe("pass reviews.approved");
  });

  test("an objection of a maker holds, though their approval would not count", () =>
    expect(reviewed([{}, { reviewer: person("ann"), state: "changes-requested" }])).toBe(
      "fail reviews.changes-requested",
    ));
});

const noLastPusher =
  "The platform does not say who pushed last: the author and the committer of a change's final commit stand for them.";

describe("how the changes came in is told by name, whatever the verdict", () => {
  const changes = [
    { name: "#12", mergedBy: person("ann") },
    { name: "#13", mergedBy: person("bob") },
    { name: "#14", reviews: [review({ commit: "c".repeat(40) }), review({ reviewer: person("cy") })] },
  ];
  test("merged by whoever made part of it, approved before the last commit, and who stands for the last pusher", () =>
    expect(judge({ changes }).details).toEqual([
      "Merged by somebody who made part of it: #12 (@ann).",
      "Approved before the last commit came: #14 (@bob).",
      noLastPusher,
    ]));
  test("a change that fails for it is named as well", () =>
    expect(judge({ changes: [{ name: "#15", reviews: [review({ commit: "c".repeat(40) })] }] }).details).toContain(
      "Approved before the last commit came: #15 (@bob).",
    ));
  test("a checkout knows neither", () =>
    expect(judge({ changes, channel: "trailers" }, { trailers: true }).details).toEqual([]));
  test("whoever stands for the last pusher does not approve the change", () =>
    expect(told(judge({ changes: [{ lastPushedBy: [person("bob"), person("web-flow")] }] }))).toBe(
      "fail reviews.not-approved",
    ));
});

const madeBy = (over: Partial<Commit>, reviewer: Identity = person("bob")) =>
  told(judge({ commits: [over], changes: [{ author: person("zoe"), reviews: [review({ reviewer })] }] }));

describe("makers of a change do not approve it", () => {
  test("not its author", () => expect(madeBy({ author: person("bob") })).toBe("fail reviews.not-approved"));
  test("not its committer", () => expect(madeBy({ committer: person("bob") })).toBe("fail reviews.not-approved"));
  test("not its co-author", () => expect(madeBy({ coAuthors: [person("bob")] })).toBe("fail reviews.not-approved"));
  test("not under a name that only the e-mail address ties to the account", () => {
    const plain: Identity = { name: "Bob", email: "bob@example.com", login: null, kind: "person" };
    expect(madeBy({ author: plain })).toBe("fail reviews.not-approved");
  });
  test("who opened the change request does not approve it", () =>
    expect(told(judge({ changes: [{ author: person("bob") }] }))).toBe("fail reviews.not-approved"));
  test("the platform's own committer is nobody", () =>
    expect(madeBy({ committer: person("web-flow") }, person("web-flow"))).toBe("pass reviews.approved"));
  test("who made another change of the release may approve this one", () =>
    expect(
      told(
        judge({
          commits: [{}, { sha: "c".repeat(40), author: person("bob"), committer: person("bob") }],
          changes: [
            {},
            {
              name: "#13",
              author: person("bob"),
              commits: ["c".repeat(40)],
              finalCommit: "c".repeat(40),
              reviews: [review({ reviewer: person("ann"), commit: "c".repeat(40) })],
            },
          ],
        }),
      ),
    ).toBe("pass reviews.approved"));
  test("a commit of which nobody knows the makers leaves it open", () =>
    expect(told(judge({ changes: [{ commits: [head, "d".repeat(40)] }] }))).toBe("unknown reviews.unclear"));
  test("a commit told twice counts the makers of both", () =>
    expect(told(judge({ commits: [{}, { author: person("bob") }] }))).toBe("fail reviews.not-approved"));
});

describe("commits that came by no change", () => {
  const stray = { sha: "c".repeat(40), title: "Fix it quickly" };

  test("are listed and fail", () => {
    const verdict = judge({ commits: [{}, stray] });
    expect(told(verdict)).toBe("fail reviews.unreviewed");
    expect(verdict.details).toEqual(["cccccccccc Fix it quickly (@ann)", noLastPusher]);
  });
  test("fail though they are merges, where change requests are the channel", () =>
    expect(told(judge({ commits: [{}, { ...stray, isMerge: true }] }))).toBe("fail reviews.unreviewed"));
  test("are not held against merges in a checkout, and are counted aloud", () => {
    const verdict = judge({ commits: [{}, { ...stray, isMerge: true }], channel: "trailers" }, { trailers: true });
    expect(told(verdict)).toBe("pass reviews.approved");
    expect(verdict.details.join()).toContain("1 merge commit without a review of its own");
  });
  test("fail in a checkout when they are no merges", () =>
    expect(told(judge({ commits: [{}, stray], channel: "trailers" }, { trailers: true }))).toBe(
      "fail reviews.unreviewed",
    ));
  test("leave a release of merges alone unknown", () =>
    expect(
      told(judge({ changes: [], commits: [{ ...stray, isMerge: true }], channel: "trailers" }, { trailers: true })),
    ).toBe("unknown reviews.only-merges"));
});

describe("trailers", () => {
  const change = { reviews: [review({ eligible: "unknown", submittedAt: null, commit: null })] };
  test("are reviews where the policy takes them", () =>
    expect(told(judge({ channel: "trailers", changes: [change] }, { trailers: true }))).toBe("pass reviews.approved"));
  test("are none where it does not", () =>
    expect(told(judge({ channel: "trailers", changes: [change] }))).toBe("unknown reviews.trailers-only"));
  test("of the author do not count", () =>
    expect(
      told(
        judge(
          { channel: "trailers", changes: [{ reviews: [review({ reviewer: person("ann") })] }] },
          { trailers: true },
        ),
      ),
    ).toBe("fail reviews.not-approved"));
});

const gitlabFile = (text: string): CodeOwners => ({
  kind: "file",
  path: "CODEOWNERS",
  dialect: "gitlab",
  ref: "main",
  text,
});

describe("a range without commits", () => {
  const empty = { changes: [], commits: [] };
  test("behind the base has nothing to review", () =>
    expect(told(judge({ ...empty, release: { relation: "behind" } }))).toBe("skipped reviews.no-commits"));
  test("otherwise proves nothing", () => expect(told(judge(empty))).toBe("unknown reviews.no-commits"));
});

const owned = (codeOwners: CodeOwners | string, story: Story = {}) =>
  told(judge({ codeOwners, ...story }, { "code-owners": true }));

describe("code owners", () => {
  test.each([
    ["pass when an owner approved", "* @bob", "pass reviews.approved"],
    ["are known by e-mail address too", "* bob@example.com", "pass reviews.approved"],
    ["are compared without case", "* @Bob", "pass reviews.approved"],
    ["fail when another person approved", "* @cy", "fail reviews.owner-missing"],
    ["go by the last matching line", "* @bob\nsrc/ @cy", "fail reviews.owner-missing"],
    ["are not asked for a file without an owner", "docs/ @cy", "pass reviews.approved"],
    ["are not asked where the last line names nobody", "* @cy\nsrc/", "pass reviews.approved"],
    ["are not known behind a team", "* @acme/team", "unknown reviews.owner-unclear"],
    ["pass when one beside the team approved", "* @acme/team @bob", "pass reviews.approved"],
    ["fail where the file names nobody", "# nothing\n", "fail reviews.no-code-owners"],
  ] as const)("%s", (_rule, text, expected) => expect(owned(text)).toBe(expected));

  test("fail without a CODEOWNERS file", () => expect(owned({ kind: "none" })).toBe("fail reviews.no-code-owners"));

  test("do not approve what they made, nor by a bot's hand", () =>
    expect(owned("* @ann", { changes: [{ author: person("ann") }] })).toBe("fail reviews.owner-missing"));

  test("who are bare names on GitLab may be groups", () => {
    expect(owned(gitlabFile("* @cy"))).toBe("unknown reviews.owner-unclear");
    expect(owned(gitlabFile("* @bob"))).toBe("pass reviews.approved");
    expect(owned(gitlabFile("* @@maintainers"))).toBe("unknown reviews.owner-unclear");
    expect(owned(gitlabFile("[A][2]\n* bob@example.com cy@example.com"))).toBe("fail reviews.owner-missing");
    expect(
      owned(gitlabFile("[A][2]\n* @bob @cy"), {
        changes: [{ reviews: [review(), review({ reviewer: person("cy") })] }],
      }),
    ).toBe("pass reviews.approved");
    expect(owned(gitlabFile("* @bob\n[B]\nsrc/ x@y.z"))).toBe("fail reviews.owner-missing");
  });

  test("known by e-mail alone leave a reviewer without one open", () =>
    expect(
      owned("* cy@example.com", { changes: [{ reviews: [review({ reviewer: { ...person("bob"), email: null } })] }] }),
    ).toBe("unknown reviews.owner-unclear"));

  test("known by login leave a reviewer without an account open", () =>
    expect(
      told(
        judge(
          {
            codeOwners: "* @cy",
            channel: "trailers",
            changes: [{ reviews: [review({ reviewer: { ...person("bob"), login: null } })] }],
          },
          { "code-owners": true, trailers: true },
        ),
      ),
    ).toBe("unknown reviews.owner-unclear"));

  test("are asked about every path of a change", () => {
    const story = { changes: [{ paths: ["src/a.ts", "docs/b.md"] }] };
    expect(owned("src/ @bob\ndocs/ @cy", story)).toBe("fail reviews.owner-missing");
  });

  test("leave open what a release changes and no change names", () =>
    expect(owned("* @bob", { paths: ["src/price.ts", "src/merged.ts"] })).toBe("unknown reviews.owner-unclear"));

  test("are unknown where the file or the changed files cannot be read", () => {
    const all = facts({ codeOwners: "* @bob" });
    const broken = unavailable("not readable", "Fetch it.");
    expect(told(ask(reviews, { "code-owners": true }, { ...all, codeOwners: broken }))).toBe(
      "unknown reviews.unavailable",
    );
    expect(told(ask(reviews, { "code-owners": true }, { ...all, changedFiles: broken }))).toBe(
      "unknown reviews.unavailable",
    );
    expect(told(ask(reviews, {}, { ...all, codeOwners: broken, changedFiles: broken }))).toBe("pass reviews.approved");
  });

  test("name path, owner and line", () =>
    expect(
      judge(
        { codeOwners: "* @bob\n/src/ @cy @acme/x\n", changes: [{ reviews: [] }] },
        { "code-owners": true },
      ).details.join("\n"),
    ).toContain("#12: src/price.ts (@cy and @acme/x, line 2)"));
});

test("says who approved, who did not count and what to do", () => {
  const verdict = judge(
    {
      changes: [
        {
          reviews: [
            review(),
            review({ reviewer: person("ann") }),
            review({ reviewer: person("cy"), commit: "d".repeat(40) }),
          ],
        },
      ],
    },
    { approvals: 2 },
  );
  expect(verdict.summary).toBe("1 of 1 change lacks approval by 2 others: #12.");
  expect(verdict.details).toEqual([
    "#12 Show the price with tax: 1 of 2 approvals (@bob); @ann made part of the change and @cy approved an earlier commit",
    "Approved before the last commit came: #12 (@cy).",
    noLastPusher,
  ]);
  expect(verdict.fix).toContain("#12");
});

const ruleOf = (settings: unknown) => reviews.rules(parse(reviews, settings))[0];

test("asks for owners and trailers only where they are wanted", () => {
  expect(ruleOf({})?.kinds).toEqual(["reviews", "commits"]);
  expect(ruleOf({ "code-owners": true })?.kinds).toEqual(["reviews", "commits", "codeOwners", "changedFiles"]);
  expect(ruleOf({ trailers: true })?.particulars.reviewTrailers).toBe(true);
  expect(problems(reviews, { approvals: 0 })).not.toEqual([]);
  expect(problems(reviews, { approvals: 11 })).not.toEqual([]);
  expect(problems(reviews, { "code-owner": true })).not.toEqual([]);
});

test("a thousand changes are judged quickly, and the details stay short", () => {
  const shas = Array.from({ length: 1000 }, (_, i) => i.toString(16).padStart(40, "0"));
  const story = {
    commits: shas.map((sha) => ({ sha })),
    changes: shas.map((sha, i) => ({ name: `#${i}`, commits: [sha], finalCommit: sha, reviews: [] })),
  };
  const { user } = process.cpuUsage();
  const verdict = judge(story);
  expect((process.cpuUsage().user - user) / 1000).toBeLessThan(2000);
  expect(verdict.details).toHaveLength(12);
  expect(verdict.details[0]).toContain("#0 ");
  expect(verdict.details[1]).toContain("#1 ");
});
