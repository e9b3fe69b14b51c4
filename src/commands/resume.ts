/** The command `resume`: when the change window opens, let the newest run that waits for it go on. */
import type { Command } from "./command.ts";

export const resume: Command = {
  name: "resume",
  summary: "Let the newest run that waits for the change window go on, once it is open.",
  usage: ["resume --environment NAME --pipeline NAME [--apply] [OPTIONS]"],
  options: [
    { name: "environment", value: "NAME", meaning: "The environment whose change window held the run back." },
    {
      name: "pipeline",
      value: "NAME",
      meaning:
        "GitHub: the file of the workflow that releases, such as release.yml. GitLab: the branch of the pipelines.",
    },
    {
      name: "job",
      value: "NAME",
      meaning: "The job whose first step is the gate, and that deploys (on GitLab the manual job that deploys).",
      default: "deploy",
    },
    { name: "apply", value: null, meaning: "Do it. Without it the command only says what it would do." },
    {
      name: "policy",
      value: "FILE",
      meaning:
        "The policy: a file, or builtin:NAME. Without it .release-gate.yml of the repository, else builtin:standard.",
    },
    { name: "repo", value: "DIR", meaning: "The repository, or a folder inside it.", default: "." },
    {
      name: "platform",
      value: "PLATFORM",
      meaning: "Where the runs are. auto: the platform whose pipeline this is.",
      choices: ["auto", "github", "gitlab"],
      default: "auto",
    },
  ],
  notes: [
    [
      "The newest run that reached the deploy job decides: it goes on where nothing but the window held it back. On GitHub its failed",
      "jobs run again, so its approvals and its receipt are kept (within 30 days; permission actions: write). The gate in the run asks",
      "everything anew. Older runs that waited are told that they were overtaken, as a check run on their commit (checks: write).",
    ].join("\n"),
    "Exit codes: 0 whether or not there was something to do; 2 wrong usage or policy; 3 something could not be read, or not started.",
    "Example\n  release-gate resume --environment production --pipeline release.yml --apply",
  ],
  async run(given, terminal) {
    const { resumeRun } = await import("./resume/resume-run.ts");
    return resumeRun(given, terminal);
  },
};
