/** Which repository on GitHub is looked at, and with which token. */
import { openCheckout } from "../../checkout/checkout.ts";
import { PlatformError, type SurveyAsked } from "../../platform.ts";

/** Null where there is none. */
export const secretIn = (asked: SurveyAsked, env: SurveyAsked["env"]): string | null =>
  [asked.secrets?.token, env["GITHUB_TOKEN"], env["GH_TOKEN"]]
    .map((each) => (each ?? "").trim())
    .find((each) => each !== "") ?? null;

/** Outside GitHub Actions the checkout says which repository is meant, where it came from the same host. */
export async function withRepository({ env, repository }: SurveyAsked): Promise<SurveyAsked["env"]> {
  if ((env["GITHUB_REPOSITORY"] ?? "").trim() !== "") return env;
  const { origin } = await openCheckout(repository, env);
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const host = URL.canParse(server) ? new URL(server).hostname : null;
  if (origin !== null && origin.host === host && origin.name.split("/").length === 2)
    return { ...env, GITHUB_REPOSITORY: origin.name };
  throw new PlatformError(
    "usage",
    `Which repository on GitHub is meant is not known: ${origin === null ? "the checkout has no remote `origin`" : `the checkout did not come from ${host ?? "GITHUB_SERVER_URL"}`}.`,
    "Set GITHUB_REPOSITORY to owner/name (and GITHUB_SERVER_URL, GITHUB_API_URL and GITHUB_GRAPHQL_URL on a host of your own).",
  );
}
