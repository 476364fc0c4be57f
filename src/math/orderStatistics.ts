import { normalCdf } from "./normalDistribution";

/**
 * Mean and variance of the largest of `count` independent standard normals, to some 12 digits: the integrals of xᵏ over
 * its density n φ(x) Φ(x)ⁿ⁻¹ (David and Nagaraja, "Order Statistics", 2003) by the trapezoidal rule, which converges
 * geometrically for a smooth function that vanishes at both ends.
 */
export function maximumOfNormals(count: number): { mean: number; variance: number } {
  const step = 1 / 64;
  let mean = 0;
  let square = 0;
  for (let x = -9; x <= 9; x += step) {
    const density = (count * Math.exp((-x * x) / 2) * normalCdf(x) ** (count - 1)) / Math.sqrt(2 * Math.PI);
    mean += step * x * density;
    square += step * x * x * density;
  }
  return { mean, variance: square - mean * mean };
}

/**
 * The two order statistics, counted from 0, of up to 1000 values, between which the median lies with a probability of at
 * least `confidence`, whatever the continuous distribution: the first with P(Binomial(count, ½) ≤ first) small enough.
 * Of few values it is the smallest and the largest. Source: David and Nagaraja, "Order Statistics", 2003.
 */
export function medianRanks(count: number, confidence = 0.95): readonly [number, number] {
  let term = 2 ** -count;
  let below = term;
  let first = 0;
  for (let k = 1; k < count / 2; k++) {
    term *= (count - k + 1) / k;
    below += term;
    if (below > (1 - confidence) / 2) {
      break;
    }
    first = k;
  }
  return [first, count - 1 - first];
}

/** The value below which a share of sorted values lies, between two of them in proportion. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const at = Math.floor(place);
  const low = sorted[at] as number;
  const high = sorted[Math.min(at + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - at);
}
