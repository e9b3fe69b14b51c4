/** GraphQL's answer about vulnerabilities: what is open on the default branch, and what looked for it last. */
import { z } from "zod";
import { moment, sha } from "./common.ts";

const count = z.number().nullish();

export const vulnerability = z.object({
  id: z.string(),
  title: z.string().nullish(),
  severity: z.string().nullish(),
  reportType: z.string().nullish(),
  webUrl: z.string().nullish(),
  location: z.object({ file: z.string().nullish(), image: z.string().nullish() }).nullish(),
});
export type VulnerabilityReply = z.output<typeof vulnerability>;

/** Null wherever the token may not look, or the plan has no such thing. */
export const vulnerabilities = z.object({
  project: z
    .object({
      securityScanners: z
        .object({ available: z.array(z.string()).nullish(), pipelineRun: z.array(z.string()).nullish() })
        .nullish(),
      pipelines: z.object({ nodes: z.array(z.object({ sha: sha.nullish(), createdAt: moment })) }).nullish(),
      vulnerabilitySeveritiesCount: z
        .object({ critical: count, high: count, medium: count, low: count, info: count, unknown: count })
        .nullish(),
      vulnerabilities: z
        .object({
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
          nodes: z.array(vulnerability.nullable()),
        })
        .nullish(),
    })
    .nullable(),
});
export type VulnerabilitiesReply = z.output<typeof vulnerabilities>;
