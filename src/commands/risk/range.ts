/** The risk of one range, told in full. */
import { observed } from "../../core/evidence/observed.ts";
import { assess } from "../../core/risk/assess.ts";
import type { RaisedFloor } from "../../core/risk/assessment.ts";
import type { Model } from "../../core/risk/model.ts";
import { hazardsOf, outlookOf } from "../../core/risk/outlook.ts";
import { openCheckout } from "../../platforms/checkout/checkout.ts";
import { readRelease } from "../../platforms/checkout/release.ts";
import { changeTraits } from "../../platforms/checkout/traits/change-traits.ts";
import { plainLine } from "../../reporters/escape.ts";
import type { Terminal } from "../command.ts";
import type { Ruled } from "./read-settings.ts";

const floorLine = ({ level, reason, paths }: RaisedFloor): string =>
  `  at least ${level}: ${reason}${paths.length === 0 ? "" : ` (${paths.join(", ")})`}`;

/** Text for people, or one JSON object: score, level and floors by the policy; the probabilities are those of the model alone. */
export async function rangeRisk(
  directory: string,
  asked: { readonly base: string | null; readonly head: string | null },
  model: Model,
  ruled: Ruled,
  format: "text" | "json",
  { env, now, progress }: Terminal,
): Promise<string> {
  progress("reading the changes");
  const checkout = await openCheckout(directory, env);
  const { range, release, changes } = await readRelease(checkout, asked, now);
  const kind = { shallow: checkout.cutAt.size > 0, blobless: checkout.isPartial, now };
  const traits = await changeTraits(checkout.git, { base: range.base?.sha ?? null, head: range.head.sha }, kind);
  const { settings } = ruled;
  const changedFiles =
    changes.status === "observed" ? observed(changes.value.files, changes.source, changes.collectedAt) : changes;
  const assessment = assess({ traits, changedFiles, release, settings, model });
  const whole = traits.status === "observed" && traits.value.unread === 0 ? traits.value.changes : null;
  const hazards = whole?.map((change) => hazardsOf(change, model));
  const sum = hazards?.reduce((a, b) => ({ rollback: a.rollback + b.rollback, hotfix: a.hotfix + b.hotfix }), {
    rollback: 0,
    hotfix: 0,
  });
  const odds = sum === undefined ? null : outlookOf(sum, model, settings.thresholds);
  if (format === "json") {
    const { base, head, baseBecause } = release;
    const numbers = { p_rollback: odds?.rollback ?? null, p_any: odds?.any ?? null };
    const told = { base, baseBecause, head, policy: ruled.says, ...assessment, ...numbers, model: model.version };
    return `${JSON.stringify(told, null, 2)}\n`;
  }
  const { score, level, meaning, contributions, changes: shares = [], floors, fixes } = assessment;
  const bar = (points: number): string => `${points < 0 ? "-" : ""}${"#".repeat(Math.round(Math.abs(points) / 2))}`;
  const part = (points: number, text: string): string => `${points.toFixed(1).padStart(7)}  ${text}`;
  const lines = [
    `Risk ${score} of 100: ${level}.`,
    meaning,
    release.baseBecause,
    ruled.says,
    ...(floors.length === 0 ? [] : ["", "Your policy says", ...floors.map(floorLine)]),
    "",
    "By factor",
    ...contributions.flatMap(({ points, factor, because, assumed }) => [
      part(points, `${factor}${assumed ? " (assumed)" : ""} ${bar(points)}`),
      `         ${because}`,
    ]),
    "",
    "By change",
    ...shares.map(({ sha, title, points }) => part(points, `${sha === null ? "" : `${sha.slice(0, 10)} `}${title}`)),
    ...(fixes.length === 0 ? [] : ["", "What would make more of it known", ...fixes.map((fix) => `  ${fix}`)]),
    "",
  ];
  return lines.map(plainLine).join("\n");
}
