/** The clock that runs by itself, for whoever has to wait. Everything else is told the moment. */

export interface Clock {
  /** ISO 8601, UTC, milliseconds. */
  now(): string;
  /** Ends after so many milliseconds, or at once when the signal comes; never throws. */
  sleep(milliseconds: number, signal: AbortSignal | null): Promise<void>;
}

export const realClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal?.addEventListener("abort", end);
    }),
};
