/** The command `check`: reads its inputs, asks the gate, prints the report. */
import { resolve } from "node:path";
import { type Command, type Given, type Terminal, UsageError } from "../commands/command.ts";
import { formatInstant, parseInstant } from "../core/calendar/instant.ts";
import type { GateRequest } from "../gate-request.ts";
import type { CheckOutcome } from "../run.ts";
import { secretsFrom, withProject } from "./elsewhere.ts";
import { exitCode } from "./exit-code.ts";
import { explain } from "./failure.ts";
import { checkOptions, type InputName, inputs } from "./inputs.ts";
import { readWaiting } from "./waiting.ts";

/** Variables by which a pipeline makes itself known. */
const pipelines = ["GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL"] as const;

export const check: Command = {
  name: "check",
  summary: "Decide whether a release may go to an environment now.",
  usage: ["check --environment NAME [OPTIONS]"],
  options: checkOptions,
  notes: [
    "Exit codes: 0 it may go (with --mode evaluate: nothing but approvals or time is missing); 1 blocked, or still waiting; 2 wrong usage or policy; 3 something needed could not be determined. With --report-only 0 whatever is decided.",
    [
      "Examples",
      "  release-gate check --environment production",
      "  release-gate check --environment production --base v1.4.0 --head v1.5.0",
      '  release-gate check --environment production --junit "reports/**/*.xml"',
      "  release-gate check --environment production --at 2026-03-02T09:30:00Z",
    ].join("\n"),
  ],
  async run(given, terminal) {
    const env = withProject(given, terminal.env);
    const there = { ...terminal, env };
    const folder = given.text("artifacts");
    if (folder === undefined) return decide(given, there, null);
    const { clearJobFiles, leaveJobFiles, leaveNoAnswer } = await import("../job-files.ts");
    const job = { cwd: terminal.cwd, path: folder, environment: given.text("environment") ?? "" };
    try {
      return await decide(given, there, {
        clear: (receipt) => clearJobFiles(job, receipt),
        leave: (reporting) => leaveJobFiles(job, reporting),
      });
    } catch (error) {
      await leaveNoAnswer(job, explain(error, false).text);
      throw error;
    }
  },
};

/** What a job leaves, in the folder that it named. */
interface JobFiles {
  /** `receipt`: the file with the receipt that was handed in, which stays. */
  clear(receipt: string | null): Promise<void>;
  leave(reporting: CheckOutcome["reporting"]): Promise<void>;
}

async function decide(given: Given, terminal: Terminal, files: JobFiles | null): Promise<number> {
  const { env, cwd } = terminal;
  const named = given.text("receipt-file");
  const receiptFile = named === undefined ? null : resolve(cwd, named);
  await files?.clear(receiptFile);
  // A record that was there before must never be taken for this one's, not even where it comes to none.
  const record = given.text("record");
  if (files !== null && record !== undefined) {
    const { removeWhole } = await import("../files.ts");
    await removeWhole(cwd, record, "record");
  }
  const receipt = receiptFile === null ? {} : { receipt: await receiptIn(given, receiptFile) };
  const secrets = secretsFrom(given, env);
  const request: GateRequest = {
    ...requestFrom(given, env),
    ...receipt,
    policyRef: given.text("policy-ref") ?? null,
    ...(secrets === undefined ? {} : { secrets }),
  };
  const { runCheck } = await import("../run.ts");
  const cancelled = request.mode === "wait" ? (terminal.cancellation?.() ?? null) : null;
  const { result, report, reporting, publish } = await runCheck(
    request,
    terminal,
    cancelled === null ? {} : { cancelled },
  );
  terminal.out(report);
  await files?.leave(reporting);
  if (given.flag("comment") && cancelled?.aborted !== true) {
    const { publicationOf } = await import("../answer.ts");
    for (const { message, fix } of await publish(publicationOf(reporting, { comment: true, checkRun: false })))
      terminal.err(`${message}${fix === null ? "" : ` ${fix}`}\n`);
  }
  return exitCode(result, request.mode, request.reportOnly);
}

/** The one line of a receipt's file. Throws where it is not there: a receipt that was lost must not pass for none. */
async function receiptIn(given: Given, file: string): Promise<string> {
  if (given.text("receipt") !== undefined)
    throw new UsageError("--receipt and --receipt-file are both given.", "Give the one that holds.");
  const { readNamedFile } = await import("../files.ts");
  return (await readNamedFile(file, "receipt")).trim();
}

/** The inputs as one value. Throws `UsageError` where they make no question. */
export function requestFrom(given: Given, env: Terminal["env"]): GateRequest {
  const text = (name: InputName): string | null => given.text(name) ?? null;
  const environment = text("environment");
  if (environment === null)
    throw new UsageError(
      "check needs to know the environment that the release would go to.",
      "For example: release-gate check --environment production",
    );
  const at = instant(text("at"));
  const mode = text("mode") as GateRequest["mode"];
  const evidenceFile = text("evidence");
  refuseWhatIf(env, mode, at === null ? (evidenceFile === null ? null : "evidence") : "at");
  return {
    environment,
    platform: text("platform") as GateRequest["platform"],
    repository: text("repo") ?? ".",
    base: text("base"),
    head: text("head"),
    policy: text("policy"),
    at,
    changeType: text("change-type") as GateRequest["changeType"],
    reason: text("reason"),
    junit: given.texts("junit"),
    coverage: given.texts("coverage"),
    approvalsFile: text("approvals"),
    receipt: text("receipt"),
    evidenceFile,
    saveEvidence: text("save-evidence"),
    record: text("record"),
    previous: text("previous"),
    format: text("format") as GateRequest["format"],
    mode,
    reportOnly: given.flag("report-only"),
    waiting: readWaiting(
      text("wait-timeout") ?? inputs["wait-timeout"].default ?? "",
      text("poll-interval") ?? inputs["poll-interval"].default ?? "",
    ),
  };
}

/** A date without a zone means another moment on every machine, so it is not accepted. */
function instant(text: string | null): string | null {
  if (text === null) return null;
  const parsed = parseInstant(text);
  if (parsed === null)
    throw new UsageError(
      `--at "${text}" is not a moment.`,
      "Write date, time and zone, with Z for UTC or an offset: 2026-03-02T09:30:00Z or 2026-03-02T10:30:00+01:00.",
    );
  return formatInstant(parsed);
}

/** "What if" answers must not open the way for a real deployment. */
function refuseWhatIf(env: Terminal["env"], mode: GateRequest["mode"], input: "at" | "evidence" | null): void {
  if (input === null || mode === "evaluate") return;
  const pipeline = pipelines.find((name) => (env[name] ?? "") !== "");
  if (pipeline !== undefined)
    throw new UsageError(
      `--${input} asks "what if", and with --mode ${mode} inside a pipeline (${pipeline} is set) only the real release at this moment may be judged.`,
      `Leave --${input} out, or ask with --mode evaluate.`,
    );
}
