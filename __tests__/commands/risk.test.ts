import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { risk } from "../../src/commands/risk.ts";
import { model } from "../../src/core/risk/fitted.ts";
import {
  folder,
  type MadeRepository,
  makeRepository,
  removeFolders,
} from "../platforms/checkout/traits/made-repository.ts";

let repository: MadeRepository;
beforeAll(() => {
  const days = [1, 2, 3, 4, 5];
  repository = makeRepository(
    days.map((day) => ({
      name: `c${day}`,
      message: `Change ${day}`,
      day,
      files: [[`src/${day}.ts`, "if (a) b();\n".repeat(day * 20)] as const],
    })),
  );
  repository.run("tag", "v1", repository.sha("c2"));
  repository.run("tag", "-a", "-m", "two", 'v2,"quoted"', repository.sha("c5"));
});
afterAll(removeFolders);

async function run(options: Readonly<Record<string, string>>, flags: readonly string[] = []) {
  const out: string[] = [];
  const given = {
    positionals: [],
    text: (name: string) => options[name],
    texts: () => [],
    flag: (name: string) => flags.includes(name),
  };
  await risk.run(given, {
    out: (text) => void out.push(text),
    err: () => {},
    env: { PATH: process.env.PATH },
    cwd: repository.directory,
    color: false,
    width: 100,
    now: "2026-11-23T10:00:00.250Z",
    progress: () => {},
  });
  return out.join("");
}

const rows = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

describe("risk --each-commit", () => {
  it("gives one row per change, oldest first, with full hashes and at least six digits", async () => {
    const [head, ...body] = rows(await run({}, ["each-commit"]));
    expect(head).toEqual(["id", "score", "level", "p_rollback", "p_any"]);
    expect(body.map(([id]) => id)).toEqual([1, 2, 3, 4, 5].map((day) => repository.sha(`c${day}`)));
    for (const [, , , rollback = "", any = ""] of body) {
      expect(rollback).toMatch(/^0\.\d{8}$/);
      expect(Number(any)).toBeGreaterThan(Number(rollback));
    }
  });

  it("knows only what was known then: a shorter history gives the same rows", async () => {
    const all = await run({}, ["each-commit"]);
    const early = await run({ head: repository.sha("c3") }, ["each-commit"]);
    expect(all.startsWith(early)).toBe(true);
    const late = await run({ base: repository.sha("c3") }, ["each-commit"]);
    expect(all.endsWith(late.slice(late.indexOf("\n") + 1))).toBe(true);
  });

  it("writes objects line by line, on demand with what was counted and without titles", async () => {
    const text = await run({ format: "json" }, ["each-commit", "traits"]);
    const first = JSON.parse(text.split("\n")[0] ?? "") as Record<string, unknown>;
    expect(first).toMatchObject({
      id: repository.sha("c1"),
      traits: { diff: { codeLinesAdded: 20, decisionsAdded: 20 } },
    });
    expect(text).not.toMatch(/Change \d|Ann/);
  });
});

describe("risk --each-tag", () => {
  it("adds up the changes since the tag before", async () => {
    const [, one, two] = (await run({}, ["each-tag"])).trimEnd().split("\n");
    expect(one).toMatch(/^v1,/);
    expect(two).toMatch(/^"v2,""quoted""",/);
    const json = (await run({ format: "json" }, ["each-tag"]))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { p_any: number });
    const each = rows(await run({}, ["each-commit"]))
      .slice(1)
      .map(([, , , , any]) => Number(any));
    const product = 1 - (1 - (each[0] ?? 0)) * (1 - (each[1] ?? 0));
    expect(json[0]?.p_any).toBeCloseTo(product, 6);
  });
});

describe("risk of a range", () => {
  it("tells the score by factor and by change", async () => {
    const text = await run({ base: "v1" });
    expect(text).toMatch(/^Risk \d+ of 100: \w+\.\nRiskier than/);
    expect(text).toMatch(/By factor[\s\S]*size[\s\S]*By change[\s\S]*Change 5/);
    expect(JSON.parse(await run({ base: "v1", format: "json" }))).toMatchObject({
      level: expect.any(String),
      model: model.version,
    });
  });
});

describe("risk of a range by a policy", () => {
  const environments = (...names: string[]) =>
    `version: 1\nenvironments:\n${names
      .map(
        (name) =>
          `  ${name}:\n    risk:\n      floors: [{ paths: ["src/4.ts"], level: critical, reason: Money is made here }]\n      weights: { size: 3 }\n`,
      )
      .join("")}`;
  const policyOf = (text: string) => {
    const file = join(folder(), "policy.yml");
    writeFileSync(file, text);
    return file;
  };

  it("says by which policy, raises its floors over the files of the range and weighs by it", async () => {
    const policy = policyOf(environments("production"));
    const text = await run({ base: "v1", policy });
    expect(text).toMatch(/^Risk \d+ of 100: critical\./);
    expect(text).toContain(`By the policy ${policy} for production.`);
    expect(text).toContain("Your policy says\n  at least critical: Money is made here (src/4.ts)");
    expect(text).toMatch(/Your policy says: this counts x3/);
    const [ruled, plain] = await Promise.all(
      [{ policy }, {}].map(async (more) => JSON.parse(await run({ base: "v1", format: "json", ...more }))),
    );
    expect(ruled.score).toBeGreaterThan(plain.score);
    expect(ruled.p_any).toBe(plain.p_any);
    expect(plain).toMatchObject({ floors: [], policy: "There is no .release-gate.yml here: by the model alone." });
    expect(JSON.parse(await run({ base: repository.sha("c4"), format: "json", policy })).floors).toEqual([]);
  });

  it("leaves it to the model where several environments could be meant, and refuses one that is not there", async () => {
    const policy = policyOf(environments("production", "staging"));
    expect(await run({ base: "v1", policy })).toContain("has several environments: by the model alone");
    expect(await run({ base: "v1", policy, environment: "staging" })).toContain("for staging.");
    await expect(run({ base: "v1", policy, environment: "stagin" })).rejects.toThrow(/no environment "stagin"/);
    await expect(run({ base: "v1", environment: "staging" })).rejects.toThrow(/no \.release-gate\.yml/);
    await expect(run({ policy }, ["each-commit"])).rejects.toThrow(/--policy does not fit/);
  });
});

describe("wrong usage", () => {
  it.each([
    [{}, ["each-commit", "each-tag"]],
    [{ format: "csv" }, []],
    [{ format: "text" }, ["each-commit"]],
    [{}, ["each-commit", "traits"]],
  ])("%j %j is refused", async (options, flags) => {
    await expect(run(options as Record<string, string>, flags)).rejects.toThrow(/risk|--format|--traits/);
  });

  it("a model that lacks a step is refused", async () => {
    const file = join(folder(), "model.json");
    writeFileSync(file, JSON.stringify(model));
    expect(await run({ model: file }, ["each-commit"])).toBe(await run({}, ["each-commit"]));
    const { size: _, ...points } = model.cards.full.points;
    writeFileSync(file, JSON.stringify({ ...model, cards: { ...model.cards, full: { ...model.cards.full, points } } }));
    await expect(run({ model: file }, ["each-commit"])).rejects.toThrow(/does not fit this version/);
  });
});
