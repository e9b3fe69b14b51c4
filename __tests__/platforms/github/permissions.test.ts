/** One permission missing at a time: said by name, with the line to add, and never taken for "there is nothing". */
import { expect, it } from "vitest";
import type { Evidence, EvidenceKind } from "../../../src/core/evidence/evidence.ts";
import { ask, everyPermission, query, setStage } from "./stage.ts";

const without = (permission: keyof typeof everyPermission): Readonly<Record<string, "read">> =>
  Object.fromEntries(Object.entries(everyPermission).filter(([name]) => name !== permission));

const unseen = (evidence: Evidence): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(evidence).flatMap(([kind, fact]) =>
      typeof fact === "object" && "status" in fact && fact.status === "unavailable" ? [[kind, fact.fix ?? ""]] : [],
    ),
  );

it.each<[keyof typeof everyPermission, readonly EvidenceKind[]]>([
  ["checks", ["ciRuns"]],
  ["statuses", ["ciRuns"]],
  ["issues", ["emergencyUses"]],
  ["pull-requests", ["commits", "deploymentRequest", "reviews"]],
])("without %s: read", async (permission, kinds) => {
  const stage = await setStage({ permissions: without(permission) });
  const session = await ask(stage, { checkout: true });
  const found = unseen(await session.collect(query({ request: "pull-request-body" })));
  expect(Object.keys(found).sort()).toEqual(kinds);
  for (const fix of Object.values(found)) expect(fix).toContain(`\`${permission}: read\``);
  expect(stage.github.violations).toEqual([]);
});

it.each<[keyof typeof everyPermission]>([["deployments"], ["actions"], ["contents"]])(
  "cannot tell the release without %s: read",
  async (permission) => {
    const stage = await setStage({ permissions: without(permission) });
    await expect(ask(stage)).rejects.toMatchObject({
      kind: "unreadable",
      fix: expect.stringContaining(`\`${permission}: read\``),
    });
  },
);

it("reads approvals, environments and the run without actions: read as nothing that is known", async () => {
  const stage = await setStage({ permissions: without("actions"), isFirst: true });
  const session = await ask(stage, { checkout: true });
  const found = unseen(await session.collect(query({}, ["deploymentApprovals", "environments", "triggerers"])));
  expect(Object.keys(found)).toEqual(["deploymentApprovals", "environments", "triggerers"]);
  for (const fix of Object.values(found)) expect(fix).toContain("`actions: read`");
});

it("says that a token is not valid, and never shows it", async () => {
  const stage = await setStage();
  const token = "ghs_thisisnotatokenofthisserver";
  const failure = await ask(stage, { secrets: { token, orgToken: null } }).then(
    () => null,
    (error: unknown) => error as { message: string; fix: string },
  );
  expect(failure?.message).toContain("401");
  expect(JSON.stringify([failure?.message, failure?.fix])).not.toContain(token);
});

it("asks for a token where there is none", async () => {
  const stage = await setStage();
  await expect(ask(stage, { secrets: { token: null, orgToken: null } })).rejects.toMatchObject({ kind: "usage" });
});
