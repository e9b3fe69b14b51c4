/** Did the CI runs ever run that the policy requires? A name that never appears holds every release. */
import { type RequiredRun, sayRequired, select } from "../../checks/required-runs.ts";
import { nearest } from "../../nearest.ts";
import { problem, type Remark, type SetupRule } from "../setup-rule.ts";
import { placeInPolicy, type SetupView } from "../view.ts";
import { counted } from "../wording.ts";

/** The settings of `tests` as its schema puts them out. */
function requiredIn(settings: unknown): readonly RequiredRun[] {
  const { required = [] } = (settings ?? {}) as { readonly required?: readonly (string | RequiredRun)[] };
  return required.map((each) => (typeof each === "string" ? { name: each } : each));
}

export const requiredRuns: SetupRule = {
  id: "required-runs",
  claim: "The CI runs that the policy requires have run",
  platforms: ["github", "gitlab"],
  needs: ["seenRuns"],
  judge(view: SetupView) {
    if (view.facts.seenRuns.status !== "observed") return [];
    const { runs, commits } = view.facts.seenRuns.value;
    const all = view.targets.flatMap(({ rules }) => requiredIn(rules.checks["tests"]));
    const wanted = [...new Map(all.map((each) => [sayRequired(each), each])).values()];
    const names = [
      ...new Set(runs.flatMap(({ name, workflow }) => [name, ...(workflow === null ? [] : [`${workflow} / ${name}`])])),
    ];
    return wanted.flatMap((each): readonly Remark[] => {
      if (select(runs, each).length > 0) return [];
      const meant = nearest(each.name, names);
      return [
        problem(
          "run.never-ran",
          `${sayRequired(each)} never ran on ${counted(commits, "recent commit")}, so the check \`tests\` would hold every release.`,
          {
            where: placeInPolicy(view, each.name),
            todo:
              runs.length === 0
                ? "No CI run at all was seen there: run the tests on these commits first."
                : `${meant === null ? "" : `Did you mean ${JSON.stringify(meant)}? `}Seen were ${names.sort().slice(0, 8).join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}.`,
            lines: meant === null ? [] : [`tests: { required: [${JSON.stringify(meant)}] }`],
          },
        ),
      ];
    });
  },
};
