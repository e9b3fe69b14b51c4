import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeTraits, DiffTraits } from "../../../src/core/evidence/change-traits.ts";
import { observed, unavailable } from "../../../src/core/evidence/observed.ts";
import { assess } from "../../../src/core/risk/assess.ts";
import { riskSettings } from "../../../src/core/risk/settings.ts";
import { changedFile, release } from "../../support/evidence.ts";
import { anyChange, change, traitsOf, wholeChange } from "./traits.ts";

const files = observed([changedFile()], "a test", "2026-06-10T10:00:00Z");
const risk = (changes: readonly ChangeTraits[], settings = riskSettings.parse({}), unread = 0) =>
  assess({
    traits: traitsOf(changes, { unread }),
    changedFiles: files,
    release: release({ commits: changes.length }),
    settings,
  });
const tenths = (parts: readonly { readonly points: number }[]) =>
  parts.reduce((sum, { points }) => sum + Math.round(points * 10), 0);
const several = fc.array(anyChange, { minLength: 1, maxLength: 12 });

describe("the score", () => {
  it("rises from a quiet change over a large one to many", () => {
    const quiet = risk([change()]).score;
    const large = risk([change({ diff: { codeLinesAdded: 400, decisionsAdded: 30, hunks: 30 } })]).score;
    const many = risk(Array.from({ length: 40 }, (_, i) => change({ sha: `${i}`.padStart(40, "0") }))).score;
    expect(quiet).toBeLessThan(large);
    expect(large).toBeLessThan(many);
    expect(many).toBeLessThanOrEqual(100);
  });

  it("is 0 with a sentence where nothing changes, whatever else could not be read", () => {
    const same = assess({
      traits: undefined,
      changedFiles: undefined,
      release: release({ relation: "same", commits: 0 }),
    });
    expect(same).toMatchObject({ score: 0, level: "low", contributions: [], floors: [], fixes: [] });
    expect(same.meaning).toMatch(/Nothing changes/);
  });

  it("is 100 where not even the number of changes is known", () => {
    const blind = assess({
      traits: unavailable("git is not there."),
      changedFiles: files,
      release: release({ commits: null }),
    });
    expect(blind).toMatchObject({ score: 100, level: "critical", fixes: ["git is not there."] });
    expect(blind.contributions.some(({ assumed }) => assumed)).toBe(true);
  });

  it("does not take an empty list for nothing where the head does not stand ahead of its base", () => {
    expect(
      assess({ traits: traitsOf([]), changedFiles: files, release: release({ relation: "behind", commits: 0 }) }).score,
    ).toBe(100);
  });

  it("is an integer from 0 to 100, and its parts by factor and by change add up to it", () => {
    fc.assert(
      fc.property(several, fc.nat(3), (changes, unread) => {
        const { score, contributions, changes: shares = [] } = risk(changes, undefined, unread);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(tenths(contributions)).toBe(score * 10);
        expect(tenths(shares)).toBe(score * 10);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of changes", () => {
    fc.assert(
      fc.property(several, (changes) => {
        expect(risk(changes.toReversed())).toEqual(risk(changes));
      }),
      { numRuns: 100 },
    );
  });

  it("never falls when a change is added", () => {
    fc.assert(
      fc.property(several, anyChange, (changes, more) => {
        expect(risk([...changes, more]).score).toBeGreaterThanOrEqual(risk(changes).score);
      }),
      { numRuns: 100 },
    );
  });

  it("never falls when a change grows: lines, decisions, places, commits, a migration, a pipeline, reverts, fixes", () => {
    const grown = fc.record<DiffTraits>({
      codeLinesAdded: fc.nat(300),
      decisionsAdded: fc.nat(20),
      decisionsRemoved: fc.nat(10),
      hunks: fc.nat(20),
    });
    fc.assert(
      fc.property(wholeChange, grown, fc.nat(10), (before, more, n) => {
        const { diff, shape, history } = before;
        if (diff === null || shape === null || history === null) throw new Error("generated without a part");
        const after: ChangeTraits = {
          ...before,
          diff: {
            codeLinesAdded: diff.codeLinesAdded + more.codeLinesAdded,
            decisionsAdded: diff.decisionsAdded + more.decisionsAdded,
            decisionsRemoved: diff.decisionsRemoved + more.decisionsRemoved,
            hunks: diff.hunks + more.hunks,
          },
          shape: { ...shape, touchesMigration: true, touchesPipeline: true, commits: shape.commits + n },
          history: {
            ...history,
            pathSetbacks: history.pathSetbacks + n / 5,
            wordSetbacks: history.wordSetbacks + n / 5,
            revertsOfAFile: history.revertsOfAFile + n,
            revertsOfFiles: history.revertsOfFiles + n,
            fixesOfAFile: history.fixesOfAFile + n,
          },
        };
        expect(risk([after]).score).toBeGreaterThanOrEqual(risk([before]).score);
      }),
      { numRuns: 200 },
    );
  });
});

describe("missing facts", () => {
  it("never lower the score, whichever part is missing", () => {
    fc.assert(
      fc.property(wholeChange, fc.constantFrom("diff", "shape", "history"), (whole, part) => {
        expect(risk([{ ...whole, [part]: null }]).score).toBeGreaterThanOrEqual(risk([whole]).score);
      }),
      { numRuns: 200 },
    );
  });

  it("never lower the score when nothing at all is known of the changes", () => {
    fc.assert(
      fc.property(several, (changes) => {
        const blind = assess({
          traits: unavailable("gone"),
          changedFiles: files,
          release: release({ commits: changes.length }),
        });
        expect(blind.score).toBeGreaterThanOrEqual(risk(changes).score);
      }),
      { numRuns: 100 },
    );
  });

  it("count in full, are marked as assumed, and the fix names the line that mends them, once", () => {
    const { contributions, fixes } = risk([change({ history: null }), change({ sha: "d".repeat(40), history: null })]);
    const assumed = contributions.filter((part) => part.assumed).map(({ factor }) => factor);
    expect(assumed.toSorted()).toEqual(["last-changed", "reverted-words", "trouble-nearby", "unfamiliar-files"]);
    expect(fixes).toEqual(["No history: `fetch-depth: 0`."]);
  });

  it("is not complained of where every change has it", () => {
    expect(risk([change()]).fixes).toEqual([]);
  });
});

describe("without-history: estimate", () => {
  it("takes the card that was fitted without history, and assumes nothing for it", () => {
    const estimate = riskSettings.parse({ "without-history": "estimate" });
    const blind = [change({ history: null, diff: { codeLinesAdded: 30 } })];
    const estimated = risk(blind, estimate);
    expect(estimated.score).toBeLessThan(risk(blind).score);
    expect(estimated.contributions.every(({ assumed }) => !assumed)).toBe(true);
    expect(tenths(estimated.contributions)).toBe(estimated.score * 10);
  });

  it("changes nothing where history is there, and contents that are missing still count in full", () => {
    const estimate = riskSettings.parse({ "without-history": "estimate" });
    expect(risk([change()], estimate)).toEqual(risk([change()]));
    const part = risk([change({ history: null, diff: null })], estimate);
    expect(part.contributions.find(({ factor }) => factor === "size")?.assumed).toBe(true);
  });
});

describe("what the parts say", () => {
  it("a change says what was seen, what it added and why it matters", () => {
    const { contributions } = risk([change({ shape: { touchesMigration: true } })]);
    const migration = contributions.find(({ factor }) => factor === "migration");
    expect(migration?.points).toBeGreaterThan(0);
    expect(migration?.because).toBe(
      "A database migration or schema changed. Code can be taken back; data that was moved cannot so easily.",
    );
  });

  it("of several changes the strongest is named by its hash, never by its title", () => {
    const { contributions } = risk([
      change({ sha: "1".repeat(40), diff: { codeLinesAdded: 20 } }),
      change({ sha: "2".repeat(40), diff: { codeLinesAdded: 1200 } }),
      change({ sha: "3".repeat(40) }),
    ]);
    const lines = contributions.find(({ factor }) => factor === "size");
    expect(lines?.because).toMatch(
      /^In 2 of 3 changes; strongest in 2222222: 1,200 lines of code added, 0 places changed\./,
    );
    expect(contributions.find(({ factor }) => factor === "changes")?.because).toMatch(/^3 changes at once/);
  });

  it("a bonus has negative points", () => {
    const { contributions } = risk([
      change({ shape: { documentsOnly: true } }),
      change({ sha: "d".repeat(40), diff: { codeLinesAdded: 50 } }),
    ]);
    expect(contributions.find(({ factor }) => factor === "documents-only")?.points).toBeLessThan(0);
  });

  it("points that cancel out inside a change are still shown, and still add up", () => {
    const { score, contributions } = risk([
      change({ shape: { isHousekeeping: true, touchesMigration: true }, history: { ownShare: 0.9, fixesOfAFile: 4 } }),
    ]);
    expect(contributions.find(({ factor }) => factor === "migration")?.points).toBeGreaterThan(0);
    expect(tenths(contributions)).toBe(score * 10);
  });

  it("the twenty riskiest changes are told one by one and the others together", () => {
    const { changes = [] } = risk(Array.from({ length: 30 }, (_, i) => change({ sha: `${i}`.padStart(40, "0") })));
    expect(changes).toHaveLength(21);
    expect(changes.at(-1)).toMatchObject({ sha: null, title: "10 further changes" });
  });

  it("says what the score means in releases that were seen", () => {
    expect(risk([change()]).meaning).toMatch(
      /^Riskier than \d+ of 100 releases of one day .* \d+ in 100 contained a change/,
    );
  });
});

describe("the policy's words", () => {
  const large = change({ diff: { codeLinesAdded: 400 } });

  it("a weight multiplies a factor's points and is said to be the policy's", () => {
    const plain = risk([large]);
    const heavy = risk([large], riskSettings.parse({ weights: { size: 2 } }));
    const none = risk([large], riskSettings.parse({ weights: { size: 0 } }));
    expect(heavy.score).toBeGreaterThan(plain.score);
    expect(none.score).toBeLessThan(plain.score);
    expect(heavy.contributions.find(({ factor }) => factor === "size")?.because).toMatch(
      /Your policy says: this counts x2\.$/,
    );
  });

  it("a weight for a factor that does not exist is refused as an unknown key", () => {
    const refused = riskSettings.safeParse({ weights: { "code-line": 2 } });
    expect(refused.error?.issues[0]).toMatchObject({
      code: "unrecognized_keys",
      keys: ["code-line"],
      path: ["weights"],
    });
  });

  it("thresholds open their level at their own value and must rise", () => {
    const { score } = risk([large]);
    const at = (medium: number, high: number) =>
      risk([large], riskSettings.parse({ thresholds: { medium, high, critical: 100 } })).level;
    expect(at(score, 100)).toBe("medium");
    expect(at(score + 1, 100)).toBe("low");
    expect(at(0, score)).toBe("high");
    expect(riskSettings.safeParse({ thresholds: { medium: 90, high: 80 } }).success).toBe(false);
  });

  const floors = riskSettings.parse({
    floors: [{ paths: ["db/migrations/**"], level: "high", reason: "Schema changes are hard to undo." }],
  });
  const floored = (changedFiles: Parameters<typeof assess>[0]["changedFiles"]) =>
    assess({ traits: traitsOf([change()]), changedFiles, release: release(), settings: floors });

  it("a floor holds when a changed file matches, under its new or its old name", () => {
    const at = "2026-06-10T10:00:00Z";
    const hit = floored(observed([changedFile({ path: "db/migrations/1.sql" })], "a test", at));
    expect(hit).toMatchObject({ level: "high", levelByScore: "low", floors: [{ paths: ["db/migrations/1.sql"] }] });
    const moved = floored(
      observed(
        [changedFile({ path: "old/1.sql", previousPath: "db/migrations/1.sql", change: "renamed" })],
        "a test",
        at,
      ),
    );
    expect(moved.level).toBe("high");
    expect(floored(files)).toMatchObject({ level: "low", floors: [] });
  });

  it("every floor holds when the changed files could not be read", () => {
    expect(floored(unavailable("too many"))).toMatchObject({ level: "high", floors: [{ paths: [] }] });
    expect(floored(undefined).level).toBe("high");
  });

  it("a floor never lowers a level", () => {
    const lowFloor = riskSettings.parse({
      thresholds: { medium: 0, high: 0 },
      floors: [{ paths: ["**"], level: "low", reason: "x" }],
    });
    expect(risk([change()], lowFloor).level).toBe("high");
  });
});
