/** The decision as markdown. */
import { json } from "./json.ts";
import type { Reporter } from "./reporter.ts";

export const summary: Reporter = { format: "markdown", report: (reporting) => json.report(reporting) };
