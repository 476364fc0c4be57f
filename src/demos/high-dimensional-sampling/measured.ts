import { type Estimate, estimateShare } from "../../math/estimate";
import type { Chains, Sweeps } from "./chains";
import type { Draws, Levels } from "./draws";

/** What one dimension has shown so far. */
export interface AtDimension {
  dimension: number;
  draws?: Draws;
  walks?: Chains;
  paths?: Chains;
}

/** What a run has measured so far. */
export interface Measured {
  levels: Levels;
  sweeps?: Sweeps;
  /** In the order in which they are measured: the chosen dimension first. */
  at: AtDimension[];
}

/** Of each million points so many were accepted. */
export function perMillion(accepted: number, points: number): Estimate {
  const { value, standardError } = estimateShare(accepted, points);
  return { value: 1e6 * value, standardError: 1e6 * standardError };
}

/** The upper bound of 95 % confidence for a rate that gave nothing in so many trials, per million: the rule of three. */
export const boundPerMillion = (points: number): number => 3e6 / points;
