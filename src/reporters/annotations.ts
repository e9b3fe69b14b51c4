/** The few lines that a pipeline shows beside its run: only what a person must act on. Plain text, not yet escaped. */
import { sayHeld } from "../core/calendar/wording.ts";
import type { Result } from "../core/result.ts";
import { headlineOf } from "./wording/release.ts";

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
}

/** A step shows ten; a team that has to read more reads the summary. */
const most = 5;

/**
 * Where the pipeline goes on by itself (an allow, or an evaluation that only people or time must follow) only what was left out, which
 * is never silent.
 */
export function annotationsOf(result: Result, reportOnly: boolean): readonly Annotation[] {
  const goesOn = result.decision === "allow" || (result.mode === "evaluate" && result.isSettledButForTime);
  if (goesOn)
    return result.waivers.slice(0, most).map(({ sentence }) => ({ level: "warning" as const, message: sentence }));
  const level = reportOnly ? "warning" : "error";
  const reasons = result.reasons.map(({ code, message }) => {
    const fix = result.findings.find((finding) => finding.code === code && finding.summary === message)?.fix ?? null;
    return fix === null ? message : `${message} ${fix}`;
  });
  const shown = reasons.slice(0, reasons.length > most ? most - 1 : most);
  const rest = reasons.length - shown.length;
  const told = [
    ...shown,
    ...(rest === 0 ? [] : [`${headlineOf(result)} There are ${rest} more reasons: see the summary of this job.`]),
  ].map((message) => ({ level, message }) as const);
  const comeBackAt = result.decision === "wait" ? (result.window?.comeBackAt ?? null) : null;
  return comeBackAt === null ? told : [...told, { level: "notice", message: sayHeld(result.environment, comeBackAt) }];
}
