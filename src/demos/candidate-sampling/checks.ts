import { createLogUniformSampler, divergence, softmax } from "../../math/candidateSampler";
import { momentsOfSampleMean } from "../../math/finitePopulation";
import { type Check, underHeadings } from "../demo";
import type { Learned, Measured } from "./measured";
import { ratiosOf } from "./partition";
import type { Problem } from "./problem";

export const negativeCheck = "Divergence of the truth from what negative sampling learned, nats";

/** Every claim that has been measured. */
export function listChecks(problem: Problem, measured: Measured): Check[] {
  const learned = measured.learned.map((one) => [one.loss.label, checkLearned(problem, one)]);
  return underHeadings({
    "Log-uniform sampler": checkSampler(problem, measured),
    ...Object.fromEntries(learned),
    "Estimate of Z": checkPartition(problem, measured),
    "Gradient of an embedding": checkGradients(problem, measured),
    "Bound on the information": checkInformation(problem, measured),
  });
}

const identity = (check: Omit<Check, "rule" | "standardError">): Check => ({
  ...check,
  standardError: 0,
  rule: "identity",
});
const chance = (check: Omit<Check, "rule">): Check => ({ ...check, rule: "stochastic" });

const tensorFlow = "TensorFlow, log_uniform_candidate_sampler: q(i) = ln((i + 2)/(i + 1))/ln(V + 1)";

function checkSampler({ settings }: Problem, { first }: Measured): Check[] {
  if (!first) {
    return [];
  }
  const { probabilities } = createLogUniformSampler(settings.classes);
  const exact = Math.LN2 / Math.log(settings.classes + 1);
  return [
    identity({
      name: "Sum of the log-uniform sampler's probabilities",
      measured: probabilities.reduce((sum, q) => sum + q, 0),
      exact: 1,
      source: "the logarithms telescope to ln(V + 1)",
    }),
    chance({
      name: "Share of the first class among log-uniform draws",
      measured: first.share,
      exact,
      standardError: Math.sqrt((exact * (1 - exact)) / first.draws),
      source: tensorFlow,
    }),
  ];
}

const sources = {
  full: "Gibbs' inequality: cross-entropy is least at the true probabilities",
  corrected: "P(y | C) ∝ p(y)/Q(y) among the candidates C (TensorFlow, Candidate Sampling Algorithms Reference)",
  uncorrected: "P(y | C) ∝ p(y)/Q(y) among the candidates C: without −log Q the logit learns it all",
  nce: "Gutmann and Hyvärinen 2012: the expected loss is least at the log density itself",
  negative: "σ(s) = p/(p + kq) minimises −p log σ(s) − kq log(1 − σ(s)); Levy and Goldberg 2014",
  infoNce: "van den Oord, Li and Vinyals 2018: the best critic is the density ratio p/q up to a factor",
};

function checkLearned({ settings, truth }: Problem, { loss, ...found }: Learned): Check[] {
  const checks: Check[] = [];
  const { optimum, label, name } = loss;
  if (optimum && found.distance !== undefined) {
    checks.push(
      identity({
        name: `${label}: largest distance of what it learned from ${loss.formula}`,
        measured: found.distance,
        exact: 0,
        source: sources[name],
      }),
    );
    if (name === "negative" || name === "infoNce" || name === "uncorrected") {
      checks.push(
        identity({
          name: name === "negative" ? negativeCheck : `${label}: divergence of the truth from what it learned, nats`,
          measured: found.divergence,
          exact: divergence(truth, softmax(optimum)),
          source: `enumerated over the ${settings.classes} classes: KL(p‖softmax(${loss.formula}))`,
        }),
      );
    }
  }
  if (name === "negative") {
    checks.push(
      identity({
        name: "Offset of negative sampling from log(p/q)",
        measured: found.offset,
        exact: -Math.log(settings.noise),
        source: "−log k: Levy and Goldberg 2014",
      }),
    );
  }
  if (name === "nce") {
    checks.push(
      identity({
        name: "Sum of exp(s) over all classes, as NCE learned s",
        measured: found.logits.reduce((sum, logit) => sum + Math.exp(logit), 0),
        exact: 1,
        source: "Gutmann and Hyvärinen 2012: at its minimum the model is normalised, though no sum was computed",
      }),
    );
  }
  if (found.slope) {
    checks.push(
      chance({
        name: `${label}: slope along log p where it has been minimised, from draws`,
        measured: found.slope.value,
        exact: 0,
        standardError: found.slope.standardError,
        source: "the expected gradient is 0 at the minimum of a convex loss",
      }),
    );
  }
  return checks;
}

