// Claims of 7.3/1 to 8.

import { normalCdf as Phi } from "../../../src/math/normalDistribution";
import { expectedMaximum, integrate, peakOf, phi, residualOfLine, sumOver } from "../exactValues";
import type { Claim } from "./claim";

const quantile = (share: number): number => {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    [low, high] = Phi(middle) < share ? [middle, high] : [low, middle];
  }
  return low;
};

/** Repeats a step of the mean square error of SGD on a parabola of curvature 1 until nothing changes. */
const settledError = (rate: number): number => {
  let error = 1;
  for (let i = 0; i < 10_000; i++) {
    error = (1 - rate) ** 2 * error + rate ** 2;
  }
  return error;
};
const floorOfSgd = (rate: number): number => settledError(rate) / 2;

const stepsToDivide = (factor: number, condition: number): number =>
  Math.ceil(Math.log(factor) / -Math.log1p(-1 / condition));

/** Weights as fractions of their least-squares estimates after t steps: eigenvalue, squared true weight, fraction, how many. */
type Direction = { h: number; w2: number; learned: number; count: number };
const rowsOfCurves = 200;
const lossOn = (data: "training" | "validation", directions: Direction[]): number => {
  const perDirection = ({ h, w2, learned }: Direction) =>
    data === "validation"
      ? h * w2 * (1 - learned) ** 2 + learned ** 2 / rowsOfCurves
      : (h * w2 + 1 / rowsOfCurves) * (1 - learned) ** 2 - 1 / rowsOfCurves;
  return directions.reduce((sum, direction) => sum + direction.count * perDirection(direction), 1);
};
/** Descent written as a loop over steps, not by its closed form: w moves by rate times the gradient, estimate 1. */
const learnedAfter = (steps: number, rate: number, h: number, penalty: number): number => {
  let weight = 0;
  for (let i = 0; i < steps; i++) {
    weight -= rate * (h * (weight - 1) + penalty * weight);
  }
  return weight;
};
const runA = (steps: number): Direction[] => [
  { h: 1, w2: 1, learned: learnedAfter(steps, 0.5, 1, 0), count: 1 },
  { h: 0.01, w2: 0, learned: learnedAfter(steps, 0.5, 0.01, 0), count: 100 },
];
const runB = (steps: number): Direction[] => [{ h: 1, w2: 1, learned: learnedAfter(steps, 0.1, 1, 4), count: 1 }];
const curves = (steps: number): number[] =>
  [runA, runB].flatMap((run) => [lossOn("training", run(steps)), lossOn("validation", run(steps))]);

const epochOfLeast = sumOver(200, (t) => Number((curves(t)[1] ?? 0) > (curves(t + 1)[1] ?? 0)));

const shrunk = (penalty: number): [number, number] => [(1 - 1 / (1 + penalty)) ** 2, (1 / (1 + penalty)) ** 2];
const shrinkages = [0, 1 / 4, 1, 4].map(shrunk);
const leastShrunk = (variance: number, penalty: number): number =>
  (penalty / (1 + penalty)) ** 2 + variance / (1 + penalty) ** 2;
const bestPenalty = (variance: number): number => peakOf((penalty) => -leastShrunk(variance, penalty), 0, 4);

/** Least squares with p of ever smaller features, 20 rows, noise 1. */
const biasLeft = (p: number): number => sumOver(60, (j) => (j >= p ? 4 * 4 ** -j : 0));
const leastSquares = (p: number): number[] => [biasLeft(p), p / 20, biasLeft(p) + 1 - p / 20, biasLeft(p) + 1 + p / 20];
const bestSize = sumOver(20, (p) => Number((leastSquares(p)[3] ?? 0) > (leastSquares(p + 1)[3] ?? 0)));
const gaussianVariance = (rows: number, p: number): number => (p < rows ? p / (rows - p - 1) : rows / (p - rows - 1));
const learningCurve = (rows: number): number[] => [1 - 50 / rows, 1 + gaussianVariance(rows, 50)];

/** Mean square that the best polynomial of a degree leaves of sin 2 pi x on [0,1], by Legendre polynomials. */
const legendre = (k: number, t: number): number =>
  k === 0 ? 1 : k === 1 ? t : ((2 * k - 1) * t * legendre(k - 1, t) - (k - 1) * legendre(k - 2, t)) / k;
