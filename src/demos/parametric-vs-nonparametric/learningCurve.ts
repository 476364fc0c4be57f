import type * as tf from "@tensorflow/tfjs-core";
import { averageByKernel, averageNeighbours, createCloud, orderNeighbours } from "../../gpu/neighbours";
import { createPolynomialRegression, type PolynomialRegression } from "../../gpu/polynomialRegression";
import { dot } from "../../math/matrix";
import type { Stage } from "../stages";
import { type Arithmetic, measureArithmetic } from "./arithmetic";
import {
  countReplicates,
  drawSample,
  listSizes,
  mostLeftOut,
  rowsOf,
  type Sample,
  type Settings,
  tests,
} from "./problem";

/** What learns. */
export type Method = "parametric" | "neighbours" | "kernel";

/** What one data set showed. Times are in milliseconds. */
export interface Result {
  /** Mean squared distance from the law over the test points: the test error above the noise. */
  errors: Record<Method, number>;
  /** To fit the parametric model. */
  fit: number;
  /** For one prediction. */
  predict: Record<Method, number>;
}

/** A point of the learning curves. */
export interface Point {
  examples: number;
  penalty: number;
  neighbours: number;
  bandwidth: number;
  /** Milliseconds to choose them on one data set, by leaving out examples. */
  tuning: number;
  /** One a data set; the same place is the same replicate at every point. */
  results: Result[];
}

/** The learning curves as far as they have been measured, the sizes that are to come, and checks made on the way. */
export interface Curves {
  sizes: readonly number[];
  points: Point[];
  arithmetic?: Arithmetic;
}

export const createCurves = (settings: Settings): Curves => ({ sizes: listSizes(settings.most), points: [] });

/** Distances in one block: some milliseconds of work. */
const blockEntries = 2 ** 16;
/** Multiplications in one block of ΦᵀΦ. */
const blockProducts = 5e6;

/**
 * Learns from ever more examples, in several data sets at once. Penalty, k and bandwidth are chosen anew for each number
 * of examples: those of least error on examples left out one at a time, over all the data sets.
 */
export async function* measureCurves(
  lib: typeof tf,
  now: () => number,
  settings: Settings,
  seed: number,
  curves: Curves,
): Stage {
  const replicates = Array.from({ length: countReplicates(settings) }, (_, replicate) => replicate);
  // An estimate of the work: there is some for every data set, however small.
  const work = curves.sizes.map((examples) => 1000 + examples);
  const all = 2 * replicates.length * work.reduce((sum, value) => sum + value, 0);
  let done = 0;
  for (const [at, examples] of curves.sizes.entries()) {
    const part = work[at] as number;
    const sampleOf = (replicate: number) => drawSample(settings, seed, replicate, examples);
    const candidates = listCandidates(settings, examples);
    const regressions = replicates.map(() => ({ ...createPolynomialRegression(lib, settings), milliseconds: 0 }));
    let tuning = 0;
    for (const replicate of replicates) {
      const sample = sampleOf(replicate);
      const regression = regressions[replicate] as (typeof regressions)[number];
      for await (const spent of absorb(now, regression, sample)) {
        regression.milliseconds += spent;
        yield done / all;
      }
      const began = now();
      for await (const share of leaveOut(lib, sample, regression, candidates)) {
        yield (done + part * share) / all;
      }
      tuning += (now() - began) / replicates.length;
      done += part;
    }
    const point: Point = { examples, ...chooseBest(candidates), tuning, results: [] };
    for (const replicate of replicates) {
      const sample = sampleOf(replicate);
      const regression = regressions[replicate] as (typeof regressions)[number];
      const began = now();
      const fitted = regression.fit(point.penalty);
      const solved = now();
      const predictions = fitted.predict(sample.test);
      const result: Result = {
        errors: { parametric: meanSquare(predictions, sample.truth), neighbours: 0, kernel: 0 },
        fit: regression.milliseconds + solved - began,
        predict: { parametric: (now() - solved) / tests, neighbours: 0, kernel: 0 },
      };
      for await (const share of testNeighbours(lib, now, sample, point, result)) {
        yield (done + part * share) / all;
      }
      point.results.push(result);
      done += part;
    }
    if (at === 0) {
      curves.arithmetic = await measureArithmetic(lib, settings, sampleOf(0));
    }
    curves.points.push(point);
    yield done / all;
  }
}

/** What is chosen from, and what each has cost so far. Bandwidths are `widest` and, again and again, 1/√2 of it. */
interface Candidates {
  penalties: readonly number[];
  neighbours: readonly number[];
  bandwidths: { widest: number; count: number };
  costs: Record<Method, Float64Array>;
}

