/** Assesses the risk of a release: every change in points, all changes in one score, the score in a level, floors above it. */

import type { ChangeTraits, ReleaseTraits } from "../evidence/change-traits.ts";
import type { ChangedFile } from "../evidence/changed-files.ts";
import type { DeploymentRequest } from "../evidence/deployment-request.ts";
import type { Observed } from "../evidence/observed.ts";
import type { Release } from "../evidence/release.ts";
import type { RiskAssessment } from "./assessment.ts";
import type { Card } from "./card.ts";
import { byChange, byFactor, type Weighed } from "./contributions.ts";
import { customerImpactFloor } from "./customer-impact.ts";
import { model as fitted } from "./fitted.ts";
import { floorsOf } from "./floors.ts";
import { hazardOf, unknownChange } from "./hazard.ts";
import { higher, type RiskLevel } from "./level.ts";
import { waysToLower } from "./lower.ts";
import type { Model } from "./model.ts";
import { ownRateOf } from "./own-rate.ts";
import { riskFactors } from "./registry.ts";
import { levelOf, meaningOf, percentileOf } from "./score.ts";
import { type RiskSettings, riskSettings } from "./settings.ts";

export interface RiskQuestion {
  readonly traits: Observed<ReleaseTraits> | undefined;
  readonly changedFiles: Observed<readonly ChangedFile[]> | undefined;
  readonly release: Release;
  /** Looked at only where the policy asks for the impact on customers. */
  readonly request?: Observed<DeploymentRequest> | undefined;
  /** What the policy says; the defaults where no policy does. */
  readonly settings?: RiskSettings;
  /** The model to judge by; the one that comes with the product where none is given. */
  readonly model?: Model;
}

interface Known {
  readonly changes: readonly ChangeTraits[];
  /** Changes of which nothing is known; null when not even their number is. */
  readonly unknown: number | null;
  readonly fixes: readonly string[];
}

const present = (sentences: readonly (string | null | undefined)[]): readonly string[] =>
  sentences.filter((sentence) => sentence !== null && sentence !== undefined);

/** What is known of the changes. A release that is not the base itself has at least one. */
function know({ traits, release }: RiskQuestion): Known {
  if (traits?.status !== "observed") {
    const because = traits?.because ?? "The changes of this release were not looked at one by one.";
    const fix = traits?.fix === undefined ? because : `${because} ${traits.fix}`;
    return { changes: [], unknown: release.commits === null ? null : Math.max(1, release.commits), fixes: [fix] };
  }
  const { changes, unread, diffMissing, shapeMissing, historyMissing } = traits.value;
  // An empty list beside a head that stands elsewhere than ahead of its base says nothing about what would change there.
  const isUntold = changes.length === 0 && unread === 0 && release.commits !== 0;
  const isElsewhere =
    changes.length === 0 && unread === 0 && ["behind", "diverged", "unknown"].includes(release.relation);
  return {
    changes,
    unknown: isUntold || isElsewhere ? null : unread,
    fixes: present([
      changes.some(({ diff }) => diff === null) ? diffMissing : null,
      changes.some(({ shape }) => shape === null) ? shapeMissing : null,
      changes.some(({ history }) => history === null) ? historyMissing : null,
    ]),
  };
}

const nothingNew: RiskAssessment = {
  score: 0,
  level: "low",
  levelByScore: "low",
  contributions: [],
  changes: [],
  floors: [],
  meaning: "Nothing changes: what would go out is what the base has already.",
  fixes: [],
};

/**
 * Score, level, and how each factor and each change contributed. What could not be seen counts in full, and when not even the number of
 * changes is known the score is 100. The order of changes does not matter.
 */
export function assess(question: RiskQuestion): RiskAssessment {
  const { release, changedFiles, settings = riskSettings.parse({}), model = fitted } = question;
  if (release.relation === "same") return nothingNew;
  const { changes, unknown, fixes } = know(question);
  const declared = customerImpactFloor(settings["customer-impact"], question.request);
  const floors = [...floorsOf(settings.floors, changedFiles), ...(declared === null ? [] : [declared])];
  const { weights } = settings;
  const isEstimated = settings["without-history"] === "estimate";
  const cardOf = (change: ChangeTraits): Card =>
    model.cards[isEstimated && change.history === null ? "without-history" : "full"];
  const inOrder = [...changes].sort((a, b) => (a.sha < b.sha ? -1 : 1));
  const weighed: Weighed[] = inOrder.map((change) => ({
    change,
    hazard: hazardOf(change, riskFactors, cardOf(change), weights),
    times: 1,
  }));
  if (unknown !== 0)
    weighed.push({
      change: unknownChange,
      hazard: hazardOf(unknownChange, riskFactors, model.cards.full, weights),
      times: unknown ?? 1,
    });
  const ownRate = ownRateOf(settings["own-rate"], model);
  const modelled = weighed.reduce((sum, { hazard: { total }, times }) => sum + total * times, 0);
  const hazard = modelled * (ownRate?.scale ?? 1);
  const score = weighed.length === 0 ? 0 : unknown === null ? 100 : Math.round(percentileOf(hazard, model));
  const levelByScore = levelOf(score, settings.thresholds);
  const contributions = weighed.length === 0 ? [] : byFactor(weighed, riskFactors, score, weights, ownRate);
  const told = new Set(contributions.map(({ factor }) => factor));
  const scale = {
    scoreOf: (some: number) => Math.round(percentileOf(some * (ownRate?.scale ?? 1), model)),
    levelOf: (some: number) => levelOf(some, settings.thresholds),
  };
  return {
    score,
    level: floors.reduce<RiskLevel>((level, floor) => higher(level, floor.level), levelByScore),
    levelByScore,
    contributions,
    changes: byChange(weighed, score),
    floors,
    meaning: weighed.length === 0 ? nothingNew.meaning : meaningOf(score, model),
    silent: riskFactors.map(({ id }) => id).filter((id) => !told.has(id)),
    ways: weighed.length === 0 || unknown === null ? [] : waysToLower(weighed, score, scale),
    fixes: [...new Set(fixes)],
  };
}