const residualOfPolynomial = (degree: number): number => {
  const f = (x: number) => Math.sin(2 * Math.PI * x);
  const part = (k: number) => (2 * k + 1) * integrate((x) => f(x) * legendre(k, 2 * x - 1), 0, 1) ** 2;
  return integrate((x) => f(x) ** 2, 0, 1) - sumOver(degree + 1, part);
};

const ninety = (rows: number): number => 100 * Math.sqrt((0.9 * 0.1) / rows);
const hoeffding = (variants: number): number => 100 * Math.sqrt(Math.log((2 * variants) / 0.05) / (2 * 2000));
/** Mean share right of the best of many that guess coin flips: the sum of the chances that the best is above k. */
const bestGuesser = (guessers: number, rows: number): number => {
  const chance = (k: number) => Math.exp(sumOver(k, (i) => Math.log((rows - i) / (i + 1))) - rows * Math.LN2);
  let below = 0;
  return (
    sumOver(rows, (k) => {
      below += chance(k);
      return 1 - Math.min(below, 1) ** guessers;
    }) / rows
  );
};

const f1 = (found: number, falseAlarms: number, missed: number): number => {
  const [precision, recall] = [found / (found + falseAlarms), found / (found + missed)];
  return (2 * precision * recall) / (precision + recall);
};
const f1AtShare = (share: number): number => f1(share * 0.9, (1 - share) * 0.05, share * 0.1);

const table = [
  [90, 8, 2],
  [10, 18, 2],
  [4, 2, 4],
];
const cell = (row: number, column: number): number => table[row]?.[column] ?? 0;
const actual = [0, 1, 2].map((c) => sumOver(3, (other) => cell(c, other)));
const called = [0, 1, 2].map((c) => sumOver(3, (other) => cell(other, c)));
const perClass = [0, 1, 2].map((c) => f1(cell(c, c), (called[c] ?? 0) - cell(c, c), (actual[c] ?? 0) - cell(c, c)));
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const meanPrecision = mean([0, 1, 2].map((c) => cell(c, c) / (called[c] ?? 0)));
const meanRecall = mean([0, 1, 2].map((c) => cell(c, c) / (actual[c] ?? 0)));
const weighted = (scores: number[]): number => sumOver(3, (c) => (scores[c] ?? 0) * (actual[c] ?? 0)) / 140;
const alwaysA = [f1(100, 40, 0), 0, 0];

/** Where the score test of a share is just not rejected at 5 %, by bisection. */
const wilson = (hits: number, rows: number): number[] => {
  const share = hits / rows;
  const distance = (p: number) => Math.abs(share - p) / Math.sqrt((p * (1 - p)) / rows);
  return [0, 1].map((end) => {
    let [inside, outside] = [share, end];
    for (let i = 0; i < 80; i++) {
      const middle = (inside + outside) / 2;
      [inside, outside] = distance(middle) < quantile(0.975) ? [middle, outside] : [inside, middle];
    }
    return inside;
  });
};

/** 50 positives around `apart`, 45 negatives around 0, both with variance 1; positive is called above a threshold. */
const apart = quantile(3 / 5) + quantile(8 / 9);
const chanceAt = (threshold: number): number => {
  const odds = (50 * phi(threshold - apart)) / (45 * phi(threshold));
  return odds / (1 + odds);
};
const calls = (threshold: number): number[] => {
  const [found, falseAlarms] = [50 * Phi(apart - threshold), 45 * Phi(-threshold)];
  const quality = [found / (found + falseAlarms), found / 50, f1(found, falseAlarms, 50 - found)];
  return [chanceAt(threshold), found, falseAlarms, ...quality, falseAlarms + 10 * (50 - found)];
};
const sharpPeak = (f: (x: number) => number): number => {
  const rough = peakOf(f, -3, 3);
  return peakOf(f, rough - 0.003, rough + 0.003);
};
const bestForF1 = sharpPeak((threshold) => calls(threshold)[5] ?? 0);
const cheapest = sharpPeak((threshold) => -(calls(threshold)[6] ?? 0));

