/** Questions that go out together: each gets its own answer, whatever happens to the others. */
import { expect, it } from "vitest";
import { graphqlErrors, resourceLimits } from "../../support/github/index.ts";
import { ask, query, setStage } from "./stage.ts";

const asked = query(
  { environments: ["staging $name", 'say "$sha"'], incidents: [{ repository: null, labels: ["$label"] }] },
  ["deployments", "emergencyUses", "incidents"],
);

async function collectWith(fault: Parameters<Awaited<ReturnType<typeof setStage>>["github"]["fault"]>[0] | null) {
  const stage = await setStage({
    tell: (shop) => {
      shop.label("$label");
      shop.issue({ title: "Down", labels: ["$label"] });
      shop.deployment({ environment: "staging $name", sha: shop.at("main") });
      return shop.at("main");
    },
  });
  const session = await ask(stage, { checkout: true });
  stage.github.requests.length = 0;
  if (fault !== null) stage.github.fault(fault);
  const { deployments, emergencyUses, incidents } = await session.collect(asked);
  expect(stage.github.violations).toEqual([]);
  const names = stage.github.requests.flatMap(({ graphql }) => /query (\w+)/.exec(graphql?.query ?? "")?.[1] ?? []);
  // A head that runs there already is asked about by itself.
  return { deployments, emergencyUses, incidents, names: names.filter((name) => name !== "Commits").sort() };
}

it("asks in one question what comes up together, and mixes up no variable and no text", async () => {
  const { deployments, emergencyUses, incidents, names } = await collectWith(null);
  expect(names).toEqual(["Deployments_Emergencies_Incidents"]);
  expect(deployments).toMatchObject({ value: [{ environment: "staging $name" }, { environment: "production" }] });
  expect(incidents).toMatchObject({ value: [{ seen: { open: [{ title: "Down", labels: ["$label"] }] } }] });
  expect(emergencyUses).toMatchObject({ value: [] });
});

it("asks one by one where the whole was too much, or was turned down", async () => {
  const together = { graphql: "Deployments_Emergencies_Incidents" };
  const alone = ["Deployments", "Deployments_Emergencies_Incidents", "Emergencies", "Incidents"];
  for (const effect of [resourceLimits(1), graphqlErrors()]) {
    const { deployments, emergencyUses, incidents, names } = await collectWith({ when: together, effect });
    expect(names).toEqual(alone);
    for (const each of [deployments, emergencyUses, incidents]) expect(each?.status).toBe("observed");
  }
});

it("lets a refusal reach only whom it concerns", async () => {
  const errors = [{ message: "Resource not accessible by integration", type: "FORBIDDEN", path: ["q2_"] }];
  const { deployments, incidents } = await collectWith({
    when: { graphql: "Deployments_Emergencies_Incidents" },
    effect: { kind: "graphql-errors", errors, keepData: true },
  });
  expect(deployments?.status).toBe("observed");
  expect(incidents).toMatchObject({
    value: [{ seen: { status: "unavailable", fix: expect.stringContaining("`issues: read`") } }],
  });
});
