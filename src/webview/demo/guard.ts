import { contextLost, isContextLost } from "./machine";

/** A step takes some milliseconds, the first on a GPU some seconds: after this long it will not come. */
const stepLimitSeconds = 30;

/** Thrown where what was begun will never end: this worker is of no more use. */
export class Lost extends Error {
  constructor(
    message: string,
    /** The GPU was taken away, and another worker can have it again. */
    readonly gpu: boolean,
  ) {
    super(message);
  }
}

/** Waits for work, unless the GPU's context is lost or it takes too long: then it throws `Lost`, at once and ever after. */
export interface Guard {
  wait<T>(work: () => Promise<T>): Promise<T>;
  /** Whatever was begun waits for ever, and its tensors can not be waited for. */
  isLost(): boolean;
}

/** Makes the guard of a worker, once its backend is started. */
export function createGuard(): Guard {
  let lost: Lost | undefined;
  let fail: ((reason: Lost) => void) | undefined;
  const lose = (message: string, gpu: boolean) => {
    lost ??= new Lost(message, gpu);
    fail?.(lost);
  };
  const loseGpu = () => lose("The graphics processor was taken away: its context was lost.", true);
  void contextLost().then(loseGpu);
  return {
    // A promise of its own each time: one that is raced again and again would hold on to every race.
    wait: async (work) => {
      if (lost) {
        throw lost;
      }
      const timer = setTimeout(
        () => lose(`The computation has not answered for ${stepLimitSeconds} s.`, false),
        1000 * stepLimitSeconds,
      );
      try {
        return await new Promise((resolve, reject) => {
          fail = reject;
          // Without its context WebGL answers with null, and work may fail of that before anybody is told of the loss.
          work().then(resolve, (error: unknown) => (isContextLost() ? loseGpu() : reject(error)));
        });
      } finally {
        clearTimeout(timer);
        fail = undefined;
      }
    },
    isLost: () => lost !== undefined,
  };
}
