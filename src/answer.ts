/** The answer in every form that a pipeline takes it: outputs, annotations, the job's summary, and the platform's own pages. */
import type { Publication } from "./platforms/platform.ts";
import { type Annotation, annotationsOf } from "./reporters/annotations.ts";
import { type Outputs, outputsOf } from "./reporters/outputs.ts";
import { reporterFor } from "./reporters/registry.ts";
import type { Reporting } from "./reporters/reporter.ts";
import { headlineOf } from "./reporters/wording/release.ts";

export interface Answer {
  readonly outputs: Outputs;
  readonly annotations: readonly Annotation[];
  /** Markdown. */
  readonly summary: string;
}

/** `recordPath` is null where no record was written. */
export const answerOf = (reporting: Reporting, recordPath: string | null): Answer => ({
  outputs: outputsOf({ ...reporting, recordPath }),
  annotations: annotationsOf(reporting.result, reporting.reportOnly),
  summary: reporterFor("markdown").report(reporting),
});

/** GitHub takes 65,535 characters, and the page gets a hidden line besides. */
const mostBytesOfPage = 60_000;

const outcomes = { allow: "good", block: "bad", error: "bad", wait: "open" } as const;

/** What the platform's pages show. */
export function publicationOf(
  reporting: Reporting,
  wanted: { readonly comment: boolean; readonly checkRun: boolean },
): Publication {
  const body = reporterFor("markdown").report({ ...reporting, mostBytes: mostBytesOfPage });
  const { result } = reporting;
  return {
    comment: wanted.comment ? body : null,
    checkRun: wanted.checkRun ? { title: headlineOf(result), body, outcome: outcomes[result.decision] } : null,
  };
}
