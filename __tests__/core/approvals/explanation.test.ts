import { describe, expect, it } from "vitest";
import { explain, toLines } from "../../../src/core/approvals/explanation.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { approval, ordinaryEvidence } from "../../support/evidence.ts";
import { asks, count, from, group, receipt, settings } from "./support.ts";

const operations = group("operations", ["olga", "otto"]);
const security = group("security", ["ann", "dana", "sam"]);
const under = { receipt: receipt("2026-06-10T09:00:00Z") };
const lines = (...given: Parameters<typeof count>) => toLines(explain(count(...given)));

describe("the explanation", () => {
  it("says in one line that nobody is asked", () => {
    expect(lines([])).toEqual(["Nobody has to approve this release."]);
  });

  it("is one tree of what holds, what is missing, who can clear it, and what does not count", () => {
    expect(
      lines([asks(operations, 2), asks(security)], {
        ...under,
        approvals: [...from("olga", "ann", "eve"), approval("sam", { comment: "gate: only canary" })],
        settings: settings({ exclude: { "co-authors": false } }),
      }),
    ).toEqual([
      "Approvals are missing.",
      "  At least three different people have to approve.",
      "  operations: 1 of 2 approved by @olga; still needed: 1 of @otto.",
      "    Asked because risk is high.",
      "  security: 1 of 1 approved by @sam.",
      "    Asked because risk is high.",
      "    @ann of security cannot approve: wrote a commit.",
      "    @dana of security cannot approve: triggered the run.",
      "  Conditions of those who approved:",
      "    @sam: only canary",
      "  Does not count:",
      "    @ann wrote commit aaaaaaa of this release.",
      "    @eve is not a member of operations or security.",
      "  The policy relaxes:",
      "    Co-authors of the release may approve it: the policy says `exclude: { co-authors: false }`.",
    ]);
  });

  it("puts a rejection before everything else", () => {
    const no = approval("olga", { state: "rejected", comment: "" });
    const tree = explain(count(asks(operations), { ...under, approvals: [...from("otto"), no] }));
    expect(tree.status).toBe("rejected");
    expect(toLines(tree).slice(0, 4)).toEqual([
      "The release was rejected.",
      "  One person has to approve.",
      "  @olga rejected this deployment.",
      "    @olga lifts it by approving again.",
    ]);
  });

  it("says who may overrule a rejection, and when nothing can lift it", () => {
    const may = settings({ overrule: undefined });
    const approvals = [approval("olga", { state: "rejected", comment: "No" })];
    const told = (over: object, said = approvals) =>
      toLines(explain(count(asks(operations), { ...under, approvals: said, ...over })))[3];
    expect(told({ settings: { ...may, overrule: group("board", ["bea"]) } })).toBe(
      "    @olga lifts it by approving again, or somebody else of board by approving with `gate: overrule` in the comment.",
    );
    expect(told({}, [approval("olga", { state: "rejected", comment: "No", at: null })])).toBe(
      "    Nobody can tell when @olga said so, so nothing that is said later lifts it: start a new run once the reason is gone.",
    );
  });

  it("puts what cannot be known before what is missing", () => {
    const evidence = ordinaryEvidence({
      deploymentApprovals: unavailable("No permission."),
      commits: unavailable("Shallow."),
    });
    const tree = explain(count(asks(operations), { ...under, evidence }));
    expect(tree.status).toBe("error");
    expect(toLines(tree).slice(0, 4)).toEqual([
      "Whether the release is approved cannot be told.",
      "  One person has to approve.",
      "  The approvals cannot be read. No permission.",
      "  Nobody can tell who made this release, so no approval can be held against it. Shallow.",
    ]);
  });

  it("says at once when it cannot be approved any more", () => {
    const tree = explain(count(asks(security, 2), under));
    expect([tree.status, tree.sentence]).toEqual(["impossible", "The release cannot be approved as things stand."]);
  });

  it("names whom it did not need, and when an approver wants it", () => {
    const approvals = [...from("olga", "otto"), approval("pia", { comment: "gate: not-before 2026-06-10T20:00Z" })];
    expect(lines(asks(group("operations", ["olga", "otto", "pia"])), { ...under, approvals })).toEqual([
      "Approvals are missing.",
      "  One person has to approve.",
      "  operations: 1 of 1 approved by @olga.",
      "    Asked because risk is high.",
      "  An approver does not want the deployment before 2026-06-10T20:00:00Z.",
      "  Does not count:",
      "    @pia approved for 2026-06-10T20:00:00Z and later.",
      "  Also approved, and was not needed:",
      "    @otto",
    ]);
  });

  it("is plain JSON", () => {
    const tree = explain(count(asks(operations), under));
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
  });
});
