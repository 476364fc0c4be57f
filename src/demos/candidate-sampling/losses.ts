import { type CandidateScheme, expectCandidateGradient, type Slope } from "../../math/candidateGradient";
import { softmax } from "../../math/candidateSampler";
import { isExact, type Problem } from "./problem";

export type LossName = "full" | "corrected" | "uncorrected" | "nce" | "negative" | "infoNce";

/** A loss of logits that depend on the class alone, over true classes and candidates. */
export interface Loss {
  name: LossName;
  label: string;
  /** Logits are known up to a constant, that does not matter to the loss. */
  shiftFree: boolean;
  /** The logits at which the expected loss is least, if they have a formula; and that formula in words. */
  optimum?: Float64Array;
  formula: string;
  /** The expected gradient: exact, over all classes and candidates. Yields after pieces of work. */
  slope(logits: Float64Array): Generator<void, Slope>;
  /** What is added to the logits before they go into the softmax or the logistic function. */
  added: Float64Array;
  /** How candidates are drawn, for a softmax over them. */
  scheme?: CandidateScheme;
}

/** The six losses. */
export function createLosses(problem: Problem): Loss[] {
  const { settings, truth, logTruth, sampler, scheme, expected } = problem;
  const proposal = sampler.probabilities;
  const none = new Float64Array(truth.length);
  const overProposal = logTruth.map((log, i) => log - Math.log(proposal[i] as number));
  const overExpected = logTruth.map((log, i) => log - Math.log(expected[i] as number));
  const correction = expected.map((count) => -Math.log(count));
  const noise = proposal.map((q) => -Math.log(settings.noise * q));
  const independent = { candidates: "replacement", hits: "kept", count: scheme.count } as const;
  const candidate = (added: Float64Array, drawn: CandidateScheme) => ({
    added,
    scheme: drawn,
    shiftFree: true,
    slope: (logits: Float64Array) => {
      const weights = logits.map((logit, i) => Math.exp(logit + (added[i] as number)));
      return expectCandidateGradient({ truth, proposal, scheme: drawn }, weights);
    },
  });
  const logistic = (added: Float64Array) => ({
    added,
    shiftFree: false,
    slope: (logits: Float64Array) => logisticSlope(problem, logits, added),
  });
  const exact = (optimum: Float64Array) => (isExact(settings) ? { optimum } : {});
  return [
    {
      name: "full",
      label: "Full softmax",
      formula: "log p",
      optimum: logTruth,
      added: none,
      shiftFree: true,
      slope: (logits) => softmaxSlope(problem, logits),
    },
    {
      name: "corrected",
      label: "Sampled softmax",
      formula: "log p + c",
      ...exact(logTruth),
      ...candidate(correction, scheme),
    },
    {
      name: "uncorrected",
      label: "Sampled softmax without −log Q",
      formula: "log(p/Q) + c",
      ...exact(overExpected),
      ...candidate(none, scheme),
    },
    { name: "nce", label: "NCE", formula: "log p", optimum: logTruth, ...logistic(noise) },
    {
      name: "negative",
      label: "Negative sampling",
      formula: "log(p/q) − log k",
      optimum: overProposal.map((logit) => logit - Math.log(settings.noise)),
      ...logistic(none),
    },
    {
      name: "infoNce",
      label: "InfoNCE",
      formula: "log(p/q) + c",
      optimum: overProposal,
      ...candidate(none, independent),
    },
  ];
}

function* softmaxSlope({ truth }: Problem, logits: Float64Array): Generator<void, Slope> {
  const model = softmax(logits);
  return {
    gradient: model.map((share, i) => share - (truth[i] as number)),
    curvature: model.map((share) => share * (1 - share)),
  };
}

/** Of -p log σ(u) - kq log(1 - σ(u)), class by class, u being the logit and what is added. */
function* logisticSlope(
  { truth, sampler, settings }: Problem,
  logits: Float64Array,
  added: Float64Array,
): Generator<void, Slope> {
  const all = truth.map((p, i) => p + settings.noise * (sampler.probabilities[i] as number));
  const chance = logits.map((logit, i) => 1 / (1 + Math.exp(-logit - (added[i] as number))));
  return {
    gradient: chance.map((share, i) => share * (all[i] as number) - (truth[i] as number)),
    curvature: chance.map((share, i) => share * (1 - share) * (all[i] as number)),
  };
}

/** No logit moves by more than this in a step, and each goes this share of the way that its own curvature says. */
const longest = 2;
const share = 0.7;
const settled = 1e-8;

/**
 * Minimises a loss from logits of 0 on by its exact gradient: Newton's steps for each logit alone, shortened, because
 * logits depend on each other. Yields after pieces of work; returns the logits, and how many steps it took.
 */
export function* minimise(loss: Loss, classes: number): Generator<void, { logits: Float64Array; steps: number }> {
  const logits = new Float64Array(classes);
  for (let steps = 1; ; steps++) {
    const { gradient, curvature } = yield* loss.slope(logits);
    let most = 0;
    for (let i = 0; i < classes; i++) {
      const step = (gradient[i] as number) / (curvature[i] as number);
      most = Math.max(most, Math.abs(step));
      logits[i] = (logits[i] as number) - Math.min(longest, Math.max(-longest, share * step));
    }
    if (most < settled || steps === 100) {
      return { logits, steps };
    }
    yield;
  }
}
