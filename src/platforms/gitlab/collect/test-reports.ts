/** Test and coverage reports that lie on the runner, and what GitLab read out of the JUnit reports of this pipeline's jobs. */
import { type Observed, observed, unavailable } from "../../../core/evidence/observed.ts";
import type { TestReports } from "../../../core/evidence/test-reports.ts";
import { type ReportGlob, readReports, usualReports } from "../../checkout/reports.ts";
import { settle } from "../../settled.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { routes } from "../routes.ts";
import { testReportSummary } from "../schema/runs.ts";

const asked = (globs: readonly string[], kind: ReportGlob["kind"], by: ReportGlob["asked"]): ReportGlob[] =>
  [...new Set(globs)].map((glob) => ({ glob, kind, asked: by }));

const nothing: TestReports = { globs: [], reports: [], coverage: [], refused: [] };

export const testReports: Collector<"testReports"> = async (context, { reports, coverage, discoverReports }) => {
  const { checkout, range, surroundings, own } = context;
  const globs = [
    ...asked(reports, "junit", "policy"),
    ...asked(surroundings.junit, "junit", "input"),
    ...asked(coverage, "coverage", "policy"),
    ...asked(surroundings.coverage, "coverage", "input"),
  ];
  if (checkout === null && globs.length > 0)
    return unavailable(
      "There is no checkout on this runner, so no report can be told from a committed one.",
      "Let the job of the gate clone the repository (GIT_STRATEGY), and take the reports in as artifacts.",
    );
  const usual = asked(discoverReports ? usualReports : [], "junit", "discovery");
  const [here, summary] = await Promise.all([
    checkout === null
      ? observed(nothing, "a runner without a checkout", surroundings.now)
      : readReports(checkout, range, [...globs, ...usual], surroundings.now, async () => notBefore(context)),
    discoverReports && own !== null ? readSummary(context) : null,
  ]);
  return summary === null ? here : joined(here, summary);
};

/** Reports come as artifacts of jobs of this pipeline, which is older than the job of the gate. */
function notBefore({ own }: GitlabContext): { readonly at: string; readonly what: string } | null {
  const at = own?.facts.pipeline.created_at ?? null;
  return at === null ? null : { at, what: "this pipeline began" };
}

/** Null where the token may not read it: it only adds to what was found. No report at all is not "passed". */
async function readSummary({ client, own, range }: GitlabContext): Promise<TestReports | null> {
  const pipeline = own?.facts.pipeline;
  if (pipeline === undefined || pipeline.sha !== range.head.sha) return null;
  const found = await settle(
    client.get(testReportSummary, {
      route: routes.testReportSummary,
      at: { pipeline: pipeline.id },
      what: `the test reports of pipeline ${pipeline.id}`,
    }),
  );
  if (!found.ok || found.value.total.count === 0) return null;
  const pathOf = (suite: string): string => `GitLab's report ${suite} of pipeline ${pipeline.id}`;
  const broken = found.value.test_suites.filter(({ suite_error }) => suite_error != null && suite_error !== "");
  const whole = found.value.test_suites.filter((suite) => !broken.includes(suite));
  return {
    ...nothing,
    reports: whole.map((suite) => ({
      path: pathOf(suite.name),
      tests: suite.total_count,
      failures: suite.failed_count,
      errors: suite.error_count,
      skipped: suite.skipped_count,
      failed: [],
    })),
    refused: broken.map((suite) => ({
      path: pathOf(suite.name),
      because: `GitLab could not read it: ${suite.suite_error}`,
    })),
  };
}

function joined(here: Observed<TestReports>, { reports, refused }: TestReports): Observed<TestReports> {
  if (here.status === "unavailable") return here;
  const { value } = here;
  return {
    ...here,
    value: { ...value, reports: [...value.reports, ...reports], refused: [...value.refused, ...refused] },
    source: `${here.source}, and GitLab's test reports`,
  };
}
