/**
 * What GitLab's documentation tells and its OpenAPI document does not: whole routes (Enterprise, or written before the document was),
 * fields that it leaves out, and types where it says `string` of everything.
 */

export interface DescribedRoute {
  /** Parameter -> type; `!` where it is required. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
  /** Name of an entity, `[]` where it is a list of them; fields of its own; null: no body is told. */
  readonly answer: string | Readonly<Record<string, string>> | null;
}

const pages = { page: "integer", per_page: "integer" };
const get = (answer: DescribedRoute["answer"], query: Readonly<Record<string, string>> = {}): DescribedRoute => ({
  query,
  body: {},
  answer,
});

/** Routes that the document lacks. */
export const documentedRoutes: Readonly<Record<string, DescribedRoute>> = {
  "GET /job": get("API_Entities_Ci_JobBasic"),
  "GET /user": get("CurrentUser"),
  "GET /metadata": get({ version: "string", revision: "string", enterprise: "boolean", kas: "object" }),
  "GET /personal_access_tokens/self": get("AccessToken"),
  "GET /projects/:id/approvals": get("ApprovalSettings"),
  "GET /projects/:id/approval_rules": get("ProjectApprovalRule[]", pages),
  "GET /projects/:id/protected_environments": get("ProtectedEnvironment[]", pages),
  "GET /projects/:id/protected_environments/:name": get("ProtectedEnvironment"),
  "GET /groups/:id/protected_environments": get("ProtectedEnvironment[]", pages),
  "GET /projects/:id/issues": get("Issue[]", {
    ...pages,
    labels: "string",
    state: "opened|closed|all",
    search: "string",
    in: "string",
    order_by: "created_at|updated_at|priority|due_date|title",
    sort: "asc|desc",
  }),
  "GET /projects/:id/labels/:label_id": get({ id: "integer", name: "string", color: "string", description: "string" }),
  "POST /projects/:id/issues": {
    query: {},
    body: {
      title: "string!",
      description: "string",
      labels: "string",
      confidential: "boolean",
      assignee_ids: "integer[]",
    },
    answer: "Issue",
  },
};

/** Entities that the document lacks. */
export const documentedEntities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AccessLevel: {
    id: "integer",
    access_level: "integer",
    access_level_description: "string",
    user_id: "integer",
    group_id: "integer",
    group_inheritance_type: "integer",
  },
  AccessToken: {
    id: "integer",
    name: "string",
    description: "string",
    revoked: "boolean",
    created_at: "time",
    scopes: "string[]",
    user_id: "integer",
    last_used_at: "time",
    active: "boolean",
    expires_at: "string",
  },
  ApprovalRule: {
    id: "integer",
    access_level: "integer",
    access_level_description: "string",
    user_id: "integer",
    group_id: "integer",
    group_inheritance_type: "integer",
    required_approvals: "integer",
  },
  ApprovalSettings: {
    approvals_before_merge: "integer",
    reset_approvals_on_push: "boolean",
    selective_code_owner_removals: "boolean",
    disable_overriding_approvers_per_merge_request: "boolean",
    merge_requests_author_approval: "boolean",
    merge_requests_disable_committers_approval: "boolean",
    require_password_to_approve: "boolean",
    require_reauthentication_to_approve: "boolean",
  },
  CurrentUser: {
    id: "integer",
    username: "string",
    name: "string",
    state: "string",
    locked: "boolean",
    avatar_url: "string",
    web_url: "string",
    created_at: "time",
    bot: "boolean",
    email: "string",
  },
  Issue: {
    id: "integer",
    iid: "integer",
    project_id: "integer",
    title: "string",
    description: "string",
    state: "string",
    created_at: "time",
    updated_at: "time",
    closed_at: "time",
    labels: "string[]",
    author: "API_Entities_UserBasic",
    web_url: "string",
    confidential: "boolean",
    issue_type: "string",
    severity: "string",
  },
  ProjectApprovalRule: {
    id: "integer",
    name: "string",
    rule_type: "string",
    eligible_approvers: "API_Entities_UserBasic[]",
    approvals_required: "integer",
    users: "API_Entities_UserBasic[]",
    groups: "API_Entities_Group[]",
    contains_hidden_groups: "boolean",
    applies_to_all_protected_branches: "boolean",
    protected_branches: "API_Entities_ProtectedBranch[]",
  },
  ProtectedEnvironment: {
    name: "string",
    deploy_access_levels: "AccessLevel[]",
    required_approval_count: "integer",
    approval_rules: "ApprovalRule[]",
  },
};

/** Parameters that the document leaves out. */
export const documentedQueries: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "GET /groups/:id": { with_projects: "boolean", with_custom_attributes: "boolean" },
  "GET /projects/:id/merge_requests/:merge_request_iid/notes": {
    ...pages,
    sort: "asc|desc",
    order_by: "created_at|updated_at",
  },
  // Its body may be sent as a body too.
  "PUT /projects/:id/merge_requests/:merge_request_iid/notes/:note_id": { body: "string" },
};

