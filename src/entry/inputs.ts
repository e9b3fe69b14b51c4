/** One table of every input of the gate; action.yml, the GitLab component and `check --help` are its faces, held to it by tests. */
import type { Option } from "../commands/command.ts";

export type Face = "cli" | "action" | "component";

/** `text`: one value; `choice`: one of `choices`; `list`: any number of values (on `action` and `component` one a line); `flag`: on or off. */
export type InputKind = "text" | "choice" | "list" | "flag";

export interface Input {
  readonly kind: InputKind;
  /** Stands for the value in --help; null for a flag. */
  readonly placeholder: string | null;
  readonly choices: readonly string[];
  /** Null where nothing is assumed. A flag is off unless given. */
  readonly default: string | null;
  /** A sentence or two that hold on every face. */
  readonly meaning: string;
  readonly required: boolean;
  /** What the input is called on each face that has it. */
  readonly names: { readonly [F in Face]?: string };
}

type Words = Pick<Input, "meaning" | "names"> & Partial<Pick<Input, "default" | "required">>;

const text = (placeholder: string, words: Words): Input => ({
  kind: "text",
  placeholder,
  choices: [],
  default: null,
  required: false,
  ...words,
});
const list = (placeholder: string, words: Words): Input => ({ ...text(placeholder, words), kind: "list" });
const flag = (words: Words): Input => ({ ...text("", words), kind: "flag", placeholder: null });
const choice = (
  placeholder: string,
  choices: readonly string[],
  words: Words & { readonly default: string },
): Input => ({
  ...text(placeholder, words),
  kind: "choice",
  choices,
});

const everywhere = (name: string): Input["names"] => ({ cli: name, action: name, component: name });
const cliOnly = (name: string): Input["names"] => ({ cli: name });

/** Filled in by GitHub before the action starts. */
const expression = (name: string): string => `\${{ ${name} }}`;
const actionOnly = (name: string): Input["names"] => ({ action: name });
const cliAndComponent = (name: string): Input["names"] => ({ cli: name, component: name });
const cliAndAction = (name: string): Input["names"] => ({ cli: name, action: name });

