/** The logarithm of the gamma function for x > 0, to about 1e-14. Source: Abramowitz and Stegun 6.1.15, 6.1.41 (Stirling). */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 12; z++) {
    shift += Math.log(z);
  }
  const square = 1 / (z * z);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/**
 * The distribution function of the beta distribution: I_x(a, b), to about 1e-12 for a and b up to some thousands.
 * Source: NIST Digital Library of Mathematical Functions 8.17.22 (continued fraction), 8.17.4 (reflection).
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - betaCdf(1 - x, b, a);
  }
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  const term = (m: number, odd: boolean) =>
    odd
      ? (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
      : (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  let fraction = 1;
  for (let k = 400; k >= 1; k--) {
    fraction = 1 + term(k >> 1, k % 2 === 1) / fraction;
  }
  return front / (a * fraction);
}

/** P(|T| > bound) for Student's t. Source: Abramowitz and Stegun 26.7.1, 26.5.27. */
export const studentTails = (degrees: number, bound: number): number =>
  betaCdf(degrees / (degrees + bound * bound), degrees / 2, 0.5);
