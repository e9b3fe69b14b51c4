/** The words of the issue in which people look at an emergency afterwards. */
import type { Result } from "../core/result.ts";
import { plainLine } from "./escape.ts";
import { code, inline, join, list } from "./summary/markdown.ts";
import { refName } from "./wording/release.ts";
import { moment } from "./wording/words.ts";

const mostWaivers = 50;

/** A title and a body in Markdown, with everything that people wrote made harmless. */
export function reviewIssueOf(
  { release, environment, at, reason, waivers, approvals }: Result,
  policyDigest: string,
): { readonly title: string; readonly body: string } {
  const by = [...new Set(approvals.requirements.flatMap(({ approvedBy }) => approvedBy))].sort();
  const blocks = [
    join(
      "An emergency release was let through to",
      code(environment),
      `at ${moment(at)}. Please look at it together, and close this issue when you have.`,
    ).markdown,
    list(
      [
        join("Release:", code(release.head.sha)),
        join("Reason given:", reason ?? "none"),
        join("Approved by:", by.length === 0 ? "nobody that is named" : by.join(", ")),
        join("Policy (SHA-256):", code(policyDigest)),
      ],
      { atMost: 10 },
    ),
    "**What did not have to pass**",
    list(
      waivers.map(({ check, because }) => join(code(check), because)),
      { atMost: mostWaivers },
    ) || inline("Nothing: everything passed."),
  ];
  return {
    title: plainLine(`Review the emergency release of ${refName(release.head)} to ${environment}`).replace(/[@#]/g, ""),
    body: blocks.join("\n\n"),
  };
}
