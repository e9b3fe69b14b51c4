/** A Result in which every text that somebody else may have written is one and the same. */
import type { Result } from "../../src/core/result.ts";
import { allowResult, explained, finding, requirement } from "./result.ts";

export function spoiled(text: string): Result {
  const result = allowResult();
  return explained({
    ...result,
    decision: "block",
    reasons: [{ code: text, message: text }],
    environment: text,
    reason: text,
    hypothetical: text,
    platform: text,
    policies: [
      { role: "trusted", source: text, environment: text },
      { role: "head", source: text, environment: null },
    ],
    notes: [text],
    release: {
      ...result.release,
      repository: text,
      base: { sha: "b".repeat(40), name: text },
      head: { sha: "a".repeat(40), name: text },
      baseBecause: text,
      limits: [text],
    },
    findings: (["fail", "unknown", "pending", "pass", "skipped"] as const).map((status) =>
      finding({ check: text, subject: text, status, summary: text, details: [text, text], fix: text, code: text }),
    ),
    risk: {
      ...result.risk,
      level: "high",
      levelByScore: "medium",
      contributions: [{ factor: text, points: 3, because: text, assumed: true }],
      floors: [{ level: "high", reason: text, paths: [text] }],
      meaning: text,
      fixes: [text],
    },
    approvals: {
      requirements: [
        requirement({ anyOf: [text, text], because: text, approvedBy: [text], missing: 1, couldApprove: [text] }),
        requirement({ anyOf: [text], because: text, missing: 1, impossible: true }),
      ],
      discounted: [{ person: text, code: text, because: text }],
      rejections: [{ person: text, comment: text }],
      unreadable: text,
      errors: [{ code: text, message: text }],
      relaxed: [text],
      remarks: [text],
      conditions: [{ person: text, name: "only", value: text }],
      spare: [text],
      expiresAt: null,
    },
    window: result.window === null ? null : { ...result.window, calendar: text, because: text },
    conditions: [{ name: text, value: text, because: text }],
    waivers: [{ check: text, by: [text], because: text, until: null, sentence: text }],
    nextSteps: [text, text],
  });
}
