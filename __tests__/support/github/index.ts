/** A local GitHub for tests: `startGitHub`, the faults it can have, and the runner that starts the gate against it. */
export { all, ask, graph } from "./ask.ts";
export * from "./faults.ts";
export { charged, points, rounds } from "./rounds.ts";
export { runAction, runGate, startAction, startGate } from "./runner.ts";
export { type GitHubOptions, type LocalGitHub, startGitHub } from "./server.ts";
export type { RepositoryStories } from "./stories/repository.ts";
