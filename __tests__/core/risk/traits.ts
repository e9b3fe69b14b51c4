/** Builders and generators of traits for the tests of the risk room. */
import * as fc from "fast-check";
import type {
  ChangeTraits,
  DiffTraits,
  HistoryTraits,
  ReleaseTraits,
  ShapeTraits,
} from "../../../src/core/evidence/change-traits.ts";
import { observed } from "../../../src/core/evidence/observed.ts";

export const quietDiff: DiffTraits = { codeLinesAdded: 0, decisionsAdded: 0, decisionsRemoved: 0, hunks: 0 };

export const quietShape: ShapeTraits = {
  documentsOnly: false,
  touchesCode: false,
  touchesPipeline: false,
  touchesInfrastructure: false,
  touchesMigration: false,
  isRoutineUpdate: false,
  isByBot: false,
  isHousekeeping: false,
  isTentative: false,
  namesSwitchOrPerformance: false,
  isRevert: false,
  isFix: false,
  commits: 1,
};

export const quietHistory: HistoryTraits = {
  ownShare: 1,
  wordSetbacks: -1,
  pathSetbacks: 0,
  revertsOfAFile: 0,
  revertsOfFiles: 0,
  fixesOfAFile: 0,
  daysSinceChanged: 30,
};

/** A change on which no factor sees anything, but for what is given. */
export const change = (
  over: {
    readonly sha?: string;
    readonly diff?: Partial<DiffTraits> | null;
    readonly shape?: Partial<ShapeTraits> | null;
    readonly history?: Partial<HistoryTraits> | null;
  } = {},
): ChangeTraits => ({
  sha: over.sha ?? "c".repeat(40),
  title: "Show the price with tax",
  diff: over.diff === null ? null : { ...quietDiff, ...over.diff },
  shape: over.shape === null ? null : { ...quietShape, ...over.shape },
  history: over.history === null ? null : { ...quietHistory, ...over.history },
});

export const traitsOf = (changes: readonly ChangeTraits[], over: Partial<ReleaseTraits> = {}) =>
  observed<ReleaseTraits>(
    {
      changes,
      unread: 0,
      diffMissing: "No file contents.",
      shapeMissing: "No folders.",
      historyMissing: "No history: `fetch-depth: 0`.",
      ...over,
    },
    "a test",
    "2026-06-10T10:00:00Z",
  );

const anyDiff: fc.Arbitrary<DiffTraits> = fc.record({
  codeLinesAdded: fc.nat(600),
  decisionsAdded: fc.nat(40),
  decisionsRemoved: fc.nat(10),
  hunks: fc.nat(40),
});

const anyShape: fc.Arbitrary<ShapeTraits> = fc.record({
  documentsOnly: fc.boolean(),
  touchesCode: fc.boolean(),
  touchesPipeline: fc.boolean(),
  touchesInfrastructure: fc.boolean(),
  touchesMigration: fc.boolean(),
  isRoutineUpdate: fc.boolean(),
  isByBot: fc.boolean(),
  isHousekeeping: fc.boolean(),
  isTentative: fc.boolean(),
  namesSwitchOrPerformance: fc.boolean(),
  isRevert: fc.boolean(),
  isFix: fc.boolean(),
  commits: fc.integer({ min: 1, max: 30 }),
});

const anyHistory: fc.Arbitrary<HistoryTraits> = fc.record({
  ownShare: fc.double({ min: 0, max: 1, noNaN: true }),
  wordSetbacks: fc.double({ min: -5, max: 5, noNaN: true }),
  pathSetbacks: fc.double({ min: 0, max: 3, noNaN: true }),
  revertsOfAFile: fc.nat(5),
  revertsOfFiles: fc.nat(9),
  fixesOfAFile: fc.nat(20),
  daysSinceChanged: fc.option(fc.double({ min: 0, max: 365, noNaN: true })),
});

const hash = fc.stringMatching(/^[0-9a-f]{40}$/);

export const wholeChange: fc.Arbitrary<ChangeTraits> = fc.record({
  sha: hash,
  title: fc.string({ maxLength: 20 }),
  diff: anyDiff,
  shape: anyShape,
  history: anyHistory,
});

/** A change of which parts may be unknown. */
export const anyChange: fc.Arbitrary<ChangeTraits> = fc.record({
  sha: hash,
  title: fc.string({ maxLength: 20 }),
  diff: fc.option(anyDiff),
  shape: fc.option(anyShape),
  history: fc.option(anyHistory),
});
