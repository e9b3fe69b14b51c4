/** A record holds as it was written, and no single value in it can be changed without showing. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { evaluate } from "../src/core/evaluate.ts";
import { loadPolicy } from "../src/load-policy.ts";
import { replayRecord } from "../src/replay-record.ts";
import { makeRecord } from "../src/reporters/record.ts";
import { version } from "../src/version.ts";
import { approval, ordinaryEvidence } from "./support/evidence.ts";

const text = `
version: 1
groups: { operations: { users: [olga] } }
calendars: { hours: { time-zone: Europe/Berlin, windows: [{ days: [wed], from: "09:00", to: "16:00" }] } }
environments:
  production:
    checks: { tests: { required: ["*"] }, change-window: { calendar: hours } }
    approvals: { low: [{ group: operations }] }
`;

async function recordOfAnAllow() {
  const bytes = new TextEncoder().encode(text);
  const { policy, places } = await loadPolicy("policy.yml", async (where) => ({ status: "found", bytes, where }));
  const judged = {
    policies: [{ role: "trusted" as const, source: "policy.yml", policy, places }],
    evidence: ordinaryEvidence({ deploymentApprovals: [approval("olga")] }),
    question: {
      environment: "production",
      mode: "enforce" as const,
      changeType: "normal" as const,
      reason: "The price was wrong",
      at: "2026-06-10T10:00:00.000Z",
      hypothetical: null,
      receipt: null,
      policyDigest: "0".repeat(64),
      run: null,
      notes: [],
    },
  };
  return makeRecord(judged, evaluate(judged), version, null);
}

type Path = readonly (string | number)[];

/** Every place of a plain value that holds no further value. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

/** A copy with one value changed by as little as its type allows. */
function changedAt(value: unknown, path: Path): unknown {
  const copy = structuredClone(value);
  let holder = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  const old = holder[last];
  if (typeof old === "string") holder[last] = old === "" ? " " : `${old.slice(0, -1)}${old.endsWith("x") ? "y" : "x"}`;
  else if (typeof old === "number") holder[last] = old + 1;
  else if (typeof old === "boolean") holder[last] = !old;
  else holder[last] = 0;
  return copy;
}

it("holds as it was written, and not with any single value changed", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "release-gate-record-")), "record.json");
  const replay = async (content: unknown) => {
    writeFileSync(file, JSON.stringify(content));
    return replayRecord(file).then(
      ({ holds }) => (holds ? "holds" : "differs"),
      () => "unreadable",
    );
  };
  const record = await recordOfAnAllow();
  expect(record.result.decision).toBe("allow");
  expect(await replay(record)).toBe("holds");
  const places = leaves(record);
  expect(places.length).toBeGreaterThan(150);
  for (const place of places) expect([place.join("."), await replay(changedAt(record, place))]).not.toContain("holds");
});

it("says that the decision does not follow, even where every digest was made to fit", async () => {
  const record = await recordOfAnAllow();
  const { digests: _, ...body } = record;
  const file = join(mkdtempSync(join(tmpdir(), "release-gate-record-")), "record.json");
  const forged = makeRecord(body, { ...body.result, decision: "block" }, version, null);
  writeFileSync(file, JSON.stringify(forged));
  const { holds, differences } = await replayRecord(file);
  expect(holds).toBe(false);
  expect(differences.join(" ")).toContain("give allow; the record says block");
});
