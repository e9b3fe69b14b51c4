/** Open alerts of code scanning and of Dependabot. A source that is turned off, or that never looked, says nothing. */
import { observed, type Unseen, unavailable } from "../../../core/evidence/observed.ts";
import {
  type AlertSearch,
  type AlertSeverity,
  type AlertsSeen,
  alertSeverities,
  type SecurityAlert,
  type SourceAlerts,
} from "../../../core/evidence/security-alerts.ts";
import { HttpFailure } from "../../http.ts";
import { PlatformError } from "../../platform.ts";
import { unseen } from "../../settled.ts";
import { lastPage } from "../comparison.ts";
import type { Collector, GithubContext } from "../context.ts";
import {
  analyses,
  type CodeScanningReply,
  codeScanningAlerts,
  type DependabotReply,
  dependabotAlerts,
} from "../schema/alerts.ts";

const perPage = 100;
/** So many pages are read; an alert beyond them is not known. */
const mostPages = 10;

export const securityAlerts: Collector<"securityAlerts"> = async (context, { alerts }) => {
  const all = await Promise.all(
    alerts.map(async (search): Promise<SourceAlerts> => ({ search, seen: await settled(search, context) })),
  );
  return observed(all, "GitHub's security alerts", context.surroundings.now);
};

async function settled(search: AlertSearch, context: GithubContext): Promise<AlertsSeen | Unseen> {
  try {
    return search.source === "dependabot" ? await dependabot(context) : await codeScanning(context, search.branch);
  } catch (error) {
    if (error instanceof PlatformError) return explained(error, search);
    throw error;
  }
}

async function codeScanning({ client, setting, opening }: GithubContext, given: string | null) {
  const branch = given ?? opening.repository.defaultBranch?.name ?? null;
  if (branch === null)
    return unavailable("The repository has no default branch, so code scanning has looked at nothing.");
  const repo = `/repos/${setting.owner}/${setting.name}/code-scanning`;
  const ref = `refs/heads/${branch}`;
  const permission = "security-events: read";
  const page = async (number: number) => {
    const asking = { what: `the code scanning alerts of ${branch}`, permission };
    const query = { ref, state: "open", per_page: String(perPage), page: String(number) };
    return client.get(`${repo}/alerts`, codeScanningAlerts, asking, query);
  };
  const asking = { what: `the newest code scanning analysis of ${branch}`, permission };
  // A branch that was never analysed has no alerts either: the analysis tells the two apart.
  const [first, { value: done }] = await Promise.all([
    page(1),
    client.get(`${repo}/analyses`, analyses, asking, { ref, per_page: "1", sort: "created", direction: "desc" }),
  ]);
  const newest = done[0];
  if (newest === undefined)
    return unavailable(
      `Code scanning never analysed the branch ${branch}, so it has found nothing there.`,
      "Let code scanning run on every push to that branch, name the branch that it analyses under `branch`, or leave `code-scanning` out of `sources`.",
    );
  // Side by side where GitHub says how many there are, else one after the other until one is not full.
  const told = lastPage(first.headers.link);
  const others = Array.from({ length: Math.min(told, mostPages) - 1 }, (_, index) => page(index + 2));
  const pages = [first, ...(await Promise.all(others))].map(({ value }) => value);
  const isFull = (): boolean => pages.at(-1)?.length === perPage;
  while (told === 1 && isFull() && pages.length < mostPages) pages.push((await page(pages.length + 1)).value);
  const isWhole = told > 1 ? told <= mostPages : !isFull();
  return seen(branch, pages.flat().map(fromCodeScanning), isWhole, {
    analysedAt: new Date(newest.created_at).toISOString(),
    analysedCommit: newest.commit_sha,
  });
}

