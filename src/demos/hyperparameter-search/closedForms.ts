import { quantileOf } from "../../math/orderStatistics";
import type { Draws } from "./draws";
import { distanceExceeds, quantileOfBest } from "./exact";
import type { Landscape, Objective, Trial } from "./landscape";
import { fullResource, type Settings, topShare } from "./settings";

/** A function to be minimised over the unit cube, and its least value. */
export interface TestFunction {
  dimensions: number;
  minimum: number;
  /** Where it is least: points of the unit cube. */
  minimizers: readonly (readonly number[])[];
  valueAt(point: ArrayLike<number>): number;
}

/** Branin's function of x in [-5, 10] and y in [0, 15]: three minima of equal depth, 10 / (8π). */
export const branin: TestFunction = {
  dimensions: 2,
  minimum: 10 / (8 * Math.PI),
  minimizers: [
    [-Math.PI, 12.275],
    [Math.PI, 2.275],
    [3 * Math.PI, 2.475],
  ].map(([x, y]) => [((x as number) + 5) / 15, (y as number) / 15]),
  valueAt: (point) => {
    const x = 15 * (point[0] as number) - 5;
    const y = 15 * (point[1] as number);
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const hartmannWeights = [1, 1.2, 3, 3.2];
const hartmannWidths = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const hartmannCentres = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/** Hartmann's function of six variables: four Gaussian valleys that overlap. */
export const hartmann: TestFunction = {
  dimensions: 6,
  minimum: -3.322368011415515,
  minimizers: [[0.20168952, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730054]],
  valueAt: (point) => {
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      let square = 0;
      for (let j = 0; j < 6; j++) {
        const off = (point[j] as number) - (hartmannCentres[i]?.[j] as number);
        square += (hartmannWidths[i]?.[j] as number) * off * off;
      }
      sum -= (hartmannWeights[i] as number) * Math.exp(-square);
    }
    return sum;
  },
};

/** Points that stand for the whole space. */
const referenceSize = 1 << 17;
const atOnce = 1 << 11;

/** A test function as a landscape; yields the share of its survey that is done after pieces of some milliseconds. */
export function* surveyFunction(of: TestFunction, settings: Settings, draws: Draws): Generator<number, Landscape> {
  const regretAt = (point: ArrayLike<number>) => of.valueAt(point) - of.minimum;
  // The share of the space below a regret: what random search is compared with.
  const regrets = new Float64Array(referenceSize);
  for (let k = 0; k < referenceSize; k++) {
    regrets[k] = regretAt(draws.point(of.dimensions));
    if (k % atOnce === 0) {
      yield k / referenceSize;
    }
  }
  regrets.sort();
  const mean = regrets.reduce((sum, value) => sum + value, 0) / referenceSize;
  const spread = Math.sqrt(regrets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / referenceSize);
  const threshold = quantileOf(regrets, topShare);
  return {
    dimensions: of.dimensions + settings.irrelevant,
    value: "Value",
    axes: ["First dimension", "Second dimension"],
    top: topShare,
    noisy: settings.noise > 0,
    referenceSize,
    quantileOfBest,
    bestOfRandom: (trials, probability) => quantileOf(regrets, 1 - (1 - probability) ** (1 / trials)),
    place: (draws) => ({
      regretAt,
      isTop: (point) => regretAt(point) <= threshold,
      start: (point) => startTrial(regretAt(point), settings, spread, draws),
    }),
  };
}

/**
 * Bergstra and Bengio's picture: only the first dimension matters, and where it is best is uniformly distributed. The
 * value is the distance from there, so that the regret is the distance to the nearest value tried.
 */
export function createRidge(settings: Settings): Landscape {
  // Of the distance between two uniform points: E[D²] - E[D]² = 1/6 - 1/9.
  const spread = Math.sqrt(1 / 18);
  return {
    dimensions: 1 + settings.irrelevant,
    value: "Distance from the best setting",
    axes: ["The dimension that matters", "One that changes nothing"].slice(0, 1 + settings.irrelevant),
    top: topShare,
    noisy: settings.noise > 0,
    referenceSize: Number.POSITIVE_INFINITY,
    quantileOfBest,
    bestOfRandom: (trials, probability) => {
      let [low, high] = [0, 1];
      for (let i = 0; i < 50; i++) {
        const middle = (low + high) / 2;
        [low, high] = 1 - distanceExceeds(trials, middle) < probability ? [middle, high] : [low, middle];
      }
      return (low + high) / 2;
    },
    place: (draws): Objective => {
      const best = draws.uniform();
      // Near an edge the top share lies on one side.
      const threshold = Math.max(topShare / 2, topShare - Math.min(best, 1 - best));
      const regretAt = (point: ArrayLike<number>) => Math.abs((point[0] as number) - best);
      return {
        regretAt,
        isTop: (point) => regretAt(point) <= threshold,
        start: (point) => startTrial(regretAt(point), settings, spread, draws),
      };
    },
  };
}

/**
 * A run of R units that shows, after r of them, their mean. In full it shows the true value and noise of its own; after
 * r units it is off that by a normal error of variance τ² (1/r - 1/R): Brownian motion in 1/r - 1/R, which goes back to
 * 0 as the run goes on. τ is such that after one unit the error is `early` standard deviations.
 */
function startTrial(regret: number, { noise, early }: Settings, spread: number, draws: Draws): Trial {
  const measure = () => regret + (noise > 0 ? noise * spread * draws.normal() : 0);
  const full = measure();
  let error = 0;
  let left = Number.POSITIVE_INFINITY;
  return {
    observe: (share) => {
      // 1 after one unit, 0 after all.
      const now = (1 / share - 1) / (fullResource - 1);
      if (early === 0 || now <= 1e-12) {
        return full;
      }
      // Where the path was, it pins down where it goes: a bridge to 0.
      const pinned = left === Number.POSITIVE_INFINITY ? 0 : now / left;
      error = pinned * error + early * spread * Math.sqrt(now * (1 - pinned)) * draws.normal();
      left = now;
      return full + error;
    },
    retest: measure,
    truth: regret,
    variance: (noise * spread) ** 2,
  };
}
