import type * as tf from "@tensorflow/tfjs-core";
import type { Penalty } from "./elasticNet";

/** Many problems of the same design at once, one a column: minimise ½wᵀAw - cᵀw + l1‖w‖₁ + ½l2‖w‖² for each. */
export interface Batch {
  /** A = XᵀX, [weights, weights]. */
  gram: tf.Tensor2D;
  /** c = Xᵀy, [weights, columns], or [weights, 1] where all columns share it. */
  correlation: tf.Tensor2D;
  /** One a column. */
  penalties: readonly Penalty[];
}

/** Minimises a batch step by step. All columns take the same steps, so none depends on which others are there. */
export interface Solver {
  /** Steps taken. */
  readonly steps: number;
  /** The weights now, [weights, columns]. Belongs to the solver: it is gone after the next step. */
  readonly weights: tf.Tensor2D;
  step(): void;
  dispose(): void;
}

/** c and one number a penalty, written out to whole matrices [weights, columns]: unequal shapes are slow everywhere. */
function writeOut(lib: typeof tf, batch: Batch, ...numbers: ((penalty: Penalty) => number)[]): tf.Tensor2D[] {
  const shape: [number, number] = [batch.gram.shape[0], batch.penalties.length];
  return lib.tidy(() => [
    lib.broadcastTo(batch.correlation, shape),
    ...numbers.map((of) => lib.broadcastTo(lib.tensor2d(batch.penalties.map(of), [1, shape[1]]), shape)),
  ]) as tf.Tensor2D[];
}

/**
 * Proximal gradient steps of length 1 / `lipschitz` from zero: ISTA, or FISTA where `restart` is given, which begins
 * its momentum anew after so many steps. `lipschitz` is the largest eigenvalue of A, or more.
 * Source: Beck and Teboulle 2009, eq. 3.1 (ISTA) and 4.1-4.3 (FISTA); restarts: O'Donoghue and Candès 2015.
 */
export function createProximalSolver(
  lib: typeof tf,
  batch: Batch,
  options: { lipschitz: number; restart?: number },
): Solver {
  const length = 1 / options.lipschitz;
  const made = lib.tidy(() => {
    const fixed = writeOut(
      lib,
      batch,
      ({ l1 }) => l1 * length,
      ({ l2 }) => 1 + l2 * length,
    );
    const weights = lib.zeros<tf.Rank.R2>([batch.gram.shape[0], batch.penalties.length]);
    return { fixed, weights, ahead: weights.clone() };
  });
  const [correlation, threshold, divisor] = made.fixed as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  let { weights, ahead } = made;
  /** argmin ½(w - v)² + length·(l1|w| + ½l2·w²). Exact zeros come from this max(|v| - threshold, 0), and only from it. */
  const shrink = (v: tf.Tensor2D): tf.Tensor2D =>
    lib.div(lib.mul(lib.sign(v), lib.relu(lib.sub(lib.abs(v), threshold))), divisor);
  let momentum = 1;
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    get weights() {
      return weights;
    },
    step: () => {
      const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      const push = options.restart ? (momentum - 1) / next : 0;
      const moved = lib.tidy((): [tf.Tensor2D, tf.Tensor2D] => {
        const gradient = lib.sub(lib.matMul(batch.gram, ahead), correlation);
        const to = shrink(lib.sub(ahead, lib.mul(gradient, length)));
        return [to, push > 0 ? lib.add(to, lib.mul(lib.sub(to, weights), push)) : to.clone()];
      });
      lib.dispose([weights, ahead]);
      [weights, ahead] = moved;
      steps++;
      momentum = options.restart && steps % options.restart !== 0 ? next : 1;
    },
    dispose: () => lib.dispose([...made.fixed, weights, ahead]),
  };
}

/**
 * Adam on the same objective with the sub-gradient Aw - c + l1·sign(w) + l2·w, from `start` [weights, columns].
 * Epsilon is given: the library's default differs between its backends (1e-4 on WebGL, 1e-7 elsewhere).
 * Source: Kingma and Ba 2015, algorithm 1.
 */
export function createAdamSolver(
  lib: typeof tf,
  batch: Batch,
  options: { start: tf.Tensor2D; learningRate: number },
): Solver {
  const { fixed, weights } = lib.tidy(() => ({
    fixed: writeOut(
      lib,
      batch,
      ({ l1 }) => l1,
      ({ l2 }) => l2,
    ),
    weights: lib.variable(options.start) as tf.Variable<tf.Rank.R2>,
  }));
  const [correlation, l1, l2] = fixed as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const adam = lib.train.adam(options.learningRate, 0.9, 0.999, 1e-8);
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    weights,
    step: () => {
      lib.tidy(() => {
        const smooth = lib.sub(lib.add(lib.matMul(batch.gram, weights), lib.mul(weights, l2)), correlation);
        adam.applyGradients({ [weights.name]: lib.add(smooth, lib.mul(lib.sign(weights), l1)) });
      });
      steps++;
    },
    dispose: () => {
      lib.dispose([...fixed, weights]);
      adam.dispose();
    },
  };
}

/**
 * The minimisers of ½‖y - Xw‖² + ½λ‖w‖² for many λ at once, in closed form: Q (Λ + λ)⁻¹ Qᵀc, [weights, λs], where
 * XᵀX = QΛQᵀ. Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", eq. 3.44 and 3.47.
 */
export function solveRidge(
  lib: typeof tf,
  eigen: { values: Float64Array; vectors: tf.Tensor2D },
  correlation: tf.Tensor2D,
  lambdas: readonly number[],
): tf.Tensor2D {
  return lib.tidy(() => {
    const rotated = lib.matMul(eigen.vectors, correlation, true, false);
    const curvature = lib.tensor2d([...eigen.values], [eigen.values.length, 1]);
    const shrunk = lib.div(rotated, lib.add(curvature, lib.tensor2d([...lambdas], [1, lambdas.length])));
    return lib.matMul(eigen.vectors, shrunk as tf.Tensor2D);
  });
}
