/** The risk factors, in the order in which they are shown when equal. */
import { codeLines } from "./code-lines.ts";
import { commitsInChange } from "./commits-in-change.ts";
import { decisions } from "./decisions.ts";
import { documentsOnly } from "./documents-only.ts";
import { fixesNearby } from "./fixes-nearby.ts";
import { housekeeping } from "./housekeeping.ts";
import { hunks } from "./hunks.ts";
import { lastChanged } from "./last-changed.ts";
import { migration } from "./migration.ts";
import { pipelineOrInfrastructure } from "./pipeline-or-infrastructure.ts";
import { productCode } from "./product-code.ts";
import { repair } from "./repair.ts";
import { revertedWords } from "./reverted-words.ts";
import { revertsNearby } from "./reverts-nearby.ts";
import type { RiskFactor } from "./risk-factor.ts";
import { routineUpdate } from "./routine-update.ts";
import { switchOrPerformance } from "./switch-or-performance.ts";
import { tentative } from "./tentative.ts";
import { unfamiliarFiles } from "./unfamiliar-files.ts";

export const riskFactors: readonly RiskFactor[] = [
  productCode,
  codeLines,
  decisions,
  hunks,
  documentsOnly,
  pipelineOrInfrastructure,
  migration,
  routineUpdate,
  housekeeping,
  tentative,
  repair,
  switchOrPerformance,
  commitsInChange,
  unfamiliarFiles,
  revertedWords,
  revertsNearby,
  fixesNearby,
  lastChanged,
];
