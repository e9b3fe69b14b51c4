/** Replies about environments and the teams of an organisation. */
import { z } from "zod";

const reviewer = z.object({
  type: z.string().optional(),
  reviewer: z.object({ login: z.string().optional(), slug: z.string().optional() }).optional(),
});

/** `can_admins_bypass` stands in no published description, so it may be missing. */
const environment = z.object({
  name: z.string(),
  html_url: z.string().nullish(),
  can_admins_bypass: z.boolean().nullish(),
  /** Null: every branch may deploy there. */
  deployment_branch_policy: z.object({}).nullish(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        prevent_self_review: z.boolean().nullish(),
        reviewers: z.array(reviewer).nullish(),
      }),
    )
    .nullish(),
});
export type EnvironmentReply = z.output<typeof environment>;

export const environments = z.object({ total_count: z.number(), environments: z.array(environment) });

/** Null: there is no such team, or the token may not see it. */
export const teamMembers = z
  .object({
    members: z.object({
      nodes: z.array(z.object({ login: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  })
  .nullable();
export type TeamReply = z.output<typeof teamMembers>;

export const issues = z.array(
  z.object({
    body: z.string().nullish(),
    state: z.string(),
    html_url: z.string().nullish(),
    pull_request: z.unknown().optional(),
  }),
);
