import { describe, expect, it } from "vitest";
import { incidents } from "../../../src/core/checks/incidents.ts";
import type { RepositoryIncidents } from "../../../src/core/evidence/incidents.ts";
import { evidence, incident, incidentsSeen } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const of = (settings: unknown, ...seen: readonly RepositoryIncidents[]) =>
  ask(incidents, settings, evidence({ incidents: seen }));

describe("incidents", () => {
  it("passes when no issue with the label is open", () => {
    expect(of({}, incidentsSeen())).toMatchObject({ status: "pass", summary: "No incident is open." });
  });

  it("blocks while one is open, by number and title", () => {
    const open = [incident({ number: 9, title: "Mail is late", url: "https://example.com/9" }), incident()];
    const verdict = of({}, incidentsSeen({ open, unlisted: 3 }));
    expect(told(verdict)).toBe("fail incidents.open");
    expect(verdict.summary).toBe("5 incidents are open: #9 and #31.");
    expect(verdict.details[0]).toBe("#9 Mail is late, open since 2026-06-10 07:00 UTC (https://example.com/9)");
  });

  it("takes two answers to one question for none", () => {
    expect(told(of({}, incidentsSeen(), incidentsSeen({ open: [incident()] })))).toBe("unknown incidents.unread");
  });

  it("blocks on a label that the repository does not have: nothing could ever be found by it", () => {
    const verdict = of(
      { labels: ["incidnet"] },
      {
        search: { repository: null, labels: ["incidnet"] },
        seen: { status: "observed", open: [], unlisted: 0, missingLabels: ["incidnet"] },
      },
    );
    expect(told(verdict)).toBe("fail incidents.label-missing");
    expect(verdict.summary).toContain("no label incidnet");
  });

  it("never takes what was not looked up, elsewhere or under other labels, for nothing", () => {
    expect(told(of({}))).toBe("unknown incidents.unread");
    expect(told(of({ labels: ["incident", "sev1"] }, incidentsSeen()))).toBe("unknown incidents.unread");
    expect(told(of({ repository: "acme/ops" }, incidentsSeen()))).toBe("unknown incidents.unread");
    const elsewhere = { ...incidentsSeen(), search: { repository: "Acme/Ops", labels: ["incident"] } };
    expect(told(of({ repository: "acme/ops" }, elsewhere))).toBe("pass incidents.none");
    expect(told(of({}, elsewhere))).toBe("unknown incidents.unread");
    expect(told(of({}, incidentsSeen({ unlisted: 2 })))).toBe("unknown incidents.cut-short");
    expect(
      of({}, { ...incidentsSeen(), seen: { status: "unavailable", because: "Issues are turned off." } }),
    ).toMatchObject({ status: "unknown", summary: "Issues are turned off." });
  });

  it("asks for the labels sorted and once", () => {
    const settings = parse(incidents, { labels: ["sev1", "incident", "sev1"], repository: "acme/ops" });
    expect(incidents.rules(settings)[0]?.particulars).toEqual({
      incidents: [{ repository: "acme/ops", labels: ["incident", "sev1"] }],
    });
  });

  it.each([
    [{ labels: [] }, "names no label"],
    [{ repository: "ops" }, "owner/name"],
  ])("refuses %j", (settings, said) => {
    expect(problems(incidents, settings).join("\n")).toContain(said);
  });
});
