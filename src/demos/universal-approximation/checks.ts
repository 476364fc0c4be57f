import { estimateMean } from "../../math/estimate";
import { type Check, underHeadings } from "../demo";
import { equalSlope, medianOf, neuronsSlope } from "./floors";
import type { Measured, Neurons } from "./measured";
import { type Settings, widths } from "./settings";
import { targets } from "./targets";

const identity = { standardError: 0, rule: "identity" } as const;
const bound = { standardError: 0, rule: "bound" } as const;

/** Of relu(z) for standard normal z: variance, and excess kurtosis, by its moments 1/√(2π), ½, 2/√(2π), 3/2. */
export const neuronVariance = 0.5 - 1 / (2 * Math.PI);
const fourthMoment = 1.5 - 8 / (2 * Math.PI) + 3 / (2 * Math.PI) - 3 / (2 * Math.PI) ** 2;
const neuronKurtosis = fourthMoment / neuronVariance ** 2 - 3;

/** Every claim that has been measured. */
export function listChecks(settings: Settings, measured: Measured): Check[] {
  const neurons = measured.neurons.filter(({ squares }) => squares.length === widths.length);
  return underHeadings({
    "Approximation by equal pieces": checkEqual(settings, measured),
    "Approximation by folds": checkFolds(measured),
    "Rounding of the arithmetic": checkArithmetic(settings, measured),
    "Random neurons": neurons.flatMap((of) => checkNeurons(of, settings)),
    Estimation: checkEstimation(settings, measured),
    "Optimisation: training by Adam": checkTrained(settings, measured),
  });
}

function checkEqual(settings: Settings, measured: Measured): Check[] {
  const { equal, square, stepLargest } = measured;
  const width = 2 ** settings.doublings;
  const target = targets[settings.target];
  const at = equal[settings.doublings];
  if (!at || !square) {
    return [];
  }
  const largest = target.largest(width);
  const pieces = `${width} equal ${width === 1 ? "piece" : "pieces"}`;
  return [
    {
      ...identity,
      name: `Root mean squared error of ${pieces}, of the exact one`,
      measured: Math.sqrt(at.mse) / target.rmse(width),
      exact: 1,
      source: `the integral of the squared distance from the chords, for ${target.label}`,
    },
    {
      standardError: 0,
      name: `Largest error of ${pieces}, of ${largest.rule === "bound" ? "its bound" : "the exact one"}`,
      measured: at.largest / largest.value,
      exact: 1,
      rule: largest.rule,
      source: largest.source,
    },
    {
      ...identity,
      name: `x²: largest error of ${pieces}, times N²`,
      measured: square.largest * width ** 2,
      exact: 0.25,
      source: "h²/8 · max |f″| with equality: 1/(4N²)",
    },
    {
      ...identity,
      name: `x²: root mean squared error of ${pieces}, times N²`,
      measured: Math.sqrt(square.mse) * width ** 2,
      exact: 1 / Math.sqrt(30),
      source: "x² minus its chord is −u(h − u), whose mean square is h⁴/30",
    },
    {
      ...identity,
      name: "Slope of error against width, equal pieces",
      measured: equalSlope(measured),
      exact: -target.order,
      tolerance: 0.05 / Math.max(1, target.order),
      source: `the root mean squared error is of order N^−${target.order} for ${target.label}`,
    },
    {
      ...bound,
      name: "Half a jump, as a share of the largest error beside it, at the best width",
      measured: 0.5 / Math.min(...stepLargest),
      exact: 1,
      source: "near a jump of 1 a continuous function is off by ½ or more",
    },
  ];
}

function checkFolds({ square, folded }: Measured): Check[] {
  if (!square) {
    return [];
  }
  return [2, 4, 6].map((folds): Check => {
    return {
      ...identity,
      name: `x² by ${folds} folds: largest error, times 4^${folds + 1}`,
      measured: (folded[folds - 1]?.largest ?? Number.NaN) * 4 ** (folds + 1),
      exact: 1,
      source: "Yarotsky 2017, proposition 2 and its proof: 2^(−2m − 2)",
    };
  });
}

