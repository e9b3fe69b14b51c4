/** Is something broken right now, so that nobody should change more? */
import { z } from "zod";
import type { Incident, IncidentSearch, RepositoryIncidents } from "../evidence/incidents.ts";
import { defineCheck } from "./check.ts";
import { combine, fail, pass, unknown, type Verdict } from "./finding.ts";
import { repositoryName } from "./repository-name.ts";
import { capped, counted, listed, moment, verb } from "./wording.ts";

const settings = z.strictObject({
  labels: z
    .array(z.string().trim().min(1).max(100))
    .min(1, "incidents names no label, and so asks nothing")
    .default(["incident"])
    .describe("An open issue with one of these labels is an open incident."),
  repository: repositoryName
    .optional()
    .describe("Where incidents are kept: owner/name. Left out: the repository of the release."),
});

type Settings = z.output<typeof settings>;

const searchOf = ({ labels, repository }: Settings): IncidentSearch => ({
  repository: repository ?? null,
  labels: [...new Set(labels)].sort(),
});

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const isAbout = (search: IncidentSearch, asked: IncidentSearch): boolean =>
  same(search.repository ?? "", asked.repository ?? "") &&
  JSON.stringify([...search.labels].sort()) === JSON.stringify(asked.labels);

const say = ({ number, title, openedAt, url }: Incident): string =>
  `#${number} ${title}, open since ${moment(Date.parse(openedAt))}${url === null ? "" : ` (${url})`}`;

function judge(evidence: readonly RepositoryIncidents[], given: Settings): Verdict {
  const search = searchOf(given);
  const { repository } = search;
  const where = repository === null ? "" : ` in ${repository}`;
  const [entry, ...contradicting] = evidence.filter((each) => isAbout(each.search, search));
  if (entry === undefined || contradicting.length > 0)
    return unknown("incidents.unread", `Whether an incident is open${where} was not looked up.`, {
      fix: "Collect the evidence again under this policy.",
    });
  const { seen } = entry;
  if (seen.status === "unavailable")
    return unknown("incidents.unread", seen.because, seen.fix === undefined ? {} : { fix: seen.fix });

  const parts: Verdict[] = [];
  const open = [...seen.open].sort((a, b) => a.number - b.number);
  if (open.length > 0)
    parts.push(
      fail(
        "incidents.open",
        `${counted(open.length + seen.unlisted, "incident")} ${verb(open.length + seen.unlisted, "is", "are")} open${where}: ${listed(open.map(({ number }) => `#${number}`))}.`,
        {
          details: capped(open.map(say)),
          fix: "End the incident and close its issue, or take the label off where it is none.",
        },
      ),
    );
  const missing = [...seen.missingLabels].sort();
  if (missing.length > 0)
    parts.push(
      fail(
        "incidents.label-missing",
        `There is no label ${listed(missing)}${where}, so no incident could be found by ${verb(missing.length, "it", "them")}.`,
        { fix: "Correct the name under labels, or make the label." },
      ),
    );
  if (open.length === 0 && seen.unlisted > 0)
    parts.push(
      unknown("incidents.cut-short", `There are more open issues${where} than were read.`, {
        fix: "Close those that are settled.",
      }),
    );
  return parts.length > 0 ? combine(parts) : pass("incidents.none", `No incident is open${where}.`);
}

export const incidents = defineCheck({
  id: "incidents",
  question: "Is no incident open?",
  needs: ["incidents"],
  settings: () => settings,
  ask: (given) => ({ incidents: [searchOf(given)] }),
  judge: ({ incidents: seen }, given) => judge(seen, given),
});
