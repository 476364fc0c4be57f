import type * as tf from "@tensorflow/tfjs-core";
import { averageByKernel, averageNeighbours, createCloud, orderNeighbours } from "../../gpu/neighbours";
import { createPolynomialRegression } from "../../gpu/polynomialRegression";
import { solvePositiveDefinite } from "../../math/cholesky";
import { type Estimate, estimateMean } from "../../math/estimate";
import { columnOf, dot, gramOf, type Matrix } from "../../math/matrix";
import { createRandomSource } from "../../math/random";
import type { Stage } from "../stages";
import { bestBandwidth } from "./periodicSmoother";
import { rowsOf, type Settings, streams, truthOf } from "./problem";

/** What was measured of claims that have an exact value; what is not there has not been measured yet. */
export interface Claims {
  /** ‖ŵ - w‖² of least squares with noise of variance 1, ten features, forty examples. */
  leastSquares?: Estimate;
  /** Mean squared error of the polynomial fitted to the law itself, everywhere. */
  floor?: number;
  /** Share of wrong votes of the k nearest, by k, where labels are 1 with probability 0.8 everywhere. */
  votes: { k: number; wrong: Estimate }[];
  /** Share of wrong labels of the nearest one, where the label at x is 1 with probability x. */
  coverHart?: Estimate;
  /** Median distance from the origin to the nearest of 500 points in the unit ball, by dimension. */
  nearest: { dimensions: number; median: number; repeats: number }[];
  /** Kernel regression on the circle at the best bandwidth: what it keeps of a sine, and its mean squared error. */
  smoother: { examples: number; bandwidth: number; kept: number; error: Estimate }[];
}

export const leastSquaresSize = { parameters: 10, examples: 40, repeats: 400 };
export const probability = 0.8;
export const voteSize = { examples: 100, queries: 40, repeats: 100 };
export const ballPoints = 500;
export const smootherSizes = [64, 256, 1024, 4096];
const smootherSize = { queries: 16, repeats: 30 };

/** Least squares where its law is true: ŵ - w for normal features and normal noise, w being 0 without loss of generality. */
export async function* measureLeastSquares(seed: number, claims: Claims): Stage {
  const { parameters, examples, repeats } = leastSquaresSize;
  const random = createRandomSource(seed);
  const excess: number[] = [];
  const each = examples * (parameters + 1);
  while (excess.length < repeats) {
    const values = random.normals(streams.leastSquares, each, excess.length * each);
    const x: Matrix = { rows: examples, columns: parameters, values: values.subarray(examples) };
    const noise = values.subarray(0, examples);
    const correlation = Array.from({ length: parameters }, (_, j) => dot(columnOf(x, j), noise));
    const weights = solvePositiveDefinite(gramOf(x), correlation);
    // The excess risk is E(xᵀ(ŵ - w))², and x has the unit matrix as covariance.
    excess.push(dot(weights, weights));
    if (excess.length % 40 === 0) {
      yield excess.length / repeats;
    }
  }
  claims.leastSquares = estimateMean(excess);
}

/** The polynomial fitted without penalty to the law itself on a fine grid: its error there is the floor. */
export async function* measureFloor(lib: typeof tf, settings: Settings, claims: Claims): Stage {
  const law = truthOf(settings);
  // Points in the middle of equal cells: the sums over them are integrals, up to the cells' size squared.
  const side = law.features === 1 ? 4096 : 64;
  const rows = side ** law.features;
  const values = Float64Array.from({ length: rows * law.features }, (_, i) => {
    const [row, feature] = [Math.floor(i / law.features), i % law.features];
    return ((Math.floor(row / side ** feature) % side) + 0.5) / side;
  });
  const x: Matrix = { rows, columns: law.features, values };
  const y = Float64Array.from({ length: rows }, (_, row) => law.at(rowsOf(x, row, row + 1).values));
  const regression = createPolynomialRegression(lib, { ...settings, features: law.features });
  await regression.absorb(x, y);
  yield 0.5;
  const fitted = regression.fit(0).predict(x);
  claims.floor = y.reduce((sum, value, row) => sum + (value - (fitted[row] as number)) ** 2, 0) / rows;
}

/** Votes of the nearest where neither place nor neighbour says anything, and one neighbour where the place says all. */
export async function* measureVotes(lib: typeof tf, settings: Settings, seed: number, claims: Claims): Stage {
  const { repeats } = voteSize;
  const asked = settings.neighbours % 2 === 1 ? [settings.neighbours] : [];
  const ks = [...new Set([1, 3, 15, ...asked])].sort((a, b) => a - b);
  const wrong = ks.map((): number[] => []);
  const wrongOfOne: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const even = await countWrong(lib, seed, { stream: streams.votes, repeat, features: settings.features, ks }, () => {
      return probability;
    });
    even.forEach((share, i) => {
      wrong[i]?.push(share);
    });
    const line = { stream: streams.coverHart, repeat, features: 1, ks: [1] };
    wrongOfOne.push(...(await countWrong(lib, seed, line, (x) => x)));
    yield (repeat + 1) / repeats;
  }
  claims.votes = ks.map((k, i) => ({ k, wrong: estimateMean(wrong[i] as number[]) }));
  claims.coverHart = estimateMean(wrongOfOne);
}

