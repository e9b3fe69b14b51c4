/** The command `doctor`: says what is missing for the gate to work here. */
import type { Command } from "./command.ts";

export const doctor: Command = {
  name: "doctor",
  summary: "Say what is missing for the gate to work in this repository.",
  usage: ["doctor [--environment NAME ...] [OPTIONS]"],
  options: [
    {
      name: "environment",
      value: "NAME",
      many: true,
      meaning: "Look at this environment only. Left out: every one that the policy names or a workflow deploys to.",
    },
    {
      name: "policy",
      value: "FILE",
      meaning:
        "The policy: a file, or builtin:NAME. Left out: .release-gate.yml of the working tree, else builtin:standard.",
    },
    { name: "repo", value: "DIR", meaning: "The checkout to look at, or a folder inside it.", default: "." },
    {
      name: "platform",
      value: "PLATFORM",
      meaning: "Where the repository lives. auto: by the pipeline, else by where the checkout came from.",
      choices: ["auto", "github", "gitlab", "local"],
      default: "auto",
    },
    {
      name: "token-variable",
      value: "NAME",
      meaning: "The variable that holds the token to look with. On GitHub also GITHUB_TOKEN or GH_TOKEN.",
      default: "RELEASE_GATE_TOKEN",
    },
    {
      name: "org-token-variable",
      value: "NAME",
      meaning:
        "The variable that holds a token that may read the members of teams or groups, where the other one may not.",
      default: "RELEASE_GATE_GROUP_TOKEN",
    },
    {
      name: "format",
      value: "FORMAT",
      meaning: "How the answer is written.",
      choices: ["text", "json", "markdown"],
      default: "text",
    },
  ],
  notes: [
    "It reads, and changes nothing: the policy and the pipeline files of the checkout, and with a token how the platform is set up.",
    "Exit codes: 0 nothing is wrong; 1 something is to mend; 2 wrong usage or policy; 3 nothing wrong was found, but not everything could be looked at.",
    ["Examples", "  release-gate doctor", "  release-gate doctor --environment production --format markdown"].join(
      "\n",
    ),
  ],
  async run(given, terminal) {
    const tokenIn = (variable = ""): string | null => terminal.env[variable]?.trim() || null;
    const { lookAround } = await import("./doctor/look.ts");
    const { render } = await import("./doctor/render.ts");
    const diagnosis = await lookAround(
      {
        environments: given.texts("environment"),
        policy: given.text("policy") ?? null,
        repository: given.text("repo") ?? ".",
        platform: given.text("platform") ?? "auto",
        token: tokenIn(given.text("token-variable")),
        orgToken: tokenIn(given.text("org-token-variable")),
      },
      terminal,
    );
    terminal.out(render(diagnosis, given.text("format") ?? "text", terminal));
    return exitOf(diagnosis.rules.map(({ status }) => status));
  },
};

/** What is wrong weighs more than what could not be seen, as it does in a decision. */
function exitOf(statuses: readonly string[]): number {
  if (statuses.includes("problem")) return 1;
  return statuses.includes("unseen") ? 3 : 0;
}
