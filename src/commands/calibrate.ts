/** The command `calibrate`: holds the risk model against a repository's own past and proposes what the policy should say. */
import { resolve } from "node:path";
import { type Command, UsageError } from "./command.ts";

const mostChanges = 20_000;

export const calibrate: Command = {
  name: "calibrate",
  summary: "Hold the risk model against this repository's past, and propose its own rates and weights.",
  usage: ["calibrate [--repo DIR] [--head REF] [OPTIONS]"],
  options: [
    { name: "repo", value: "DIR", meaning: "The repository, or a folder inside it.", default: "." },
    { name: "head", value: "REF", meaning: "Where the history ends.", default: "HEAD" },
    {
      name: "last",
      value: "N",
      meaning: "Look at so many of the newest changes (first parents of the head).",
      default: String(mostChanges),
    },
    {
      name: "failed",
      value: "FILE",
      meaning:
        "Commits that failed in production as you know it (failed deployments, incidents): one hash per line. Each counts as reverted.",
    },
    {
      name: "environment",
      value: "NAME",
      meaning:
        "Ask the platform for its newest deployments to NAME: a change that went out alone and failed, or was rolled back, counts as reverted.",
    },
    {
      name: "platform",
      value: "PLATFORM",
      meaning: "Where the deployments are. auto: the platform whose pipeline this is.",
      choices: ["auto", "github", "gitlab"],
      default: "auto",
    },
    {
      name: "format",
      value: "FORMAT",
      meaning: "How the answer is written.",
      choices: ["text", "json"],
      default: "text",
    },
  ],
  notes: [
    "What went wrong is read from the history: a change is reverted when a later one says so within 30 days, hot-fixed when a bug fix rewrites its code within 7. Fitted on the first 70 % and judged on the rest; only what is clearly better there is proposed, else the answer is to keep the defaults.",
    "It rates changes. It does not rate people, and must not be used to.",
    ["Examples", "  release-gate calibrate", "  release-gate calibrate --environment production --last 5000"].join(
      "\n",
    ),
  ],
  async run(given, terminal) {
    const last = Number(given.text("last") ?? mostChanges);
    if (!Number.isInteger(last) || last < 1)
      throw new UsageError("--last takes a whole number from 1 on.", "For example --last 5000.");
    const { readPast } = await import("./calibrate/read-past.ts");
    const { readFailed } = await import("./calibrate/read-failed.ts");
    const file = given.text("failed");
    const failed = file === undefined ? [] : await readFailed(resolve(terminal.cwd, file));
    const directory = resolve(terminal.cwd, given.text("repo") ?? ".");
    const environment = given.text("environment");
    const { readDeployments } = await import("./calibrate/read-deployments.ts");
    const asked = { platform: given.text("platform") ?? "auto", environment: environment ?? "" };
    const deployments = environment === undefined ? null : await readDeployments(asked, directory, terminal);
    const past = await readPast(directory, given.text("head") ?? null, last, { failed, deployments }, terminal);
    terminal.progress("resampling");
    const { calibrate: hold } = await import("../core/risk/calibration.ts");
    const { model } = await import("../core/risk/fitted.ts");
    const { policyLines, renderCalibration } = await import("./calibrate/render.ts");
    const calibration = hold(past.changes, model);
    const { changes: _, ...about } = past;
    terminal.out(
      given.text("format") === "json"
        ? `${JSON.stringify({ ...about, model: model.version, ...calibration, policy: policyLines(calibration).join("\n") }, null, 2)}\n`
        : renderCalibration(calibration, past),
    );
    return 0;
  },
};
