/**
 * Kernel regression where all is known exactly: sin 2πt at n points evenly on a circle of circumference 1, with a Gaussian
 * kernel of the straight distance. Every point sees the same weights w, which add up to 1; so the estimate at t is
 * λ sin 2πt plus noise, with λ = Σ w cos 2πt: the share of the sine that is `kept`. `squares` is Σ w².
 */
export function smoothCircle(examples: number, bandwidth: number): { kept: number; squares: number } {
  let [total, along, squares] = [0, 0, 0];
  for (let i = 0; i < examples; i++) {
    const cosine = Math.cos((2 * Math.PI * i) / examples);
    // The squared chord is (1 - cos) / 2π².
    const weight = Math.exp(-(1 - cosine) / (4 * Math.PI ** 2 * bandwidth ** 2));
    total += weight;
    along += weight * cosine;
    squares += weight * weight;
  }
  return { kept: along / total, squares: squares / total ** 2 };
}

/** Its mean squared error: (1 - λ)² / 2, bias, plus σ² Σw², variance. */
export function smootherError(examples: number, bandwidth: number, noise: number): number {
  const { kept, squares } = smoothCircle(examples, bandwidth);
  return (1 - kept) ** 2 / 2 + noise ** 2 * squares;
}

/** The bandwidth of least error, by golden section on a log scale: Kiefer 1953. */
export function bestBandwidth(examples: number, noise: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  const error = (log: number) => smootherError(examples, Math.exp(log), noise);
  let [low, high] = [Math.log(0.2 / examples), Math.log(1)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [error(left), error(right)];
  while (high - low > 1e-3) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = error(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = error(right);
    }
  }
  return Math.exp((low + high) / 2);
}
