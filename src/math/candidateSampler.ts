import { createAliasTable, pickCategory } from "./random";

/** Draws classes with given probabilities. */
export interface CandidateSampler {
  /** q: one for each class, summing to 1. */
  probabilities: Float64Array;
  /** The class that a number uniform on [0, 1) stands for. */
  pick(uniform: number): number;
}

/** Every class is as likely as any other. */
export const createUniformSampler = (classes: number): CandidateSampler => ({
  probabilities: new Float64Array(classes).fill(1 / classes),
  pick: (uniform) => Math.floor(uniform * classes),
});

/**
 * q(i) = ln((i + 2)/(i + 1))/ln(V + 1): nearly Zipf's law, for classes sorted by falling frequency, without a table.
 * Source: TensorFlow, `log_uniform_candidate_sampler`.
 */
export function createLogUniformSampler(classes: number): CandidateSampler {
  const scale = Math.log(classes + 1);
  return {
    probabilities: Float64Array.from({ length: classes }, (_, i) => Math.log1p(1 / (i + 1)) / scale),
    pick: (uniform) => Math.min(classes - 1, Math.floor(Math.exp(uniform * scale)) - 1),
  };
}

/** Any probabilities, in a time that does not depend on how many classes there are: by an alias table. */
export function createAliasSampler(probabilities: Float64Array): CandidateSampler {
  const table = createAliasTable(probabilities);
  return { probabilities, pick: (uniform) => pickCategory(table, uniform) };
}

/** Weights over their sum. */
export function normalize(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** exp(logits) over their sum. */
export function softmax(logits: Float64Array): Float64Array {
  const top = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  return normalize(logits.map((logit) => Math.exp(logit - top)));
}

/** KL(p‖q) in nats, of two distributions over the same classes. */
export const divergence = (p: Float64Array, q: Float64Array): number =>
  p.reduce((sum, share, i) => sum + (share > 0 ? share * Math.log(share / (q[i] as number)) : 0), 0);
