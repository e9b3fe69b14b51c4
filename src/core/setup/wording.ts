/** Phrases and lines to paste that several rules share. */
import { checkoutAction, gateAction } from "./actions.ts";
import type { SetupView } from "./view.ts";

export const listed = (names: readonly string[], last = "and"): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The page on which environments are set up. */
export const environmentPage = ({ facts }: SetupView): string | null =>
  facts.url === null ? null : `${facts.url}/settings/environments`;

/** Required reviewers are not to be had everywhere, and that is said where it matters. */
export const planRemark = ({ facts }: SetupView): string =>
  facts.isPrivate.status === "observed" && !facts.isPrivate.value
    ? ""
    : " In a private repository required reviewers take GitHub Enterprise; on other plans let reviews on the pull request count (`pull-request-reviews: true`), which is weaker.";

const indent = (depth: number, lines: readonly string[]): readonly string[] =>
  lines.map((line) => " ".repeat(depth) + line);

/** The first steps of a job that deploys. */
export const enforceSteps = (environment: string, receipt: string | null): readonly string[] =>
  indent(6, [
    `- uses: ${checkoutAction}`,
    "  with:",
    "    fetch-depth: 0",
    `- uses: ${gateAction}`,
    "  with:",
    `    environment: ${environment}`,
    ...(receipt === null ? [] : [`    receipt: ${receipt}`]),
  ]);

/** What a job hands on from another one. */
export const outputOf = (job: string, output: string): string => `\${{ needs.${job}.outputs.${output} }}`;
