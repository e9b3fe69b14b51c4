/** The whole way from commits to the score: what makes a release larger never makes it look safer. */
import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { assess } from "../../../../src/core/risk/assess.ts";
import { changeTraits } from "../../../../src/platforms/checkout/traits/change-traits.ts";
import { release } from "../../../support/evidence.ts";
import { type MadeCommit, type MadeRepository, makeRepository, removeFolders } from "./made-repository.ts";

afterAll(removeFolders);

const paths = ["src/price.ts", "src/cart.ts", "lib/tax.py", "deploy/app.yml", "README.md"] as const;
const titles = [
  "Show the price with tax",
  "Fix the rounding of prices",
  'Revert "Show the price with tax"',
  "Try the new cart again",
  "chore: tidy up the cart",
  "Enable the cart by default",
] as const;
const authors = ["Ann", "Ben"] as const;

/** Lines that stand nowhere else, so that adding one only ever adds. */
const lines = (seed: string, n: number): string =>
  Array.from({ length: n }, (_, i) => `if (${seed}${i} && ok) call${seed}(${i});\n`).join("");

const past = fc.array(
  fc.record({
    path: fc.constantFrom(...paths),
    title: fc.constantFrom(...titles),
    author: fc.constantFrom(...authors),
    lines: fc.integer({ min: 1, max: 30 }),
  }),
  { minLength: 2, maxLength: 6 },
);
const change = fc.record({
  title: fc.constantFrom(...titles),
  author: fc.constantFrom(...authors),
  lines: fc.integer({ min: 1, max: 60 }),
});

async function scoreOf({ git, sha }: MadeRepository, base: string, head: string, commits: number) {
  const options = { shallow: false, blobless: false, now: "2026-06-10T10:00:00Z" };
  const traits = await changeTraits(git, { base: sha(base), head: sha(head) }, options);
  return assess({ traits, changedFiles: undefined, release: release({ commits }) });
}

it("never falls when a line, a file, a migration or a change is added", async () => {
  await fc.assert(
    fc.asyncProperty(past, change, async (before, { title, author, lines: n }) => {
      const history = before.map(
        (each, i): MadeCommit => ({
          name: `h${i}`,
          message: each.title,
          author: each.author,
          day: i * 3,
          files: [[each.path, lines(`h${i}x`, each.lines)]],
        }),
      );
      const base = `h${before.length - 1}`;
      const file = ["src/price.ts", lines("new", n)] as const;
      const made = (name: string, ...more: NonNullable<MadeCommit["files"]>): MadeCommit => ({
        name,
        message: title,
        author,
        day: 30,
        parents: [base],
        files: [file, ...more],
      });
      const repository = makeRepository([
        ...history,
        made("line", ["src/price.ts", lines("new", n) + lines("one", 1)]),
        made("file", ["src/more.ts", lines("more", 2)]),
        made("migration", ["db/migrate/7_more.sql", "ALTER TABLE prices ADD tax int;\n"]),
        made("plain"),
        { name: "change", message: "Say thanks", author, day: 31, files: [["src/thanks.ts", lines("thanks", 1)]] },
      ]);
      const plain = await scoreOf(repository, base, "plain", 1);
      for (const [larger, commits] of [
        ["line", 1],
        ["file", 1],
        ["migration", 1],
        ["change", 2],
      ] as const) {
        const { score } = await scoreOf(repository, base, larger, commits);
        expect(score, `with one more ${larger}`).toBeGreaterThanOrEqual(plain.score);
      }
    }),
    { numRuns: 4 },
  );
});
