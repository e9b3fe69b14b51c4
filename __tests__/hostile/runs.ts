/** How long the fuzzers of this room go on: seconds in all for everybody, longer where `FUZZ_FACTOR` says so. */

const factor = Number(process.env.FUZZ_FACTOR ?? 1);

/** For fast-check: `usual` runs times the factor. A seed can be had again with `FUZZ_SEED`. */
export const runsOf = (usual: number): { readonly numRuns: number; readonly seed?: number } => ({
  numRuns: Math.ceil(usual * factor),
  ...(process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) }),
});
