/** How mode `wait` is told to wait: the two durations of its inputs, each within its bounds. */
import { UsageError } from "../commands/command.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const units: Readonly<Record<string, number>> = { s: second, m: minute, h: hour };

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly words: string;
}

/** A hosted runner ends a job after six hours; one of your own after five days at the latest. */
const timeoutBounds: Bounds = { least: second, most: 24 * hour, words: "from 1s to 24h" };
const intervalBounds: Bounds = { least: 10 * second, most: 10 * minute, words: "from 10s to 10m" };

/** Milliseconds. Throws `UsageError` for what is no such duration. */
function readDuration(name: string, text: string, { least, most, words }: Bounds): number {
  const [, count = "", unit = ""] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (units[unit] ?? Number.NaN);
  if (!(milliseconds >= least && milliseconds <= most))
    throw new UsageError(
      `${name} cannot be "${text}".`,
      `Write a number and its unit, such as 90s, 30m or 2h, ${words}.`,
    );
  return milliseconds;
}

/** Throws `UsageError`. */
export const readWaiting = (timeout: string, interval: string) => ({
  timeout: readDuration("wait-timeout", timeout, timeoutBounds),
  interval: readDuration("poll-interval", interval, intervalBounds),
});
