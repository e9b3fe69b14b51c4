/** The request for this deployment: what its author says about contents, tests, plan, rollback, customers. */

/** `markdown` has its parts by heading; `parts` has them by input name; `missing` was looked for and is not there. */
export type DeploymentRequest =
  | { readonly kind: "markdown"; readonly from: string; readonly text: string }
  | { readonly kind: "parts"; readonly from: string; readonly parts: Readonly<Record<string, string>> }
  | { readonly kind: "missing"; readonly from: string };