/** Fewer draws than this of the class that a moment rests on, and its measurement is far from normal. */
const fewest = 100;

function checkPartition(problem: Problem, { partition }: Measured): Check[] {
  if (!partition) {
    return [];
  }
  const { sampler, settings } = problem;
  const { candidates, classes } = settings;
  const { replicates, mean, variance, logMean, logExact } = partition;
  const ratios = ratiosOf(problem);
  const moment = (power: number) =>
    ratios.reduce((sum, ratio, i) => sum + (sampler.probabilities[i] as number) * (ratio - 1) ** power, 0);
  const single = { size: classes, variance: moment(2), fourth: moment(4) };
  const exact = momentsOfSampleMean(single, candidates, true);
  const biasName = `Bias of the estimate of ln Z at m = ${candidates}`;
  const biasSource =
    `exactly ∫ (e⁻ᵗ − E e^(−tẐ))/t dt; by Jensen it is negative, for large m about −χ²/2m = ` +
    `${(-exact.variance / 2).toPrecision(3)}`;
  if (settings.sampler === "softmax") {
    return [
      identity({
        name: biasName,
        measured: logMean.value,
        exact: 0,
        source: "with q = p every draw estimates Z without error",
      }),
    ];
  }
  const checks: Check[] = [];
  const most = ratios.indexOf(ratios.reduce((a, b) => Math.max(a, b), 0));
  if (replicates * candidates * (sampler.probabilities[most] as number) >= fewest) {
    checks.push(
      chance({
        name: `Importance estimate of Z at m = ${candidates}`,
        measured: mean,
        exact: 1,
        standardError: Math.sqrt(exact.variance / replicates),
        source: "Σ q · p/q = Σ p: unbiased for every q that covers p",
      }),
      chance({
        name: `Variance of the estimate of Z at m = ${candidates}`,
        measured: variance,
        exact: exact.variance,
        standardError: Math.sqrt((exact.fourth - exact.variance ** 2) / replicates),
        source: `χ²/m, χ² = Σp²/q − 1 = ${single.variance.toPrecision(6)} by enumeration`,
      }),
      chance({
        name: biasName,
        measured: logMean.value,
        exact: logExact,
        standardError: logMean.standardError,
        source: biasSource,
      }),
    );
  }
  return checks;
}

function checkGradients({ settings }: Problem, { gradients }: Measured): Check[] {
  if (!gradients) {
    return [];
  }
  const { candidates, sampler } = settings;
  const source =
    sampler === "softmax"
      ? "with the model's own softmax as q all weights are equal, and so are shares (Bengio and Senécal 2008)"
      : "exact expectation: the share of class i is m q w ∫ e^(−tw) (Σ q e^(−tw))^(m−1) dt";
  const checks = [
    identity({
      name: "Bias of the shares from one draw, by the integral",
      measured: gradients.integral,
      exact: gradients.single,
      source: "one draw has all the weight, so that its expected shares are q: Σ|q − softmax|",
    }),
  ];
  const at = gradients.chosen.findIndex(({ count }) => count === candidates);
  const found = gradients.measured.find(({ count }) => count === candidates);
  const exact = gradients.chosen[at];
  if (found && exact) {
    checks.push(
      chance({
        name: `Bias of the shares from ${candidates} draws, Σ|E share − softmax|`,
        measured: found.shareBias.value,
        exact: gradients.shareBias[at] as number,
        standardError: found.shareBias.standardError,
        source,
      }),
      chance({
        name: `Bias of the embedding's gradient from ${candidates} draws`,
        measured: found.bias.value,
        exact: gradients.bias[at] as number,
        standardError: found.bias.standardError,
        source,
      }),
      chance({
        name: `Variance of the embedding's gradient from ${candidates} draws`,
        measured: found.variance.value,
        exact: exact.variance,
        standardError: found.variance.standardError,
        source: "the exact second moment, with 1/(Σw)² = ∫ t e^(−tΣw) dt, less the square of the mean",
      }),
    );
  }
  return checks;
}

function checkInformation({ settings }: Problem, { information }: Measured): Check[] {
  if (!information) {
    return [];
  }
  const { candidates } = settings;
  return [
    chance({
      name: `InfoNCE with ${candidates} negatives, nats`,
      measured: information.value,
      exact: information.exact,
      standardError: information.standardError,
      source: "ln(m + 1) − Σ p E ln(1 + B), B ~ Binomial(m, p): a context that tells the class, and its best critic",
    }),
  ];
}
