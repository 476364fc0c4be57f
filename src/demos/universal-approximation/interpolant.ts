import type { FloatFormat } from "../../math/rounding";
import type { Target } from "./targets";

/** A network of one hidden layer that interpolates a target: bias + Σ jumps[j] · relu(x - kinks[j]), one unit a piece. */
export interface Interpolant {
  bias: number;
  kinks: Float64Array;
  jumps: Float64Array;
}

/** The network of `pieces` units that has the target's values at i / pieces. Each unit turns the slope to the next one. */
export function interpolate(target: Target, pieces: number): Interpolant {
  const kinks = Float64Array.from({ length: pieces }, (_, j) => j / pieces);
  const slopes = kinks.map((kink) => (target.at(kink + 1 / pieces) - target.at(kink)) * pieces);
  return { bias: target.at(0), kinks, jumps: slopes.map((slope, j) => slope - (slopes[j - 1] ?? 0)) };
}

/** The network with its parameters rounded to a format. */
export const roundParameters = ({ bias, kinks, jumps }: Interpolant, { round }: FloatFormat): Interpolant => ({
  bias: round(bias),
  kinks: kinks.map(round),
  jumps: jumps.map(round),
});

/** Evaluates a network, every operation rounded to a format, unit by unit. */
export function evaluate({ bias, kinks, jumps }: Interpolant, x: number, { round }: FloatFormat): number {
  let sum = bias;
  for (let j = 0; j < jumps.length; j++) {
    const active = round(x - (kinks[j] as number));
    if (active <= 0) {
      break;
    }
    sum = round(sum + round((jumps[j] as number) * active));
  }
  return sum;
}

/**
 * How far rounded parameters and `evaluate` can be from exact arithmetic at x: γ = mu/(1 - mu) times the sum of the terms' sizes, for the m
 * roundings that a term goes through at most; and half of the smallest subnormal for each weight and each product that is
 * smaller than normal. x and the kinks are to be numbers of the format.
 * Source: Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, lemma 3.1 and section 4.2.
 */
export function boundRounding(
  { bias, kinks, jumps }: Interpolant,
  x: number,
  { unit, underflow }: FloatFormat,
): number {
  const sizes = jumps.reduce(
    (sum, jump, j) => sum + Math.abs(jump) * Math.max(0, x - (kinks[j] as number)),
    Math.abs(bias),
  );
  const roundings = (jumps.length + 3) * unit;
  const growth = roundings / (1 - roundings);
  return growth * sizes + 2 * jumps.length * underflow * (1 + growth);
}

/** Nodes and weights of Gauss and Legendre with three points on [0, 1]: exact for polynomials up to degree 5. */
const gauss = [
  { node: 0.5 - Math.sqrt(0.15), weight: 5 / 18 },
  { node: 0.5, weight: 4 / 9 },
  { node: 0.5 + Math.sqrt(0.15), weight: 5 / 18 },
];

/**
 * The mean squared error on [0, 1] and the largest one, of an approximation that is linear between i / pieces: by
 * quadrature on each piece, in 64 parts or more, and at the ends and the middle of each part.
 */
export function measureErrors(
  target: Target,
  pieces: number,
  of: (x: number) => number,
): { mse: number; largest: number } {
  const parts = Math.max(64, pieces);
  const even = Array.from({ length: parts + 1 }, (_, i) => i / parts);
  const cuts = [...new Set([...even, ...target.special])].sort((a, b) => a - b);
  let mse = 0;
  let largest = 0;
  cuts.slice(1).forEach((to, i) => {
    const from = cuts[i] as number;
    for (const { node, weight } of gauss) {
      const x = from + node * (to - from);
      const error = Math.abs(of(x) - target.at(x));
      mse += weight * (to - from) * error * error;
      largest = Math.max(largest, error);
    }
  });
  for (const x of cuts) {
    const value = of(x);
    largest = Math.max(largest, Math.abs(value - target.at(x)), Math.abs(value - (target.before ?? target.at)(x)));
  }
  return { mse, largest };
}

/** The errors of Yarotsky's network for x², m folds deep: x - Σ gₛ/4ˢ, gₛ being the tent map folded s times. */
export function measureFolded(square: Target, folds: number): { mse: number; largest: number } {
  const tent = (x: number) => 2 * Math.max(x, 0) - 4 * Math.max(x - 0.5, 0);
  return measureErrors(square, 2 ** folds, (x) => {
    let [value, fold] = [x, x];
    for (let s = 1; s <= folds; s++) {
      fold = tent(fold);
      value -= fold / 4 ** s;
    }
    return value;
  });
}