/** What is evaluated in float64 is what the others are compared with. */
function checkArithmetic({ precision }: Settings, { equal }: Measured): Check[] {
  return precision === "float64" || equal.length === 0
    ? []
    : [
        {
          ...bound,
          name: `Largest change by ${precision}, of its bound`,
          measured: Math.max(...equal.map(({ shareOfBound }) => shareOfBound)),
          exact: 1,
          source: "Higham 2002, lemma 3.1: (1 + δ)ᵐ with |δ| ≤ u changes a term by at most mu/(1 − mu) of it",
        },
      ];
}

function checkNeurons(neurons: Neurons, { dimension: chosen }: Settings): Check[] {
  const { dimension, squares } = neurons;
  const last = squares.length - 1;
  const width = widths[last] as number;
  const means = estimateMean(squares[last] as Float64Array);
  const replicates = (squares[last] as Float64Array).length;
  const check: Check = {
    name: `N times the squared error of ${width} random neurons, d = ${dimension}`,
    measured: width * means.value,
    exact: neuronVariance,
    // The square of a mean of N: its variance is σ⁴(2 + κ/N)/N².
    standardError: neuronVariance * Math.sqrt((2 + neuronKurtosis / width) / replicates),
    rule: "stochastic",
    source:
      "Var relu(w·x) = ½ − 1/(2π) for |x| = 1, w ~ N(0, I), in every dimension; the order 1/N is that of Barron 1993",
  };
  if (dimension !== chosen) {
    return [check];
  }
  const slope = neuronsSlope(neurons);
  return [
    check,
    {
      name: "Slope of error against width, random neurons",
      measured: slope.value,
      exact: -0.5,
      standardError: slope.standardError,
      rule: "stochastic",
      source: "the variance of a mean of N independent neurons is σ²/N",
    },
  ];
}

function checkEstimation({ doublings, noise, samples }: Settings, { estimations }: Measured): Check[] {
  const at = estimations.find(({ width }) => width === 2 ** doublings);
  if (!at) {
    return [];
  }
  const { width, bias, spread, test } = at;
  const freedom = width + 1;
  const tested = estimateMean(test);
  return [
    {
      name: `Estimation error of ${width} units on ${samples} samples, of σ²`,
      measured: estimateMean(spread).value / noise ** 2,
      exact: freedom / samples,
      // n/σ² times it is chi-square with N + 1 degrees of freedom.
      standardError: Math.sqrt((2 * freedom) / spread.length) / samples,
      rule: "stochastic",
      source: "least squares with p = N + 1 parameters: the mean variance of the fitted values is σ²p/n",
    },
    {
      name: `Squared error of ${width} units on new samples, of σ²`,
      measured: tested.value / noise ** 2,
      exact: 1 + freedom / samples + bias / noise ** 2,
      standardError: tested.standardError / noise ** 2,
      rule: "stochastic",
      source: "noise + estimation + approximation: σ² + σ²p/n + the squared distance of the best fit; never below σ²",
    },
  ];
}

function checkTrained({ target, doublings }: Settings, { trained }: Measured): Check[] {
  const at = trained.find(({ width }) => width === 2 ** doublings);
  if (!at || at.now === at.start) {
    return [];
  }
  const checks: Check[] = [
    {
      ...bound,
      name: `Median squared error after training, ${at.width} units, of that before`,
      measured: medianOf(at.now) / medianOf(at.start),
      exact: 1,
      source: "no theorem for Adam: where it fails, nothing was learned",
    },
  ];
  if (target === "square") {
    const floors = trained.map(
      ({ width, now }) => 1 / (Math.sqrt(180) * (width + 1) ** 2) / Math.sqrt(Math.min(...now)),
    );
    checks.push({
      ...bound,
      name: "Error that no network of N units goes below, of the least that training reached",
      measured: Math.max(...floors),
      exact: 1,
      source: "the best line on a piece of length h misses x² by a mean square of h⁴/180; at most N + 1 pieces",
    });
  }
  return checks;
}
