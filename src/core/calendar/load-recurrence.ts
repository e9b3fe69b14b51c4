/** Loads the libraries for cron, recurrence rules and iCalendar files: wait for this before a policy that uses them is parsed. */
import { useRecurrence } from "./recurrence.ts";

export async function loadRecurrence(): Promise<void> {
  const { engine } = await import("./recurrence-engine.ts");
  useRecurrence(engine);
}
