import type { Estimate } from "../../math/estimate";
import type { SelfNormalized } from "../../math/selfNormalized";
import type { Loss } from "./losses";

/** What minimising a loss came to. */
export interface Learned {
  loss: Loss;
  /** Where the loss does not know the constant, normalised: their softmax sums to 1. */
  logits: Float64Array;
  steps: number;
  /** KL(true‖softmax of the logits), nats. */
  divergence: number;
  /** The largest distance from the formula's logits, where there is a formula. */
  distance?: number;
  /** The mean, weighted by p, of logit - log(p/q). */
  offset: number;
  /** The derivative of the loss along log p at these logits, measured with candidates that were drawn. */
  slope?: Estimate;
}

/** Estimates of the sum Z = 1 of the weights p/q, each from m draws. */
export interface Partition {
  replicates: number;
  mean: number;
  /** Mean squared distance from 1. */
  variance: number;
  logMean: Estimate;
  /** The expectation of ln of the estimate, exactly. */
  logExact: number;
}

/** Gradients of one context of a model with embeddings. */
export interface Gradients {
  /** For the chosen sampler and the uniform one, by number of draws. */
  chosen: readonly SelfNormalized[];
  uniform: readonly SelfNormalized[];
  /** Length of the exact bias of the gradient in the context's vector, by number of draws. */
  bias: readonly number[];
  uniformBias: readonly number[];
  /** Σ|E share - softmax|, by number of draws. */
  shareBias: readonly number[];
  /** The same at one draw: by the integral, and without it, since one draw has all of the weight. */
  integral: number;
  single: number;
  /** What draws came to, by number of draws. */
  measured: { count: number; bias: Estimate; variance: Estimate; shareBias: Estimate }[];
}

/** A training of a model with embeddings: what it took, and where it came to. */
export interface Training {
  label: string;
  examples: number;
  /** Milliseconds that the examples took. */
  milliseconds: number;
  /** KL(true‖model) in the mean over contexts, on the way. */
  path: { milliseconds: number; examples: number; divergence: number }[];
}

/** What a run has measured so far; what is not there has not been measured yet. */
export interface Measured {
  learned: Learned[];
  partition?: Partition;
  /** How often the log-uniform sampler drew the first class. */
  first?: { share: number; draws: number };
  /** ln(m + 1) less the InfoNCE loss of the best critic, of classes that their context tells. */
  information?: Estimate & { exact: number };
  gradients?: Gradients;
  trainings: Training[];
}
