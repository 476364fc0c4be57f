import { solvePositiveDefinite } from "./cholesky";

/** A score that is linear in the features; for a logistic model it is the log-odds of the label 1. */
export interface LinearScore {
  weights: Float64Array;
  intercept: number;
}

/** Examples: [count, features] row by row, labels 0 or 1, and what each counts, 1 unless given. */
export interface LabelledRows {
  features: number;
  values: ArrayLike<number>;
  labels: ArrayLike<number>;
  weights?: ArrayLike<number>;
}

/** The score of row `row` of [count, features] values. */
export function scoreRow({ weights, intercept }: LinearScore, values: ArrayLike<number>, row: number): number {
  let score = intercept;
  for (let i = 0, at = row * weights.length; i < weights.length; i++, at++) {
    score += (weights[i] as number) * (values[at] as number);
  }
  return score;
}

/**
 * Logistic regression by Newton's method, in float64: the minimum of the log loss plus ½ · penalty · ‖w‖², the intercept
 * free. A penalty above 0 keeps it finite where a plane parts the labels.
 */
export function fitLogistic({ features, values, labels, weights }: LabelledRows, penalty: number): LinearScore {
  const size = features + 1;
  const count = labels.length;
  const score: LinearScore = { weights: new Float64Array(features), intercept: 0 };
  const row = new Float64Array(size);
  row[features] = 1;
  for (let iteration = 0; iteration < 25; iteration++) {
    const gradient = new Float64Array(size);
    const curvature = new Float64Array(size * size);
    for (let i = 0; i < features; i++) {
      gradient[i] = penalty * (score.weights[i] as number);
      curvature[i * size + i] = penalty;
    }
    // So that a single class has a finite answer too.
    gradient[features] = 1e-6 * score.intercept;
    curvature[size * size - 1] = 1e-6;
    for (let r = 0; r < count; r++) {
      const weight = weights ? (weights[r] as number) : 1;
      const p = 1 / (1 + Math.exp(-scoreRow(score, values, r)));
      for (let i = 0; i < features; i++) {
        row[i] = values[r * features + i] as number;
      }
      const slope = weight * (p - (labels[r] as number));
      const bend = weight * p * (1 - p);
      for (let i = 0; i < size; i++) {
        const value = row[i] as number;
        gradient[i] = (gradient[i] as number) + slope * value;
        for (let j = 0; j <= i; j++) {
          const at = i * size + j;
          curvature[at] = (curvature[at] as number) + bend * value * (row[j] as number);
        }
      }
    }
    const step = solvePositiveDefinite({ rows: size, columns: size, values: curvature }, gradient);
    // A step longer than this would overshoot where the loss is nearly flat.
    const length = Math.hypot(...step);
    const shorten = Math.min(1, 5 / Math.max(length, 1e-300));
    for (let i = 0; i < features; i++) {
      score.weights[i] = (score.weights[i] as number) - shorten * (step[i] as number);
    }
    score.intercept -= shorten * (step[features] as number);
    if (length < 1e-10) {
      break;
    }
  }
  return score;
}
