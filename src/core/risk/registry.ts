/** The list of risk factors, in the order in which they are fitted and told. */
import { commitsInChange } from "./commits-in-change.ts";
import { decisions } from "./decisions.ts";
import { documentsOnly } from "./documents-only.ts";
import { lastChanged } from "./last-changed.ts";
import { migration } from "./migration.ts";
import { pipelineOrInfrastructure } from "./pipeline-or-infrastructure.ts";
import { productCode } from "./product-code.ts";
import { repair } from "./repair.ts";
import { revertedWords } from "./reverted-words.ts";
import type { RiskFactor } from "./risk-factor.ts";
import { routineWork } from "./routine-work.ts";
import { size } from "./size.ts";
import { switchOrPerformance } from "./switch-or-performance.ts";
import { tentative } from "./tentative.ts";
import { troubleNearby } from "./trouble-nearby.ts";
import { unfamiliarFiles } from "./unfamiliar-files.ts";

export const riskFactors: readonly RiskFactor[] = [
  productCode,
  size,
  decisions,
  documentsOnly,
  pipelineOrInfrastructure,
  migration,
  routineWork,
  tentative,
  repair,
  switchOrPerformance,
  commitsInChange,
  unfamiliarFiles,
  revertedWords,
  troubleNearby,
  lastChanged,
];
