import type { Estimate } from "../../math/estimate";

/** Degree of the polynomial that a curve is fitted with: high enough that its peak is not moved by the fit. */
const degree = 5;

/** `count` points between `low` and `high` at which a polynomial in the logarithm is fitted well: Chebyshev's. */
export const spreadLengths = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => {
    const u = -Math.cos((Math.PI * (k + 0.5)) / count);
    return Math.exp((Math.log(low * high) + u * Math.log(high / low)) / 2);
  });

/**
 * Where a curve that was measured at `spreadLengths(low, high, values.length)` is highest: the peak of the polynomial of
 * degree 5 in the logarithm that fits the mean of the replicates best.
 * @param replicates independent measurements of the whole curve. From their spread comes the standard error, by the delta
 *   method: the peak moves by -s'(peak) of a replicate's own fit over s''(peak) of the mean's.
 */
export function findPeak(low: number, high: number, replicates: readonly ArrayLike<number>[]): Estimate {
  const count = (replicates[0] as ArrayLike<number>).length;
  const mean = Array.from({ length: count }, (_, k) => {
    return replicates.reduce((sum, values) => sum + (values[k] as number), 0) / replicates.length;
  });
  const fit = fitChebyshev(mean);
  // From the highest of many points of the fit, by halving, to where its slope is 0.
  let best = 0;
  for (let u = -0.9; u <= 0.9; u += 0.01) {
    best = valueAt(fit, u) > valueAt(fit, best) ? u : best;
  }
  let [left, right] = [best - 0.02, best + 0.02];
  for (let halving = 0; halving < 50; halving++) {
    const middle = (left + right) / 2;
    [left, right] = slopeAt(fit, middle) > 0 ? [middle, right] : [left, middle];
  }
  const peak = (left + right) / 2;
  const bend = (slopeAt(fit, peak + 1e-4) - slopeAt(fit, peak - 1e-4)) / 2e-4;
  const moves = replicates.map((values) => slopeAt(fitChebyshev(values), peak) / bend);
  const squares = moves.reduce((sum, move) => sum + move * move, 0);
  const half = Math.log(high / low) / 2;
  const value = Math.sqrt(low * high) * Math.exp(half * peak);
  return { value, standardError: value * half * Math.sqrt(squares / (moves.length * (moves.length - 1))) };
}

/** Coefficients of T₀ to T₅ of the least-squares fit at Chebyshev's points, where the polynomials are orthogonal. */
function fitChebyshev(values: ArrayLike<number>): number[] {
  const count = values.length;
  return Array.from({ length: degree + 1 }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      sum += (values[k] as number) * Math.cos(j * (Math.PI - (Math.PI * (k + 0.5)) / count));
    }
    return ((j === 0 ? 1 : 2) * sum) / count;
  });
}

const valueAt = (fit: readonly number[], u: number): number =>
  fit.reduce((sum, c, j) => sum + c * Math.cos(j * Math.acos(u)), 0);

/** d/du cos(jθ) with u = cos θ. */
const slopeAt = (fit: readonly number[], u: number): number => {
  const angle = Math.acos(u);
  return fit.reduce((sum, c, j) => sum + (c * j * Math.sin(j * angle)) / Math.sin(angle), 0);
};
