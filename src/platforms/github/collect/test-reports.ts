/** Test and coverage reports that lie on the runner: nothing that was there before the job began. */
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { type ReportGlob, readReports, usualReports } from "../../checkout/reports.ts";
import type { Collector } from "../context.ts";

const asked = (globs: readonly string[], kind: ReportGlob["kind"], by: ReportGlob["asked"]): ReportGlob[] =>
  [...new Set(globs)].map((glob) => ({ glob, kind, asked: by }));

export const testReports: Collector<"testReports"> = async (context, { reports, coverage, discoverReports }) => {
  const { checkout, range, surroundings, own } = context;
  const globs = [
    ...asked(reports, "junit", "policy"),
    ...asked(surroundings.junit, "junit", "input"),
    ...asked(coverage, "coverage", "policy"),
    ...asked(surroundings.coverage, "coverage", "input"),
  ];
  if (checkout === null) {
    if (globs.length > 0)
      return unavailable(
        "There is no checkout on this runner, so no report can be told from a committed one.",
        "Check the repository out before the gate, and run the tests or download their reports after that.",
      );
    return observed(
      { globs: [], reports: [], coverage: [], refused: [] },
      "a runner without a checkout",
      surroundings.now,
    );
  }
  const usual = asked(discoverReports ? usualReports : [], "junit", "discovery");
  return readReports(checkout, range, [...globs, ...usual], surroundings.now, async () => {
    const at = (await own?.jobStartedAt()) ?? null;
    return at === null ? null : { at, what: "this job began" };
  });
};
