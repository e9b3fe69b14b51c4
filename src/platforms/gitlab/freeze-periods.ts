/** The project's freeze periods, read fresh: CI_DEPLOY_FREEZE tells how it was when the pipeline was made. */
import { HttpFailure } from "../http.ts";
import type { FileReading } from "../platform.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { freezePeriod } from "./schema/deployments.ts";

/** All of them as one JSON list. */
export async function readFreezePeriods(client: Client): Promise<FileReading> {
  const where = "the freeze periods of the project on GitLab";
  try {
    const periods = await client.list(freezePeriod, {
      route: routes.freezePeriods,
      what: "the freeze periods of the project",
    });
    const text = JSON.stringify(periods.toSorted((a, b) => a.id - b.id));
    return { status: "found", where, bytes: new TextEncoder().encode(text) };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return { status: "unreadable", where, because: [error.message, error.fix ?? ""].join(" ").trim() };
  }
}
