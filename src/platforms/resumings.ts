/** Who can let runs go on, by platform: apart from the platforms themselves, since only one command asks, and the action never does. */
import type { HeldPipeline, Platform, Resuming, Surroundings } from "./platform.ts";

/** Looks for runs of a pipeline that wait for a window of the environment. Throws `PlatformError`. */
export type OpenResuming = (surroundings: Surroundings, pipeline: HeldPipeline) => Promise<Resuming>;

/** A checkout alone keeps no runs. */
export const resumings: { readonly [Id in Platform["id"]]?: OpenResuming } = {
  github: async (...asked) => (await import("./github/resuming.ts")).openResuming(...asked),
  gitlab: async (...asked) => (await import("./gitlab/resuming.ts")).openResuming(...asked),
};
