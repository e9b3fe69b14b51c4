/** The part of `tests` that looks at CI runs: those that the policy names, or all of them. */
import type { CiRun, CiRuns } from "../evidence/ci-runs.ts";
import { compileNameGlob } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import { type Acceptable, judgedRuns, outcomeWords, type Standing, sayRun, standingOf } from "./ci-outcomes.ts";
import { fail, pass, pending, unknown, type Verdict } from "./finding.ts";
import { capped, counted, listed, verb } from "./wording.ts";

/** A run as the policy names it. */
export interface RequiredRun {
  readonly name: string;
  readonly workflow?: string | undefined;
  readonly app?: string | undefined;
}

/** `ci / test (workflow CI)`: how a required run is called in a sentence. */
export function sayRequired({ name, workflow, app }: RequiredRun): string {
  const bound = [
    ...(workflow === undefined ? [] : [`workflow ${workflow}`]),
    ...(app === undefined ? [] : [`app ${app}`]),
  ];
  return bound.length === 0 ? name : `${name} (${bound.join(", ")})`;
}

/** The runs among `runs` that the policy means: by their own name, or as GitHub's pages show them, `workflow / job`. */
export function select<R extends Pick<CiRun, "name" | "workflow" | "app">>(
  runs: readonly R[],
  { name, workflow, app }: RequiredRun,
): readonly R[] {
  const matches = compileNameGlob(name);
  return runs.filter(
    (run) =>
      (matches(run.name) || (run.workflow !== null && matches(`${run.workflow} / ${run.name}`))) &&
      (workflow === undefined || run.workflow === workflow) &&
      (app === undefined || run.app === app),
  );
}

const names = (runs: readonly CiRun[]): string => listed([...new Set(runs.map(({ name }) => name))]);

/** One verdict for runs that are all there; the gravest standing speaks. Null when all succeeded. */
function worst(runs: readonly CiRun[], accept: readonly Acceptable[]): Verdict | null {
  const standing = (wanted: Standing): readonly CiRun[] =>
    runs.filter(({ outcome }) => standingOf(outcome, accept) === wanted);
  const [failed, notAccepted, unclear, unfinished] = [
    standing("failed"),
    standing("not-accepted"),
    standing("unclear"),
    standing("unfinished"),
  ];
  const details = capped([...failed, ...notAccepted, ...unclear, ...unfinished].map(sayRun));
  if (failed.length > 0)
    return fail("tests.failed", `${names(failed)} failed on this commit.`, {
      details,
      fix: `Mend what ${names(failed)} found, or run it again if it failed by accident.`,
    });
  if (notAccepted.length > 0) {
    const outcomes = [...new Set(notAccepted.map(({ outcome }) => outcome))].sort();
    return fail(
      "tests.not-accepted",
      `${names(notAccepted)} proved nothing: ${listed(outcomes.map((outcome) => outcomeWords[outcome]))}.`,
      {
        details,
        fix: `Run ${names(notAccepted)} on this commit, or let it pass with \`accept: [${outcomes.join(", ")}]\` under tests.`,
      },
    );
  }
  if (unclear.length > 0)
    return unknown("tests.unclear", `How ${names(unclear)} ended is not known.`, {
      details,
      fix: `Look at ${names(unclear)}, and run it again.`,
    });
  if (unfinished.length > 0)
    return pending("tests.unfinished", `Waiting for ${names(unfinished)} to finish.`, {
      details,
      fix: `Wait for ${names(unfinished)}.`,
    });
  return null;
}

/** Named runs: each must have run on this commit, and all of what it matches must have succeeded. */
function judgeNamed(
  runs: readonly CiRun[],
  required: readonly RequiredRun[],
  accept: readonly Acceptable[],
  mayStillCome: boolean,
): readonly Verdict[] {
  const selected = required.map((wanted) => ({ wanted, matching: select(runs, wanted) }));
  const found = runs.filter((run) => selected.some((each) => each.matching.includes(run)));
  const missing = selected.flatMap(({ wanted, matching }) => (matching.length === 0 ? [sayRequired(wanted)] : []));
  const verdicts: Verdict[] = [];
  const bad = worst(found, accept);
  if (bad !== null) verdicts.push(bad);
  if (missing.length > 0)
    verdicts.push(
      mayStillCome
        ? pending(
            "tests.awaited",
            `Waiting for ${listed(missing)}, which ${verb(missing.length, "has", "have")} not begun.`,
            {
              details: capped(
                missing.map((name) => `No run matches ${name} yet; others on this commit are unfinished.`),
              ),
              fix: `Wait: ${listed(missing)} may still begin.`,
            },
          )
        : fail("tests.missing", `${listed(missing)} never ran on this commit.`, {
            details: capped(missing.map((name) => `No run on this commit matches ${name}.`)),
            fix: `Run ${listed(missing)} on this commit, or correct the name under tests.required.`,
          }),
    );
  if (verdicts.length === 0)
    verdicts.push(pass("tests.passed", `${counted(found.length, "required CI run")} succeeded on this commit.`));
  return verdicts;
}

/** No run is named: everything at hand must be green, and something must be there. */
function judgeAll(runs: readonly CiRun[], accept: readonly Acceptable[], mayStillCome: boolean): readonly Verdict[] {
  const bad = worst(runs, accept);
  if (bad !== null) return [bad];
  if (mayStillCome)
    return [
      pending("tests.awaited", "Another CI workflow on this commit is not finished.", {
        fix: "Wait for the other workflows on this commit.",
      }),
    ];
  if (runs.length === 0)
    return [
      fail("tests.none-ran", "No CI run was found on this commit.", {
        fix: "Run the tests on this commit, or name the runs that must pass under tests.required.",
      }),
    ];
  return [
    pass(
      "tests.passed",
      `${verb(runs.length, "The one CI run", `All ${runs.length} CI runs`)} on this commit succeeded.`,
    ),
  ];
}

/**
 * The verdicts about CI runs; never empty when `required` is given. With no run named on a platform without CI there is nothing to
 * say from here: an empty list.
 */
export function judgeRuns(
  seen: Observed<CiRuns>,
  required: readonly RequiredRun[] | undefined,
  accept: readonly Acceptable[],
): readonly Verdict[] {
  if (seen.status === "unavailable")
    return [
      unknown(
        "tests.unavailable",
        `CI runs cannot be read: ${seen.because}`,
        seen.fix === undefined ? {} : { fix: seen.fix },
      ),
    ];
  if (seen.value.kind === "no-ci") {
    if (required === undefined) return [];
    return [
      unknown("tests.no-ci", `${listed(required.map(sayRequired))} cannot be seen here: ${seen.value.because}`, {
        fix: seen.value.fix,
      }),
    ];
  }
  const runs = judgedRuns(seen.value.runs);
  const mayStillCome = seen.value.othersUnfinished || runs.some(({ outcome }) => outcome === "unfinished");
  return required === undefined
    ? judgeAll(runs, accept, mayStillCome)
    : judgeNamed(runs, required, accept, mayStillCome);
}
