import { fitLogistic, type LinearScore, scoreRow } from "../../math/logisticRegression";
import type { Samples } from "./diagnosis";
import type { Remedy, Settings } from "./problem";
import { scoresOf } from "./tests";
import { type Cause, exactRates, type Rates, type Rows, type World } from "./world";

/** Keeps the fit finite where a plane parts the classes; of no weight among many rows. */
const penalty = 1;

/** What is done about each cause. */
export const remedyOf: Record<Cause, Remedy> = {
  none: "none",
  covariate: "weight",
  prior: "threshold",
  concept: "retrain",
  unit: "pipeline",
  missing: "pipeline",
  leakage: "split",
  feedback: "explore",
};

/** The model as it was trained: logistic regression on all features. */
export const trainPatient = (rows: Rows): LinearScore =>
  fitLogistic({ features: rows.features, values: rows.computed, labels: rows.labels }, penalty);

/** The world and the model after a repair. */
export interface Repaired {
  model: LinearScore;
  world: World;
  /** Of weights: the share of training rows that are left, (Σw)² / nΣw². */
  effective?: number;
  /** The share of positives in production that was estimated without labels. */
  positives?: number;
}

/** Repairs the deployed model, with what can be had: old training rows, and a batch of labelled production rows. */
export function repair(
  remedy: Remedy,
  settings: Settings,
  { model, training, samples, world }: { model: LinearScore; training: Rows; samples: Samples; world: World },
): Repaired {
  const { production } = samples;
  const { features } = settings;
  switch (remedy) {
    case "none":
      return { model, world };
    case "weight": {
      const weights = weighRows(training, production);
      const [sum, squares] = [weights.reduce((a, w) => a + w, 0), weights.reduce((a, w) => a + w * w, 0)];
      const values = training.computed;
      return {
        model: fitLogistic({ features, values, labels: training.labels, weights }, penalty),
        world,
        effective: (sum * sum) / (squares * weights.length),
      };
    }
    case "threshold": {
      const positives = estimatePositives(model, samples);
      const before = samples.offline.labels.reduce((sum, label) => sum + label, 0) / samples.offline.count;
      const added = logOdds(positives) - logOdds(Math.min(0.99, Math.max(0.01, before)));
      return { model: { ...model, intercept: model.intercept + added }, world, positives };
    }
    case "recalibrate": {
      const values = scoresOf(model, production, production.served);
      const scale = fitLogistic({ features: 1, values, labels: production.labels }, penalty);
      const [slope] = scale.weights as unknown as [number];
      return {
        model: {
          weights: model.weights.map((w) => slope * w),
          intercept: slope * model.intercept + scale.intercept,
        },
        world,
      };
    }
    case "retrain":
      return { model: fitLogistic({ features, values: production.served, labels: production.labels }, penalty), world };
    case "pipeline":
      return { model, world: { ...world, scale: 1, offset: 0, missing: 0 } };
    case "split": {
      // The feature that is not known in time is kept from the model: as 0 it gets no weight.
      const values = training.computed.map((value, i) => (i % features === 3 ? 0 : value));
      return { model: fitLogistic({ features, values, labels: training.labels }, penalty), world };
    }
    case "explore":
      return { model, world: { ...world, dropped: 0 } };
    default:
      return remedy satisfies never;
  }
}

const logOdds = (p: number) => Math.log(p / (1 - p));

/** Estimates q(x)/p(x) at training rows, by a logistic model that tells production rows from them; the mean is 1. */
function weighRows(training: Rows, production: Rows): Float64Array {
  const { features } = training;
  const values = Float64Array.from([...training.computed, ...production.served]);
  const labels = Array.from({ length: training.count + production.count }, (_, row) => Number(row >= training.count));
  const ratio = fitLogistic({ features, values, labels }, penalty);
  const weights = Float64Array.from({ length: training.count }, (_, row) =>
    Math.exp(scoreRow(ratio, training.computed, row)),
  );
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  return weights.map((w) => w / mean);
}

/** P(says 1 and y = j), for labels 0 and 1: the confusion matrix's row of positives, and the label shares. */
const countRates = (model: LinearScore, rows: Rows): Rates => {
  const rates: Rates = { label: [0, 0], positive: [0, 0] };
  scoresOf(model, rows, rows.served).forEach((score, row) => {
    const label = rows.labels[row] === 1 ? 1 : 0;
    rates.label[label] += 1 / rows.count;
    rates.positive[label] += Number(score > 0) / rows.count;
  });
  return rates;
};

/**
 * The share of positives where the model says 1 with probability `says`, from its rates in the old world: C v = μ solved for
 * v = q/p. Source: Lipton, Wang and Smola 2018, black box shift estimation. NaN where the model says the same of all.
 */
function solveShares({ label, positive }: Rates, says: number): number {
  const [a, b] = positive;
  const [c, d] = [label[0] - a, label[1] - b];
  // [a b; c d] [v₀ v₁]ᵀ = [says, 1 − says]ᵀ, by Cramer's rule.
  return (label[1] * (a * (1 - says) - c * says)) / (a * d - b * c);
}

function estimatePositives(model: LinearScore, { offline, production }: Samples): number {
  const says = scoresOf(model, production, production.served).filter((score) => score > 0).length / production.count;
  const share = solveShares(countRates(model, offline), says);
  return Number.isNaN(share) ? 0.5 : Math.min(0.99, Math.max(0.01, share));
}

/** The share of positives that comes out of exact rates, where nothing but that share has changed: it is `positives`. */
export function recoverShare(model: LinearScore, world: World, positives: number): number {
  const { positive } = exactRates(model, { ...world, positives });
  return solveShares(exactRates(model, world), positive[0] + positive[1]);
}
