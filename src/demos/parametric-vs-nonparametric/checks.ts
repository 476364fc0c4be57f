import { majorityProbability } from "../../math/binomial";
import type { Estimate } from "../../math/estimate";
import { fitSlope, slopeWeights } from "../../math/estimate";
import { type Check, underHeadings } from "../demo";
import { ballPoints, type Claims, leastSquaresSize, probability, smootherSizes, voteSize } from "./claims";
import type { Curves } from "./learningCurve";
import { smoothCircle, smootherError } from "./periodicSmoother";
import { type Settings, truthOf } from "./problem";

/** The name of the check that the prediction asks about. */
export const predicted = "1 nearest neighbour where labels are 1 with probability 0.8: share of errors";

const identity = { standardError: 0, rule: "identity" } as const;
const stochastic = ({ value, standardError }: Estimate) =>
  ({ measured: value, standardError, rule: "stochastic" }) as const;

/** Every claim that has been measured. */
export function listChecks(settings: Settings, claims: Claims, curves: Curves): Check[] {
  return underHeadings({
    "Votes of nearest neighbours": checkVotes(claims),
    "The parametric side": checkParametric(settings, claims),
    "Distances in many dimensions": checkNearest(claims),
    "Kernel regression on a circle": checkSmoother(settings, claims),
    Arithmetic: checkArithmetic(curves),
  });
}

/** Errors of the majority of k neighbours, k odd, where every label is 1 with probability p, that of the test point too. */
export function voteError(k: number, p: number): number {
  const ones = majorityProbability(k, p);
  return p * (1 - ones) + (1 - p) * ones;
}

function checkVotes({ votes, coverHart }: Claims): Check[] {
  const checks = votes.map(({ k, wrong }): Check => {
    return {
      ...stochastic(wrong),
      name: k === 1 ? predicted : `${k} nearest neighbours on the same labels: share of errors`,
      exact: voteError(k, probability),
      source:
        k === 1
          ? "2p(1 − p): the two labels are independent and differ"
          : "p P(B ≤ (k − 1)/2) + (1 − p) P(B > (k − 1)/2), B binomial (k, p): the labels are independent",
    };
  });
  if (coverHart) {
    const n = voteSize.examples;
    checks.push(
      {
        ...stochastic(coverHart),
        name: "1 nearest neighbour where the label at x is 1 with probability x: share of errors",
        exact: 1 / 3 + 1 / (2 * (n + 2) * (n + 3)) + 1 / ((n + 1) * (n + 3)),
        source:
          "E[x(1 − x′) + x′(1 − x)] for x uniform on [0, 1] and x′ the nearest of n: 1/3 and, from the two ends of the " +
          "interval, 1/(2(n + 2)(n + 3)) + 1/((n + 1)(n + 3))",
      },
      {
        name: "That share against 2R*(1 − R*), with R* = 1/4",
        measured: coverHart.value,
        exact: 0.375,
        standardError: 0,
        rule: "bound",
        source:
          "Cover and Hart 1967, Nearest neighbor pattern classification: the bound for unlimited data, two classes",
      },
      {
        name: "The best possible error R* = 1/4 against that share",
        measured: 0.25,
        exact: coverHart.value,
        standardError: 0,
        rule: "bound",
        source: "no rule errs less than R* = E min(x, 1 − x) = 1/4",
      },
    );
  }
  return checks;
}

function checkParametric(settings: Settings, { leastSquares, floor }: Claims): Check[] {
  const { parameters: p, examples: n } = leastSquaresSize;
  const truth = truthOf(settings);
  return [
    ...(leastSquares
      ? [
          {
            ...stochastic(leastSquares),
            name: `Excess risk of least squares where its law is true, p = ${p}, n = ${n}, in units of σ²`,
            exact: p / (n - p - 1),
            source: "σ²p/(n − p − 1) for normal features without intercept: the mean of an inverse Wishart matrix",
          },
        ]
      : []),
    ...(floor === undefined
      ? []
      : [
          {
            ...identity,
            name: `Error that polynomials of degree ${settings.degree} in single features keep for ever`,
            measured: floor,
            exact: truth.floor(settings.degree),
            source: truth.source,
          },
        ]),
  ];
}

