/** Test and coverage reports that lie in the checkout. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const testReports: Collector<"testReports"> = async () => unavailable("Reports are not read yet.");
