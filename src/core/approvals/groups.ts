/** Reviewer groups: who may approve. */
import { z } from "zod";
import { parseInstant } from "../calendar/instant.ts";

/** Somebody who stands in for a member; days are in UTC, the last one included. */
export interface Deputy {
  readonly user: string;
  readonly for: string;
  /** `2026-12-20`. */
  readonly from: string;
  readonly through: string;
}

/** A group of the policy, under the name that requirements use. */
export interface Group {
  readonly name: string;
  /** Logins, and on a platform without accounts e-mail addresses; compared without case. */
  readonly users: readonly string[];
  readonly github: {
    readonly teams: readonly string[];
    readonly environments: readonly string[];
    readonly "pull-request-reviews": boolean;
  };
  readonly gitlab: {
    readonly groups: readonly (string | number)[];
    /** Manual jobs by whose button members approve. Absent without any. */
    readonly jobs?: readonly string[];
    /** Do approvals of the release's one merge request count? Absent where they don't. */
    readonly "merge-request-approvals"?: boolean;
  };
  /** Absent without any. */
  readonly deputies?: readonly Deputy[];
}

const user = z
  .string({ error: "expected a login, such as octocat, or an e-mail address" })
  .trim()
  .regex(/^@?[^\s@]+$|^[^\s@]+@[^\s@]+$/, "write a login, such as octocat, or an e-mail address")
  .transform((text) => (text.startsWith("@") ? text.slice(1) : text))
  .meta({
    description: "A login, or where there are no accounts an e-mail address.",
    examples: ["octocat", "ann@example.com"],
  });

const team = z
  .string({ error: "expected a team, written organisation/team" })
  .regex(/^[\w.-]+\/[\w.-]+$/, "write a team as organisation/team, such as acme/operations")
  .meta({ description: "A GitHub team, as organisation/team.", examples: ["acme/operations"] });

const gitlabProblem = "write a GitLab group by its path, such as acme/operations, or by its number";
const gitlabGroup = z
  .union([z.int().positive(gitlabProblem), z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/, gitlabProblem)], {
    error: gitlabProblem,
  })
  .meta({ description: "A GitLab group: its full path, or its number.", examples: ["acme/operations", 4711] });

const day = z
  .string({ error: "expected a day, such as 2026-12-20" })
  .refine((text) => parseInstant(`${text}T00:00Z`) !== null, "write a day that exists, such as 2026-12-20");

const deputy = z
  .strictObject({
    user: user.describe("Who stands in."),
    for: user.describe("The member they stand in for."),
    from: day.describe("The first day, in UTC."),
    through: day.describe("The last day, in UTC."),
  })
  .refine(({ from, through }) => from <= through, { path: ["through"], error: "the last day lies before the first" })
  .refine((each) => each.user.toLowerCase() !== each.for.toLowerCase(), {
    path: ["user"],
    error: "nobody stands in for themselves",
  });

const noGithub = { teams: [], environments: [], "pull-request-reviews": false };

/**
 * An entry of `groups`. It has to say where its people come from; `users: []` says that there are none, and such a group can
 * never approve anything, which the tally says aloud.
 */
export const groupSettings = z
  .strictObject({
    users: z.array(user).optional().meta({ description: "People by name." }),
    github: z
      .strictObject({
        teams: z.array(team).default([]).meta({ description: "Everybody in these teams may approve." }),
        environments: z
          .array(z.string().min(1, "an environment needs a name"))
          .default([])
          .meta({ description: "Environments whose reviewers GitHub asks on behalf of this group." }),
        "pull-request-reviews": z
          .boolean()
          .default(false)
          .meta({ description: "Let reviews on the release's one pull request count as approvals." }),
      })
      .optional(),
    gitlab: z
      .strictObject({
        groups: z.array(gitlabGroup).default([]).meta({ description: "Everybody in these groups may approve." }),
        jobs: z.array(z.string().min(1, "a job needs a name")).optional().meta({
          description:
            "Manual jobs of the pipeline by whose button members approve, where GitLab's plan has no approvals of deployments.",
        }),
        "merge-request-approvals": z
          .boolean()
          .optional()
          .meta({ description: "Let approvals of the release's one merge request count as approvals." }),
      })
      .transform(({ groups, jobs, "merge-request-approvals": takesThem }) => ({
        groups,
        ...(jobs === undefined ? {} : { jobs }),
        ...(takesThem === undefined ? {} : { "merge-request-approvals": takesThem }),
      }))
      .optional(),
    deputies: z.array(deputy).default([]).describe("Who stands in for a member, and when."),
  })
  .refine(
    ({ users, github, gitlab }) =>
      users !== undefined || (github?.teams.length ?? 0) > 0 || (gitlab?.groups.length ?? 0) > 0,
    {
      error: "a group needs people: name users, github.teams or gitlab.groups",
    },
  )
  .transform(
    ({ users, github, gitlab, deputies }): Omit<Group, "name"> => ({
      users: [...new Set(users ?? [])].sort(),
      github: github ?? noGithub,
      gitlab: gitlab ?? { groups: [] },
      ...(deputies.length === 0 ? {} : { deputies }),
    }),
  );

const texts = new WeakMap<Group, string>();

/** A stable text for a group with all it says: two groups of one name but with other people are not the same. Asked often, written once. */
export function textOf(group: Group): string {
  let text = texts.get(group);
  if (text === undefined) {
    text = JSON.stringify(group);
    texts.set(group, text);
  }
  return text;
}

/** Under which name requirements refer to it. */
export const namedGroup = (name: string, settings: z.output<typeof groupSettings>): Group => ({ name, ...settings });
