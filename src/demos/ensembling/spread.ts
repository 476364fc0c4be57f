import { type Estimate, estimateMean, jackknifeAll } from "../../math/estimate";

/** Members that ρ and σ² are measured on; the ensemble is of others. */
export const pilots = 8;

/** Predictions of networks: [sets][member][point], in one array a set, the pilots first. */
export interface Predictions {
  /** Members of a set, the pilots among them. */
  members: number;
  points: number;
  bySet: Float64Array[];
}

/** How predictions spread over training sets, at a fixed input, averaged over inputs. */
export interface Spread {
  /** Variance of one network's prediction, and the correlation of two networks from one training set: of the pilots. */
  variance: number;
  correlation: number;
  /** Variance of the mean of 1, 2, ... of the other members. */
  ofMeans: Estimate[];
  /** Of the last of these over `variance`, with the standard error of its distance from ρ + (1 − ρ)/M. */
  share: Estimate;
  /** Squared bias of the mean of all others, and of one pilot; the standard error is that of their difference. */
  bias: Estimate;
  biasOfOne: number;
  /** Each with the standard error of its own, over training sets; what theory says of the mean is ρσ² + (1 − ρ)σ²/M. */
  alone: Record<"variance" | "correlation" | "byTheory" | "floor" | "bias" | "biasOfOne", Estimate>;
}

/** Variance of the mean of `members` predictions of variance σ² and correlation ρ, whatever their distribution. */
export const varianceOfMean = (correlation: number, variance: number, members: number): number =>
  correlation * variance + ((1 - correlation) * variance) / members;

/** What a training set adds to the sums that variances and biases are made of. */
interface Contribution {
  /** [pilots × points]: what each pilot says, less the truth. */
  single: Float64Array;
  /** [points]: their mean, and the mean of the ensemble's. */
  pilot: Float64Array;
  ensemble: Float64Array;
}

/**
 * Measures the spread of predictions, of two or more training sets, around `truth`, one number a point. All variances and
 * squared biases are unbiased, and ρσ² is the mean covariance of two pilots, so that the prediction for M members is
 * unbiased too; members of the ensemble are not among those it is predicted from.
 */
export function measureSpread({ members, points, bySet }: Predictions, truth: ArrayLike<number>): Spread {
  const contributions = bySet.map((values): Contribution => {
    const single = values.slice(0, pilots * points).map((value, i) => value - (truth[i % points] as number));
    return {
      single,
      pilot: meanOf(single, points, 0, pilots),
      ensemble: meanOf(values, points, pilots, members).map((value, i) => value - (truth[i] as number)),
    };
  });
  const all = combine(contributions);
  const estimate = jackknifeAll(contributions, combine);
  return {
    variance: all.single.variance,
    correlation: all.correlation,
    ofMeans: varyMeans({ members, points, bySet }),
    share: {
      value: all.ensemble.variance / all.single.variance,
      standardError: estimate(({ single, ensemble, correlation }) => {
        const byTheory = varianceOfMean(correlation, single.variance, members - pilots);
        return (ensemble.variance - byTheory) / all.single.variance;
      }).standardError,
    },
    bias: {
      value: all.ensemble.bias,
      standardError: estimate(({ single, ensemble }) => ensemble.bias - single.bias).standardError,
    },
    biasOfOne: all.single.bias,
    alone: {
      variance: estimate(({ single }) => single.variance),
      correlation: estimate(({ correlation }) => correlation),
      byTheory: estimate(({ single, correlation }) => varianceOfMean(correlation, single.variance, members - pilots)),
      floor: estimate(({ single, correlation }) => correlation * single.variance),
      bias: estimate(({ ensemble }) => ensemble.bias),
      biasOfOne: estimate(({ single }) => single.bias),
    },
  };
}

function combine(contributions: readonly Contribution[]) {
  const single = varyColumns(contributions.map(({ single }) => single));
  const pilot = varyColumns(contributions.map(({ pilot }) => pilot));
  const ensemble = varyColumns(contributions.map(({ ensemble }) => ensemble));
  // Var(mean of k) = c + (σ² − c)/k, solved for the covariance c of two.
  const covariance = (pilots * pilot.variance - single.variance) / (pilots - 1);
  return { single, ensemble, correlation: covariance / single.variance };
}

/** Over rows: the unbiased variance, and the unbiased square of the mean, each averaged over columns. */
function varyColumns(rows: readonly Float64Array[]): { variance: number; bias: number } {
  const count = rows.length;
  const columns = rows[0]?.length ?? 0;
  let variance = 0;
  let bias = 0;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      const value = row[column] as number;
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    const spread = (squares - sum * mean) / (count - 1);
    variance += spread / columns;
    bias += (mean * mean - spread / count) / columns;
  }
  return { variance, bias };
}

function meanOf(values: Float64Array, points: number, from: number, to: number): Float64Array {
  const means = new Float64Array(points);
  for (let i = from * points; i < to * points; i++) {
    means[i % points] = (means[i % points] as number) + (values[i] as number) / (to - from);
  }
  return means;
}

function varyMeans({ members, points, bySet }: Predictions): Estimate[] {
  const sums = bySet.map(() => new Float64Array(points));
  return Array.from({ length: members - pilots }, (_, m) => {
    sums.forEach((sum, set) => {
      for (let i = 0; i < points; i++) {
        sum[i] = (sum[i] as number) + (bySet[set]?.[(pilots + m) * points + i] as number);
      }
    });
    const { value, standardError } = estimateVariance(sums);
    return { value: value / (m + 1) ** 2, standardError: standardError / (m + 1) ** 2 };
  });
}

/** The unbiased variance over rows, averaged over columns: the mean of what each row adds to it, times n/(n - 1). */
function estimateVariance(rows: readonly Float64Array[]): Estimate {
  const count = rows.length;
  const columns = rows[0]?.length ?? 0;
  const means = Float64Array.from(
    { length: columns },
    (_, c) => estimateMean(rows.map((row) => row[c] as number)).value,
  );
  const squares = rows.map(
    (row) => row.reduce((sum, value, c) => sum + (value - (means[c] as number)) ** 2, 0) / columns,
  );
  const { value, standardError } = estimateMean(squares);
  const unbiased = count / (count - 1);
  return { value: unbiased * value, standardError: unbiased * standardError };
}
