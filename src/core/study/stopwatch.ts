/** Measures how long something took, without the time in which nobody looked. */
export interface Stopwatch {
  reset(): void;
  run(): void;
  pause(): void;
  /** So far. */
  seconds(): number;
}

/** Longer is a learner who went away. */
const mostSeconds = 600;

/** A stopwatch that is paused; `clock` in milliseconds. It shows ten minutes at most. */
export function createStopwatch(clock: () => number): Stopwatch {
  let before = 0;
  let since: number | undefined;
  const measured = () => before + (since === undefined ? 0 : Math.max(0, clock() - since));
  return {
    reset: () => {
      before = 0;
      since = since === undefined ? undefined : clock();
    },
    run: () => {
      since ??= clock();
    },
    pause: () => {
      before = measured();
      since = undefined;
    },
    seconds: () => Math.min(mostSeconds, Math.round(measured() / 1000)),
  };
}
