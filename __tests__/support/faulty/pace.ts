/** Lets the time of this process pass faster: pauses and time-outs end early, and the clock shows as much as they should have lasted. */

const real = { setTimeout: globalThis.setTimeout, now: Date.now };

/** Gives back the way to the usual pace. Pauses under 20 ms stay as they are. */
export function hurry(pace: number): () => void {
  const began = real.now();
  globalThis.setTimeout = ((callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
    real.setTimeout(callback, ms < 20 ? ms : ms / pace, ...given)) as typeof globalThis.setTimeout;
  Date.now = () => Math.floor(began + (real.now() - began) * pace);
  return () => {
    globalThis.setTimeout = real.setTimeout;
    Date.now = real.now;
  };
}
