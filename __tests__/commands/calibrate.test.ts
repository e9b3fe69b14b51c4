import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calibrate } from "../../src/commands/calibrate.ts";
import {
  folder,
  type MadeCommit,
  type MadeRepository,
  makeRepository,
  removeFolders,
} from "../platforms/checkout/traits/made-repository.ts";

const line = (n: number): string => `total = total + ${n};\n`;
let repository: MadeRepository;
beforeAll(() => {
  const commits: MadeCommit[] = [
    { name: "a", message: "Add the cart", day: 0, files: [["src/cart.ts", line(1) + line(2) + line(3)]] },
    { name: "b", message: "Round the price", day: 1, files: [["src/cart.ts", line(1) + line(2) + line(30)]] },
    { name: "c", message: "Show the total", day: 2, files: [["src/total.ts", line(9)]] },
    { name: "d", message: "Fix the rounding", day: 3, files: [["src/cart.ts", line(1) + line(2) + line(31)]] },
    { name: "e", message: 'Revert "Show the total"', day: 4, files: [["src/total.ts", null]] },
    {
      name: "f",
      message: "Fix the total of old carts",
      day: 20,
      files: [["src/cart.ts", line(5) + line(2) + line(31)]],
    },
    { name: "g", message: "Say thanks", day: 60, files: [["src/thanks.ts", line(1)]] },
  ];
  repository = makeRepository(commits);
});
afterAll(removeFolders);

async function run(options: Readonly<Record<string, string>> = {}) {
  const out: string[] = [];
  const given = { positionals: [], text: (name: string) => options[name], texts: () => [], flag: () => false };
  await calibrate.run(given, {
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

describe("calibrate", () => {
  it("counts what was taken back and what a bug fix rewrote within a week, and leaves out reverts and what is too young", async () => {
    const told = JSON.parse(await run({ format: "json" })) as Record<string, unknown>;
    expect(told).toMatchObject({
      head: repository.sha("g"),
      changes: 5,
      tooYoung: 1,
      reverts: 1,
      rates: { reverted: { hits: 1 }, hotFixed: { hits: 1 } },
      policy: "",
    });
  });

  it("says that there is not enough data instead of proposing anything", async () => {
    const text = await run();
    expect(text).toMatch(/reverted within 30 days: not enough data \(1 of them\)/);
    expect(text).toMatch(/Keep the defaults: nothing is clearly better/);
    expect(await run()).toBe(text);
  });

  it("counts commits that people know to have failed, and names those that are not there", async () => {
    const file = join(folder(), "failed.txt");
    writeFileSync(file, `# incidents\n${repository.sha("a").slice(0, 12)}\nabcdef0123\n`);
    expect(JSON.parse(await run({ format: "json", failed: file }))).toMatchObject({
      rates: { reverted: { hits: 2 } },
      notFound: ["abcdef0123"],
    });
    writeFileSync(file, "v1.2.0\n");
    await expect(run({ failed: file })).rejects.toThrow(/failed\.txt:1: this is no commit hash/);
  });

  it("refuses a number of changes that is none", async () => {
    await expect(run({ last: "many" })).rejects.toThrow(/--last takes a whole number/);
  });
});