/** Parameters of a body that the document places in the query. */
export const documentedBodies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "PUT /projects/:id/merge_requests/:merge_request_iid/notes/:note_id": { body: "string!" },
};

/** Answers that the document tells as one thing and that are lists, or tells too shortly. */
export const documentedAnswers: Readonly<Record<string, string>> = {
  "GET /projects/:id/merge_requests": "API_Entities_MergeRequestBasic[]",
  "GET /projects/:id/merge_requests/:merge_request_iid": "API_Entities_MergeRequestBasic",
  "GET /projects/:id/merge_requests/:merge_request_iid/commits": "API_Entities_Commit[]",
  "POST /projects/:id/merge_requests/:merge_request_iid/notes": "API_Entities_Note",
  "PUT /projects/:id/merge_requests/:merge_request_iid/notes/:note_id": "API_Entities_Note",
};

/** `Entity.field` -> type: fields that are missing, and those that are no text though the document's default says so. */
export const documentedFields: Readonly<Record<string, string>> = {
  "API_Entities_Approvals.approved_at": "time",
  "API_Entities_Ci_JobBasic.retried": "boolean",
  "API_Entities_Ci_Job.retried": "boolean",
  "API_Entities_Ci_Job.environment": "object",
  "API_Entities_Deployments_ApprovalSummary.rules": "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary[]",
  "API_Entities_DeploymentExtended.approvals": "API_Entities_Deployments_Approval[]",
  "API_Entities_Diff.collapsed": "boolean",
  "API_Entities_Diff.too_large": "boolean",
  "API_Entities_MergeRequestApprovals.approved": "boolean",
  "API_Entities_MergeRequestApprovals.user_has_approved": "boolean",
  "API_Entities_MergeRequestApprovals.user_can_approve": "boolean",
  "API_Entities_MergeRequestApprovals.approvals_required": "integer",
  "API_Entities_MergeRequestApprovals.approvals_left": "integer",
  "API_Entities_MergeRequestApprovals.has_approval_rules": "boolean",
  "API_Entities_MergeRequestBasic.assignees": "API_Entities_UserBasic[]",
  "API_Entities_MergeRequestBasic.diff_refs": "object",
  "API_Entities_MergeRequestBasic.draft": "boolean",
  "API_Entities_MergeRequestBasic.head_pipeline": "API_Entities_Ci_PipelineBasic",
  "API_Entities_MergeRequestBasic.labels": "string[]",
  "API_Entities_MergeRequestBasic.reviewers": "API_Entities_UserBasic[]",
  "API_Entities_MergeRequestBasic.source_project_id": "integer",
  "API_Entities_MergeRequestBasic.squash": "boolean",
  "API_Entities_MergeRequestBasic.target_project_id": "integer",
  "API_Entities_MergeRequestDiff.id": "integer",
  "API_Entities_MergeRequestDiff.merge_request_id": "integer",
  "API_Entities_Note.id": "integer",
  "API_Entities_Note.confidential": "boolean",
  "API_Entities_Note.internal": "boolean",
  "API_Entities_Note.noteable_id": "integer",
  "API_Entities_Note.noteable_iid": "integer",
  "API_Entities_Note.project_id": "integer",
  "API_Entities_Note.resolvable": "boolean",
  "API_Entities_Note.system": "boolean",
  "API_Entities_ProjectWithAccess.allow_pipeline_trigger_approve_deployment": "boolean",
  "API_Entities_ProjectWithAccess.approvals_before_merge": "integer",
  "API_Entities_ProjectWithAccess.ci_forward_deployment_enabled": "boolean",
  "API_Entities_ProjectWithAccess.ci_pipeline_variables_minimum_override_role": "string",
  "API_Entities_ProjectWithAccess.merge_pipelines_enabled": "boolean",
  "API_Entities_ProjectWithAccess.only_allow_merge_if_all_status_checks_passed": "boolean",
  "API_Entities_ProjectWithAccess.only_allow_merge_if_pipeline_succeeds": "boolean",
  "API_Entities_ProjectWithAccess.permissions": "object",
  "API_Entities_ProjectWithAccess.restrict_user_defined_variables": "boolean",
  "API_Entities_ProjectWithAccess.shared_with_groups": "object[]",
  "API_Entities_ProjectWithAccess.visibility": "string",
  "API_Entities_ProjectWithAccess.web_url": "string",
  "API_Entities_ProtectedTag.create_access_levels": "API_Entities_ProtectedRefAccess[]",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.access_level": "integer",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.deployment_approvals":
    "API_Entities_Deployments_Approval[]",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.group_id": "integer",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.group_inheritance_type": "integer",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.id": "integer",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.required_approvals": "integer",
  "API_Entities_ProtectedEnvironments_ApprovalRuleForSummary.user_id": "integer",
  "API_Entities_User.bot": "boolean",
  "TestReportSummaryEntity.test_suites": "TestSuiteSummaryEntity[]",
  "TestReportSummaryEntity.total": "object",
  "TestSuiteSummaryEntity.total_time": "number",
};