export const claims: Claim[] = [
  ["7.3/1.i", "takes «1375» steps; $\\kappa = 10{,}000$: «138,149»", stepsToDivide(1e6, 100), stepsToDivide(1e6, 1e4)],
  [
    "7.3/1.i",
    "$h = 1$ and $\\eta = 2.1$: the factor is $«-1.1»$, and after 100 steps the error has grown «13,781» times",
    1 - 2.1,
    1.1 ** 100,
  ],
  [
    "7.3/1.i",
    String.raw`\tfrac12 v_\infty = «0.0263»$ above the least loss with $\eta = 0.1$, and «0.0025» with $\eta = 0.01$`,
    floorOfSgd(0.1),
    floorOfSgd(0.01),
  ],

  [
    "7.3/1.ii",
    "one batch of 32 has a standard error of «0.177», a validation set of 10,000 of «0.010»",
    1 / Math.sqrt(32),
    1 / Math.sqrt(10_000),
  ],
  ["7.3/1.ii", "after 1000 steps «90.5» % of the error", 100 * (1 - 1e-4) ** 1000],
  [
    "7.3/1.ii",
    String.raw`cutting $\eta$ from 0.1 to 0.01 lowers the floor from «0.0263» to «0.0025»`,
    floorOfSgd(0.1),
    floorOfSgd(0.01),
  ],

  ["7.3/2", "The validation loss of A is least in epoch «6»", epochOfLeast],
  ["7.3/2", "| 0 | «2.000» | «2.000» | «2.000» | «2.000» |", ...curves(0)],
  ["7.3/2", "| 10 | «0.947» | «1.006» | «1.639» | «1.641» |", ...curves(10)],
  ["7.3/2", "| 100 | «0.678» | «1.083» | «1.638» | «1.640» |", ...curves(100)],
  ["7.3/2", "| 1000 | «0.495» | «1.498» | «1.638» | «1.640» |", ...curves(1000)],
  [
    "7.3/2",
    String.raw`its weight $\tfrac15(1 - «0.5»^t)\,\hat w$`,
    (learnedAfter(2, 0.1, 1, 4) - 1 / 5) / (learnedAfter(1, 0.1, 1, 4) - 1 / 5),
  ],

  ["7.3/3.i", "| squared bias | «0» | «0.04» | «0.25» | «0.64» |", ...shrinkages.map(([bias]) => bias)],
  ["7.3/3.i", "| variance | «1» | «0.64» | «0.25» | «0.04» |", ...shrinkages.map(([, variance]) => variance)],
  ["7.3/3.i", "| sum | «1» | «0.68» | «0.50» | «0.68» |", ...shrinkages.map(([bias, variance]) => bias + variance)],
  ["7.3/3.i", "the best $\\lambda$ is ½ and the sum «0.333»", leastShrunk(1 / 2, bestPenalty(1 / 2))],

  ["7.3/3.ii", "| 0 | «5.333» | «0» | «6.333» | «6.333» |", ...leastSquares(0)],
  ["7.3/3.ii", "| 2 | «0.333» | «0.10» | «1.233» | «1.433» |", ...leastSquares(2)],
  ["7.3/3.ii", "| 4 | «0.021» | «0.20» | «0.821» | «1.221» |", ...leastSquares(4)],
  ["7.3/3.ii", "| 10 | «0.000» | «0.50» | «0.500» | «1.500» |", ...leastSquares(10)],
  ["7.3/3.ii", "| 20 | «0.000» | «1.00» | «0.000» | «2.000» |", ...leastSquares(20)],
  ["7.3/3.ii", "The best is $p = «4»$", bestSize],
  [
    "7.3/3.ii",
    "variance «10» at $p = 90$, «98» at $p = 98$, «11.1» at $p = 110$, «0.11» at $p = 1000$",
    ...[90, 98, 110, 1000].map((p) => gaussianVariance(100, p)),
  ],

  ["7.3/3.iii", "| 100 | «0.50» | «2.02» |", ...learningCurve(100)],
  ["7.3/3.iii", "| 200 | «0.75» | «1.34» |", ...learningCurve(200)],
  ["7.3/3.iii", "| 1000 | «0.95» | «1.05» |", ...learningCurve(1000)],
  ["7.3/3.iii", "differ by a mean square of «2.04»", 2 * gaussianVariance(100, 50)],

  [
    "7.3/3.iv",
    "$\\sigma^2 = 0.05$, $x$ uniform on $[0,1]$, $n \\to \\infty$: the best line has error «0.246»",
    0.05 + residualOfLine((x) => Math.sin(2 * Math.PI * x)),
  ],
  [
    "7.3/3.iv",
    "The best cubic has «0.054»: one richer model removes «97.8» %",
    0.05 + residualOfPolynomial(3),
    100 * (1 - residualOfPolynomial(3) / residualOfPolynomial(1)),
  ],
  ["7.3/3.iv", "disagree on 8 % of the items err on «4.17» % each", 50 * (1 - Math.sqrt(1 - 2 * 0.08))],

  [
    "7.3/4.i",
    String.raw`excess risk $«0.112»\,\sigma^2$. Five folds measure $«0.145»\,\sigma^2$ on average, ten $«0.127»\,\sigma^2$, leave-one-out $«0.114»\,\sigma^2$`,
    ...[100, 80, 90, 99].map((rows) => gaussianVariance(rows, 10)),
  ],
  ["7.3/4.i", "five folds take «100» fits, five folds nested in five take «505»", 20 * 5, 5 * (20 * 5 + 1)],

  ["7.3/4.ii", "| 1000 | «2.12» points | «0.95» points |", ninety(200), ninety(1000)],
  ["7.3/4.ii", "| 250,000 | «0.13» points | «0.06» points |", ninety(50_000), ninety(250_000)],
  ["7.3/4.ii", "«200» GPU-days with one split, «1000» with five folds", 10 * 20, 10 * 20 * 5],

  ["7.3/5.i", "| 10 | «0.90» | «1.10» |", 1 - 10 / 100, 1 + 10 / 100],
  ["7.3/5.i", "| 50 | «0.50» | «1.50» |", 1 - 50 / 100, 1 + 50 / 100],
  ["7.3/5.i", "| 100 | «0.00» | «2.00» |", 1 - 100 / 100, 1 + 100 / 100],
  ["7.3/5.i", String.raw`too low by $«0.00002»\,\sigma^2$`, (2 * 10) / 1e6],

  [
    "7.3/5.ii",
    "accuracy 0.90: the standard error is «0.0067», and the winner looks better than it is by «2.25» of these, «1.5» points",
    ninety(2000) / 100,
    expectedMaximum(50),
    expectedMaximum(50) * ninety(2000),
  ],
  [
    "7.3/5.ii",
    String.raw`$\delta = 0.05$: $\pm «4.4»$ points for $m = 50$, $\pm «5.5»$ for $m = 5000$`,
    hoeffding(50),
    hoeffding(5000),
  ],
  ["7.3/5.ii", "the best of 1000 random guessers scores «61.4» % on average", 100 * bestGuesser(1000, 200)],

  ["7.3/5.iii", "$q = (1.10-0.25)/(1.10-0.10) = «0.85»$", (1.1 - 0.25) / (1.1 - 0.1)],
  [
    "7.3/5.iii",
    "$c = 1.5$ and 2000 rows in each set: the standard error is «0.047», the gap of «0.85» is «17.9» of these",
    1.5 * Math.sqrt(2 / 2000),
    1.1 - 0.25,
    (1.1 - 0.25) / (1.5 * Math.sqrt(2 / 2000)),
  ],

  ["7.3/6", '| always "no" | 0 | 100 | 0 | «0» % | undefined |', 0 / 100],
  ["7.3/6", "| mixed | 50 | 50 | 50 | «50» % | «50» % |", (100 * 50) / (50 + 50), (100 * 50) / (50 + 50)],
  ["7.3/6", "| misses none | 100 | 0 | 100 | «100» % | «50» % |", (100 * 100) / (100 + 0), (100 * 100) / (100 + 100)],
  ["7.3/6", "each with 100 errors and so with an accuracy of «99.99» %", 100 * (1 - 100 / 1e6)],
  [
    "7.3/6",
    "To show 0.01 % takes «29,956» images without an error; to show a sensitivity of 99 % takes «299» cancers",
    Math.ceil(Math.log(0.05) / Math.log(1 - 1e-4)),
    Math.ceil(Math.log(0.05) / Math.log(0.99)),
  ],

  [
    "7.3/7.i",
    'Always "no": accuracy «0.990», F1 0. Another finds 8 with 12 false alarms: accuracy «0.986», F1 «0.533»',
    990 / 1000,
    (8 + 990 - 12) / 1000,
    f1(8, 12, 2),
  ],
  ["7.3/7.i", "$P = 1$, $R = 0.01$: the arithmetic mean is «0.505», F1 is «0.020»", (1 + 0.01) / 2, f1(1, 0, 99)],
  [
    "7.3/7.i",
    "Recall 0.90 and false-positive rate 0.05: F1 is «0.923» if half are positive, «0.263» if 1 % are",
    f1AtShare(0.5),
    f1AtShare(0.01),
  ],

  ["7.3/7.ii", "| A («100») | 90 | 8 | 2 | «0.882» |", actual[0] ?? 0, perClass[0] ?? 0],
  ["7.3/7.ii", "| B («30») | 10 | 18 | 2 | «0.621» |", actual[1] ?? 0, perClass[1] ?? 0],
  ["7.3/7.ii", "| C («10») | 4 | 2 | 4 | «0.444» |", actual[2] ?? 0, perClass[2] ?? 0],
  ["7.3/7.ii", "Macro «0.649», weighted «0.795», micro «0.800»", mean(perClass), weighted(perClass), f1(112, 28, 28)],
  ["7.3/7.ii", "accuracy $«112»/«140»$", sumOver(3, (c) => cell(c, c)), mean(actual) * 3],
  [
    "7.3/7.ii",
    "mean precision «0.669» and mean recall «0.633»: «0.651»",
    meanPrecision,
    meanRecall,
    2 / (1 / meanPrecision + 1 / meanRecall),
  ],
  [
    "7.3/7.ii",
    "Always A: micro «0.714», weighted «0.595», macro «0.278»",
    f1(100, 40, 40),
    weighted(alwaysA),
    mean(alwaysA),
  ],

  [
    "7.3/8.i",
    "6/7 or «0.857». Recall is 30 of the 50 that are positive, 3/5 or «0.600». F1 is their harmonic mean, 12/17 or «0.706»",
    30 / (30 + 5),
    30 / (30 + 20),
    f1(30, 5, 20),
  ],
  [
    "7.3/8.i",
    "$70/95 = «0.737»$, specificity $40/45 = «0.889»$, Matthews correlation «0.506»",
    (30 + 40) / 95,
    40 / (40 + 5),
    (30 * 40 - 5 * 20) / Math.sqrt(35 * 50 * 45 * 60),
  ],
  ["7.3/8.i", "With the other class as positive: F1 «0.762»", f1(40, 20, 5)],
  ["7.3/8.i", "recall «0.462» to «0.724», precision «0.706» to «0.937»", ...wilson(30, 50), ...wilson(30, 35)],
  [
    "7.3/8.i",
    "$100/145 = «0.690»$, hardly less than «0.706», with an accuracy of «0.526»",
    f1(50, 45, 0),
    f1(30, 5, 20),
    50 / 95,
  ],
  ["7.3/8.i", "the arithmetic mean, «0.729»", (30 / 35 + 30 / 50) / 2],

  [
    "7.3/8.ii",
    String.raw`\Phi^{-1}(\tfrac35) + \Phi^{-1}(\tfrac89) = «1.474»$ standard deviations apart, with an area under the curve of «0.851»`,
    apart,
    Phi(apart / Math.SQRT2),
  ],
  ["7.3/8.ii", "| «0.694» (now) | «30» | «5» | «0.857» | «0.600» | «0.706» | «205» |", ...calls(quantile(8 / 9))],
  ["7.3/8.ii", "| «0.488» | «40» | «11.9» | «0.771» | «0.800» | «0.785» | «111.9» |", ...calls(apart - quantile(0.8))],
  ["7.3/8.ii", "| «0.396» (best F1) | «43.2» | «15.9» | «0.731» | «0.863» | «0.792» | «84.2» |", ...calls(bestForF1)],
  ["7.3/8.ii", "| «0.091» (least cost) | «49.6» | «36.7» | «0.575» | «0.991» | «0.728» | «41.1» |", ...calls(cheapest)],
  [
    "7.3/8.ii",
    "| 0 (all positive) | 50 | 45 | «0.526» | «1.000» | «0.690» | «45» |",
    50 / 95,
    50 / 50,
    f1(50, 45, 0),
    45 * 1 + 0 * 10,
  ],
];

// For `given`: what the computations start from, or a figure from a paper.
export const given: Record<string, string[]> = {
  "7.3/2": ["0.01", "0.5", "0.1"],
  "7.3/4.i": ["7.10"],
  "7.3/4.ii": ["0.9"],
  "7.3/5.iii": ["3.3"],
  "7.3/6": ["0.01", "34.2", "1.2", "0.861"],
};
