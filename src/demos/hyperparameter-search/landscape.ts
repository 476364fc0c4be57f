import type { Draws } from "./draws";
import type { Moments } from "./exact";

/** What is searched: settings are points of the unit cube. */
export interface Landscape {
  /** Dimensions that can be set, also those that change nothing. */
  dimensions: number;
  /** What is minimised, in words. */
  value: string;
  /** The first hyperparameters, in words: one or two, along which trials are shown. */
  axes: readonly string[];
  /** What one repetition of a search meets. */
  place(draws: Draws): Objective;
  /** What share of the space is strictly better than the best of so many random points: itself random. */
  quantileOfBest(trials: number): Moments;
  /** The regret below which, with that probability, the best of so many random points lies, when nothing is noisy. */
  bestOfRandom(trials: number, probability: number): number;
  /** The share of the space that counts as the top: `topShare`, or the nearest that a finite space has. */
  top: number;
  /** How many random points its `bestOfRandom` and its top are known from; infinite where they are known exactly. */
  referenceSize: number;
  /** Whether even a full evaluation is noisy. */
  noisy: boolean;
  /** Of networks: the error of the best setting, and of the true law, which misses the flipped labels. */
  errors?: { best: number; law: number };
}

/** What a search meets. */
export interface Objective {
  /** How far the true value of a point lies above the least there is: what is to be small, and what no search sees. */
  regretAt(point: ArrayLike<number>): number;
  /** Whether a point is of the best `top` of the space. */
  isTop(point: ArrayLike<number>): boolean;
  /** Starts a run with this setting. */
  start(point: ArrayLike<number>): Trial;
}

/** A run of one setting. */
export interface Trial {
  /** What it shows after that share of a full evaluation, from shares that grow. */
  observe(share: number): number;
  /** The value of the run in full, on data that no search has seen: right on average, `truth`, with that variance. */
  retest(): number;
  truth: number;
  variance: number;
}
