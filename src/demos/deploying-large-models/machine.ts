import type * as tf from "@tensorflow/tfjs-core";
import { layerBytes, layerOperations, type Timing, timeCopy, timeLayer } from "../../gpu/throughput";
import { between, type Stage } from "../stages";
import type { Settings } from "./problem";

/** What this machine can do on this backend; nothing of it is a check. */
export interface Machine {
  /** Milliseconds of copying so many numbers. */
  copy?: { numbers: number; timing: Timing };
  /** Milliseconds of one layer by batch. */
  layers: { batch: number; timing: Timing }[];
}

/** A layer that takes so many milliseconds is the last that is timed: with the next batch it would take twice as many. */
const tooSlow = 60;

/** The two roofs of the machine, of medians: billions of operations a second in the best batch, and of bytes in copying. */
export function findRoofs(
  { copy, layers }: Machine,
  width: number,
): { compute: number; bandwidth: number } | undefined {
  return copy && layers.length > 0
    ? {
        compute: Math.max(...layers.map(({ batch, timing }) => rateOf(batch, width, timing.median))),
        bandwidth: (8 * copy.numbers) / copy.timing.median / 1e6,
      }
    : undefined;
}

/** Billions of operations a second of a layer. */
export const rateOf = (batch: number, width: number, milliseconds: number): number =>
  layerOperations(batch, width) / milliseconds / 1e6;

/** Operations for each byte of a layer. Source: Williams, Waterman, Patterson 2009, "Roofline". */
export const intensityOf = (batch: number, width: number): number =>
  layerOperations(batch, width) / layerBytes(batch, width);

/** Batches that are timed: 1, 2, 4, ... up to the one that was asked for. */
const listBatches = (most: number): number[] => [
  ...Array.from({ length: Math.ceil(Math.log2(most)) }, (_, i) => 2 ** i),
  most,
];

/** Times copying, and a layer for ever larger batches, up to the one that was asked for or to one that is slow. */
export async function* measureMachine(
  lib: typeof tf,
  now: () => number,
  { batch: most, width }: Settings,
  machine: Machine,
): Stage {
  const batches = listBatches(most);
  const part = 1 / (batches.length + 1);
  const numbers = width * width;
  machine.copy = { numbers, timing: yield* between(0, part, timeCopy(lib, now, numbers)) };
  for (const [i, batch] of batches.entries()) {
    const timing = yield* between((i + 1) * part, (i + 2) * part, timeLayer(lib, now, batch, width));
    machine.layers.push({ batch, timing });
    if (timing.median > tooSlow) {
      return;
    }
  }
}
