import type * as tf from "@tensorflow/tfjs-core";
import type { Matrix } from "../math/matrix";
import type { Disposable } from "./keeper";

/** Points to which distances are asked for: a tensor of the current backend. */
export interface Cloud extends Disposable {
  /** Squared distances of `queries` [count, dimensions] to all points, row by row: [count, points], none below 0. */
  distancesFrom(queries: Matrix): Promise<Float32Array>;
}

/**
 * Makes a cloud of points [count, dimensions]. The distances are one product of matrices, from
 * ‖q - x‖² = ‖q‖² + ‖x‖² - 2qᵀx as (-2q, 1, ‖q‖²)ᵀ(x, ‖x‖², 1). In float32 that sum loses digits where the points are far
 * from the origin, and may fall below 0: so the points are centred, and the result is clamped.
 */
export function createCloud(lib: typeof tf, points: Matrix): Cloud {
  const { rows, columns } = points;
  const centre = new Float64Array(columns);
  points.values.forEach((value, i) => {
    centre[i % columns] = (centre[i % columns] as number) + value / rows;
  });

  function extend(matrix: Matrix, extra: (length: number) => [number, number], factor: number): tf.Tensor2D {
    const width = columns + 2;
    const values = new Float32Array(matrix.rows * width);
    for (let row = 0; row < matrix.rows; row++) {
      let length = 0;
      for (let column = 0; column < columns; column++) {
        const value = (matrix.values[row * columns + column] as number) - (centre[column] as number);
        length += value * value;
        values[row * width + column] = factor * value;
      }
      values.set(extra(length), row * width + columns);
    }
    return lib.tensor2d(values, [matrix.rows, width]);
  }

  const extended = extend(points, (length) => [length, 1], 1);
  return {
    distancesFrom: async (queries) => {
      const distances = lib.tidy(() => {
        const asked = extend(queries, (length) => [1, length], -2);
        return lib.relu(lib.matMul<tf.Tensor2D>(asked, extended, false, true));
      });
      try {
        return await distances.data<"float32">();
      } finally {
        distances.dispose();
      }
    },
    dispose: () => extended.dispose(),
  };
}

/**
 * The numbers of all points, the nearest first, of their squared distances (0 or more; infinite ones come last). Of
 * points equally far, the one with the lower number comes first.
 */
export function orderNeighbours(distances: Float32Array): Uint32Array {
  // The bits of a float32 that is not negative are in the order of its value. Four rounds of a radix sort, byte by byte,
  // each of which keeps the order of equals: Knuth, The Art of Computer Programming 3, section 5.2.5.
  const count = distances.length;
  let keys = new Uint32Array(distances.buffer, distances.byteOffset, count).slice();
  let order = Uint32Array.from(keys.keys());
  let [nextKeys, nextOrder] = [new Uint32Array(count), new Uint32Array(count)];
  const places = new Uint32Array(256);
  for (let shift = 0; shift < 32; shift += 8) {
    places.fill(0);
    for (let i = 0; i < count; i++) {
      const byte = ((keys[i] as number) >>> shift) & 255;
      places[byte] = (places[byte] as number) + 1;
    }
    let place = 0;
    for (let byte = 0; byte < 256; byte++) {
      const here = places[byte] as number;
      places[byte] = place;
      place += here;
    }
    for (let i = 0; i < count; i++) {
      const key = keys[i] as number;
      const byte = (key >>> shift) & 255;
      const to = places[byte] as number;
      places[byte] = to + 1;
      nextKeys[to] = key;
      nextOrder[to] = order[i] as number;
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  return order;
}

/** The means of the targets of the k nearest, for each of the ks (in rising order); `order` is the nearest first. */
export function averageNeighbours(
  order: ArrayLike<number>,
  targets: ArrayLike<number>,
  ks: readonly number[],
): number[] {
  let sum = 0;
  let rank = 0;
  return ks.map((k) => {
    for (; rank < k; rank++) {
      sum += targets[order[rank] as number] as number;
    }
    return sum / k;
  });
}

/** Weights below this share of the largest are left out. */
const negligible = 1e-9;

/**
 * Kernel regression with a Gaussian kernel: the mean of the targets with weights exp(-distance² / 2h²), for `count`
 * bandwidths h, each 1/√2 of the one before, from `widest` on. The weights of one are the squares of those of the one
 * before, relative to the nearest point. Source: Nadaraya 1964, Watson 1964.
 */
export function averageByKernel(
  distances: ArrayLike<number>,
  { widest, count }: { widest: number; count: number },
  targets: ArrayLike<number>,
): Float64Array {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < distances.length; i++) {
    nearest = Math.min(nearest, distances[i] as number);
  }
  const rate = 1 / (2 * widest * widest);
  const sums = new Float64Array(count);
  const totals = new Float64Array(count);
  for (let i = 0; i < distances.length; i++) {
    const target = targets[i] as number;
    let weight = Math.exp((nearest - (distances[i] as number)) * rate);
    for (let h = 0; h < count && weight > negligible; h++) {
      sums[h] = (sums[h] as number) + weight * target;
      totals[h] = (totals[h] as number) + weight;
      weight *= weight;
    }
  }
  return sums.map((sum, h) => sum / (totals[h] as number));
}
