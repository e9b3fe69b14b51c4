/** Test and coverage reports that lie in the checkout. */
import { type ReportGlob, readReports, usualReports } from "../../checkout/reports.ts";
import type { Collector } from "../context.ts";

const asked = (globs: readonly string[], kind: ReportGlob["kind"], by: ReportGlob["asked"]): ReportGlob[] =>
  [...new Set(globs)].map((glob) => ({ glob, kind, asked: by }));

export const testReports: Collector<"testReports"> = (
  { checkout, range, surroundings },
  { reports, coverage, discoverReports },
) => {
  const globs = [
    ...asked(reports, "junit", "policy"),
    ...asked(surroundings.junit, "junit", "input"),
    ...asked(discoverReports ? usualReports : [], "junit", "discovery"),
    ...asked(coverage, "coverage", "policy"),
    ...asked(surroundings.coverage, "coverage", "input"),
  ];
  return readReports(checkout, range, globs, surroundings.now);
};
