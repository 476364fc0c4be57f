/** A number that was measured, and its standard error. */
export interface Estimate {
  value: number;
  standardError: number;
}

/** The mean of independent values, two or more, with the standard error from their own spread. */
export function estimateMean(values: ArrayLike<number>): Estimate {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += values[i] as number;
  }
  const value = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    squares += ((values[i] as number) - value) ** 2;
  }
  return { value, standardError: Math.sqrt(squares / (count * (count - 1))) };
}

/** The share of independent trials that came out one way. */
export function estimateShare(count: number, trials: number): Estimate {
  const value = count / trials;
  return { value, standardError: Math.sqrt((value * (1 - value)) / trials) };
}

/**
 * A statistic of independent replicates, with the standard error of the jackknife: from its values with one replicate
 * left out at a time. NaN as standard error where one of those is not finite.
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), eq. 11.5.
 */
export const jackknife = <T>(replicates: readonly T[], statistic: (of: readonly T[]) => number): Estimate =>
  jackknifeAll(replicates, statistic)((value) => value);

/** The same for several statistics of one summary, which is made but once with each replicate left out. */
export function jackknifeAll<T, Summary>(
  replicates: readonly T[],
  summarize: (of: readonly T[]) => Summary,
): (statistic: (of: Summary) => number) => Estimate {
  const count = replicates.length;
  const all = summarize(replicates);
  const without = replicates.map((_, left) => summarize(replicates.filter((_, i) => i !== left)));
  return (statistic) => {
    const values = without.map(statistic);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { value: statistic(all), standardError: Math.sqrt(((count - 1) / count) * squares) };
  };
}

/** What each y is multiplied with, so that the sum is the slope of the least-squares line through (x, y). */
export function slopeWeights(xs: readonly number[]): number[] {
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const spread = xs.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return xs.map((x) => (x - mean) / spread);
}

/** The slope of the least-squares line through the points. */
export const fitSlope = (xs: readonly number[], ys: readonly number[]): number =>
  slopeWeights(xs).reduce((sum, weight, i) => sum + weight * (ys[i] as number), 0);
