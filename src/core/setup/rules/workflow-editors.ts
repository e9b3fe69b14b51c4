/** Who may take the gate out of the pipeline? A step holds only those who cannot edit it. */
import { readCodeOwners } from "../../people/code-owners.ts";
import { note, problem, type Remark, type SetupRule } from "../setup-rule.ts";
import type { SetupView } from "../view.ts";

/** What the answer rests on: whoever may change one of these unseen can go round the gate. */
function sensitive(view: SetupView): readonly string[] {
  const files = view.facts.platform === "gitlab" ? [".gitlab-ci.yml"] : filesThatAsk(view);
  return [...new Set([...files, ...(view.policyFile === null ? [] : [view.policyFile.path])])].sort();
}

function onOwners(view: SetupView): readonly Remark[] {
  const { codeOwners } = view;
  const book =
    codeOwners === null
      ? null
      : readCodeOwners(codeOwners.text, view.facts.platform === "gitlab" ? "gitlab" : "github");
  const unowned = sensitive(view).filter((path) =>
    (book?.ownersOf(path) ?? []).every(({ owners }) => owners.length === 0),
  );
  if (unowned.length === 0) return [];
  return [
    note(
      "editors.unowned",
      `Nobody in particular owns ${unowned.join(", ")}: any reviewer may let a change to the gate through.`,
      {
        where: codeOwners?.path ?? "CODEOWNERS",
        todo: "Name owners, and require their review on the branch.",
        lines: unowned.map((path) => `/${path} @acme/release-managers`),
      },
    ),
  ];
}

/** The repository's own files by which the gate is asked; where it is asked in a workflow elsewhere, those that call one. */
const filesThatAsk = ({ gateJobs, workflows, called = [] }: SetupView): readonly string[] => {
  const elsewhere = new Set(called.map(({ uses }) => uses));
  const own = gateJobs.flatMap(({ workflow }) => (elsewhere.has(workflow.path) ? [] : [workflow.path]));
  if (own.length === gateJobs.length) return own;
  const calling = workflows.filter(
    ({ path, jobs }) => !elsewhere.has(path) && jobs.some(({ uses }) => uses !== null && elsewhere.has(uses)),
  );
  return [...own, ...calling.map(({ path }) => path)];
};

export const workflowEditors: SetupRule = {
  id: "workflow-editors",
  claim: "Changes to the gate itself are reviewed",
  platforms: ["github", "gitlab"],
  needs: ["trustedBranch"],
  judge(view) {
    if (view.facts.trustedBranch.status !== "observed") return [];
    const { name, isProtected, takesReviews } = view.facts.trustedBranch.value;
    const { url, platform } = view.facts;
    const where =
      url === null ? null : platform === "gitlab" ? `${url}/-/settings/repository` : `${url}/settings/rules`;
    const remarks: Remark[] = [];
    if (isProtected === false)
      remarks.push(
        problem(
          "editors.unprotected",
          `Whoever may push can change the pipeline and the policy on ${name}, unseen by anybody.`,
          {
            where,
            todo: `Protect ${name}: changes only by a change request that somebody else approved.`,
          },
        ),
      );
    else if (takesReviews !== true)
      remarks.push(
        note(
          "editors.unreviewed",
          `${takesReviews === null ? "It is not known whether" : "No ruleset says that"} changes to ${name} need an approval by somebody else${takesReviews === null ? "" : " (what protects the branch cannot be read in full with a job's token)"}.`,
          { where, todo: "Look whether they do: whoever may change the pipeline unseen can go round the gate." },
        ),
      );
    return [...remarks, ...onOwners(view)];
  },
};
