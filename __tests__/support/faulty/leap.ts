/** Lets time pass in leaps: while nothing is under way, the clock of this process goes on to the next timer at once. */

/** So many turns of the event loop without a sign of life mean that everybody waits for a timer. */
const calm = 12;
/** What these resources bring is on its way, however long it takes. */
const underWay = /^(?:ProcessWrap|FSReq|GetAddrInfo|DNS)/;

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setImmediate: globalThis.setImmediate,
  now: Date.now,
};

export interface Leap {
  /** Somebody is at work: no leap for some turns. */
  stir(): void;
  /** The clock that people read goes wrong by so many milliseconds; timers do not notice. */
  misread(milliseconds: number): void;
  /** Milliseconds that have passed, with the leaps; a misread clock does not change it. */
  elapsed(): number;
  /** Comes to null after so many milliseconds of real time, unless it is ended before. */
  watch(milliseconds: number): { readonly late: Promise<null>; end(): void };
  /** Gives the usual time back. Timers that are left are forgotten. */
  stop(): void;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
  ref(): Timer;
  unref(): Timer;
  hasRef(): boolean;
}

/** From now on `setTimeout`, `clearTimeout` and `Date.now` go by leaps, for the whole process. */
export function startLeaping(): Leap {
  const began = real.now();
  let leapt = 0;
  let wrongBy = 0;
  let quiet = 0;
  let order = 0;
  let isStopped = false;
  const timers = new Set<Timer>();
  const elapsed = (): number => performance.now() - startedAt + leapt;
  const startedAt = performance.now();

  const make = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): Timer => {
    order += 1;
    const timer: Timer = {
      at: elapsed() + Math.max(0, ms),
      order,
      callback: () => callback(...given),
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
    };
    timers.add(timer);
    return timer;
  };
  const drop = (timer: unknown): void => {
    if (!timers.delete(timer as Timer)) real.clearTimeout(timer as NodeJS.Timeout);
  };
  const isCloser = (one: Timer, other: Timer): boolean =>
    one.at < other.at || (one.at === other.at && one.order < other.order);

  const turn = (): void => {
    if (isStopped) return;
    let next: Timer | undefined;
    for (const timer of timers) if (next === undefined || isCloser(timer, next)) next = timer;
    quiet = next === undefined ? 0 : quiet + 1;
    if (next !== undefined && quiet >= calm) {
      quiet = 0;
      if (process.getActiveResourcesInfo().some((resource) => underWay.test(resource))) {
        real.setTimeout(turn, 1);
        return;
      }
      leapt += Math.max(0, next.at - elapsed());
      timers.delete(next);
      next.callback();
    }
    real.setImmediate(turn);
  };
  globalThis.setTimeout = make as unknown as typeof globalThis.setTimeout;
  globalThis.clearTimeout = drop as typeof globalThis.clearTimeout;
  Date.now = () => Math.floor(began + elapsed() + wrongBy);
  turn();
  return {
    stir: () => {
      quiet = 0;
    },
    misread: (milliseconds) => {
      wrongBy = milliseconds;
    },
    elapsed,
    watch: (milliseconds) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<null>((resolve) => {
        timer = real.setTimeout(() => resolve(null), milliseconds);
      });
      return { late, end: () => real.clearTimeout(timer) };
    },
    stop: () => {
      isStopped = true;
      globalThis.setTimeout = real.setTimeout;
      globalThis.clearTimeout = real.clearTimeout;
      Date.now = real.now;
    },
  };
}
