/** Of a random number. */
export interface Moments {
  mean: number;
  variance: number;
}

/** The chance that at least one of so many random trials is of the best `share` of the space. */
export const chanceOfHit = (share: number, trials: number): number => 1 - (1 - share) ** trials;

/** The share of a continuous space that is better than the best of `trials` random points: Beta(1, n), mean 1/(n + 1). */
export function quantileOfBest(trials: number): Moments {
  const n = trials;
  return { mean: 1 / (n + 1), variance: n / ((n + 1) ** 2 * (n + 2)) };
}

/**
 * One dimension matters and the best value of it is uniform on [0, 1], as in Bergstra and Bengio 2012, figure 1: how far
 * the nearest of the values tried lies from it. The probability that none of `trials` random values lies within a distance of the best one, which is itself random:
 * (1 - 2t)ⁿ⁺¹ where the whole neighbourhood is inside, and 2 ((1 - t)ⁿ⁺¹ - (1 - 2t)ⁿ⁺¹) / (n + 1) near the two edges.
 */
export function distanceExceeds(trials: number, distance: number): number {
  const inside = Math.max(0, 1 - 2 * distance) ** (trials + 1);
  return inside + (2 * (Math.max(0, 1 - distance) ** (trials + 1) - inside)) / (trials + 1);
}

/** Of the distance to the nearest of `trials` random values: mean (n + 3) / (2 (n + 1)(n + 2)). */
export function distanceToRandom(trials: number): Moments {
  const n = trials;
  const mean = (n + 3) / (2 * (n + 1) * (n + 2));
  return { mean, variance: (n + 7) / (2 * (n + 1) * (n + 2) * (n + 3)) - mean ** 2 };
}

/** Of the distance to the nearest of a grid's k values, each in the middle of its part: uniform on [0, 1/(2k)]. */
export function distanceToGrid(values: number): Moments {
  return { mean: 1 / (4 * values), variance: 1 / (48 * values ** 2) };
}
