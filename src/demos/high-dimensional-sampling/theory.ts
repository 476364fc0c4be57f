import { logGamma } from "../../math/betaDistribution";
import { randomWalkJump } from "../../math/normalAcceptance";

/** The natural logarithm of the ball's share of its cube: π^(d/2) / (Γ(d/2 + 1) 2^d). */
export const logBallShare = (dimension: number): number =>
  (dimension / 2) * Math.log(Math.PI) - logGamma(dimension / 2 + 1) - dimension * Math.LN2;

/**
 * ln E[w^k] of the weights w of draws from a normal of that variance for the standard normal: in each coordinate
 * s^(k-1) / √(k - (k - 1)/s²), infinite where the root is of no positive number.
 */
export function logMoment(dimension: number, variance: number, power: number): number {
  const root = power - (power - 1) / variance;
  return root <= 0 ? Number.POSITIVE_INFINITY : (dimension / 2) * ((power - 1) * Math.log(variance) - Math.log(root));
}

/** The natural logarithm of n_eff/n of importance sampling: -ln E[w²]. */
export const logEffectiveShare = (dimension: number, variance: number): number => -logMoment(dimension, variance, 2);

/** The natural logarithm of what rejection accepts: s^-d for s ≥ 1; for less no bound holds and nothing can be accepted. */
export const logRejection = (dimension: number, variance: number): number =>
  variance >= 1 ? (-dimension / 2) * Math.log(variance) : Number.NEGATIVE_INFINITY;

/** The mean length of a standard normal vector: √2 Γ((d + 1)/2) / Γ(d/2). */
export const meanLength = (dimension: number): number =>
  Math.SQRT2 * Math.exp(logGamma((dimension + 1) / 2) - logGamma(dimension / 2));

/** The standard deviation of that length, which tends to 1/√2: E|x|² is the dimension. */
export const lengthDeviation = (dimension: number): number => Math.sqrt(dimension - meanLength(dimension) ** 2);

/** The density of that length. */
export const lengthDensity = (dimension: number, length: number): number =>
  length <= 0
    ? dimension === 1
      ? Math.sqrt(2 / Math.PI)
      : 0
    : Math.exp(
        (dimension - 1) * Math.log(length) -
          (length * length) / 2 -
          (dimension / 2 - 1) * Math.LN2 -
          logGamma(dimension / 2),
      );

/** Steps of the random walk for one independent draw, were a coordinate an autoregression: its limit for many dimensions. */
export function walkTime(dimension: number, length: number): number {
  const lagOne = 1 - randomWalkJump(dimension, length) / (2 * dimension);
  return (1 + lagOne) / (1 - lagOne);
}
