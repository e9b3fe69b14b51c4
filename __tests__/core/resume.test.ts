/** Which run goes on when the window opens. */
import { describe, expect, test } from "vitest";
import type { WindowAnswer } from "../../src/core/calendar/window.ts";
import { sayHeld } from "../../src/core/calendar/wording.ts";
import { heldUntil, type JobProgress, type PipelineRun } from "../../src/core/evidence/held-run.ts";
import { chooseRun } from "../../src/core/resume.ts";

const open: WindowAnswer = {
  calendar: "team",
  timeZone: "UTC",
  at: "2026-11-24T09:00:00Z",
  open: true,
  because: "Open: daily 09:00-16:00 UTC",
  places: [],
  closesAt: "2026-11-24T16:00:00Z",
  opensAt: null,
};
const closed = { ...open, open: false, because: "Closed: outside daily 09:00-16:00 UTC" };
const held: JobProgress = { state: "held", until: "2026-11-24T09:00:00Z" };

/** The newest one first. */
const runs = (...jobs: readonly JobProgress[]): readonly PipelineRun[] =>
  jobs.map((job, index) => ({
    id: String(100 - index),
    name: `#${jobs.length - index}`,
    url: "https://example.com",
    commit: "a".repeat(40),
    createdAt: "2026-11-23T20:00:00Z",
    job,
  }));
const choose = (list: readonly PipelineRun[], window = open, isLongEnough = true) => {
  const { resume, because, overtaken } = chooseRun({ runs: list, window, isLongEnough });
  return { resume: resume?.name ?? null, because, overtaken: overtaken.map(({ name }) => name) };
};
const none = (list: readonly PipelineRun[], words: string, window = open, isLongEnough = true) => {
  const choice = choose(list, window, isLongEnough);
  expect(choice).toMatchObject({ resume: null, overtaken: [] });
  expect(choice.because).toContain(words);
};

describe("the newest run that reached its deploy job decides", () => {
  test("it goes on where only the window held it back; older ones up to the last deployment were overtaken", () => {
    expect(
      choose(
        runs(
          { state: "not-reached" },
          held,
          { state: "failed" },
          held,
          { state: "not-reached" },
          held,
          {
            state: "deployed",
          },
          held,
        ),
      ),
    ).toMatchObject({ resume: "#7", overtaken: ["#5", "#3"] });
  });

  test("nothing goes on behind a newer one that is under way, was deployed, or failed", () => {
    none(runs({ state: "going" }, held), "is at its deploy job already");
    none(runs({ state: "deployed" }, held), "was deployed");
    none(runs({ state: "failed" }, held), "failed for another reason");
    none(runs({ state: "not-reached" }), "No run has reached");
    none([], "No run has reached");
  });

  test("nothing goes on while the window is closed, or too short", () => {
    none(runs(held), "not open. Closed: outside daily 09:00-16:00 UTC.", closed);
    none(runs(held), "closes before", open, false);
  });

  test("GitHub starts nothing again that is older than 30 days", () => {
    const old = runs(held).map((run) => ({ ...run, createdAt: "2026-10-25T08:59:59Z" }));
    none(old, "older than 30 days: start a new run");
    expect(choose(old.map((run) => ({ ...run, createdAt: "2026-10-25T09:00:00Z" }))).resume).toBe("#1");
  });
});

test("what the gate leaves behind is read again, for its own environment alone", () => {
  const left = sayHeld("production", "2026-11-24T09:00:00Z");
  expect(heldUntil(left, "Production")).toBe("2026-11-24T09:00:00Z");
  expect(heldUntil(left, "staging")).toBeNull();
  expect(heldUntil(`It says "${left}"`, "production")).toBeNull();
  expect(heldUntil("Held for the change window of production, which opens at soon.", "production")).toBeNull();
});
