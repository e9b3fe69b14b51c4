/** A local GitLab for tests: `startGitLab`, and the faults it can have. */
export * from "./faults.ts";
export { elsewhere, jobEnvironment } from "./job-environment.ts";
export { type GitLabOptions, type LocalGitLab, startGitLab } from "./server.ts";
export type { ProjectStories } from "./stories/project.ts";
