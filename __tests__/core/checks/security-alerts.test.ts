import { describe, expect, it } from "vitest";
import { securityAlerts } from "../../../src/core/checks/security-alerts.ts";
import type { SourceAlerts } from "../../../src/core/evidence/security-alerts.ts";
import { alertsSeen, evidence, securityAlert } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const of = (settings: unknown, ...sources: readonly SourceAlerts[]) =>
  ask(securityAlerts, settings, evidence({ securityAlerts: sources }));
const code = (over: Parameters<typeof alertsSeen>[1] = {}) => alertsSeen("code-scanning", over);
const dependabot = (over: Parameters<typeof alertsSeen>[1] = {}) => alertsSeen("dependabot", over);
const unread = (entry: SourceAlerts, because: string): SourceAlerts => ({
  ...entry,
  seen: { status: "unavailable", because, fix: "Turn it on." },
});

describe("security-alerts", () => {
  it("passes when every source looked and found nothing grave", () => {
    const verdict = of({}, code({ alerts: [securityAlert({ severity: "medium" })] }), dependabot());
    expect(told(verdict)).toBe("pass security-alerts.none");
    expect(verdict.summary).toBe("No open alert of code scanning of main is high or above; 1 milder one left open.");
  });

  it.each([
    ["high", "high", "fail"],
    ["high", "critical", "fail"],
    ["high", "medium", "pass"],
    ["critical", "high", "pass"],
    ["low", "low", "fail"],
    ["critical", "unknown", "fail"],
  ] as const)("asked for %s, an open alert that is %s: %s", (severity, found, status) => {
    const alerts = [securityAlert({ severity: found })];
    expect(of({ severity, sources: ["dependabot"] }, dependabot({ alerts })).status).toBe(status);
    expect(of({ severity, sources: ["code-scanning"] }, code({ alerts })).status).toBe(status);
  });

  it("lists the gravest first, at most ten", () => {
    const many = Array.from({ length: 12 }, (_, index) => securityAlert({ number: index + 1 }));
    const verdict = of(
      {},
      code({ alerts: [...many, securityAlert({ number: 40, severity: "critical" })] }),
      dependabot(),
    );
    expect(verdict.summary).toBe("13 open alerts of code scanning of main are high or above.");
    expect(verdict.details[0]).toBe("#40 critical: SQL is built from what users type in src/price.ts");
    expect(verdict.details[10]).toBe("... and 3 more");
  });

  it("never takes a source that is off, or that was not asked, for one without alerts", () => {
    const off = unread(dependabot(), "Dependabot alerts are not turned on for this repository.");
    expect(of({}, code(), off)).toMatchObject({
      status: "unknown",
      code: "security-alerts.unread",
      summary: "Dependabot alerts are not turned on for this repository.",
      fix: "Turn it on.",
    });
    expect(told(of({}, code()))).toBe("unknown security-alerts.unread");
    expect(told(of({ branch: "release/2" }, code(), dependabot()))).toBe("unknown security-alerts.unread");
  });

  it("does not ask a source that the policy leaves out", () => {
    expect(told(of({ sources: ["code-scanning"] }, code(), unread(dependabot(), "It is off.")))).toBe(
      "pass security-alerts.none",
    );
  });

  it("blocks on what one source found though the other cannot be read", () => {
    const verdict = of({}, unread(code(), "It is off."), dependabot({ alerts: [securityAlert()] }));
    expect(told(verdict)).toBe("fail security-alerts.open");
    expect(verdict.details).toContain("It is off.");
  });

  it("cannot tell where the list was cut short before anything grave", () => {
    expect(told(of({}, code(), dependabot({ isWhole: false })))).toBe("unknown security-alerts.cut-short");
  });

  it("blocks when the newest analysis is older than max-age, and passes at it", () => {
    const aged = (analysedAt: string | null) => of({ "max-age": "7d" }, code({ analysedAt }), dependabot());
    expect(told(aged("2026-06-03T10:00:00Z"))).toBe("pass security-alerts.none");
    expect(told(aged("2026-06-03T09:59:59Z"))).toBe("fail security-alerts.stale");
    expect(told(aged(null))).toBe("unknown security-alerts.never-analysed");
  });

  it("asks for each source once, a branch for code scanning alone", () => {
    const settings = parse(securityAlerts, {
      branch: "release/2",
      sources: ["dependabot", "code-scanning", "dependabot"],
    });
    expect(securityAlerts.rules(settings)[0]?.particulars).toEqual({
      alerts: [
        { source: "dependabot", branch: null },
        { source: "code-scanning", branch: "release/2" },
      ],
    });
  });

  it.each([
    [{ sources: [] }, "names no source"],
    [{ sources: ["snyk"] }, "sources.0"],
    [{ severity: "severe" }, "severity"],
    [{ branch: "--all" }, "expected the name of a branch"],
    [{ branch: "main..other" }, "expected the name of a branch"],
  ])("refuses %j", (settings, said) => {
    expect(problems(securityAlerts, settings).join("\n")).toContain(said);
  });
});
