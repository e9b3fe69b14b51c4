/** What the gate asks of every release, whatever the policy says: does this head follow what was deployed, and is the range known? */
import type { Evidence } from "../evidence/evidence.ts";
import type { Situation } from "./check.ts";
import { type Enforcement, type Finding, fail, pass, unknown, type Verdict } from "./finding.ts";

const short = (sha: string): string => sha.slice(0, 10);

/** A rollback is recognised from deployments, never from a flag: the head was itself deployed there successfully before. */
function rollbackVerdict(evidence: Evidence, { environment, release }: Situation): Verdict {
  const deployments = evidence.deployments ?? {
    status: "unavailable" as const,
    because: "Deployments were not collected.",
  };
  if (deployments.status === "unavailable")
    return unknown(
      "release.rollback-unproven",
      `A rollback must go back to a commit that ran in ${environment} before, and that cannot be seen: ${deployments.because}`,
      { fix: "Run the gate where deployments can be read, or release as change type normal." },
    );
  const before = deployments.value.find(
    (deployment) =>
      deployment.commit === release.head.sha &&
      deployment.everSucceeded &&
      deployment.trusted &&
      deployment.environment.toLowerCase() === environment.toLowerCase(),
  );
  if (before === undefined || release.relation !== "behind")
    return unknown(
      "release.rollback-unproven",
      before === undefined
        ? `${short(release.head.sha)} was never deployed to ${environment} successfully, so going to it is no rollback.`
        : `${short(release.head.sha)} does not lie behind what runs in ${environment}, so going to it is no rollback.`,
      { fix: "Choose a commit that ran there before, or release as change type normal or emergency." },
    );
  return pass(
    "release.rollback",
    `Goes back to ${short(release.head.sha)}, which was deployed to ${environment} before.`,
  );
}

function stateVerdict(evidence: Evidence, situation: Situation): { verdict: Verdict; enforcement: Enforcement } | null {
  const { release, changeType, environment } = situation;
  if (changeType === "rollback") return { verdict: rollbackVerdict(evidence, situation), enforcement: "required" };
  const base = release.base === null ? "the base" : `${release.base.name} (${short(release.base.sha)})`;
  if (release.relation === "behind")
    return {
      enforcement: "required",
      verdict: fail(
        "release.overtaken",
        `The head ${short(release.head.sha)} lies behind ${base}: a newer release has overtaken it.`,
        {
          fix: "Release a newer head; to go back on purpose, use change type rollback.",
        },
      ),
    };
  if (release.relation === "diverged")
    return {
      enforcement: "advisory",
      verdict: fail(
        "release.diverged",
        `The head does not contain ${base}: releasing it takes out what only the base has.`,
        {
          fix: `Merge or rebase onto ${release.base?.name ?? "the base"}, or make sure that dropping those commits from ${environment} is meant.`,
        },
      ),
    };
  if (release.relation === "unknown")
    return {
      enforcement: "required",
      verdict: unknown("release.range-unknown", "How the head stands to the base cannot be told.", {
        details: release.limits,
        fix: "Fetch the whole history (fetch-depth: 0, GIT_DEPTH: 0, or git fetch --unshallow).",
      }),
    };
  return null;
}

/** At most one finding, of the check id `release`; none when the head simply follows the base. */
export function releaseState(evidence: Evidence, situation: Situation): readonly Finding[] {
  const state = stateVerdict(evidence, situation);
  if (state === null) return [];
  return [
    {
      check: "release",
      subject: null,
      askedBy: "gate",
      applied: true,
      enforcement: state.enforcement,
      ...state.verdict,
    },
  ];
}
