/** The command `risk`: scores a range, or every change or tag of a history, so that anyone can hold the model against their own past. */
import { resolve } from "node:path";
import { type Command, type Given, UsageError } from "./command.ts";

export const risk: Command = {
  name: "risk",
  summary: "Score the risk of a range, or of every commit or tag of a history.",
  usage: ["risk [--base REF] [--head REF] [OPTIONS]", "risk --each-commit [OPTIONS]", "risk --each-tag [OPTIONS]"],
  options: [
    { name: "repo", value: "DIR", meaning: "The repository, or a folder inside it.", default: "." },
    {
      name: "base",
      value: "REF",
      meaning: "Where the range begins; without it the newest release tag before the head.",
    },
    { name: "head", value: "REF", meaning: "Where the range or the history ends.", default: "HEAD" },
    {
      name: "each-commit",
      value: null,
      meaning:
        "One row for each change merged by the first parents of the head, oldest first, as of the moment it was merged.",
    },
    {
      name: "each-tag",
      value: null,
      meaning: "One row for each tag on that chain: the changes since the tag before it.",
    },
    {
      name: "traits",
      value: null,
      meaning: "With --each-commit --format json: what was counted, too. No names, no text.",
    },
    {
      name: "policy",
      value: "FILE",
      meaning:
        "For a range: the policy whose thresholds, floors and weights hold, a file or builtin:NAME. Without it .release-gate.yml of the repository.",
    },
    {
      name: "environment",
      value: "NAME",
      meaning: "For a range: the environment of the policy. Without it the only one that the policy has.",
    },
    { name: "model", value: "FILE", meaning: "Judge by another model, as `npm run fit-risk` writes it." },
    {
      name: "format",
      value: "FORMAT",
      meaning: "How the answer is written; rows are csv or json (one object per line), a range is text or json.",
      choices: ["text", "json", "csv"],
    },
  ],
  notes: [
    "Columns: id (full commit hash, or the tag's name), score, level, p_rollback (a change is reverted within 30 days), p_any (that, or rewritten by a bug fix within 7 days).",
    "A range is scored by the policy, if there is one, and says by which. Rows and probabilities are always those of the model alone, with the default thresholds.",
    "The model ranks changes. It does not rate people, and must not be used to.",
    [
      "Examples",
      "  release-gate risk --base v1.2.0",
      "  release-gate risk --each-commit --format csv > history.csv",
    ].join("\n"),
  ],
  async run(given, terminal) {
    const { mode, format } = askedFor(given);
    const asked = { base: given.text("base") ?? null, head: given.text("head") ?? null };
    const directory = resolve(terminal.cwd, given.text("repo") ?? ".");
    const { readModel } = await import("./risk/read-model.ts");
    const file = given.text("model");
    const model = await readModel(file === undefined ? null : resolve(terminal.cwd, file));
    if (mode === "range") {
      const { rangeRisk } = await import("./risk/range.ts");
      const { readSettings } = await import("./risk/read-settings.ts");
      const named = { policy: given.text("policy") ?? null, environment: given.text("environment") ?? null };
      const ruled = await readSettings(named, directory, terminal.cwd);
      terminal.out(await rangeRisk(directory, asked, model, ruled, format === "json" ? "json" : "text", terminal));
      return 0;
    }
    const { historyRows } = await import("./risk/history.ts");
    const options = {
      eachTag: mode === "tag",
      format: format === "json" ? "json" : "csv",
      traits: given.flag("traits"),
    } as const;
    for await (const text of historyRows(directory, asked, model, options, terminal)) terminal.out(text);
    return 0;
  },
};

function askedFor(given: Given) {
  const [eachCommit, eachTag] = [given.flag("each-commit"), given.flag("each-tag")];
  if (eachCommit && eachTag)
    throw new UsageError("risk scores commits or tags: give --each-commit or --each-tag, not both.");
  const mode = eachCommit ? "commit" : eachTag ? "tag" : "range";
  const format = given.text("format") ?? (mode === "range" ? "text" : "csv");
  if (mode === "range" ? format === "csv" : format === "text")
    throw new UsageError(
      `--format ${format} does not fit here.`,
      mode === "range" ? "A range is written as text or json." : "Rows are written as csv or json.",
    );
  for (const name of ["policy", "environment"])
    if (mode !== "range" && given.text(name) !== undefined)
      throw new UsageError(
        `--${name} does not fit here: rows are scored by the model alone.`,
        "Leave it out, or score a range with --base and --head.",
      );
  if (given.flag("traits") && (mode !== "commit" || format !== "json"))
    throw new UsageError("--traits adds what was counted to the rows of --each-commit --format json.");
  return { mode, format } as const;
}
