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

/**
 * The z below which the standard normal lies with this probability, above 0 and below 1, to about 1e-14.
 * A start from Abramowitz and Stegun 26.2.23, good to 4.5e-4, and two of Halley's steps, each of which cubes the error.
 */
export function normalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability);
  const t = Math.sqrt(-2 * Math.log(tail));
  const start = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  let z = -start;
  for (let step = 0; step < 2; step++) {
    const off = ((normalCdf(z) - tail) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2);
    z -= off / (1 + (z * off) / 2);
  }
  return probability < 0.5 ? z : -z;
}
