import { halfLineNodes } from "./halfLine";

/** What m draws i ~ q with weights w_i estimate, each counted with its share w_i/Σw: for every m that is asked for. */
export interface SelfNormalized {
  count: number;
  /** The expected share of each class. */
  shares: Float64Array;
  /** The trace of the covariance of Σ (share · vector). */
  variance: number;
}

/**
 * Expectation and variance of self-normalised importance sampling, exactly: 1/Σ is ∫ e^{-tΣ} dt and 1/Σ² is
 * ∫ t e^{-tΣ} dt, and draws are independent. `vectors` are [classes, dimensions], row by row. Yields after each node.
 */
export function* expectSelfNormalized(
  weights: Float64Array,
  proposal: Float64Array,
  vectors: Float64Array,
  counts: readonly number[],
): Generator<void, SelfNormalized[]> {
  const classes = weights.length;
  const dimensions = vectors.length / classes;
  const least = weights.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  const squares = Float64Array.from(weights, (_, i) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      sum += (vectors[i * dimensions + d] as number) ** 2;
    }
    return sum;
  });
  const found = counts.map((count) => ({ count, shares: new Float64Array(classes), second: 0 }));
  const decayed = new Float64Array(classes);
  const sum = new Float64Array(dimensions);
  for (const { at, weight } of halfLineNodes(least, most * Math.max(...counts))) {
    let one = 0;
    let square = 0;
    sum.fill(0);
    for (let i = 0; i < classes; i++) {
      const w = weights[i] as number;
      const share = (proposal[i] as number) * Math.exp(-at * w);
      one += share;
      decayed[i] = share * w;
      square += share * w * w * (squares[i] as number);
      // Where a class counts for nothing any more, neither does its vector.
      if (share > 0) {
        for (let d = 0; d < dimensions; d++) {
          sum[d] = (sum[d] as number) + share * w * (vectors[i * dimensions + d] as number);
        }
      }
    }
    const product = sum.reduce((total, value) => total + value * value, 0);
    for (const each of found) {
      const { count, shares } = each;
      const single = weight * count * one ** (count - 1);
      if (single > 0) {
        for (let i = 0; i < classes; i++) {
          shares[i] = (shares[i] as number) + single * (decayed[i] as number);
        }
      }
      const pairs = count > 1 ? count * (count - 1) * one ** (count - 2) * product : 0;
      each.second += at * (single * square + weight * pairs);
    }
    yield;
  }
  return found.map(({ count, shares, second }) => {
    let mean = 0;
    for (let d = 0; d < dimensions; d++) {
      mean += shares.reduce((total, share, i) => total + share * (vectors[i * dimensions + d] as number), 0) ** 2;
    }
    return { count, shares, variance: second - mean };
  });
}

/**
 * E ln of the mean of m draws of w_i, i ~ q: ln z = ∫ (e^{-t} - e^{-tz})/t dt (Frullani), and draws are independent.
 */
export function expectLogOfMean(weights: Float64Array, proposal: Float64Array, count: number): number {
  const least = weights.reduce((a, b) => Math.min(a, b), 1);
  const most = weights.reduce((a, b) => Math.max(a, b), 1);
  let integral = 0;
  for (const { at, weight } of halfLineNodes(least, most)) {
    let one = 0;
    for (let i = 0; i < weights.length; i++) {
      one += (proposal[i] as number) * Math.exp((-at * (weights[i] as number)) / count);
    }
    integral += (weight / at) * (Math.exp(-at) - one ** count);
  }
  return integral;
}
