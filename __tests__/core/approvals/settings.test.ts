import { describe, expect, it } from "vitest";
import { z } from "zod";
import { groupSettings } from "../../../src/core/approvals/groups.ts";
import { group, schemaFor, settings } from "./support.ts";

const schema = schemaFor(group("operations", ["olga"]), group("security", ["sam"]));
const problems = (written: unknown, against: z.ZodType = schema) =>
  (against.safeParse(written).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("approvals in the policy", () => {
  it("asks nobody, holds seven days and is strict when nothing is written", () => {
    expect(settings()).toEqual({
      when: [],
      "expires-after": 7 * 24 * 3_600_000,
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
    });
  });

  it("resolves groups, one or several, and counts one by default", () => {
    const read = schema.parse({
      medium: [{ group: "operations" }],
      high: [{ "any-of": ["operations", "security"], count: 3 }],
    });
    expect(read.medium).toEqual([{ anyOf: [group("operations", ["olga"])], count: 1 }]);
    expect(read.high?.[0]).toMatchObject({ anyOf: [{ name: "operations" }, { name: "security" }], count: 3 });
  });

  it.each([
    [{ low: [{ group: "operations", "any-of": ["security"] }] }, "low.0.any-of: name either group or any-of, not both"],
    [{ low: [{ count: 2 }] }, "low.0: name who must approve: group, or any-of with several groups"],
    [{ low: [{ group: "ops" }] }, "low.0.group: there is no group ops"],
    [{ low: [{ "any-of": [] }] }, "low.0.any-of: name at least one group"],
    [{ low: [{ "any-of": ["operations", "operations"] }] }, "low.0.any-of.1: operations is listed twice"],
    [
      { low: [{ group: "operations", count: 0 }] },
      "low.0.count: at least one person has to approve: leave the requirement out when nobody has to",
    ],
    [{ low: [{ group: "operations", count: 21 }] }, "low.0.count: more than 20 people cannot be asked for"],
    [{ low: [{ group: "operations", count: 1.5 }] }, "low.0.count: expected a whole number of people"],
    [{ when: [{ paths: [], require: [{ group: "security" }] }] }, "when.0.paths: name at least one path"],
    [{ when: [{ paths: ["**"], require: [] }] }, "when.0.require: name at least one requirement"],
    [{ "expires-after": "0m" }, "expires-after: a duration of zero means nothing here"],
  ])("says what is wrong with %j", (written, problem) => {
    expect(problems(written)).toEqual([problem]);
  });

  it("refuses keys it does not know", () => {
    expect(schema.safeParse({ exclude: { author: false } }).error?.issues[0]).toMatchObject({
      code: "unrecognized_keys",
      keys: ["author"],
      path: ["exclude"],
    });
  });

  it("has a JSON Schema", () => {
    expect(() => z.toJSONSchema(schema, { io: "input" })).not.toThrow();
    expect(() => z.toJSONSchema(groupSettings, { io: "input" })).not.toThrow();
  });
});

describe("a group in the policy", () => {
  it("takes users, teams of GitHub and groups of GitLab by path or number", () => {
    const read = groupSettings.parse({
      users: ["@octocat", "ann@example.com", "octocat"],
      github: { teams: ["acme/operations"], environments: ["approve-ops"] },
      gitlab: { groups: ["acme/operations", 4711] },
    });
    expect(read).toEqual({
      users: ["ann@example.com", "octocat"],
      github: { teams: ["acme/operations"], environments: ["approve-ops"], "pull-request-reviews": false },
      gitlab: { groups: ["acme/operations", 4711] },
    });
  });

  it("may say that it has no users, but has to say something", () => {
    expect(problems({ users: [] }, groupSettings)).toEqual([]);
    const nobody = ": a group needs people: name users, github.teams or gitlab.groups";
    expect(problems({}, groupSettings)).toEqual([nobody]);
    expect(problems({ github: { environments: ["approve-ops"] } }, groupSettings)).toEqual([nobody]);
  });

  it.each([
    [{ users: ["two words"] }, "users.0: write a login, such as octocat, or an e-mail address"],
    [{ users: [""] }, "users.0: write a login, such as octocat, or an e-mail address"],
    [
      { github: { teams: ["operations"] } },
      "github.teams.0: write a team as organisation/team, such as acme/operations",
    ],
    [
      { gitlab: { groups: [-1] } },
      "gitlab.groups.0: write a GitLab group by its path, such as acme/operations, or by its number",
    ],
  ])("says what is wrong with %j", (written, problem) => {
    expect(problems(written, groupSettings)).toEqual([problem]);
  });
});
