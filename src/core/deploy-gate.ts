/** Before a deployment: will the job that deploys ask again? An evaluation that nobody enforces holds nothing back. */
import { type Enforcement, type Finding, fail, unknown, type Verdict } from "./checks/finding.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { deploysTo } from "./evidence/gitlab-pipeline.ts";
import { type Unseen, unavailable } from "./evidence/observed.ts";
import type { Question } from "./question.ts";

const reference = "`before_script: [!reference [.release-gate-enforce, before_script]]`";
const giveToken =
  "Let the gate read the merged configuration: a project or group access token with the scope read_api and the role Reporter or higher.";

interface Answer {
  readonly verdict: Verdict;
  readonly enforcement: Enforcement;
}

/** At most one finding, of the check id `gate`; none where every job that deploys there begins with the gate, and none but before a deployment. */
export function deployGate(evidence: Evidence, question: Question): readonly Finding[] {
  if (question.mode !== "evaluate") return [];
  const answer = judge(evidence, question);
  if (answer === null) return [];
  return [
    {
      check: "gate",
      subject: null,
      askedBy: "gate",
      applied: false,
      enforcement: answer.enforcement,
      ...answer.verdict,
    },
  ];
}

/** Only there the deploy jobs of the pipeline are told; elsewhere `doctor` looks at its files. */
const tellsThem = ({ platform }: Evidence): boolean => platform === "gitlab";

function judge(evidence: Evidence, { environment, run }: Question): Answer | null {
  if (!tellsThem(evidence)) return null;
  const fact =
    evidence.deployJobs ?? (run === null ? null : unavailable("The deploy jobs of the pipeline were not looked at."));
  if (fact === null) return null;
  if (fact.status === "unavailable") return { verdict: unseen(fact), enforcement: "required" };
  const { jobs, unread, untold } = fact.value;
  if (untold !== null) return { verdict: unseen(unavailable(untold)), enforcement: "advisory" };
  const here = jobs.filter((job) => deploysTo(job.environment, environment) !== "no");
  const without = here.filter(({ beginsWithGate }) => beginsWithGate === false);
  const certain = without.filter((job) => deploysTo(job.environment, environment) === "yes");
  if (certain.length > 0) return { verdict: notEnforced(listed(certain), environment), enforcement: "required" };
  const open = [...without, ...here.filter(({ beginsWithGate }) => beginsWithGate === null)];
  if (open.length > 0)
    return { verdict: notTold(listed(open), environment, without.length > 0), enforcement: "required" };
  if (unread.length === 0) return null;
  const hidden = `A job that deploys to ${environment} may stand in what the pipeline takes in and the gate cannot read: ${unread.slice(0, 5).join(", ")}.`;
  return {
    verdict: unknown("gate.unseen", hidden, { fix: giveToken }),
    enforcement: here.length > 0 ? "advisory" : "required",
  };
}

const listed = (jobs: readonly { readonly name: string }[]): string =>
  [...new Set(jobs.map(({ name }) => name))].sort().slice(0, 10).join(", ");

const notEnforced = (names: string, environment: string): Verdict =>
  fail(
    "gate.not-enforced",
    `${names}, which deploys to ${environment}, does not begin with the gate: nothing would hold it to this answer.`,
    {
      fix: `Let it begin with the component's hidden job: ${reference} (\`extends\` would lose it to a before_script of its own).`,
    },
  );

const notTold = (names: string, environment: string, isByVariable: boolean): Verdict =>
  isByVariable
    ? unknown(
        "gate.perhaps-not-enforced",
        `${names} may deploy to ${environment}: only a variable says where, and it does not begin with the gate.`,
        { fix: `Write the environment's name out, or let the job begin with the gate: ${reference}.` },
      )
    : unknown(
        "gate.unseen",
        `Whether ${names}, which deploys to ${environment}, begins with the gate stands in a file that the gate cannot read.`,
        { fix: giveToken },
      );

const unseen = ({ because, fix }: Unseen): Verdict =>
  unknown(
    "gate.unseen",
    `Whether the job that deploys begins with the gate is not known. ${because}`,
    fix === undefined ? {} : { fix },
  );
