/** A local GitHub for tests: `startGitHub`, the faults it can have, and the runner that starts the gate against it. */
export * from "./faults.ts";
export { type GitHubOptions, type LocalGitHub, type LoggedRequest, startGitHub } from "./server.ts";
