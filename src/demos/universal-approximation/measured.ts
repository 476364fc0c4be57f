import type { LinearPiece } from "../../math/linearPieces";
import type { Estimation } from "./estimation";

/** What a run has measured so far; what is not there has not been measured yet. */
export interface Measured {
  /** Interpolation in equal pieces, by width. */
  equal: EqualPieces[];
  /** Interpolation of a step in equal pieces: the largest errors, by width. */
  stepLargest: number[];
  /** x², by interpolation at the chosen width, and by folds. */
  square?: { mse: number; largest: number };
  folded: { folds: number; mse: number; largest: number }[];
  estimations: Estimation[];
  neurons: Neurons[];
  trained: Trained[];
}

export interface EqualPieces {
  width: number;
  mse: number;
  largest: number;
  /** Mean square of what the chosen precision changes. */
  arithmetic: number;
  /** The largest change by the chosen precision, as a share of its bound. */
  shareOfBound: number;
}

/** Averages of random neurons in one dimension: squared errors, [width][replicate]. */
export interface Neurons {
  dimension: number;
  squares: Float64Array[];
}

/** Networks of one width in training: mean squared errors of each, at the start and now. */
export interface Trained {
  width: number;
  start: number[];
  now: number[];
  /** The network of the least error. */
  best: LinearPiece[];
}
