import { factorPositiveDefinite } from "../../math/cholesky";
import { createMatrix } from "../../math/matrix";
import type { RandomSource } from "../../math/random";
import type { Settings } from "./settings";
import type { Target } from "./targets";

/** Where samples are taken: (i + ½) / n. */
export const samplePoints = (samples: number): Float64Array =>
  Float64Array.from({ length: samples }, (_, i) => (i + 0.5) / samples);

/**
 * Least squares in the space of functions that are linear between i / width: the network of `width` ReLU units with its
 * kinks held fixed. Hands back the fitted values at the sample points. In float64, by the normal equations of hat functions,
 * whose condition number is bounded where there are two samples or more to a piece.
 */
export function createProjection(width: number, samples: number): (values: Float64Array) => Float64Array {
  const places = samplePoints(samples).map((x) => x * width);
  const gram = createMatrix(width + 1, width + 1);
  const add = (i: number, j: number, value: number) => {
    gram.values[i * (width + 1) + j] = (gram.values[i * (width + 1) + j] as number) + value;
  };
  for (const place of places) {
    const [piece, share] = [Math.floor(place), place % 1];
    add(piece, piece, (1 - share) ** 2);
    add(piece, piece + 1, share * (1 - share));
    add(piece + 1, piece, share * (1 - share));
    add(piece + 1, piece + 1, share ** 2);
  }
  const factored = factorPositiveDefinite(gram);
  return (values) => {
    const right = new Float64Array(width + 1);
    places.forEach((place, i) => {
      const [piece, share] = [Math.floor(place), place % 1];
      right[piece] = (right[piece] as number) + (1 - share) * (values[i] as number);
      right[piece + 1] = (right[piece + 1] as number) + share * (values[i] as number);
    });
    const heights = factored.solve(right);
    return places.map((place) => {
      const [piece, share] = [Math.floor(place), place % 1];
      return (1 - share) * (heights[piece] as number) + share * (heights[piece + 1] as number);
    });
  };
}

/** What a width costs on noisy samples, one number a replicate: mean squares over the sample points. */
export interface Estimation {
  width: number;
  /** Of the best fit without noise: what the width cannot represent. */
  bias: number;
  /** Distance of the fit from the best fit: estimation. */
  spread: number[];
  /** Error of the fit on new samples at the same points. */
  test: number[];
}

const meanSquare = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length;

/** Fits a width to `replicates` samples; yields the share that is done. Noise is the same for all widths. */
export function* estimateWidth(
  { noise, samples, replicates }: Settings,
  target: Target,
  width: number,
  random: RandomSource,
  streams: { training: number; test: number },
): Generator<number, Estimation> {
  const project = createProjection(width, samples);
  const truth = samplePoints(samples).map(target.at);
  const best = project(truth);
  const result: Estimation = { width, bias: meanSquare(best, truth), spread: [], test: [] };
  const observe = (stream: number, replicate: number) => {
    const errors = random.normals(stream, samples, replicate * samples);
    return truth.map((y, i) => y + noise * (errors[i] as number));
  };
  for (let replicate = 0; replicate < replicates; replicate++) {
    const fitted = project(observe(streams.training, replicate));
    result.spread.push(meanSquare(fitted, best));
    result.test.push(meanSquare(fitted, observe(streams.test, replicate)));
    if (replicate % 32 === 31) {
      yield (replicate + 1) / replicates;
    }
  }
  return result;
}
