/** What became of the runs, by kind of fault. */
import type { Plan } from "../support/faulty/plan.ts";
import type { Ending, Stand } from "./campaign.ts";

interface Run {
  readonly plan: Plan;
  readonly stand: Stand;
  readonly ending: Ending;
  readonly flaws: readonly string[];
}

interface Row {
  runs: number;
  right: number;
  undetermined: number;
  stricter: number;
  flawed: number;
}

const emptyRow = (): Row => ({ runs: 0, right: 0, undetermined: 0, stricter: 0, flawed: 0 });

/** Counts runs in which a fault struck; a run with two kinds counts for both. */
export class Tally {
  readonly #rows = new Map<string, Row>();
  #transient = { runs: 0, right: 0 };
  #missed: string[] = [];
  /** Runs in which a fault struck, by platform. */
  readonly #platforms = new Map<string, number>();
  struckRuns = 0;

  add({ plan, stand, ending, flaws }: Run): void {
    const { struck } = stand.proxy;
    if (struck.size === 0) return;
    this.struckRuns += 1;
    const { platform } = stand.story;
    this.#platforms.set(platform, (this.#platforms.get(platform) ?? 0) + 1);
    const isRight = ending.decision === stand.faultless.decision && ending.exitCode === stand.faultless.exitCode;
    for (const name of struck) {
      const row = this.#rows.get(name) ?? emptyRow();
      row.runs += 1;
      if (flaws.length > 0) row.flawed += 1;
      else if (isRight) row.right += 1;
      else if (ending.decision === "error") row.undetermined += 1;
      else row.stricter += 1;
      this.#rows.set(name, row);
    }
    if (!plan.isTransient) return;
    this.#transient.runs += 1;
    if (isRight) this.#transient.right += 1;
    else this.#missed.push(`seed ${plan.seed}: ${stand.story.name}, ${[...struck].join(" and ")}: ${ending.decision}`);
  }

  /** From 0 to 1; 1 where there was none. */
  get rightOfTransient(): number {
    const { runs, right } = this.#transient;
    return runs === 0 ? 1 : right / runs;
  }

  json(wrong: readonly string[]): string {
    const rows = Object.fromEntries([...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)));
    return `${JSON.stringify({ struckRuns: this.struckRuns, transient: this.#transient, missed: this.#missed, wrong, platforms: Object.fromEntries(this.#platforms), rows }, null, 2)}\n`;
  }

  /** A table in Markdown. */
  text(): string {
    const rows = [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      "| kind of fault | runs | right decision | not determined | stricter | flawed |",
      "| --- | ---: | ---: | ---: | ---: | ---: |",
      ...rows.map(
        ([name, { runs, right, undetermined, stricter, flawed }]) =>
          `| ${name} | ${runs} | ${right} | ${undetermined} | ${stricter} | ${flawed} |`,
      ),
      "",
      `Transient faults: ${this.#transient.right} of ${this.#transient.runs} runs reached the right decision.`,
      `Runs in which a fault struck: ${[...this.#platforms].map(([name, runs]) => `${name} ${runs}`).join(", ")}.`,
      ...this.#missed.slice(0, 30),
    ].join("\n");
  }
}