/** In the order in which people meet them. */
export const inputs = {
  environment: text("NAME", {
    required: true,
    names: everywhere("environment"),
    meaning: "The environment that the release would go to, as the policy names it.",
  }),
  platform: choice("PLATFORM", ["auto", "github", "gitlab", "local"], {
    default: "auto",
    names: cliOnly("platform"),
    meaning:
      "Where the facts come from. auto: GitHub inside GitHub Actions, GitLab inside GitLab CI, else local. github: GitHub, with the token in GITHUB_TOKEN. gitlab: GitLab, of the server in CI_SERVER_URL. local: a git checkout alone, with no network.",
  }),
  project: text("PROJECT", {
    names: cliOnly("project"),
    meaning:
      "The project on that platform, for pipelines of another system: owner/name on GitHub, group/project or a number on GitLab.",
  }),
  "token-variable": text("NAME", {
    default: "RELEASE_GATE_TOKEN",
    names: cliAndComponent("token-variable"),
    meaning:
      "The variable that holds an access token for what the job's own token may not read (GitLab: scope read_api, or api to write notes and issues).",
  }),
  "org-token-variable": text("NAME", {
    default: "RELEASE_GATE_GROUP_TOKEN",
    names: cliAndComponent("org-token-variable"),
    meaning:
      "The variable that holds a token that may read the members of teams or groups, where the other one may not.",
  }),
  repo: text("DIR", {
    default: ".",
    names: cliOnly("repo"),
    meaning: "The checkout to judge, or any folder inside it.",
  }),
  base: text("REF", {
    names: everywhere("base"),
    meaning:
      "Where the release begins. Left out: what was last deployed there, where the platform knows it, else the newest release tag before the head, else the whole history.",
  }),
  head: text("REF", {
    names: everywhere("head"),
    meaning:
      "The commit that would be deployed. Left out: the commit that the pipeline runs for, or else that is checked out.",
  }),
  policy: text("FILE", {
    names: everywhere("policy"),
    meaning:
      "The policy: a file, or builtin:standard, builtin:regulated, builtin:lightweight. Left out: .release-gate.yml, else builtin:standard.",
  }),
  "policy-ref": text("REF", {
    names: everywhere("policy-ref"),
    meaning:
      "The branch, tag or commit whose policy is trusted, with all that it rests on. Left out: the default branch.",
  }),
  at: text("INSTANT", {
    names: cliOnly("at"),
    meaning:
      "Ask what the answer would be at another moment, such as 2026-03-02T09:30:00Z. The answer then allows nothing.",
  }),
  "change-type": choice("TYPE", ["standard", "normal", "emergency", "rollback"], {
    default: "normal",
    names: everywhere("change-type"),
    meaning: "What sort of change this is. A policy may have rules of its own for emergency and rollback.",
  }),
  reason: text("TEXT", {
    names: everywhere("reason"),
    meaning: "Why this is deployed, for the record.",
  }),
  junit: list("GLOB", {
    names: everywhere("junit"),
    meaning: "JUnit XML reports that a test run of this commit left on disk.",
  }),
  coverage: list("GLOB", {
    names: everywhere("coverage"),
    meaning: "Coverage reports (lcov or Cobertura) that a test run of this commit left on disk.",
  }),
  approvals: text("FILE", {
    names: cliOnly("approvals"),
    meaning: "A file with the approvals of this deployment, for a checkout that no platform keeps them for.",
  }),
  receipt: text("TEXT", {
    names: cliAndAction("receipt"),
    meaning: "The receipt that an earlier evaluation of this release put out.",
  }),
  "receipt-file": text("FILE", {
    names: { cli: "receipt-file", component: "receipt" },
    meaning: "The file with the receipt that an earlier evaluation of this release left (receipt.txt).",
  }),
  evidence: text("FILE", {
    names: cliOnly("evidence"),
    meaning: "Judge a saved evidence file instead of looking at a repository. The answer then allows nothing.",
  }),
  "save-evidence": text("FILE", {
    names: cliOnly("save-evidence"),
    meaning: "Write what was seen to a file, to be judged again with --evidence.",
  }),
  record: text("FILE", {
    names: { cli: "record", action: "record-path", component: "record-path" },
    meaning: "Write the record of this decision to a file; `release-gate replay` judges it again.",
  }),
  previous: text("FILE", {
    names: cliOnly("previous"),
    meaning: "The record before this one: its digest goes into the new record, so that a missing or edited one shows.",
  }),
  format: choice("FORMAT", ["text", "json", "markdown", "job-log", "junit", "dotenv"], {
    default: "text",
    names: cliOnly("format"),
    meaning:
      "How the answer is written. job-log: text with the sections of a GitLab job. junit: findings as JUnit XML. dotenv: the plain outputs as variables.",
  }),
  artifacts: text("DIR", {
    names: cliAndComponent("artifacts"),
    meaning:
      "A folder for what a job leaves: the report (report.md), the outputs (outputs.json, and without lists outputs.env), the findings as JUnit XML (junit.xml), and an evaluation's receipt (receipt.txt).",
  }),
  mode: choice("MODE", ["enforce", "evaluate", "wait"], {
    default: "enforce",
    names: everywhere("mode"),
    meaning:
      "enforce: may it be deployed at this very moment? evaluate: is anything wrong with it, and who must approve? wait: enforce, asked again until it is settled, where somebody is being asked.",
  }),
  "wait-timeout": text("DURATION", {
    default: "1h",
    names: everywhere("wait-timeout"),
    meaning: "How long mode wait goes on asking, such as 30m or 2h; at most 24h. A runner is held all the while.",
  }),
  "poll-interval": text("DURATION", {
    default: "60s",
    names: everywhere("poll-interval"),
    meaning:
      "The longest pause between two looks of mode wait, from 10s to 10m. It begins with 10s and becomes longer; less than 60s may cost more requests than an hour allows.",
  }),
  "report-only": flag({
    names: everywhere("report-only"),
    meaning: "Say what would be decided, and let the pipeline go on whatever it is.",
  }),
  token: text("TOKEN", {
    default: expression("github.token"),
    names: actionOnly("token"),
    meaning:
      "The token that reads this repository. Left out: the job's own, with the permissions that the job gives it.",
  }),
  "org-token": text("TOKEN", {
    names: actionOnly("org-token"),
    meaning:
      "A token that may read the members of the organisation's teams, which the job's own never can. Left out: who is in a team is told by the environments' reviewers alone.",
  }),
  comment: flag({
    names: everywhere("comment"),
    meaning:
      "Keep one comment with the answer on the pull or merge request. On GitHub it takes pull-requests: write, on GitLab a token with the scope api.",
  }),
  "check-run": flag({
    names: actionOnly("check-run"),
    meaning: "Show the answer as a check run on the commit. It takes checks: write.",
  }),
  "check-run-id": text("ID", {
    default: expression("job.check_run_id"),
    names: actionOnly("check-run-id"),
    meaning: "The job that runs the gate, so that it is not taken for a check of its own. The default fits.",
  }),
} as const satisfies Record<string, Input>;

export type InputName = keyof typeof inputs;

/** The inputs that a face has, under the names they have there, in the table's order. */
export function inputsOf(face: Face): readonly { readonly name: string; readonly input: Input }[] {
  return Object.values<Input>(inputs).flatMap((input) => {
    const name = input.names[face];
    return name === undefined ? [] : [{ name, input }];
  });
}

/** The options of `check`. */
export const checkOptions: readonly Option[] = inputsOf("cli").map(({ name, input }) => ({
  name,
  value: input.placeholder,
  meaning: input.meaning,
  ...(input.kind === "list" ? { many: true } : {}),
  ...(input.choices.length === 0 ? {} : { choices: input.choices }),
  ...(input.default === null ? {} : { default: input.default }),
}));
