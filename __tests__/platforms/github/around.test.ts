/** What goes on around a release, from the policy to the exit code: alerts, incidents, and what it depends on. */
import { expect, it } from "vitest";
import { requestFrom } from "../../../src/entry/check.ts";
import { runCheck } from "../../../src/run.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { checkOut, deploy, everyPermission, mergeChange, setStage, surroundings } from "./stage.ts";

const policy = `version: 1
environments:
  production:
    checks:
      security-alerts: { severity: high }
      incidents: { labels: [incident] }
      dependencies:
        services: [{ repository: acme/payments, environment: production, at-least: v2.0.0 }]
`;
const permissions = { ...everyPermission, "security-events": "read", "vulnerability-alerts": "read" } as const;

interface Story {
  readonly permissions?: Readonly<Record<string, "read">>;
  readonly tell?: (shop: RepositoryStories, payments: RepositoryStories) => void;
}

async function decide(story: Story) {
  const stage = await setStage({
    permissions: story.permissions ?? permissions,
    isFirst: true,
    tell: (shop, github) => {
      shop.commit({ message: "Adopt the gate", files: { ".release-gate.yml": policy } });
      deploy(shop, shop.at("main"));
      mergeChange(shop);
      shop.label("incident");
      shop.analysis();
      const payments = github.repository({ owner: "acme", name: "payments", private: false });
      payments.tag("v2.0.0", payments.commit({ message: "Refunds", files: { "a.txt": "1\n" } }));
      deploy(payments, payments.commit({ message: "Faster", files: { "a.txt": "2\n" } }));
      story.tell?.(shop, payments);
      return shop.at("main");
    },
  });
  const around = surroundings(stage);
  const texts: Readonly<Record<string, string>> = {
    environment: "production",
    platform: "auto",
    mode: "enforce",
    "change-type": "normal",
    format: "text",
    repo: checkOut(stage),
  };
  const given = { positionals: [], text: (name: string) => texts[name], texts: () => [], flag: () => false };
  const request = {
    ...requestFrom(given, {}),
    secrets: { token: stage.token, orgToken: null },
    checkRunId: String(stage.run.job("gate").id),
  };
  const { env, now } = around;
  const quiet = { out: () => {}, err: () => {}, progress: () => {}, cwd: "/", color: false, width: 100 };
  stage.github.requests.length = 0;
  const { result } = await runCheck(request, { ...quiet, env, now });
  expect(stage.github.violations).toEqual([]);
  const { decision, reasons, nextSteps } = result;
  return {
    decision,
    codes: reasons.map(({ code }) => code),
    said: [...reasons.map(({ message }) => message), ...nextSteps].join("\n"),
    requests: stage.github.requests.length,
  };
}

it("allows when all is quiet and what it depends on runs, in few requests", async () => {
  const { decision, codes, requests } = await decide({});
  expect([decision, codes]).toEqual(["allow", ["allowed"]]);
  // What any release takes, two for code scanning, one each for Dependabot, incidents and services, and four to believe a deployment.
  expect(requests).toBeLessThanOrEqual(16);
});

it("blocks on a grave alert, an open incident and a service that is too old, each with its name", async () => {
  const { decision, codes, said } = await decide({
    tell: (shop, payments) => {
      shop.codeScanningAlert({ rule: "js/sql-injection", security: "critical" });
      shop.issue({ title: "Checkout is down", labels: ["incident"] });
      payments.tag("v2.0.0", payments.commit({ message: "The real refunds", files: { "a.txt": "3\n" } }));
    },
  });
  expect(decision).toBe("block");
  expect([...codes].sort()).toEqual(["dependencies.too-old", "incidents.open", "security-alerts.open"]);
  expect(said).toContain("1 open alert of code scanning of main is high or above");
  expect(said).toContain("1 incident is open");
  expect(said).toContain("does not have v2.0.0");
});

it("waits while a service that it depends on is being deployed", async () => {
  const { decision, codes } = await decide({
    tell: (_shop, payments) => {
      payments
        .workflowRun({ headSha: payments.at("main"), jobs: [] })
        .add({ name: "deploy", environment: "production" })
        .start();
    },
  });
  expect([decision, codes]).toEqual(["wait", ["dependencies.underway"]]);
});

it("ends as an error where a permission is missing, and names the line to add", async () => {
  const { decision, codes, said } = await decide({ permissions: everyPermission });
  expect([decision, codes]).toEqual(["error", ["security-alerts.unread"]]);
  expect(said).toContain("`security-events: read`");
});

it("ends as an error where a source is turned off", async () => {
  const { decision, said } = await decide({ tell: (shop) => shop.dependabotOff() });
  expect(decision).toBe("error");
  expect(said).toContain("Dependabot alerts are not turned on");
});
