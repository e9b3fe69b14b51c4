import { describe, expect, it } from "vitest";
import type { Commit } from "../../../src/core/evidence/commits.ts";
import type { Identity } from "../../../src/core/evidence/identity.ts";
import type { ReviewedChange } from "../../../src/core/evidence/reviews.ts";
import { type Maker, makersOf } from "../../../src/core/people/makers.ts";
import { displayName } from "../../../src/core/people/people.ts";
import { commit, person, reviewedChange } from "../../support/evidence.ts";

const stranger: Identity = { name: "Eve", email: "eve@example.org", login: null, kind: "person" };
const gitHub: Identity = { name: "GitHub", email: "noreply@github.com", login: null, kind: "person" };
const webFlow: Identity = { ...gitHub, login: "web-flow" };
const names = (makers: readonly Maker[]) => makers.map(({ identity }) => displayName(identity));
const make = (commits: readonly Commit[], changes: readonly ReviewedChange[] = [], platform = "github") =>
  makersOf({ commits, changes, platform });

describe("makersOf", () => {
  it("lists each person once by role, with their commits", () => {
    const makers = make([
      commit({ sha: "b".repeat(40), author: person("cy"), committer: person("bob") }),
      commit({ sha: "a".repeat(40), author: person("Cy"), committer: person("bob"), coAuthors: [person("dana")] }),
    ]);
    expect(names(makers.authors)).toEqual(["@Cy"]);
    expect(makers.authors[0]?.commits).toEqual(["a".repeat(40), "b".repeat(40)]);
    expect(names(makers.committers)).toEqual(["@bob"]);
    expect(names(makers.coAuthors)).toEqual(["@dana"]);
    expect(makers.unknown).toEqual([]);
  });

  it("takes the platform's own committer for nobody", () => {
    const makers = make([commit({ committer: webFlow })]);
    expect(makers.committers).toEqual([]);
    expect(makers.unknown).toEqual([]);
  });

  it("takes somebody with that name elsewhere for anybody else", () => {
    expect(names(make([commit({ committer: webFlow })], [], "gitlab").committers)).toEqual(["@web-flow"]);
  });

  it("takes a committer that only calls itself GitHub for somebody unknown", () => {
    const makers = make([commit({ committer: gitHub })]);
    expect(names(makers.committers)).toEqual(["GitHub"]);
    expect(makers.unknown.map(({ role }) => role)).toEqual(["committer"]);
  });

  it("keeps that committer on a plain checkout, where nobody is unknown for want of an account", () => {
    const makers = make([commit({ author: stranger, committer: gitHub })], [], "local");
    expect(names(makers.committers)).toEqual(["GitHub"]);
    expect(makers.unknown).toEqual([]);
  });

  it("knows whoever only pressed merge apart from authors, by the platform's own committer alone", () => {
    const merge = { isMerge: true, title: "Merge pull request #7 from acme/tax", author: person("bob") };
    expect(names(make([commit({ ...merge, committer: webFlow })]).mergedBy)).toEqual(["@bob"]);
    expect(names(make([commit({ ...merge, committer: webFlow })]).authors)).toEqual([]);
    for (const byHand of [
      commit({ ...merge, committer: gitHub }),
      commit({ ...merge, committer: person("bob") }),
      commit({ ...merge, committer: webFlow, title: "Merge branch 'main' into tax" }),
      commit({ ...merge, committer: webFlow, isMerge: false }),
    ]) {
      expect(names(make([byHand]).authors)).toEqual(["@bob"]);
      expect(make([byHand]).mergedBy).toEqual([]);
    }
  });

  it("counts a commit without an account as its change request's author's", () => {
    const makers = make(
      [commit({ author: stranger, committer: stranger })],
      [reviewedChange({ author: person("bob") })],
    );
    expect(names(makers.authors)).toEqual(["@bob", "Eve"]);
    expect(makers.unknown).toEqual([]);
  });

  it("shows an author unknown who has no account and no change request", () => {
    const makers = make([commit({ author: stranger, committer: webFlow })]);
    expect(makers.unknown).toEqual([{ identity: stranger, commits: ["a".repeat(40)], role: "author" }]);
  });

  it("shows an unknown author once where author and committer are one person", () => {
    expect(make([commit({ author: stranger, committer: stranger })]).unknown).toHaveLength(1);
  });

  it("does not let a change request without an account vouch for anybody", () => {
    const makers = make([commit({ author: stranger, committer: webFlow })], [reviewedChange({ author: stranger })]);
    expect(makers.unknown).toHaveLength(1);
  });

  it("finds the account of an address where another commit shows it", () => {
    const cy = { name: "Cy", email: "cy@example.com", login: null, kind: "person" } as const;
    const makers = make([commit({ author: cy, committer: cy }), commit({ sha: "c".repeat(40), author: person("cy") })]);
    expect(makers.unknown).toEqual([]);
    expect(names(makers.authors)).toEqual(["@cy"]);
  });

  it("does not hold trailers without an account against the release", () => {
    const makers = make([commit({ coAuthors: [stranger] })]);
    expect(names(makers.coAuthors)).toEqual(["Eve"]);
    expect(makers.unknown).toEqual([]);
  });

  it("does not take a name that ends in [bot] for an account", () => {
    const disguised: Identity = { ...stranger, name: "acme[bot]", kind: "bot" };
    expect(make([commit({ author: disguised, committer: webFlow })]).unknown).toHaveLength(1);
  });
});
