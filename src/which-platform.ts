/** Tells which platform a repository lives on, where no pipeline says it. */
import { listFolder, readText } from "./platforms/checkout/pipeline-files.ts";

interface Seen {
  readonly root: string;
  /** Of the remote that the checkout came from. */
  readonly host: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const isSet = (value: string | undefined): boolean => (value ?? "") !== "";
const hostOf = (address: string | undefined): string | null =>
  address !== undefined && URL.canParse(address) ? new URL(address).hostname : null;

/** By the pipeline, else by where the checkout came from, else by the pipeline files that are there; `local` where nothing tells. */
export async function whichPlatform({ root, host, env }: Seen): Promise<"github" | "gitlab" | "local"> {
  if (isSet(env["GITHUB_ACTIONS"])) return "github";
  if (isSet(env["GITLAB_CI"])) return "gitlab";
  if (host !== null) {
    if (host === "github.com" || host.endsWith(".ghe.com") || host === hostOf(env["GITHUB_SERVER_URL"]))
      return "github";
    if (host.split(".").includes("gitlab") || host === hostOf(env["CI_SERVER_URL"])) return "gitlab";
  }
  const hasWorkflows = (await listFolder(root, ".github/workflows")).length > 0;
  const hasGitlab = (await readText(root, ".gitlab-ci.yml")) !== null;
  if (hasWorkflows !== hasGitlab) return hasWorkflows ? "github" : "gitlab";
  return "local";
}
