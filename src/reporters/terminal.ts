/** The decision as text. */
import { json } from "./json.ts";
import type { Reporter } from "./reporter.ts";

export const terminal: Reporter = { format: "text", report: (reporting) => json.report(reporting) };
