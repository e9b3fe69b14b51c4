/** Replies about security alerts and the analyses behind them. */
import { z } from "zod";

export const codeScanningAlerts = z.array(
  z.object({
    number: z.number().int(),
    html_url: z.string().nullish(),
    rule: z.object({
      id: z.string().nullish(),
      description: z.string().nullish(),
      severity: z.string().nullish(),
      security_severity_level: z.string().nullish(),
    }),
    most_recent_instance: z.object({ location: z.object({ path: z.string().nullish() }).nullish() }).nullish(),
  }),
);
export type CodeScanningReply = z.output<typeof codeScanningAlerts>[number];

export const dependabotAlerts = z.array(
  z.object({
    number: z.number().int(),
    html_url: z.string().nullish(),
    dependency: z.object({ manifest_path: z.string().nullish() }).nullish(),
    security_advisory: z.object({ summary: z.string().nullish() }).nullish(),
    security_vulnerability: z.object({
      severity: z.string().nullish(),
      package: z.object({ name: z.string() }).nullish(),
    }),
  }),
);
export type DependabotReply = z.output<typeof dependabotAlerts>[number];

export const analyses = z.array(
  z.object({ ref: z.string(), commit_sha: z.string(), created_at: z.iso.datetime({ offset: true }) }),
);
