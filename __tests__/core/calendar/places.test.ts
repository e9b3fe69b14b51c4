/** The finding names the line of the policy that decides, and a moved line is still the same policy. */
import { beforeAll, describe, expect, test } from "vitest";
import { answerAt, type Calendar, closuresBetween } from "../../../src/core/calendar/calendar.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { sayPlaces } from "../../../src/core/calendar/places.ts";
import { canonicalText } from "../../../src/core/canonical.ts";
import { evaluate } from "../../../src/core/evaluate.ts";
import { loadPolicy } from "../../../src/load-policy.ts";
import { policyDigest } from "../../../src/reporters/record.ts";
import { ordinaryEvidence } from "../../support/evidence.ts";
import { reading } from "../policy/files.ts";

beforeAll(loadRecurrence);

const files = {
  "base.yml": `version: 1
holidays:
  germany:
    - { date: 2026-12-25, name: Christmas Day }
    - { date: 2026-12-26, name: Boxing Day }
calendars:
  company:
    time-zone: Europe/Berlin
    freezes:
      - { from: 2026-12-18T17:00, to: 2026-12-24T00:00, reason: Year-end freeze, except-risk: [low] }
      - { ics: freezes.ics }
`,
  "freezes.ics": [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    "UID:1",
    "SUMMARY:Sale",
    "DTSTART;VALUE=DATE:20261127",
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n"),
  "policy.yml": `version: 1
extends: ./base.yml
calendars:
  team:
    time-zone: Europe/Berlin
    include: [company]
    holidays: [germany, { date: 2026-12-31, name: Last day }]
    windows:
      - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "16:00" }
      - { days: [sat], from: "10:00", to: "12:00" }
environments:
  production: { checks: { change-window: { calendar: team, on-closed: wait } } }
`,
};

const load = (more: Readonly<Record<string, string>> = {}) => loadPolicy("policy.yml", reading({ ...files, ...more }));
const because = async (at: string): Promise<string> => {
  const { policy, places } = await load();
  return answerAt(policy.calendars["team"] as Calendar, at, {}, places).because;
};

describe("the answer names file and line", () => {
  test.each([
    ["2026-12-01T10:00:00Z", "Open: Mon-Fri 09:00-16:00 Europe/Berlin (policy.yml:9)"],
    ["2026-12-01T20:00:00Z", "Closed: outside Mon-Fri 09:00-16:00; Sat 10:00-12:00 Europe/Berlin (policy.yml:9, 10)"],
    ["2026-12-21T10:00:00Z", "Frozen: Year-end freeze (base.yml:10), until 2026-12-24 00:00 Europe/Berlin"],
    ["2026-11-27T10:00:00Z", "Frozen: Sale (base.yml:11), until 2026-11-28 00:00 Europe/Berlin"],
    ["2026-12-26T10:00:00Z", "Frozen: Boxing Day (base.yml:5), until 2026-12-27 00:00 Europe/Berlin"],
    ["2026-12-31T10:00:00Z", "Frozen: Last day (policy.yml:7), until 2027-01-01 00:00 Europe/Berlin"],
  ])("%s", async (at, words) => {
    expect(await because(at)).toBe(words);
  });

  test("of freezes that are left out for a release too, and of every closure of a month", async () => {
    const { policy, places } = await load();
    const team = policy.calendars["team"] as Calendar;
    expect(answerAt(team, "2026-11-27T10:00:00Z", { riskLevel: "low" }, places).because).toContain("(base.yml:11)");
    expect(
      closuresBetween(team, "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", places).map(({ place }) => place),
    ).toEqual(["base.yml:10", "base.yml:4", "base.yml:5", "policy.yml:7"]);
  });
});

describe("a moved line", () => {
  const moved = { "policy.yml": files["policy.yml"].replace("calendars:", "# one line more\ncalendars:") };

  test("changes the place, and neither policy nor digest", async () => {
    const [one, other] = [await load(), await load(moved)];
    expect(other.places["team/windows/0"]).toBe("policy.yml:10");
    expect(canonicalText(other.policy)).toBe(canonicalText(one.policy));
    const digest = ({ policy, places }: typeof one) =>
      policyDigest({ policies: [{ role: "trusted", source: "", policy, places }] });
    expect(digest(other)).toBe(digest(one));
  });

  test("shows the finding once where two policies say the same on different lines", async () => {
    const [one, other] = [await load(), await load(moved)];
    const { findings } = evaluate({
      policies: [
        { role: "trusted", source: "policy.yml", policy: one.policy, places: one.places },
        { role: "head", source: "policy.yml at the head", policy: other.policy, places: other.places },
      ],
      evidence: ordinaryEvidence({}),
      question: {
        environment: "production",
        mode: "enforce",
        changeType: "normal",
        reason: null,
        at: "2026-12-01T20:00:00.000Z",
        hypothetical: null,
        receipt: null,
        policyDigest: "0".repeat(64),
        run: null,
        notes: [],
      },
    });
    expect(findings.filter(({ check }) => check === "change-window").map(({ summary }) => summary)).toEqual([
      "Closed: outside Mon-Fri 09:00-16:00; Sat 10:00-12:00 Europe/Berlin (policy.yml:9, 10).",
    ]);
  });
});

test("files are named once, lines without a place not at all", () => {
  expect(sayPlaces(["a.yml:1", "a.yml:1", "a.yml:3", null, "b.yml:2", "a.yml:9"])).toBe(
    " (a.yml:1, 3, b.yml:2, a.yml:9)",
  );
  expect(sayPlaces([null])).toBe("");
});
