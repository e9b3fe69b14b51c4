/** A local GitHub for tests: `startGitHub`, the faults it can have, and the runner that starts the gate against it. */
export { all, ask, type GraphReply, graph, type Reply } from "./ask.ts";
export * from "./faults.ts";
export { charged, points, rounds } from "./rounds.ts";
export {
  type ActionStory,
  type GateStory,
  type Outcome,
  type Running,
  runAction,
  runGate,
  startAction,
  startGate,
} from "./runner.ts";
export { type GitHubOptions, type LocalGitHub, type LoggedRequest, startGitHub } from "./server.ts";
export type { RepositoryStories } from "./stories/repository.ts";
export type { Run, RunningJob } from "./stories/runs.ts";
