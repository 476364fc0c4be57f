import { dot, type Matrix } from "./matrix";

/** A symmetric positive definite matrix A, factored so that equations with it are quick. */
export interface Factored {
  /** x with A x = b. */
  solve(b: ArrayLike<number>): Float64Array;
  /** bᵀ A⁻¹ b. */
  inverseNorm(b: ArrayLike<number>): number;
}

/**
 * Factors A [size, size] as L Lᵀ; only its lower triangle is read. Throws where A is not positive definite.
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.
 */
export function factorPositiveDefinite({ rows: size, values }: Matrix): Factored {
  const rows = Array.from({ length: size }, (_, i) => values.slice(i * size, i * size + i + 1));
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const other = rows[j] as Float64Array;
      let sum = row[j] as number;
      for (let k = 0; k < j; k++) {
        sum -= (row[k] as number) * (other[k] as number);
      }
      if (i === j && !(sum > 0)) {
        throw new Error("The matrix is not positive definite.");
      }
      row[j] = i === j ? Math.sqrt(sum) : sum / (other[j] as number);
    }
  });

  function solveLower(b: ArrayLike<number>): Float64Array {
    const x = Float64Array.from(b);
    rows.forEach((row, i) => {
      for (let k = 0; k < i; k++) {
        x[i] = (x[i] as number) - (row[k] as number) * (x[k] as number);
      }
      x[i] = (x[i] as number) / (row[i] as number);
    });
    return x;
  }

  return {
    solve: (b) => {
      const x = solveLower(b);
      for (let i = size - 1; i >= 0; i--) {
        const row = rows[i] as Float64Array;
        const value = (x[i] as number) / (row[i] as number);
        x[i] = value;
        for (let k = 0; k < i; k++) {
          x[k] = (x[k] as number) - (row[k] as number) * value;
        }
      }
      return x;
    },
    inverseNorm: (b) => {
      const half = solveLower(b);
      return dot(half, half);
    },
  };
}

/** The solution x of A x = b for a symmetric positive definite A. */
export const solvePositiveDefinite = (matrix: Matrix, b: ArrayLike<number>): Float64Array =>
  factorPositiveDefinite(matrix).solve(b);
