/** What is said of teams that were asked whether an approver is in them, and did not answer, or said no. */
import { expect, it } from "vitest";
import { unprovenByTeams } from "../../../src/core/approvals/explain-teams.ts";

const unread = { team: "acme/cab", because: "GitHub shows no team acme/cab to org-token.", fix: "Check the name." };

it("names each team that could not be read, with the reason and what to do, and says the same thing once", () => {
  expect(unprovenByTeams("@tina", { groups: ["cab"], why: null, unread: [unread] })).toBe(
    "Nothing proves that @tina is a member of cab: the members of acme/cab cannot be read here. GitHub shows no team acme/cab to org-token. Check the name.",
  );
  const refused = { because: "GitHub refused.", fix: "Give another token." };
  const both = [
    { team: "acme/ops", ...refused },
    { team: "acme/cab", ...refused },
  ];
  expect(
    unprovenByTeams("@tina", { groups: ["cab", "ops"], why: "approve-cab also asks acme/all", unread: both }),
  ).toBe(
    "Nothing proves that @tina is a member of cab or ops: approve-cab also asks acme/all, and the members of acme/cab, acme/ops cannot be read here. GitHub refused. Give another token.",
  );
});

it("does not call members unreadable that were read", () => {
  expect(unprovenByTeams("@tina", { groups: ["cab"], why: null, unread: [] })).toBe(
    "Nothing proves that @tina is a member of cab: they are in none of its teams.",
  );
});
