/** The command `init`: looks at the repository, and writes a policy and the pipeline file that asks the gate. */
import type { Command } from "./command.ts";

export const init: Command = {
  name: "init",
  summary: "Look at the repository, and write a policy and the pipeline file that asks the gate.",
  usage: ["init [--environment NAME] [OPTIONS]"],
  options: [
    {
      name: "environment",
      value: "NAME",
      meaning: "Where releases go. Left out: the environment that a job or the platform names, else production.",
    },
    { name: "repo", value: "DIR", meaning: "The checkout to look at, or a folder inside it.", default: "." },
    {
      name: "platform",
      value: "PLATFORM",
      meaning:
        "Where the repository lives. auto: by the pipeline, else by where the checkout came from and what stands in it.",
      choices: ["auto", "github", "gitlab"],
      default: "auto",
    },
    { name: "force", value: null, meaning: "Write over files that are there." },
    { name: "dry-run", value: null, meaning: "Show what would be written, and write nothing." },
  ],
  notes: [
    "It looks at the files of the checkout, and where a token is at hand (GITHUB_TOKEN or GH_TOKEN; RELEASE_GATE_TOKEN on GitLab) at the environments on the platform. Without a token it uses no network.",
    "Exit codes: 0 the files are written, or shown; 1 a file was there and was left as it is; 2 wrong usage; 3 something could not be read or written.",
    ["Examples", "  release-gate init --dry-run", "  release-gate init --environment production"].join("\n"),
  ],
  async run(given, terminal) {
    const { lookAt } = await import("./init/look.ts");
    const { draft } = await import("./init/draft.ts");
    const { write } = await import("./init/write.ts");
    const { shown, summary } = await import("./init/text.ts");
    const asked = {
      environment: given.text("environment") ?? null,
      repository: given.text("repo") ?? ".",
      platform: given.text("platform") ?? "auto",
    };
    const seen = await lookAt(asked, terminal);
    const drafts = await draft(seen);
    if (given.flag("dry-run")) {
      terminal.out(shown(drafts));
      return 0;
    }
    const written = await write(seen.root, drafts, given.flag("force"));
    terminal.out(summary(seen, written, terminal));
    return written.some(({ status }) => status === "left") ? 1 : 0;
  },
};
