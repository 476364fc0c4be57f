import type * as tf from "@tensorflow/tfjs-core";
import { createKeeper } from "./keeper";

/** Milliseconds of one operation: the median of several timings, the shortest and the longest. */
export interface Timing {
  median: number;
  shortest: number;
  longest: number;
}

/** A timing takes about so many milliseconds, unless one operation alone takes longer. */
const span = 12;
const mostRepeats = 512;
const timings = 5;

/**
 * Times an operation from a tensor to one of the same shape, applied again and again to its own result. Each timing ends
 * when a number of the last result has been read back, so that the work is done and not only asked for. What compiles or
 * warms up comes before, and is not counted. Yields the share that is done after each timing.
 */
async function* timeOperation<T extends tf.Tensor>(
  lib: typeof tf,
  now: () => number,
  start: T,
  operation: (value: T) => T,
): AsyncGenerator<number, Timing> {
  async function time(repeats: number): Promise<number> {
    const began = now();
    const last = lib.tidy(() => {
      let value = start;
      for (let i = 0; i < repeats; i++) {
        const next = operation(value);
        if (value !== start) {
          value.dispose();
        }
        value = next;
      }
      return lib.slice(lib.reshape(value, [-1]), 0, 1);
    });
    try {
      await last.data();
    } finally {
      last.dispose();
    }
    return (now() - began) / repeats;
  }

  await time(1);
  yield 0.1;
  const single = await time(1);
  yield 0.2;
  const repeats = Math.min(mostRepeats, Math.ceil(span / Math.max(single, span / mostRepeats)));
  await time(repeats);
  const times: number[] = [];
  while (times.length < timings) {
    times.push(await time(repeats));
    yield 0.2 + (0.8 * times.length) / timings;
  }
  times.sort((a, b) => a - b);
  return {
    median: times[Math.floor(timings / 2)] as number,
    shortest: times[0] as number,
    longest: times[timings - 1] as number,
  };
}

/** Times the product of [batch, width] with a square matrix [width, width]: one layer. */
export async function* timeLayer(
  lib: typeof tf,
  now: () => number,
  batch: number,
  width: number,
): AsyncGenerator<number, Timing> {
  const kept = createKeeper();
  try {
    // All entries 1 / width: a product of ones gives ones again, however often.
    const matrix = kept.keep(lib.fill<tf.Rank.R2>([width, width], 1 / width));
    const inputs = kept.keep(lib.ones<tf.Rank.R2>([batch, width]));
    return yield* timeOperation(lib, now, inputs, (value) => lib.matMul(value, matrix));
  } finally {
    kept.dispose();
  }
}

/** Times the negation of so many numbers: each is read once and written once, and there is nothing else to do. */
export async function* timeCopy(lib: typeof tf, now: () => number, numbers: number): AsyncGenerator<number, Timing> {
  const kept = createKeeper();
  try {
    const values = kept.keep(lib.ones<tf.Rank.R1>([numbers]));
    return yield* timeOperation(lib, now, values, (value) => lib.neg(value));
  } finally {
    kept.dispose();
  }
}

/** Floating-point operations of a layer: a multiplication and an addition for each weight and each row. */
export const layerOperations = (batch: number, width: number): number => 2 * batch * width * width;

/** Bytes of a layer in 32 bits: weights and inputs are read once, outputs written once. */
export const layerBytes = (batch: number, width: number): number => 4 * (width * width + 2 * batch * width);
