/**
 * The distribution function of the standard normal, to 1e-14 and relative in the left tail.
 * Source: Abramowitz and Stegun 26.2.11 (series) for |z| < 4, 26.2.14 (continued fraction) beyond.
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (size < 4) {
    let term = size;
    let sum = size;
    for (let k = 3; term > 1e-17 * sum; k += 2) {
      term *= (size * size) / k;
      sum += term;
    }
    return 0.5 + Math.sign(z) * density * sum;
  }
  let fraction = size;
  for (let k = 60; k >= 1; k--) {
    fraction = size + k / fraction;
  }
  const tail = density / fraction;
  return z < 0 ? tail : 1 - tail;
}
