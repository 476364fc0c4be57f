import { normalCdf } from "./normalDistribution";

/**
 * By how much f is expected to fall below `best`: E[max(best - f, 0)] for f ~ N(mean, deviation²), for minimising.
 * Source: Jones, Schonlau, Welch, "Efficient global optimization of expensive black-box functions", 1998.
 */
export function expectedImprovement(mean: number, deviation: number, best: number): number {
  if (deviation <= 0) {
    return Math.max(best - mean, 0);
  }
  const z = (best - mean) / deviation;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return Math.max(0, deviation * (z * normalCdf(z) + density));
}
