import type { Matrix } from "../../math/matrix";
import { quantiseByMaximum } from "../../math/quantise";
import { createRandomSource } from "../../math/random";
import { type Settings, streams } from "./problem";

/** A layer: weights [inputs, outputs] and biases. In it an output's weights are a column, and so a channel. */
export interface Layer {
  weights: Matrix;
  biases: Float64Array;
}

/**
 * Multiplies what goes into each hidden unit by a random factor, and divides by it what comes out: under ReLU the network
 * computes the same, but its channels have unequal scales, as those of large models do.
 */
export function rescaleChannels(layers: readonly Layer[], spread: number, seed: number): void {
  const random = createRandomSource(seed);
  layers.slice(0, -1).forEach(({ weights, biases }, l) => {
    const next = (layers[l + 1] as Layer).weights;
    const normals = random.normals(streams.spread, weights.columns, l * weights.columns);
    for (let unit = 0; unit < weights.columns; unit++) {
      const factor = Math.exp(spread * (normals[unit] as number));
      for (let row = 0; row < weights.rows; row++) {
        weights.values[row * weights.columns + unit] =
          factor * (weights.values[row * weights.columns + unit] as number);
      }
      biases[unit] = factor * (biases[unit] as number);
      for (let column = 0; column < next.columns; column++) {
        next.values[unit * next.columns + column] = (next.values[unit * next.columns + column] as number) / factor;
      }
    }
  });
}

/** Weights rounded with one scale, or with one for each output; biases stay as they are. */
export function roundLayer({ weights, biases }: Layer, bits: number, granularity: Settings["granularity"]): Layer {
  const { rows, columns, values } = weights;
  if (granularity === "tensor") {
    return { weights: { ...weights, values: quantiseByMaximum(values, bits, values.length) }, biases };
  }
  const transposed = quantiseByMaximum(transpose(values, rows, columns), bits, rows);
  return { weights: { ...weights, values: transpose(transposed, columns, rows) }, biases };
}

const transpose = (values: Float64Array, rows: number, columns: number) =>
  Float64Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)] as number);

/** Weights in so many bits; a scale in 32 bits for each group, and biases in 32 bits. */
export function countBytes({ weights, biases }: Layer, bits: number, granularity: Settings["granularity"]): number {
  const scales = granularity === "tensor" ? 1 : weights.columns;
  return Math.ceil((weights.values.length * bits) / 8) + 4 * (scales + biases.length);
}

/** All weights, layer after layer. */
export const join = (layers: readonly Layer[]) =>
  Float64Array.from(layers.flatMap(({ weights }) => [...weights.values]));
