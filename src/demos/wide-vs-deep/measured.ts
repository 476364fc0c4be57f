import type { LinearPiece } from "../../math/linearPieces";
import type { NetworkShape } from "../../math/network";

/** What a run has measured so far; what is not there has not been measured yet. */
export interface Measured {
  /** Of 1, 2, ... folds: the pieces of the folding network, and of the best shallow one with as many parameters. */
  pieces: { folds: number; deep: number; shallow: number }[];
  exact?: ExactWeights;
  deep?: Trained;
  shallow?: Trained;
}

/** The two networks with exact weights at the chosen number of folds. */
export interface ExactWeights {
  deep: ExactNetwork;
  shallow: ExactNetwork;
  /** The fewest wrong labels of as many runs as the shallow network can have, by dynamic programming. */
  fewestWrong: number;
  /** The fewest units with which a shallow network of this kind gets all labels right. */
  unitsNeeded: number;
  /** By number of lines. */
  patterns: Map<number, number>;
}

/** A network with exact weights. */
export interface ExactNetwork {
  parameters: number;
  pieces: LinearPiece[];
  /** Of the labels at its points. */
  wrong: number;
  /** By hidden unit, layer by layer: 1 where it is active, in the middle between each point and the next. */
  active: Uint8Array[];
}

/** Networks of one kind in training. Errors are at all points, in float64 from weights in float32. */
export interface Trained {
  shape: NetworkShape;
  /** Mean squared errors, over the networks: their 10 %, 50 % and 90 % quantiles, and the least. */
  history: { steps: number; low: number; median: number; high: number; least: number }[];
  /** Of each network, after the last step. */
  ends: { error: number; wrong: number; pieces: number }[];
  /** The network of the least error so far. */
  best: LinearPiece[];
}
