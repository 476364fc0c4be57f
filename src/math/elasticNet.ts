import { columnOf, dot, type Matrix } from "./matrix";

/** A least-squares problem: `x` [rows, weights], `y` [rows]. */
export interface LeastSquares {
  x: Matrix;
  y: Float64Array;
}

/** What weights cost: `l1` times the sum of their sizes, and half of `l2` times the sum of their squares. */
export interface Penalty {
  l1: number;
  l2: number;
}

/** Soft threshold: the minimiser of ½(w - v)² + threshold·|w| over w. Source: Donoho and Johnstone 1994. */
export const softThreshold = (v: number, threshold: number): number =>
  Math.sign(v) * Math.max(Math.abs(v) - threshold, 0);

/** F(w) = ½‖y - Xw‖² + l1‖w‖₁ + ½l2‖w‖². The one objective of all that is here: with the factor ½, without 1/rows. */
export function objective({ x, y }: LeastSquares, { l1, l2 }: Penalty, weights: ArrayLike<number>): number {
  let value = 0;
  for (let row = 0; row < x.rows; row++) {
    const of = x.values.subarray(row * x.columns, (row + 1) * x.columns);
    value += ((y[row] as number) - dot(of, weights)) ** 2 / 2;
  }
  for (let j = 0; j < x.columns; j++) {
    const w = weights[j] as number;
    value += l1 * Math.abs(w) + (l2 * w * w) / 2;
  }
  return value;
}

/** How far each weight is from optimal: the distance of 0 from the sub-differential of F, one number a weight. */
export function optimalityGaps({ x, y }: LeastSquares, { l1, l2 }: Penalty, weights: ArrayLike<number>): Float64Array {
  const residual = Float64Array.from(y, (value, row) => {
    return value - dot(x.values.subarray(row * x.columns, (row + 1) * x.columns), weights);
  });
  return Float64Array.from({ length: x.columns }, (_, j) => {
    const w = weights[j] as number;
    const pull = dot(columnOf(x, j), residual) - l2 * w;
    return w === 0 ? Math.max(Math.abs(pull) - l1, 0) : Math.abs(pull - l1 * Math.sign(w));
  });
}

/** The minimiser of F, and how sure it is. */
export interface Solution {
  weights: Float64Array;
  zeros: number;
  objective: number;
  /** The largest optimality gap left, relative to the largest |xⱼᵀy|. */
  gap: number;
  /** Weights so near to the border between zero and non-zero that float32 may decide otherwise. */
  undecided: number;
}

/** Relative to the largest |xⱼᵀy|: what rounding to float32 can do to a gradient. */
const float32Doubt = 5e-6;

/**
 * The minimiser of F in float64, one weight at a time until the optimality conditions hold to 1e-11. Shares nothing
 * with the tensor solvers. Source: Friedman, Hastie, Tibshirani 2010, "Regularization paths for generalized linear
 * models via coordinate descent", eq. 5, for columns of any length.
 */
export function solveByCoordinateDescent(problem: LeastSquares, penalty: Penalty): Solution {
  const { x, y } = problem;
  const columns = Array.from({ length: x.columns }, (_, j) => columnOf(x, j));
  const squares = columns.map((column) => dot(column, column));
  const scale = Math.max(...columns.map((column) => Math.abs(dot(column, y))), Number.MIN_VALUE);
  const weights = new Float64Array(x.columns);
  const residual = Float64Array.from(y);
  const worst = () => Math.max(...optimalityGaps(problem, penalty, weights)) / scale;
  for (let cycle = 1; cycle <= 20_000 && (cycle % 20 !== 0 || worst() > 1e-11); cycle++) {
    columns.forEach((column, j) => {
      const [w, square] = [weights[j] as number, squares[j] as number];
      const next = softThreshold(dot(column, residual) + square * w, penalty.l1) / (square + penalty.l2);
      if (next !== w) {
        column.forEach((value, row) => {
          residual[row] = (residual[row] as number) - (next - w) * value;
        });
        weights[j] = next;
      }
    });
  }
  return {
    weights,
    zeros: weights.filter((w) => w === 0).length,
    objective: objective(problem, penalty, weights),
    gap: worst(),
    undecided: columns.filter((column, j) => {
      const w = weights[j] as number;
      const slack = w === 0 ? penalty.l1 - Math.abs(dot(column, residual)) : Math.abs(w) * (squares[j] as number);
      return slack < float32Doubt * scale;
    }).length,
  };
}
