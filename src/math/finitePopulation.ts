/** Mean, and sums of powers of the distances from it, of a population of `size` values. */
export interface PopulationMoments {
  size: number;
  mean: number;
  /** Variance with 1/size. */
  variance: number;
  /** Fourth central moment with 1/size. */
  fourth: number;
}

/** The moments of all the values there are. */
export function populationMoments(values: ArrayLike<number>): PopulationMoments {
  const all = Array.from(values);
  const average = (power: (value: number) => number) => all.reduce((sum, value) => sum + power(value), 0) / all.length;
  const mean = average((value) => value);
  return {
    size: all.length,
    mean,
    variance: average((value) => (value - mean) ** 2),
    fourth: average((value) => (value - mean) ** 4),
  };
}

/** How much less the mean of `draws` varies without replacement: (N - n)/(N - 1), the finite-population correction. */
export const finiteCorrection = (draws: number, size: number): number => (size - draws) / (size - 1);

/**
 * Variance and fourth central moment of the mean of `draws` values of a population, exactly: what measured variances are
 * compared with, and what their standard error comes from.
 * Source: the variances are in Cochran, Sampling Techniques, chapter 2; the fourth moments follow in the same way, by
 * writing (x₁ + ... + xₙ)⁴ as a sum over items that are drawn together.
 */
export function momentsOfSampleMean(
  { size, variance, fourth }: Omit<PopulationMoments, "mean">,
  draws: number,
  replacing: boolean,
): { variance: number; fourth: number } {
  const n = draws;
  if (replacing) {
    return { variance: variance / n, fourth: (fourth + 3 * (n - 1) * variance ** 2) / n ** 3 };
  }
  // Probabilities that given 1, 2, 3, 4 different items are all in the sample.
  const together = [0, 1, 2, 3].map((_, k) => {
    let probability = 1;
    for (let i = 0; i <= k; i++) {
      probability *= size > i ? (n - i) / (size - i) : 0;
    }
    return probability;
  });
  const [one, two, three, four] = together as [number, number, number, number];
  const p2 = size * variance;
  const p4 = size * fourth;
  // The distances from the mean sum to 0, which leaves the second and the fourth powers.
  const sum = one * p4 + two * (3 * p2 ** 2 - 7 * p4) + three * (12 * p4 - 6 * p2 ** 2) + four * (3 * p2 ** 2 - 6 * p4);
  return { variance: (variance / n) * finiteCorrection(n, size), fourth: Math.max(0, sum) / n ** 4 };
}