function listCandidates({ features, neighbours, bandwidth }: Settings, examples: number): Candidates {
  // 1, 2, 3, 4, 6, 8, 12, ... and all others, which is their mean.
  const ks = [1, 2];
  for (let k = 4; k < examples - 1; k *= 2) {
    ks.push(0.75 * k, k);
  }
  ks.push(examples - 1);
  const chosen = {
    penalties: Array.from({ length: 8 }, (_, i) => 0.01 * 6 ** i),
    neighbours: neighbours > 0 ? [Math.min(neighbours, examples - 1)] : ks,
    bandwidths: bandwidth > 0 ? { widest: bandwidth, count: 1 } : { widest: 0.7 * Math.sqrt(features), count: 14 },
  };
  const costs = {
    parametric: new Float64Array(chosen.penalties.length),
    neighbours: new Float64Array(chosen.neighbours.length),
    kernel: new Float64Array(chosen.bandwidths.count),
  };
  return { ...chosen, costs };
}

function chooseBest({ penalties, neighbours, bandwidths, costs }: Candidates) {
  const best = (values: Float64Array) => values.indexOf(Math.min(...values));
  return {
    penalty: penalties[best(costs.parametric)] as number,
    neighbours: neighbours[best(costs.neighbours)] as number,
    bandwidth: bandwidths.widest / Math.SQRT2 ** best(costs.kernel),
  };
}

/** Takes in a data set; yields the milliseconds of each piece. */
async function* absorb(
  now: () => number,
  regression: PolynomialRegression,
  { x, y }: Sample,
): AsyncGenerator<number, void> {
  const rows = Math.ceil(blockProducts / regression.parameters ** 2);
  for (let from = 0; from < x.rows; from += rows) {
    const began = now();
    const to = Math.min(from + rows, x.rows);
    await regression.absorb(rowsOf(x, from, to), y.subarray(from, to));
    yield now() - began;
  }
}

/** Adds to the costs the squared errors on some examples, each predicted from all others. */
async function* leaveOut(
  lib: typeof tf,
  { x, y }: Sample,
  regression: PolynomialRegression,
  { penalties, neighbours, bandwidths, costs }: Candidates,
): AsyncGenerator<number, void> {
  const examples = x.rows;
  const left = Math.min(examples, mostLeftOut);
  for (const [i, penalty] of penalties.entries()) {
    const off = regression.fit(penalty).leaveOut(rowsOf(x, 0, left), y);
    costs.parametric[i] = (costs.parametric[i] as number) + dot(off, off);
    yield 0;
  }
  const block = Math.max(1, Math.floor(blockEntries / examples));
  const cloud = createCloud(lib, x);
  try {
    for (let from = 0; from < left; from += block) {
      const to = Math.min(from + block, left);
      const distances = await cloud.distancesFrom(rowsOf(x, from, to));
      for (let query = from; query < to; query++) {
        const row = distances.subarray((query - from) * examples, (query - from + 1) * examples);
        // Left out: farther than all others.
        row[query] = Number.POSITIVE_INFINITY;
        addSquares(costs.neighbours, averageNeighbours(orderNeighbours(row), y, neighbours), y[query] as number);
        addSquares(costs.kernel, averageByKernel(row, bandwidths, y), y[query] as number);
      }
      yield to / left;
    }
  } finally {
    cloud.dispose();
  }
}

async function* testNeighbours(
  lib: typeof tf,
  now: () => number,
  { x, y, test, truth }: Sample,
  { neighbours, bandwidth }: Point,
  { errors, predict }: Result,
): AsyncGenerator<number, void> {
  const examples = x.rows;
  const block = Math.max(1, Math.floor(blockEntries / examples));
  const predictions = { neighbours: new Float64Array(tests), kernel: new Float64Array(tests) };
  const cloud = createCloud(lib, x);
  try {
    for (let from = 0; from < tests; from += block) {
      const to = Math.min(from + block, tests);
      const began = now();
      const distances = await cloud.distancesFrom(rowsOf(test, from, to));
      const rows = Array.from({ length: to - from }, (_, i) => distances.subarray(i * examples, (i + 1) * examples));
      const found = now();
      rows.forEach((row, i) => {
        predictions.neighbours[from + i] = averageNeighbours(orderNeighbours(row), y, [neighbours])[0] as number;
      });
      const ordered = now();
      rows.forEach((row, i) => {
        predictions.kernel[from + i] = averageByKernel(row, { widest: bandwidth, count: 1 }, y)[0] as number;
      });
      predict.neighbours += (ordered - began) / tests;
      predict.kernel += (found - began + (now() - ordered)) / tests;
      yield to / tests;
    }
  } finally {
    cloud.dispose();
  }
  errors.neighbours = meanSquare(predictions.neighbours, truth);
  errors.kernel = meanSquare(predictions.kernel, truth);
}

const meanSquare = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length;

function addSquares(sums: Float64Array, predictions: ArrayLike<number>, target: number): void {
  for (let i = 0; i < sums.length; i++) {
    sums[i] = (sums[i] as number) + ((predictions[i] as number) - target) ** 2;
  }
}
