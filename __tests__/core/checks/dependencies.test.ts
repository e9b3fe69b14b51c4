import { describe, expect, it } from "vitest";
import { dependencies } from "../../../src/core/checks/dependencies.ts";
import type { DependencyDeployment } from "../../../src/core/evidence/dependency-deployments.ts";
import { evidence, serviceDeployment, serviceSeen } from "../../support/evidence.ts";
import { ask, parse, problems, told } from "./ask.ts";

const payments = { repository: "acme/payments", environment: "production" };
const atLeast = { services: [{ ...payments, "at-least": "v2.0.0" }] };
const exactly = { services: [{ ...payments, exactly: "v2.0.0" }] };
const of = (settings: unknown, ...seen: readonly DependencyDeployment[]) =>
  ask(dependencies, settings, evidence({ dependencyDeployments: seen }));
const needed = "d".repeat(40);

describe("dependencies", () => {
  it("passes when what runs there has the needed version in it, or is it", () => {
    expect(of(atLeast, serviceSeen())).toMatchObject({
      status: "pass",
      code: "dependencies.deployed",
      summary: "acme/payments runs eeeeeeeeee in production, which has v2.0.0 in it.",
    });
    const same = serviceSeen({ current: serviceDeployment({ commit: needed }), relation: "same" });
    expect(told(of(atLeast, same))).toBe("pass dependencies.deployed");
    expect(told(of(exactly, same))).toBe("pass dependencies.deployed");
  });

  it.each([
    ["behind", "fail dependencies.too-old"],
    ["diverged", "fail dependencies.too-old"],
    ["unknown", "unknown dependencies.unclear"],
    ["no-base", "unknown dependencies.unclear"],
    ["same", "unknown dependencies.unclear"],
    [null, "unknown dependencies.unclear"],
  ] as const)("when the deployed commit is %s: %s", (relation, verdict) => {
    expect(told(of(atLeast, serviceSeen({ relation })))).toBe(verdict);
  });

  it("takes nothing newer where exactly that version is needed", () => {
    expect(told(of(exactly, serviceSeen()))).toBe("fail dependencies.other-version");
  });

  it("blocks on a version that the repository does not have", () => {
    const verdict = of(atLeast, serviceSeen({ needed: null, relation: null }));
    expect(told(verdict)).toBe("fail dependencies.version-unknown");
    expect(verdict.summary).toBe("acme/payments has no tag, branch or commit v2.0.0.");
  });

  it("blocks where it was never deployed, was taken down, or has failed since", () => {
    expect(told(of(atLeast, serviceSeen({ current: null, relation: null })))).toBe("fail dependencies.not-deployed");
    expect(told(of(atLeast, serviceSeen({ current: serviceDeployment({ state: "inactive" }) })))).toBe(
      "fail dependencies.taken-down",
    );
    expect(told(of(atLeast, serviceSeen({ later: [serviceDeployment({ state: "failed" })] })))).toBe(
      "fail dependencies.failed-later",
    );
  });

  it("waits while it is being deployed, and not for one that waits for people", () => {
    expect(told(of(atLeast, serviceSeen({ later: [serviceDeployment({ state: "in-progress" })] })))).toBe(
      "pending dependencies.underway",
    );
    expect(told(of(atLeast, serviceSeen({ later: [serviceDeployment({ state: "waiting" })] })))).toBe(
      "pass dependencies.deployed",
    );
  });

  it("does not believe a deployment that anybody may have posted", () => {
    expect(told(of(atLeast, serviceSeen({ current: serviceDeployment({ trusted: false }) })))).toBe(
      "fail dependencies.untrusted",
    );
  });

  it("cannot tell from a state that it does not know", () => {
    expect(told(of(atLeast, serviceSeen({ current: serviceDeployment({ state: "unknown" }) })))).toBe(
      "unknown dependencies.unclear",
    );
    expect(told(of(atLeast, serviceSeen({ later: [serviceDeployment({ state: "unknown" })] })))).toBe(
      "unknown dependencies.unclear",
    );
  });

  it("never takes what was not looked up for deployed", () => {
    expect(told(of(atLeast))).toBe("unknown dependencies.unread");
    const other = { ...serviceSeen(), service: { ...serviceSeen().service, version: "v1.0.0" } };
    expect(told(of(atLeast, other))).toBe("unknown dependencies.unread");
    expect(
      of(atLeast, {
        ...serviceSeen(),
        seen: { status: "unavailable", because: "It cannot be read.", fix: "Give org-token." },
      }),
    ).toMatchObject({ status: "unknown", summary: "It cannot be read.", fix: "Give org-token." });
  });

  it("judges every service, the gravest speaks and the others stand below", () => {
    const settings = {
      services: [...atLeast.services, { repository: "acme/stock", environment: "production", exactly: "v1" }],
    };
    const stock = (over: Parameters<typeof serviceSeen>[0]) => ({
      ...serviceSeen(over),
      service: { repository: "acme/stock", environment: "production", version: "v1" },
    });
    const good = of(settings, serviceSeen(), stock({ current: serviceDeployment({ commit: needed }) }));
    expect(good.summary).toBe("2 services that this release depends on run in the versions that it needs.");
    expect(good.details).toHaveLength(2);
    const bad = of(settings, serviceSeen(), stock({}));
    expect(told(bad)).toBe("fail dependencies.other-version");
    expect(bad.details.join(" ")).toContain("acme/payments runs");
  });

  it("asks for each service with its version", () => {
    expect(dependencies.rules(parse(dependencies, atLeast))[0]?.particulars).toEqual({
      services: [{ ...payments, version: "v2.0.0" }],
    });
  });

  it.each([
    [{ services: [] }, "names no service"],
    [{ services: [payments] }, "either at-least or exactly"],
    [{ services: [{ ...payments, "at-least": "v1", exactly: "v1" }] }, "either at-least or exactly"],
    [{ services: [{ ...payments, "at-least": "v1..v2" }] }, "a tag, a branch or a commit"],
    [{ services: [{ ...payments, "at-least": "HEAD~1" }] }, "a tag, a branch or a commit"],
    [{ services: [{ ...payments, "at-least": "main:secret" }] }, "a tag, a branch or a commit"],
  ])("refuses %j", (settings, said) => {
    expect(problems(dependencies, settings).join("\n")).toContain(said);
  });
});
