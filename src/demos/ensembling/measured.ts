import type { Spread } from "./spread";
import type { Votes } from "./votes";

/** Krogh and Vedelsby's three terms at one input of one training set, for squared error. */
export interface Ambiguity {
  /** (mean of f − y)², mean of (f − y)², and mean of (f − mean of f)². */
  ensemble: number;
  members: number;
  disagreement: number;
}

/** Mean loss of networks on the examples that they learn from, before their training and now. */
export interface Learned {
  before: number;
  now: number;
}

/** What a run has measured so far; what is not there has not been measured yet. */
export interface Measured {
  /** Of means of simulated normal predictions, around their true mean. */
  simulated?: { variance: number; trials: number };
  /** How often 1, 2, ... independent voters were right, of so many trials. */
  ballots?: { right: number[]; trials: number };
  spread?: Spread;
  /** The terms at the points of the first training set; and, over all sets, the largest error of the identity. */
  ambiguity?: { terms: Ambiguity[]; error: number };
  votes?: Votes;
  /** What the networks of both trainings learned. */
  regression?: Learned;
  classification?: Learned;
  /** Steps that the networks had taken when their spread was measured. */
  steps: number;
}
