/** Test and coverage reports read from disk. */

export interface TestReport {
  readonly path: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** Names of the first failed cases, at most ten. */
  readonly failed: readonly string[];
}

export interface CoverageReport {
  readonly path: string;
  readonly format: "lcov" | "cobertura";
  readonly linesCovered: number;
  readonly linesTotal: number;
}

/** A file that matched but proves nothing: tracked by git, older than the head commit, outside the checkout, through a symlink, or not parseable. */
export interface RefusedReport {
  readonly path: string;
  readonly because: string;
}

export interface TestReports {
  /** Every glob that was asked, with the number of files it matched (refused ones included). */
  readonly globs: readonly {
    readonly glob: string;
    readonly kind: "junit" | "coverage";
    readonly asked: "policy" | "input" | "discovery";
    readonly files: number;
  }[];
  readonly reports: readonly TestReport[];
  readonly coverage: readonly CoverageReport[];
  readonly refused: readonly RefusedReport[];
}