async function dependabot({ client, setting, opening }: GithubContext): Promise<AlertsSeen> {
  const asking = { what: "the Dependabot alerts", permission: "vulnerability-alerts: read" };
  const path = `/repos/${setting.owner}/${setting.name}/dependabot/alerts`;
  const found: DependabotReply[] = [];
  let cursor: string | null = null;
  let isWhole = false;
  for (let number = 1; number <= mostPages && !isWhole; number += 1) {
    const after: Readonly<Record<string, string>> = cursor === null ? {} : { after: cursor };
    const query = { state: "open", per_page: String(perPage), ...after };
    const { value, headers } = await client.get(path, dependabotAlerts, asking, query);
    found.push(...value);
    const next = /<([^<>]+)>;\s*rel="next"/.exec(headers.link ?? "")?.[1];
    isWhole = next === undefined;
    // These lists have no numbered pages: the link alone says where they go on.
    cursor = next !== undefined && URL.canParse(next) ? new URL(next).searchParams.get("after") : null;
    if (cursor === null) break;
  }
  return seen(opening.repository.defaultBranch?.name ?? null, found.map(fromDependabot), isWhole, {
    analysedAt: null,
    analysedCommit: null,
  });
}

const seen = (
  branch: string | null,
  alerts: readonly SecurityAlert[],
  isWhole: boolean,
  analysis: Pick<AlertsSeen, "analysedAt" | "analysedCommit">,
): AlertsSeen => ({
  status: "observed",
  branch,
  ...analysis,
  alerts: [...alerts].sort((a, b) => a.number - b.number),
  isWhole,
});

const severityOf = (word: string | null | undefined): AlertSeverity | "unknown" =>
  alertSeverities.find((severity) => severity === word?.toLowerCase()) ?? "unknown";

/** Rules about security have a level of their own; the others have only what their tool calls it. */
const byTool: Readonly<Record<string, AlertSeverity>> = { error: "high", warning: "medium", note: "low", none: "low" };

const fromCodeScanning = ({ number, html_url: url, rule, most_recent_instance: at }: CodeScanningReply) => ({
  number,
  title: rule.description ?? rule.id ?? "an alert without a title",
  severity:
    rule.security_severity_level == null
      ? (byTool[rule.severity ?? ""] ?? "unknown")
      : severityOf(rule.security_severity_level),
  place: at?.location?.path ?? null,
  url: url ?? null,
});

const fromDependabot = ({
  number,
  html_url: url,
  dependency,
  security_advisory: advisory,
  security_vulnerability: weakness,
}: DependabotReply): SecurityAlert => ({
  number,
  title: [weakness.package?.name, advisory?.summary].filter((part) => part != null && part !== "").join(": "),
  severity: severityOf(weakness.severity),
  place: dependency?.manifest_path ?? null,
  url: url ?? null,
});

/** GitHub answers the same 403 or 404 for a permission that is missing and for a feature that is off; its words tell which. */
const isOff = /not enabled|must be enabled|(?:is|are) disabled|archived/i;
const neverRan = /no analysis found/i;

function explained(failure: PlatformError, { source }: AlertSearch): Unseen {
  const status = failure instanceof HttpFailure ? failure.status : null;
  if (status !== 403 && status !== 404) return unseen(failure);
  const without = `or leave \`${source}\` out of \`sources\` where the policy does not want it.`;
  if (neverRan.test(failure.message))
    return unavailable(
      "Code scanning never analysed this repository, so it has found nothing.",
      `Set up code scanning and let it run once, ${without}`,
    );
  if (isOff.test(failure.message))
    return unavailable(
      `${source === "dependabot" ? "Dependabot alerts are" : "Code scanning is"} not turned on for this repository, so nothing is known. ${failure.message}`,
      source === "dependabot"
        ? `Turn on Dependabot alerts in the repository's security settings, ${without}`
        : `Turn on code scanning in the repository's security settings (a private repository needs GitHub Code Security for it), ${without}`,
    );
  const { because, fix } = unseen(failure);
  return source === "dependabot"
    ? unavailable(
        because,
        `${fix ?? ""} A host that does not know this permission yet takes an app's token with "Dependabot alerts: read" in the input \`token\`.`.trim(),
      )
    : unseen(failure);
}
