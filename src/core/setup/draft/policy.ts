/** Writes a first policy: what was seen in the repository as rules, and what a team may want next as comments. */
import type { Draft, Traits } from "./traits.ts";
import { yamlText as text } from "./yaml-text.ts";

export const policyPath = ".release-gate.yml";

const list = (values: readonly string[]): string => `[${values.map(text).join(", ")}]`;

/** A comment holds whatever stands in it, on one line. */
const comment = (words: string): string => `# ${words.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")}`;

export function draftPolicy(traits: Traits): Draft {
  const lines = [
    comment(
      "What a release must meet before it is deployed. `release-gate policy explain .release-gate.yml` says it in plain words,",
    ),
    comment(
      "`release-gate policy lint .release-gate.yml` finds mistakes, and `release-gate doctor` says what is still missing.",
    ),
    "version: 1",
    comment(
      "Tests green, the calendar open; reviews and the way back are shown. Also: builtin:regulated, builtin:lightweight.",
    ),
    "extends: builtin:standard",
    "",
    ...groups(traits),
    comment("When releases may go out. Uncomment, and set your own time zone."),
    ...[
      "calendars:",
      "  release-calendar:",
      "    time-zone: Europe/Berlin",
      "    windows:",
      '      - { days: [mon, tue, wed, thu], from: "09:00", to: "16:00" }',
      "    freezes:",
      "      - { from: 2026-12-18T17:00, to: 2027-01-04T08:00, reason: Year-end freeze }",
    ].map((line) => comment(line)),
    "",
    "environments:",
    `  ${text(traits.environment)}:`,
    ...checks(traits),
    ...risk(traits),
    ...approvals(traits),
  ];
  return { path: policyPath, text: `${lines.join("\n")}\n` };
}

const approvalEnvironment = (group: string): string => `approve-${group}`;

function groups({ approvers, platform, environment, asksInEnvironment }: Traits): readonly string[] {
  if (approvers === null)
    return [
      comment("Who may approve. Uncomment, name your own people, and ask for them under `approvals` below."),
      ...(platform === "github"
        ? [
            comment("groups:"),
            comment("  operations:"),
            comment("    github: { teams: [acme/operations], environments: [approve-operations] }"),
          ]
        : [comment("groups:"), comment("  operations:"), comment("    gitlab: { groups: [acme/operations] }")]),
      "",
    ];
  const { name, users, teams, seenIn } = approvers;
  const people = users.length === 0 ? [] : [`    users: ${list(users)}`];
  const own = asksInEnvironment === true ? "" : `, environments: [${text(approvalEnvironment(name))}]`;
  const onPlatform =
    platform === "gitlab"
      ? teams.length === 0
        ? []
        : [`    gitlab: { groups: ${list(teams)} }`]
      : teams.length === 0
        ? own === ""
          ? []
          : [`    github: { environments: [${text(approvalEnvironment(name))}] }`]
        : [`    github: { teams: ${list(teams)}${own} }`];
  return [
    comment(`Who may approve: taken from ${seenIn}, for you to check.`),
    ...(platform === "github" && own !== ""
      ? [
          comment(
            `GitHub asks them in an environment of their own: ${approvalEnvironment(name)}, with them as its only required reviewers.`,
          ),
        ]
      : platform === "github"
        ? [comment(`GitHub asks them in ${environment} itself.`)]
        : []),
    "groups:",
    `  ${text(name)}:`,
    ...people,
    ...onPlatform,
    "",
  ];
}

function checks({ ciRuns, rollbackDocuments, changelog }: Traits): readonly string[] {
  return [
    "    checks:",
    ...(ciRuns.length === 0
      ? [
          comment(
            '    tests: { required: ["CI / test"] }    # name the runs that must be green; without names all of them must',
          ).replace(/^# {4}/, "      # "),
        ]
      : [
          "      tests:",
          "        # These ran on every commit. A name may be a pattern (`e2e-*`).",
          "        required:",
          ...ciRuns.map((name) => `          - ${JSON.stringify(name)}`),
        ]),
    ...(rollbackDocuments.length === 0
      ? []
      : [
          "      rollback:",
          `        documents: ${list(rollbackDocuments)}`,
          "        enforcement: advisory    # or required",
        ]),
    ...(changelog === null
      ? []
      : ["      documents:", `        changelog: { files: ${list([changelog])}, enforcement: advisory }`]),
    "      # change-window: { calendar: release-calendar, expected-duration: 30m, on-closed: wait }",
    ...(ciRuns.length + rollbackDocuments.length > 0 || changelog !== null
      ? []
      : ["      reviews: { approvals: 1, enforcement: advisory }"]),
  ];
}

const risk = ({ migrations }: Traits): readonly string[] =>
  migrations.length === 0
    ? []
    : [
        "    risk:",
        "      floors:",
        `        - { paths: ${list(migrations.map((folder) => `${folder}/**`))}, level: high, reason: Schema changes are hard to undo }`,
      ];

const approvals = ({ approvers }: Traits): readonly string[] =>
  approvers === null
    ? ["    # approvals:", "    #   medium: [{ group: operations }]    # from medium risk on"]
    : [
        "    approvals:",
        `      medium: [{ group: ${text(approvers.name)} }]    # from medium risk on; below it nobody is asked`,
      ];
