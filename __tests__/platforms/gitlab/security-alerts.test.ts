/** Open vulnerabilities on GitLab: read where plan and token allow it, and never taken for none where they do not. */
import { expect, it } from "vitest";
import type { Vulnerability } from "../../support/gitlab/model.ts";
import { ask, query, type StageOptions, setStage } from "./stage.ts";

const searches = [
  { source: "code-scanning", branch: null },
  { source: "dependabot", branch: null },
] as const;

async function seen(
  found: readonly Partial<Vulnerability>[],
  options: StageOptions & { ran?: readonly string[] } = {},
) {
  const { ran = ["SAST", "DEPENDENCY_SCANNING"], ...rest } = options;
  const stage = await setStage({ plan: "ultimate", level: 30, ...rest });
  stage.shop.state.scannersRun.push(...ran);
  found.forEach((one, at) => {
    stage.shop.state.vulnerabilities.push({
      id: 40 + at,
      title: "SQL injection",
      severity: "HIGH",
      reportType: "SAST",
      state: "DETECTED",
      file: "src/price.ts",
      ...one,
    });
  });
  const session = await ask(stage);
  const before = stage.gitlab.requests.length;
  const { securityAlerts } = await session.collect(query({ alerts: searches }, ["securityAlerts"]));
  return { stage, securityAlerts, cost: stage.gitlab.requests.length - before };
}

it("tells code from dependencies, with severity, place and page, and leaves out what is settled", async () => {
  const { securityAlerts, stage, cost } = await seen([
    {},
    { reportType: "DEPENDENCY_SCANNING", severity: "CRITICAL", title: "Old library", file: "package-lock.json" },
    { state: "DISMISSED" },
    { severity: "INFO", file: null },
    { severity: "UNKNOWN", reportType: "CONTAINER_SCANNING", file: "shop:1" },
  ]);
  expect(cost).toBe(1);
  expect(securityAlerts).toMatchObject({
    status: "observed",
    value: [
      {
        search: searches[0],
        seen: {
          status: "observed",
          name: "GitLab's scanning of the code",
          branch: "main",
          analysedCommit: stage.pipeline.state.sha,
          isWhole: true,
          alerts: [
            {
              number: 40,
              severity: "high",
              place: "src/price.ts",
              url: expect.stringContaining("/vulnerabilities/40"),
            },
            { number: 43, severity: "low", place: null },
          ],
        },
      },
      {
        search: searches[1],
        seen: {
          alerts: [
            { number: 41, severity: "critical" },
            { number: 44, severity: "unknown", place: "shop:1" },
          ],
        },
      },
    ],
  });
});

it("reads past a hundred", async () => {
  const { securityAlerts, cost } = await seen(Array.from({ length: 250 }, () => ({})));
  expect(cost).toBe(3);
  if (securityAlerts?.status !== "observed") throw new Error(securityAlerts?.because);
  expect(securityAlerts.value[0]?.seen).toMatchObject({ isWhole: true, alerts: { length: 250 } });
});

it("takes an empty list for nothing where no scan of that kind ran", async () => {
  const { securityAlerts } = await seen([], { ran: ["SAST"] });
  expect(securityAlerts).toMatchObject({
    value: [
      { seen: { status: "observed", alerts: [] } },
      { seen: { status: "unavailable", because: expect.stringContaining("did not run in the newest pipeline") } },
    ],
  });
});

it.each<[string, StageOptions, RegExp]>([
  ["of a project without the plan", { plan: "premium" }, /plan Ultimate, and this project's plan lacks it/],
  ["to a token of a role that may not see them", { level: 20 }, /role Developer or higher/],
  ["to the job's own token", { jobTokenOnly: true, visibility: "public" }, /role Developer or higher/],
])("says what it takes %s", async (_, options, words) => {
  const { securityAlerts } = await seen([{}], options);
  expect(securityAlerts?.status).toBe("unavailable");
  expect(JSON.stringify(securityAlerts)).toMatch(words);
});
