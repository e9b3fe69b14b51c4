/** The list of checks, in the order in which findings are shown. */
import { changeWindow } from "./change-window.ts";
import type { Check } from "./check.ts";
import { concurrency } from "./concurrency.ts";
import { dependencies } from "./dependencies.ts";
import { deploymentRequest } from "./deployment-request.ts";
import { documents } from "./documents.ts";
import { incidents } from "./incidents.ts";
import { promotion } from "./promotion.ts";
import { reviews } from "./reviews.ts";
import { rollback } from "./rollback.ts";
import { securityAlerts } from "./security-alerts.ts";
import { tests } from "./tests.ts";

export const checks: readonly Check[] = [
  tests,
  reviews,
  changeWindow,
  rollback,
  deploymentRequest,
  documents,
  promotion,
  concurrency,
  securityAlerts,
  incidents,
  dependencies,
];