/** One data set: the share of test points whose label is not the vote of the k nearest, for each k. */
async function countWrong(
  lib: typeof tf,
  seed: number,
  { stream, repeat, features, ks }: { stream: number; repeat: number; features: number; ks: readonly number[] },
  chance: (first: number) => number,
): Promise<number[]> {
  const { examples, queries } = voteSize;
  const rows = examples + queries;
  const drawn = createRandomSource(seed).uniforms(stream, rows * (features + 1), repeat * rows * (features + 1));
  const x: Matrix = { rows, columns: features, values: drawn.subarray(rows) };
  const labels = Float64Array.from({ length: rows }, (_, row) => {
    return (drawn[row] as number) < chance(x.values[row * features] as number) ? 1 : 0;
  });
  const cloud = createCloud(lib, rowsOf(x, 0, examples));
  try {
    const distances = await cloud.distancesFrom(rowsOf(x, examples, rows));
    const wrong = ks.map(() => 0);
    for (let query = 0; query < queries; query++) {
      const order = orderNeighbours(distances.subarray(query * examples, (query + 1) * examples));
      averageNeighbours(order, labels, ks).forEach((share, i) => {
        const vote = share > 0.5 ? 1 : 0;
        wrong[i] = (wrong[i] as number) + (vote === labels[examples + query] ? 0 : 1 / queries);
      });
    }
    return wrong;
  } finally {
    cloud.dispose();
  }
}

/** How far the nearest of many points in the unit ball is, again and again, in ten dimensions and in those asked for. */
export async function* measureNearest(lib: typeof tf, settings: Settings, seed: number, claims: Claims): Stage {
  const random = createRandomSource(seed);
  for (const dimensions of new Set([settings.features, 10])) {
    const repeats = Math.floor(Math.min(101, 6e5 / (ballPoints * dimensions)));
    const nearest: number[] = [];
    const stream = streams.ball + dimensions * 2 ** 16;
    while (nearest.length < repeats) {
      const [rows, columns] = [ballPoints, dimensions];
      const values = random.normals(stream, rows * columns, nearest.length * rows * columns);
      const radii = random.uniforms(stream + 2 ** 24, rows, nearest.length * rows);
      for (let row = 0; row < rows; row++) {
        // A random direction, and a radius whose d-th power is uniform: a point uniform in the ball.
        const point = values.subarray(row * columns, (row + 1) * columns);
        const scale = (radii[row] as number) ** (1 / dimensions) / Math.sqrt(dot(point, point));
        point.forEach((value, j) => {
          point[j] = value * scale;
        });
      }
      const cloud = createCloud(lib, { rows, columns, values });
      try {
        const origin: Matrix = { rows: 1, columns, values: new Float64Array(columns) };
        const distances = await cloud.distancesFrom(origin);
        nearest.push(Math.sqrt(distances[orderNeighbours(distances)[0] as number] as number));
      } finally {
        cloud.dispose();
      }
      yield nearest.length / repeats / 2 + (claims.nearest.length > 0 ? 0.5 : 0);
    }
    nearest.sort((a, b) => a - b);
    const middle = (repeats - 1) / 2;
    const median = ((nearest[Math.floor(middle)] as number) + (nearest[Math.ceil(middle)] as number)) / 2;
    claims.nearest.push({ dimensions, median, repeats });
  }
}

/** Kernel regression of a sine on a circle, each time at its best bandwidth: error against number of examples. */
export async function* measureSmoother(lib: typeof tf, { noise }: Settings, seed: number, claims: Claims): Stage {
  const random = createRandomSource(seed);
  const { queries, repeats } = smootherSize;
  const tests = sineOnCircle(queries);
  for (const [at, examples] of smootherSizes.entries()) {
    const widest = bestBandwidth(examples, noise);
    const law = sineOnCircle(examples);
    const cloud = createCloud(lib, placeOnCircle(examples));
    const errors: number[] = [];
    try {
      const distances = await cloud.distancesFrom(placeOnCircle(queries));
      const smooth = (targets: Float64Array) =>
        tests.map((_, query) => {
          const row = distances.subarray(query * examples, (query + 1) * examples);
          return averageByKernel(row, { widest, count: 1 }, targets)[0] as number;
        });
      const kept = dot(smooth(law), tests) / dot(tests, tests);
      while (errors.length < repeats) {
        const drawn = random.normals(streams.smoother + at * 2 ** 16, examples, errors.length * examples);
        const found = smooth(law.map((value, i) => value + noise * (drawn[i] as number)));
        errors.push(tests.reduce((sum, value, i) => sum + ((found[i] as number) - value) ** 2, 0) / queries);
        if (errors.length % 10 === 0) {
          yield (at + errors.length / repeats) / smootherSizes.length;
        }
      }
      claims.smoother.push({ examples, bandwidth: widest, kept, error: estimateMean(errors) });
    } finally {
      cloud.dispose();
    }
  }
}

const sineOnCircle = (points: number) =>
  Float64Array.from({ length: points }, (_, i) => Math.sin((2 * Math.PI * i) / points));

/** Points evenly on a circle of circumference 1. */
function placeOnCircle(rows: number): Matrix {
  const values = Array.from({ length: rows }, (_, i) => {
    const angle = (2 * Math.PI * i) / rows;
    return [Math.cos(angle) / (2 * Math.PI), Math.sin(angle) / (2 * Math.PI)];
  });
  return { rows, columns: 2, values: Float64Array.from(values.flat()) };
}
