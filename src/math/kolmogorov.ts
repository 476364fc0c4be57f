/**
 * The probability that the Kolmogorov distribution exceeds `x`: what √(nm/(n + m)) D does for two large samples of one
 * continuous distribution. Source: Kolmogorov 1933 and Smirnov 1948; the second series is the first after Jacobi's identity.
 */
export function kolmogorovTail(x: number): number {
  if (x <= 0) {
    return 1;
  }
  let sum = 0;
  if (x > 0.8) {
    for (let k = 1; k <= 20; k++) {
      sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
    }
    return sum;
  }
  for (let k = 1; k <= 19; k += 2) {
    sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
  }
  return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
}

/** What the Kolmogorov distribution exceeds with this probability, above 1e-12 and below 1. */
export function kolmogorovCritical(level: number): number {
  let [low, high] = [0, 4];
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) {
      break;
    }
    if (kolmogorovTail(middle) > level) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** The largest gap D that two samples of `n` and `m` from one distribution exceed with this probability, if they are large. */
export const gapThreshold = (level: number, n: number, m: number): number =>
  kolmogorovCritical(level) * Math.sqrt((n + m) / (n * m));

/**
 * The probability that the largest gap of two samples of `n` each, from one continuous distribution, is above `threshold`:
 * exact for every n. Source: Gnedenko and Korolyuk 1951, by reflected paths.
 */
export function gapLevel(n: number, threshold: number): number {
  // The gap is a multiple of 1/n.
  const least = Math.floor(n * threshold * (1 + 1e-14)) + 1;
  let sum = 0;
  /** C(2n, n − j) / C(2n, n), for j rising to the next multiple of `least`. */
  let ratio = 1;
  for (let j = 1, sign = 2; j <= n; j++) {
    ratio *= (n - j + 1) / (n + j);
    if (j % least === 0) {
      sum += sign * ratio;
      sign = -sign;
    }
  }
  return least <= 0 ? 1 : sum;
}

/** The largest gap D of the distribution functions of two samples, each sorted upwards. Equal values are passed together. */
export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [i, j, gap] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && a[i] === value) {
      i++;
    }
    while (j < b.length && b[j] === value) {
      j++;
    }
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length));
  }
  return gap;
}
