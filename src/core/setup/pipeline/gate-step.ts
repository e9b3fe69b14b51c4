/** Knows a step that runs the gate, and what it asks. */
import type { Job, Step } from "./workflow.ts";

export interface GateStep {
  readonly step: Step;
  /** Its place among the steps of the job, from 0. */
  readonly at: number;
  /** A name or an expression; null where the step does not say. */
  readonly environment: string | null;
  /** `enforce` where nothing is said; an expression as it is written. */
  readonly mode: string;
  readonly isReportOnly: boolean;
  readonly receipt: string | null;
  readonly hasOrgToken: boolean;
  readonly comments: boolean;
  readonly makesCheckRun: boolean;
  readonly isAction: boolean;
}

const isOn = (value: string | undefined): boolean =>
  value !== undefined && !["", "false", "False", "FALSE"].includes(value);

/** `acme/release-gate@v1`, `./tools/release-gate`: the action under whatever owner it was mirrored to. */
const action = /(?:^|\/)release-gate(?:@.+)?$/;
/** `release-gate check`, `npx release-gate@0.1.0 check`, `node tools/release-gate/dist/cli/index.js check`. */
const commandLine = /(?:\brelease-gate(?:[@:][\w.^~-]+)?|\bcli\/index\.js)["']?\s+check\b((?:\\\n|[^\n|&;])*)/;
/** What no other action takes together: the gate's own, under whatever name it lies in the repository. */
const ownInputs = ["environment", "mode", "receipt", "report-only", "wait-timeout"];

/** Null where the step does not run the gate. */
function gateIn(step: Step, at: number): GateStep | null {
  const { uses, run, with: given } = step;
  const text = (name: string): string | null => (given[name] ?? "").trim() || null;
  const isItself = step.local !== null && ownInputs.every((name) => step.local?.inputs.includes(name));
  if (uses !== null && (action.test(uses) || isItself))
    return {
      step,
      at,
      environment: text("environment"),
      mode: text("mode") ?? "enforce",
      isReportOnly: isOn(given["report-only"]),
      receipt: text("receipt"),
      hasOrgToken: text("org-token") !== null,
      comments: isOn(given["comment"]),
      makesCheckRun: isOn(given["check-run"]),
      isAction: true,
    };
  const inside = step.local?.steps.flatMap((each) => gateIn(filled(each, given), at) ?? [])[0];
  if (inside !== undefined) return { ...inside, step };
  const [, words] = commandLine.exec(run ?? "") ?? [];
  if (words === undefined) return null;
  const option = (name: string): string | null => new RegExp(`--${name}[= ]["']?([^\\s"']+)`).exec(words)?.[1] ?? null;
  return {
    step,
    at,
    environment: option("environment"),
    mode: option("mode") ?? "enforce",
    isReportOnly: /--report-only\b/.test(words),
    receipt: option("receipt"),
    hasOrgToken: false,
    comments: false,
    makesCheckRun: false,
    isAction: false,
  };
}

/** A step of a composite action, with what its caller gives put in for `inputs`. */
function filled(step: Step, given: Step["with"]): Step {
  const put = (text: string): string =>
    text.replaceAll(/\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g, (whole, name: string) => given[name] ?? whole);
  return {
    ...step,
    run: step.run === null ? null : put(step.run),
    with: Object.fromEntries(Object.entries(step.with).map(([name, value]) => [name, put(value)])),
  };
}

export const gatesIn = ({ steps }: Job): readonly GateStep[] => steps.flatMap((step, at) => gateIn(step, at) ?? []);

/** Does it say no to a deployment that may not be? Only `evaluate` lets one through that is not approved. */
export const holds = ({ mode }: GateStep): boolean => mode !== "evaluate";
