/** What a run has measured so far; what is not there has not been measured yet. Weights are [weights, λs], row by row. */
export interface Measured {
  /** L1 by proximal steps under orthonormal features, L1 by proximal steps, L2 in closed form, and L1 by Adam. */
  orthonormal?: ArrayLike<number>;
  sparse?: ArrayLike<number>;
  ridge?: ArrayLike<number>;
  adam?: ArrayLike<number>;
  /** Largest distance of a weight from its closed form under orthonormal features, by method. */
  deviations: { name: "lasso" | "elastic net" | "ridge"; largest: number }[];
  /** Of so many weights whose true value is 0, those that are exactly 0 at λ₁ = `multiple` · σ. */
  useless: { multiple: number; zeros: number; trials: number }[];
  /** The worst optimality gap at the chosen λ, relative to the largest |xⱼᵀy|. */
  optimality?: number;
  /** The proximal steps at the chosen λ moved no weight any more. Where steps may not suffice, nothing is said of their end. */
  settled: boolean;
  /** F(w) - F* after so many steps at the chosen λ, NaN where not measured; and what theory allows the proximal ones. */
  race: { steps: number; proximal: number; adam: number; bound: number }[];
}

/** The weights of one column of [weights, columns]. */
export const columnWeights = (values: ArrayLike<number>, columns: number, column: number): number[] =>
  Array.from({ length: values.length / columns }, (_, j) => values[j * columns + column] as number);

/** How many weights of one column are exactly zero: compared with 0, not with a small number. */
export const countZeros = (values: ArrayLike<number>, columns: number, column: number): number =>
  columnWeights(values, columns, column).filter((w) => w === 0).length;
