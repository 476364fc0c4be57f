/** How alike a function's values are at two points: exp(-½ Σ ((xᵢ - yᵢ) / lengthᵢ)²), the squared-exponential (RBF) kernel. */
export interface Correlation {
  /** One for each dimension. */
  lengths: ArrayLike<number>;
  /** Variance of the noise, and of what keeps the factorisation stable, relative to the function's variance. */
  nugget: number;
}

/** What a Gaussian process says once it has seen some values. */
export interface GaussianProcess {
  /** The constant mean and the variance before anything was seen. */
  prior: { mean: number; variance: number };
  /** Of the values seen, up to a constant, at these lengths and this nugget. */
  logLikelihood: number;
  /** Mean and standard deviation of the function (without noise) at a point. */
  predict(point: ArrayLike<number>): { mean: number; deviation: number };
}

/**
 * Conditions a Gaussian process on values seen at points, in float64. Without a prior its mean and variance are those of
 * largest likelihood. Returns nothing where rounding leaves the matrix not positive definite: a larger nugget helps.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, algorithm 2.1; the prior's estimates
 * are in Jones, Schonlau, Welch, "Efficient global optimization of expensive black-box functions", 1998.
 */
export function fitGaussianProcess(
  points: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  { lengths, nugget }: Correlation,
  given?: GaussianProcess["prior"],
): GaussianProcess | undefined {
  const count = points.length;
  const dimensions = lengths.length;
  const scaled = new Float64Array(count * dimensions);
  points.forEach((point, i) => {
    for (let j = 0; j < dimensions; j++) {
      scaled[i * dimensions + j] = (point[j] as number) / (lengths[j] as number);
    }
  });
  const lower = factor(scaled, count, dimensions, nugget);
  if (!lower) {
    return undefined;
  }
  const ones = solveLower(lower, count, new Float64Array(count).fill(1));
  const seen = solveLower(lower, count, Float64Array.from(values));
  const prior = given ?? estimatePrior(ones, seen);
  // With K = LLᵀ: L⁻¹(y - mean), and from it K⁻¹(y - mean).
  const off = seen.map((value, i) => value - prior.mean * (ones[i] as number));
  const weights = solveUpper(lower, count, off);
  let logDeterminant = 0;
  for (let i = 0; i < count; i++) {
    logDeterminant += 2 * Math.log(lower[i * count + i] as number);
  }
  const alike = new Float64Array(count);
  return {
    prior,
    logLikelihood: -0.5 * (squareOf(off) / prior.variance + count * Math.log(prior.variance) + logDeterminant),
    predict: (point) => {
      let mean = prior.mean;
      for (let i = 0; i < count; i++) {
        let square = 0;
        for (let j = 0; j < dimensions; j++) {
          const distance = (point[j] as number) / (lengths[j] as number) - (scaled[i * dimensions + j] as number);
          square += distance * distance;
        }
        alike[i] = Math.exp(-0.5 * square);
        mean += (alike[i] as number) * (weights[i] as number);
      }
      const known = squareOf(solveLower(lower, count, alike));
      return { mean, deviation: Math.sqrt(prior.variance * Math.max(0, 1 - known)) };
    },
  };
}

/** The mean and variance under which what was seen is likeliest, from L⁻¹1 and L⁻¹y. */
function estimatePrior(ones: Float64Array, seen: Float64Array): GaussianProcess["prior"] {
  const mean = ones.reduce((sum, one, i) => sum + one * (seen[i] as number), 0) / squareOf(ones);
  const square = squareOf(seen.map((value, i) => value - mean * (ones[i] as number)));
  // Values that are all the same leave no variance: then any small one does.
  return { mean, variance: Math.max(square / seen.length, 1e-12) };
}

/** The lower Cholesky factor of the correlations of all pairs, row by row; nothing if they are not positive definite. */
function factor(scaled: Float64Array, count: number, dimensions: number, nugget: number): Float64Array | undefined {
  const lower = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let square = 0;
      for (let k = 0; k < dimensions; k++) {
        const distance = (scaled[i * dimensions + k] as number) - (scaled[j * dimensions + k] as number);
        square += distance * distance;
      }
      let left = Math.exp(-0.5 * square) + (i === j ? nugget : 0);
      for (let k = 0; k < j; k++) {
        left -= (lower[i * count + k] as number) * (lower[j * count + k] as number);
      }
      if (i === j && !(left > 0)) {
        return undefined;
      }
      lower[i * count + j] = i === j ? Math.sqrt(left) : left / (lower[j * count + j] as number);
    }
  }
  return lower;
}

/** L⁻¹b, in place of b. */
function solveLower(lower: Float64Array, count: number, b: Float64Array): Float64Array {
  for (let i = 0; i < count; i++) {
    let left = b[i] as number;
    for (let k = 0; k < i; k++) {
      left -= (lower[i * count + k] as number) * (b[k] as number);
    }
    b[i] = left / (lower[i * count + i] as number);
  }
  return b;
}

/** L⁻ᵀb, as a new array. */
function solveUpper(lower: Float64Array, count: number, b: Float64Array): Float64Array {
  const solved = b.slice();
  for (let i = count - 1; i >= 0; i--) {
    let left = solved[i] as number;
    for (let k = i + 1; k < count; k++) {
      left -= (lower[k * count + i] as number) * (solved[k] as number);
    }
    solved[i] = left / (lower[i * count + i] as number);
  }
  return solved;
}

const squareOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
