/** A point of a quadrature over t > 0: where it is, and with which weight it counts. */
export interface Node {
  at: number;
  weight: number;
}

/** In ln t. The error of a sum of exponentials e^{-tw} falls like e^{-π²/step}: some 1e-10 here. */
const step = 0.4;

/**
 * Nodes to integrate e^{-tw} times something smooth over t > 0, for all w between `least` and `most`: the trapezoidal rule
 * in ln t, to about nine digits.
 * Source: Trefethen and Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56(3), 2014.
 */
export function halfLineNodes(least: number, most: number): Node[] {
  const from = Math.log(1e-10 / most);
  const count = Math.ceil((Math.log(50 / least) - from) / step) + 1;
  return Array.from({ length: count }, (_, i) => {
    const at = Math.exp(from + i * step);
    return { at, weight: step * at };
  });
}
