/** Every route of GitLab's API that the gate asks, with what it takes to be let in: errors name it from here. */

/** One route below `/api/v4`. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** Parts after a colon are filled in, percent-encoded whole (`group%2Fproject`, `docs%2Fa.md`). */
  readonly path: string;
  /** Query parameters that may be sent; lists of items are read by `per_page=100` and `page`, unless `page_token` stands here. */
  readonly query: readonly string[];
  /** May a CI job token ask it? What is not on GitLab's list is answered 404 or 401, as if nobody had asked. */
  readonly jobToken: boolean;
  /** Least role of an access token (scope `read_api`; `api` for what writes). */
  readonly role: "Guest" | "Reporter" | "Developer" | "Maintainer";
  /** The plan it comes with; absent where every plan has it. */
  readonly plan?: "Premium" | "Ultimate";
  /** Can a checkout with the whole history tell the same? */
  readonly isInGit?: true;
}

const paged = ["per_page", "page"] as const;
const get = (path: string, rest: Partial<Omit<Route, "method" | "path">> = {}): Route => ({
  method: "GET",
  path,
  query: [],
  jobToken: false,
  role: "Reporter",
  ...rest,
});
const project = "/projects/:project";

export const routes = {
  /** Sent with the job token only, whatever else is at hand: it says which job asks. */
  job: get("/job", { jobToken: true, role: "Guest" }),
  user: get("/user", { role: "Guest" }),
  project: get(project, { role: "Guest" }),

  /** The configuration at `content_ref`, else of the default branch, with what it includes. */
  lint: get(`${project}/ci/lint`, { query: ["content_ref"] }),

  pipeline: get(`${project}/pipelines/:pipeline`),
  /** `sha`: all pipelines of the head. */
  pipelines: get(`${project}/pipelines`, { query: ["sha", "order_by", "sort", ...paged] }),
  /** `include_retried=true`. */
  pipelineJobs: get(`${project}/pipelines/:pipeline/jobs`, { query: ["include_retried", ...paged], jobToken: true }),
  bridges: get(`${project}/pipelines/:pipeline/bridges`, { query: [...paged] }),
  testReportSummary: get(`${project}/pipelines/:pipeline/test_report_summary`),
  /** What other systems posted, besides the jobs, which are listed here too. */
  statuses: get(`${project}/repository/commits/:sha/statuses`, { query: [...paged] }),

  branch: get(`${project}/repository/branches/:branch`, { jobToken: true }),
  tag: get(`${project}/repository/tags/:tag`, { jobToken: true }),
  /** `order_by=released_at`, `sort=desc`. */
  releases: get(`${project}/releases`, { query: ["order_by", "sort", ...paged], jobToken: true }),
  commit: get(`${project}/repository/commits/:sha`, { jobToken: true }),
  /** `ref_name` may be a range `base..head`; `path` with `per_page=1`: when a file last changed. */
  commits: get(`${project}/repository/commits`, { query: ["ref_name", "path", ...paged], isInGit: true }),
  /** `refs[]` twice. */
  mergeBase: get(`${project}/repository/merge_base`, { query: ["refs[]"], isInGit: true }),
  /** `from`, `to`, `straight=false`. */
  compare: get(`${project}/repository/compare`, { query: ["from", "to", "straight"], isInGit: true }),
  /** Keyset: `pagination=keyset`, `page_token` (by the Link header), `recursive=true`. */
  tree: get(`${project}/repository/tree`, {
    query: ["ref", "recursive", "pagination", "per_page", "page_token"],
    isInGit: true,
  }),
  /** A 404 says `404 File Not Found` where the commit was read and lacks the file. */
  file: get(`${project}/repository/files/:path/raw`, { query: ["ref"], jobToken: true }),

  /** `state=merged`, `updated_after`, `order_by=updated_at`, `sort=desc`. */
  mergeRequests: get(`${project}/merge_requests`, {
    query: ["state", "updated_after", "order_by", "sort", ...paged],
    jobToken: true,
  }),
  commitMergeRequests: get(`${project}/repository/commits/:sha/merge_requests`, { query: [...paged], jobToken: true }),
  mergeRequestCommits: get(`${project}/merge_requests/:iid/commits`, { query: [...paged] }),
  mergeRequestDiffs: get(`${project}/merge_requests/:iid/diffs`, { query: [...paged] }),
  mergeRequestVersions: get(`${project}/merge_requests/:iid/versions`, { query: [...paged] }),
  mergeRequestReviewers: get(`${project}/merge_requests/:iid/reviewers`),
  approvals: get(`${project}/merge_requests/:iid/approvals`),
  approvalState: get(`${project}/merge_requests/:iid/approval_state`, { plan: "Premium" }),
  /** `sort=asc`, `order_by=created_at`: system notes tell when somebody approved. */
  notes: get(`${project}/merge_requests/:iid/notes`, { query: ["sort", "order_by", ...paged], jobToken: true }),
  /** `reset_approvals_on_push` and the like. */
  approvalSettings: get(`${project}/approvals`, { role: "Developer", plan: "Premium" }),

  /** `environment`, `status`, `order_by=id`, `sort=desc` (GitLab's own order is oldest first). */
  deployments: get(`${project}/deployments`, {
    query: ["environment", "status", "order_by", "sort", ...paged],
    jobToken: true,
  }),
  /** Presses the button of a manual job. */
  playJob: { ...get(`${project}/jobs/:job/play`, { role: "Developer" }), method: "POST" },
  /** Only here are `approvals` and `approval_summary`. */
  deployment: get(`${project}/deployments/:deployment`, { jobToken: true }),
  /** `search` finds parts of names; the gate looks for the whole one. */
  environments: get(`${project}/environments`, { query: ["search", "states", ...paged], jobToken: true }),
  /** The whole list: only that proves that one is not protected, since a refusal may be a 404 as well. */
  protectedEnvironments: get(`${project}/protected_environments`, {
    query: [...paged],
    role: "Maintainer",
    plan: "Premium",
  }),
  /** Of a group: for all projects below it, by the tier of the environment. */
  groupProtectedEnvironments: get("/groups/:group/protected_environments", {
    query: [...paged],
    role: "Maintainer",
    plan: "Premium",
  }),
  freezePeriods: get(`${project}/freeze_periods`, { query: [...paged] }),

  /** `user_ids[]`: of these people those who are members, inherited ones included. */
  members: get(`${project}/members/all`, { query: ["user_ids[]", ...paged] }),
  /** By path (`acme%2Foperations`): its number; `with_projects=false`. */
  group: get("/groups/:group", { query: ["with_projects"], role: "Guest" }),
  groupMembers: get("/groups/:group/members/all", { query: ["user_ids[]", ...paged], role: "Guest" }),

  /** `labels`, `state`: reviews of emergencies, and incidents. */
  issues: get(`${project}/issues`, { query: ["labels", "state", ...paged] }),
  /** By its name. */
  label: get(`${project}/labels/:label`),
  createIssue: { ...get(`${project}/issues`), method: "POST" },
  createNote: { ...get(`${project}/merge_requests/:iid/notes`), method: "POST" },
  updateNote: { ...get(`${project}/merge_requests/:iid/notes/:note`), method: "PUT" },
} as const satisfies Readonly<Record<string, Route>>;
