import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  dimension: number;
  /** s²: of the normal that rejection and importance sampling draw from, in each coordinate. */
  variance: number;
  /** Of the two coordinates of each pair that Gibbs sampling draws. */
  correlation: number;
  /** ℓ: the random walk steps with standard deviation ℓ/√dimension in each coordinate. */
  length: number;
  /** Points that each method of independent draws takes in each dimension. */
  budget: number;
}

/** The controls' values, typed. */
export const readSettings = (params: RunContext["params"]): Settings => params as unknown as Settings;

/** The dimensions of the curves, with the chosen one. */
export const dimensionsOf = ({ dimension }: Pick<Settings, "dimension">): number[] =>
  [...new Set([1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, dimension])].sort((a, b) => a - b);

/** What is drawn from the seed, each from a stream of its own; those that a dimension has are `dimension` further. */
export const streams = {
  levels: 0,
  gibbs: 1,
  gibbsStarts: 2,
  ball: 2000,
  weights: 4000,
  walks: 6000,
  paths: 8000,
  starts: 10_000,
  shells: 12_000,
};

/** The dimension whose ball is reached level by level. */
export const levels = 20;

/**
 * Hamiltonian paths of exactly a quarter of a turn, after which the end owes nothing to the start: `leapfrogs` steps turn by
 * π/2 where stepSize = 2 sin(π / (4 leapfrogs)). How many they are grows as d^¼, which keeps the acceptance where it is.
 */
export function pathOf(dimension: number): { stepSize: number; leapfrogs: number } {
  const leapfrogs = Math.ceil(1.2 * dimension ** 0.25);
  return { stepSize: 2 * Math.sin(Math.PI / (4 * leapfrogs)), leapfrogs };
}
