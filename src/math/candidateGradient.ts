import { halfLineNodes } from "./halfLine";

/** How candidates are drawn beside the true class. */
export interface CandidateScheme {
  /**
   * replacement: `count` independent draws, repeats kept. unique: a Poisson number of draws, `count` on average, of which
   * each class is kept once; so that every class is in independently of the others.
   */
  candidates: "replacement" | "unique";
  /** Whether a draw of the true class stays beside the true class itself (an accidental hit). */
  hits: "kept" | "removed";
  /** m. */
  count: number;
}

/** Q: how often a class is expected among the draws; what sampled softmax subtracts the logarithm of. */
export const expectedCounts = ({ candidates, count }: CandidateScheme, proposal: Float64Array): Float64Array =>
  proposal.map((q) => (candidates === "replacement" ? count * q : -Math.expm1(-count * q)));

/** The softmax over candidates of one context, before its logits are learned. */
export interface CandidateSoftmax {
  /** p: the true probabilities of the classes. */
  truth: Float64Array;
  /** q: what candidates are drawn with. */
  proposal: Float64Array;
  scheme: CandidateScheme;
}

/** The gradient of an expected loss in every logit, and its second derivatives in single logits. */
export interface Slope {
  gradient: Float64Array;
  curvature: Float64Array;
}

/**
 * The expected gradient of -log(w_y / Σ_C w) in the logits, w = e^logit, over true classes y ~ p and candidates C: exactly,
 * and not by sampling. 1/Σ is ∫ e^{-tΣ} dt, and the expectation of e^{-tΣ} is a product over draws; so one integral over t
 * does for all sets of candidates. About 100 nodes of one pass over the classes each; yields after each.
 */
export function* expectCandidateGradient(softmax: CandidateSoftmax, weights: Float64Array): Generator<void, Slope> {
  const { truth, proposal, scheme } = softmax;
  const classes = weights.length;
  const least = weights.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  const drawn = weights.reduce((sum, w, i) => sum + scheme.count * (proposal[i] as number) * w, 0);
  const expected = expectedCounts(scheme, proposal);
  const decay = new Float64Array(classes);
  const rates = new Float64Array(classes);
  // Expectations of (copies of class i in C)/Σ and /Σ².
  const once = new Float64Array(classes);
  const twice = new Float64Array(classes);
  for (const { at, weight } of halfLineNodes(least, most + drawn)) {
    for (let i = 0; i < classes; i++) {
      decay[i] = Math.exp(-at * (weights[i] as number));
    }
    if (scheme.candidates === "replacement") {
      rateDraws(softmax, decay, rates);
    } else {
      rateInclusions(softmax, expected, decay, rates);
    }
    for (let i = 0; i < classes; i++) {
      const value = weight * (decay[i] as number) * (rates[i] as number);
      once[i] = (once[i] as number) + value;
      twice[i] = (twice[i] as number) + at * value;
    }
    yield;
  }
  return {
    gradient: weights.map((w, i) => w * (once[i] as number) - (truth[i] as number)),
    curvature: weights.map((w, i) => Math.max(1e-300, w * (once[i] as number) - w * w * (twice[i] as number))),
  };
}

/**
 * Independent draws: for class i, p_i E e^{-tB}, B being the draws' weights beside true class i, and m q_i times the same
 * for its other places: as one of m draws beside another true class.
 */
function rateDraws({ truth, proposal, scheme }: CandidateSoftmax, decay: Float64Array, rates: Float64Array): void {
  const { count, hits } = scheme;
  let one = 0;
  for (let i = 0; i < decay.length; i++) {
    one += (proposal[i] as number) * (decay[i] as number);
  }
  if (hits === "kept") {
    let positive = 0;
    for (let i = 0; i < decay.length; i++) {
      positive += (truth[i] as number) * (decay[i] as number);
    }
    const all = one ** count;
    const others = count * one ** (count - 1) * positive;
    for (let i = 0; i < decay.length; i++) {
      rates[i] = (truth[i] as number) * all + (proposal[i] as number) * others;
    }
    return;
  }
  // A draw of the true class counts for nothing.
  let positive = 0;
  for (let i = 0; i < decay.length; i++) {
    const without = one + (proposal[i] as number) * (1 - (decay[i] as number));
    const rest = without ** (count - 1);
    rates[i] = (truth[i] as number) * rest;
    positive += (truth[i] as number) * (decay[i] as number) * rest;
  }
  for (let i = 0; i < decay.length; i++) {
    const without = one + (proposal[i] as number) * (1 - (decay[i] as number));
    const own = rates[i] as number;
    rates[i] = own * without + count * (proposal[i] as number) * (positive - (decay[i] as number) * own);
  }
}

/** Independent inclusions: the same, where E e^{-tB} is the product of 1 - Q(1 - e^{-tw}) over the other classes. */
function rateInclusions(
  { truth, scheme: { hits } }: CandidateSoftmax,
  expected: Float64Array,
  decay: Float64Array,
  rates: Float64Array,
): void {
  // The factor of each class; its logarithm is finite also where both it and its decay are 0 in float64.
  let logProduct = 0;
  for (let i = 0; i < decay.length; i++) {
    const factor = Math.max(1e-300, 1 - (expected[i] as number) * (1 - (decay[i] as number)));
    rates[i] = factor;
    logProduct += Math.log(factor);
  }
  let positive = 0;
  for (let i = 0; i < decay.length; i++) {
    const factor = hits === "kept" ? 1 : (rates[i] as number);
    positive += ((truth[i] as number) * (decay[i] as number)) / factor;
  }
  for (let i = 0; i < decay.length; i++) {
    const factor = rates[i] as number;
    const product = Math.exp(logProduct);
    const others = Math.exp(logProduct - Math.log(factor));
    const p = truth[i] as number;
    rates[i] =
      hits === "kept"
        ? p * product + (expected[i] as number) * others * positive
        : others * (p + (expected[i] as number) * (positive - (p * (decay[i] as number)) / factor));
  }
}
