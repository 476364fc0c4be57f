import type * as tf from "@tensorflow/tfjs-core";
import { factorPositiveDefinite } from "../math/cholesky";
import { legendreAt } from "../math/legendre";
import { createMatrix, dot, type Matrix } from "../math/matrix";

/** Ridge regression on polynomials of single features, which takes in examples bit by bit. */
export interface PolynomialRegression {
  /** Weights: the intercept, then for each feature its polynomials of degree 1 to `degree`. */
  readonly parameters: number;
  /** Takes in examples: x [rows, features] in the unit cube, y [rows]. */
  absorb(x: Matrix, y: Float64Array): Promise<void>;
  /** The minimiser w of ½‖y - Φw‖² + ½λ‖w‖² over all examples so far, λ not on the intercept. */
  fit(penalty: number): PolynomialFit;
  /** Φ, [rows, parameters], of x [rows, features]. */
  expand(x: Matrix): Matrix;
}

/** A regression for one penalty. */
export interface PolynomialFit {
  weights: Float64Array;
  /** Predictions for x [rows, features]. */
  predict(x: Matrix): Float64Array;
  /**
   * How far off each of these examples, which were taken in, would be predicted from all the others: the residual over
   * 1 - φᵀ(ΦᵀΦ + λ)⁻¹φ. Source: Allen 1974, "The relationship between variable selection and data augmentation and a
   * method for prediction".
   */
  leaveOut(x: Matrix, y: ArrayLike<number>): Float64Array;
}

/**
 * Makes a regression that has seen nothing. Its polynomials are Legendre's, orthonormal on [0, 1], so that ΦᵀΦ, which
 * tensors sum in float32, is well conditioned; the equations are solved in float64.
 */
export function createPolynomialRegression(
  lib: typeof tf,
  { features, degree }: { features: number; degree: number },
): PolynomialRegression {
  const parameters = 1 + features * degree;
  const gram = createMatrix(parameters, parameters);
  const correlation = new Float64Array(parameters);

  function expand({ rows, values: inputs }: Matrix): Matrix {
    const expanded = createMatrix(rows, parameters);
    const { values } = expanded;
    for (let row = 0; row < rows; row++) {
      const start = row * parameters;
      values[start] = 1;
      for (let feature = 0; feature < features; feature++) {
        const t = 2 * (inputs[row * features + feature] as number) - 1;
        const polynomials = legendreAt(t, degree);
        for (let j = 1; j <= degree; j++) {
          values[start + feature * degree + j] = Math.sqrt(2 * j + 1) * (polynomials[j] as number);
        }
      }
    }
    return expanded;
  }

  return {
    parameters,
    expand,
    absorb: async (x, y) => {
      const width = parameters + 1;
      const products = lib.tidy(() => {
        const design = lib.tensor2d(Float32Array.from(expand(x).values), [x.rows, parameters]);
        const targets = lib.tensor2d(Float32Array.from(y), [x.rows, 1]);
        return lib.matMul<tf.Tensor2D>(design, lib.concat([design, targets], 1), true);
      });
      try {
        const sums = await products.data();
        for (let i = 0; i < parameters; i++) {
          for (let j = 0; j < parameters; j++) {
            gram.values[i * parameters + j] =
              (gram.values[i * parameters + j] as number) + (sums[i * width + j] as number);
          }
          correlation[i] = (correlation[i] as number) + (sums[i * width + parameters] as number);
        }
      } finally {
        products.dispose();
      }
    },
    fit: (penalty) => {
      const penalized = Float64Array.from(gram.values, (value, i) => {
        return i > 0 && i % (parameters + 1) === 0 ? value + penalty : value;
      });
      const factored = factorPositiveDefinite({ ...gram, values: penalized });
      const weights = factored.solve(correlation);
      const rowsOf = (x: Matrix) => {
        const { values } = expand(x);
        return Array.from({ length: x.rows }, (_, row) => values.subarray(row * parameters, (row + 1) * parameters));
      };
      return {
        weights,
        predict: (x) => Float64Array.from(rowsOf(x), (row) => dot(weights, row)),
        leaveOut: (x, y) =>
          Float64Array.from(rowsOf(x), (row, i) => {
            return ((y[i] as number) - dot(weights, row)) / (1 - factored.inverseNorm(row));
          }),
      };
    },
  };
}
