import { describe, expect, it } from "vitest";
import type { Deployment } from "../../../src/core/evidence/deployments.ts";
import { failedChanges } from "../../../src/core/risk/failed-deployments.ts";

const chain = ["a", "b", "c", "d", "e", "f"];
/** `+a` is a success of a, `-a` a failure, `.a` one that was called off; in the order of time. */
const told = (...story: string[]): readonly Deployment[] =>
  story.map((each, i) => ({
    id: String(i),
    environment: "production",
    commit: each.slice(1),
    state: each.startsWith("-") ? "failed" : "inactive",
    everSucceeded: each.startsWith("+"),
    trusted: false,
    isOwn: false,
    createdAt: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
    finishedAt: null,
    url: null,
    isAncestorOfHead: null,
  }));

describe("failed deployments", () => {
  it.each([
    ["one change that failed", ["+a", "-b", "+c"], ["b"], 0, 0],
    ["several at once: none is blamed", ["+a", "-c", "+d"], [], 1, 0],
    ["one that was rolled back", ["+a", "+b", "+a", "+c"], ["b"], 0, 0],
    ["several that were rolled back", ["+a", "+d", "+a"], [], 1, 0],
    ["a failure with no success before it", ["-b", "+c"], [], 0, 1],
    ["a commit that is none of the changes", ["+a", "-z", "+b"], [], 0, 1],
    ["the same failure twice", ["+a", "-b", "-b"], ["b"], 0, 0],
    ["called off", ["+a", ".b", "+c"], [], 0, 0],
    ["the same change again, which fails this time", ["+a", "+b", "-b"], [], 0, 0],
    ["nothing", [], [], 0, 0],
  ] as const)("%s", (_, story, changes, severalAtOnce, untold) => {
    expect(failedChanges(chain, told(...story))).toEqual({ changes, severalAtOnce, untold });
    expect(failedChanges(chain, told(...story).toReversed())).toEqual({ changes, severalAtOnce, untold });
  });
});