/** Median distance to the nearest of N points in the unit ball of d dimensions, and its density there. */
export function medianNearest(points: number, dimensions: number): { distance: number; density: number } {
  const volume = -Math.expm1(-Math.LN2 / points);
  const distance = volume ** (1 / dimensions);
  return { distance, density: (points * (1 - volume) ** (points - 1) * dimensions * volume) / distance };
}

function checkNearest({ nearest }: Claims): Check[] {
  return nearest.map(({ dimensions, median, repeats }): Check => {
    const { distance, density } = medianNearest(ballPoints, dimensions);
    return {
      name: `Median distance to the nearest of ${ballPoints} points in the unit ball, d = ${dimensions}`,
      measured: median,
      exact: distance,
      // Of the middle of so many independent values: 1 / (2 f √m), f the density at the median.
      standardError: 1 / (2 * density * Math.sqrt(repeats)),
      rule: "stochastic",
      source: "(1 − (1/2)^(1/N))^(1/d): Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, eq. 2.24",
    };
  });
}

function checkSmoother({ noise }: Settings, { smoother }: Claims): Check[] {
  const checks: Check[] = smoother.slice(-1).flatMap(({ examples, bandwidth, kept, error }) => [
    {
      ...identity,
      name: `Kernel regression on a circle, share of sin 2πt that is kept at n = ${examples}`,
      measured: kept,
      exact: smoothCircle(examples, bandwidth).kept,
      source: "λ = Σ w cos 2πt, weights w that add up to 1: a sine is an eigenfunction of smoothing on a circle",
    },
    {
      ...stochastic(error),
      name: `Kernel regression on a circle, mean squared error at n = ${examples}`,
      exact: smootherError(examples, bandwidth, noise),
      source: "bias² + variance, summed exactly: (1 − λ)²/2 + σ² Σ w²",
    },
  ]);
  if (smoother.length < smootherSizes.length) {
    return checks;
  }
  const logs = smoother.map(({ examples }) => Math.log(examples));
  const exact = fitSlope(
    logs,
    smoother.map(({ examples, bandwidth }) => Math.log(smootherError(examples, bandwidth, noise))),
  );
  const weights = slopeWeights(logs);
  const variance = smoother.reduce((sum, { error }, i) => {
    return sum + ((weights[i] as number) * (error.standardError / error.value)) ** 2;
  }, 0);
  return [
    ...checks,
    {
      name: "Slope of that error against n on log-log scales, n = 64 to 4096",
      measured: fitSlope(
        logs,
        smoother.map(({ error }) => Math.log(error.value)),
      ),
      exact,
      standardError: Math.sqrt(variance),
      rule: "stochastic",
      source: "the slope of bias² + variance at the same n and bandwidths",
    },
    {
      ...identity,
      name: "Slope of bias² + variance at the best bandwidths against the rate −4/(4 + d), d = 1",
      measured: exact,
      exact: -0.8,
      tolerance: 0.05,
      source: "Stone 1982, Optimal global rates of convergence for nonparametric regression: two derivatives, d = 1",
    },
  ];
}

function checkArithmetic({ arithmetic }: Curves): Check[] {
  return arithmetic
    ? [
        {
          ...identity,
          name: "Largest gradient of the ridge objective at the fit, of ‖y‖√n",
          measured: arithmetic.gradient,
          exact: 0,
          source: "Φᵀ(y − Φw) = λw at the minimum, in float64 from the examples",
        },
        {
          ...identity,
          name: "Squared distances by matrix product against sums of squared differences",
          measured: arithmetic.distance,
          exact: 0,
          source: "‖a − b‖² = ‖a‖² + ‖b‖² − 2aᵀb, in float64; the largest difference, of the largest distance",
        },
      ]
    : [];
}
