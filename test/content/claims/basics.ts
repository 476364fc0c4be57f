// Claims of 7.1 that no demo measures.

import { normalCdf as Phi } from "../../../src/math/normalDistribution";
import { integrate, majority, neighbourError, sumOver } from "../exactValues";
import type { Claim } from "./claim";

/** Expected cost of a threshold between two equally frequent classes N(-1,1) and N(1,1). */
const costAt = (threshold: number, miss: number, alarm: number) =>
  (miss * Phi(threshold - 1) + alarm * Phi(-1 - threshold)) / 2;

/** How far the empirical risks of so many functions can be off, at once, with probability 0.95 and 10,000 examples. */
const uniformBound = (functions: number) => Math.sqrt(Math.log((2 * functions) / 0.05) / (2 * 10_000));
const codeBound = (bits: number) => Math.sqrt((bits * Math.LN2 + Math.log(1 / 0.05)) / (2 * 10_000));

const trainingError = (n: number, p: number) => 1 - p / n;
const newError = (n: number, p: number) => 1 + p / (n - p - 1);

const hinge = (margin: number) => Math.max(0, 1 - margin);
const logLoss = (margin: number) => Math.log2(1 + Math.exp(-margin));

/** Steps in which a factor per step becomes the wanted factor. */
const stepsUntil = (wanted: number, perStep: number) => Math.ceil(Math.log(wanted) / Math.log(perStep));
const contraction = (condition: number) => (condition - 1) / (condition + 1);

/** Evidence for a fair coin over that for a uniformly distributed bias, the latter by integration. */
const fairOverAny = (heads: number, tosses: number) =>
  0.5 ** tosses / integrate((bias) => bias ** heads * (1 - bias) ** (tosses - heads), 0, 1);

/** AlexNet's layers: filters, weights of each (two groups in the second, fourth and fifth layer), then the dense ones. */
const convolutions = [
  [96, 11 * 11 * 3],
  [256, 5 * 5 * 48],
  [384, 3 * 3 * 256],
  [384, 3 * 3 * 192],
  [256, 3 * 3 * 192],
];
const dense = [
  [4096, 6 * 6 * 256],
  [4096, 4096],
  [1000, 4096],
];
const weightsOf = (layers: number[][]) =>
  layers.reduce((sum, [units = 0, inputs = 0]) => sum + units * (inputs + 1), 0);
const alexNet = weightsOf(convolutions) + weightsOf(dense);

/** Chance that a Gaussian symmetric 2x2 matrix has two positive eigenvalues: their mean, a normal, exceeds half their
 * difference, which has a Rayleigh distribution of the same scale. */
const bothPositive = integrate((r) => r * Math.exp((-r * r) / 2) * Phi(-r), 0, 9);

const twoLayers = (inputs: number, hidden: number, outputs: number) => (inputs + 1) * hidden + (hidden + 1) * outputs;

/** What is left of 1 along a curvature after 100 steps of gradient descent. */
const after100 = (step: number, curvature: number) => Math.abs(1 - step * curvature) ** 100;
const ridgeError = (lambda: number) => (lambda ** 2 + 1) / (1 + lambda) ** 2;

/** The delivery that takes 20 minutes with probability 0.9 and 60 with 0.1. */
const delivery = (loss: (minutes: number) => number) => 0.9 * loss(20) + 0.1 * loss(60);

/** Root mean square distance from the centre of a bin, y uniform. */
const withinBin = (width: number) => Math.sqrt(integrate((y) => y * y, -width / 2, width / 2) / width);

/** Ends of the least-squares line through the step function, x uniform on [-1,1]. */
const slopeOfStep = integrate((x) => x / 2, 0, 1) / integrate((x) => (x * x) / 2, -1, 1);

/** Slope of the least-squares line through the indicator of x < 1, x uniform on [0,3]. */
const slopeOfFirst = (integrate((x) => x / 3, 0, 1) - 1.5 / 3) / integrate((x) => (x - 1.5) ** 2 / 3, 0, 3);
/** How often the highest of the three lines names the wrong third. */
const errorOfLines =
  sumOver(3000, (i) => {
    const x = (i + 0.5) / 1000;
    const scores = [1 / 3 + slopeOfFirst * (x - 1.5), 1 / 3, 1 / 3 - slopeOfFirst * (x - 1.5)];
    return scores.indexOf(Math.max(...scores)) === Math.floor(x) ? 0 : 1;
  }) / 3000;

const precisionOf = (recall: number, falsePositives: number, share: number) =>
  (recall * share) / (recall * share + falsePositives * (1 - share));

/** The z with P(Z < z) = share, by bisection. */
function normalQuantile(share: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    [low, high] = Phi(middle) < share ? [middle, high] : [low, middle];
  }
  return low;
}

/** Labels in each of two samples that show a change of a share, level 5 %, power 80 %. */
const labelsToSee = (before: number, after: number) =>
  Math.ceil(
    ((normalQuantile(0.975) + normalQuantile(0.8)) ** 2 * (before * (1 - before) + after * (1 - after))) /
      (before - after) ** 2,
  );

export const claims: Claim[] = [
  ["7.1/1", "an interval of length $2^{-10} = «0.00098»$", 2 ** -10],
  ["7.1/1", "reach this mean length after «2046»", 2 / 2 ** -10 - 2],
  ["7.1/1", "right with probability 0.8, independently, have a majority that is right with «0.896»", majority(0.8, 3)],
  ["7.1/1", "right in 95 % of cases agrees with «77» % of the labels", 100 * (0.95 * 0.8 + 0.05 * 0.2)],
  ["7.1/1", "with probability $1-2^{-4} = «0.9375»$", 1 - 2 * 0.5 ** 5],

  ["7.1/2.i", String.raw`an error rate of $\Phi(-1) = «0.159»$`, costAt(0, 1, 1)],
  ["7.1/2.i", "the same threshold has risk «0.476»", costAt(0, 5, 1)],
  [
    "7.1/2.i",
    String.raw`at $x = -\tfrac12\ln 5 = «-0.80»$, with risk «0.300»`,
    -Math.log(5) / 2,
    costAt(-Math.log(5) / 2, 5, 1),
  ],

  [
    "7.1/2.ii",
    String.raw`$\delta = 0.05$: $\varepsilon$ is «0.0136» for one function, «0.0230» for a thousand, «0.0296» for a million`,
    ...[1, 1e3, 1e6].map(uniformBound),
  ],
  [
    "7.1/2.ii",
    String.raw`For $n = 40$ that is $«0.750»\,s^2$ against $«1.345»\,s^2$, for $n=400$ it is $«0.975»\,s^2$ against $«1.026»\,s^2$`,
    ...[40, 400].flatMap((n) => [trainingError(n, 10), newError(n, 10)]),
  ],

  ["7.1/2.iii", "| $-1$ | 1 | «2» | «1.895» |", hinge(-1), logLoss(-1)],
  ["7.1/2.iii", "| 0 | 1 | «1» | «1» |", hinge(0), logLoss(0)],
  ["7.1/2.iii", "| 1 | 0 | «0» | «0.452» |", hinge(1), logLoss(1)],
  ["7.1/2.iii", "| 2 | 0 | «0» | «0.183» |", hinge(2), logLoss(2)],
  [
    "7.1/2.iii",
    String.raw`at most «691» steps for $\kappa = 100$ and «69,078» for`,
    ...[100, 10_000].map((condition) => stepsUntil(1e-6, contraction(condition))),
  ],

  [
    "7.1/3",
    String.raw`$\delta = 0.05$: 100 bits cost «0.060» in the bound, 1000 bits «0.187»`,
    codeBound(100),
    codeBound(1000),
  ],
  [
    "7.1/3",
    "Ten heads favour the fair coin by «3.70», fifteen heads the unknown bias by «3.22»",
    fairOverAny(10, 20),
    1 / fairOverAny(15, 20),
  ],
  ["7.1/3", "raise the log-likelihood by «3.45», AIC by «1»", Math.log(1000) / 2, 1],

  ["7.1/4", "a network has «60,965,224» parameters, «96» %", alexNet, (100 * weightsOf(dense)) / alexNet],
  ["7.1/4", "dense layers: «244» MB in 32 bits", (4 * alexNet) / 1e6],
  ["7.1/4", "a factor of «1,048,576» in ten years, doubling every 20 months a factor of «64»", 2 ** 20, 2 ** 6],
  ["7.1/4", String.raw`$4^{-10} = «9.5»\cdot10^{-7}$`, 1e7 * 4 ** -10],

  ["7.1/7", String.raw`$2^{-100} = «7.9»\cdot10^{-31}$`, 1e31 * 2 ** -100],
  ["7.1/7", String.raw`\tfrac12\bigl(1-\tfrac1{\sqrt2}\bigr) = «0.146»$`, bothPositive],
  [
    "7.1/7",
    String.raw`$\eta = 0.1$: «145» steps at curvature $-1$, and «13,823» at $-0.01$`,
    stepsUntil(1e6, 1 + 0.1),
    stepsUntil(1e6, 1 + 0.1 * 0.01),
  ],
  [
    "7.1/7",
    "$10!$ equally good copies of a minimum, «3,628,800»",
    Array.from({ length: 10 }, (_, i) => i + 1).reduce((a, b) => a * b, 1),
  ],

  ["7.1/8.i", String.raw`$785\cdot100 + 101\cdot10$ parameters, that is «79,510»`, twoLayers(784, 100, 10)],
  ["7.1/8.i", "makes it «159,010» parameters", twoLayers(784, 200, 10)],
  ["7.1/8.i", "raises the training loss by «1.125»", (3 - 3 / (1 + 1)) ** 2 / 2],
  [
    "7.1/8.i",
    "1 with probability 0.8 everywhere, $k=1$ makes no training error (if no two inputs coincide) and errs on «32» % of new cases, $k=15$ on «20.3» %",
    100 * neighbourError(1, 0.8),
    100 * neighbourError(15, 0.8),
  ],

  ["7.1/8.ii", "| 0.001 | «0.905» | «0.00003» |", after100(0.001, 1), after100(0.001, 100)],
  ["7.1/8.ii", "| $2/101 = «0.0198»$ | «0.135» | «0.135» |", 2 / 101, after100(2 / 101, 1), after100(2 / 101, 100)],
  ["7.1/8.ii", "| 0.021 | «0.120» | «13,781» |", after100(0.021, 1), after100(0.021, 100)],
  [
    "7.1/8.ii",
    String.raw`is «1» at $\lambda=0$, «0.5» at $\lambda = 1$, «0.835» at 10 and «0.980» at 100`,
    ...[0, 1, 10, 100].map(ridgeError),
  ],

  ["7.1/9.i", "probability 0.5, 0, 0.5 at some $x$. Squared error predicts the mean, «2»", 0.5 * 1 + 0 * 2 + 0.5 * 3],
  ["7.1/9.i", "20 minutes with probability 0.9 and 60 with 0.1. The mean is «24»", delivery((y) => y)],
  [
    "7.1/9.i",
    "a mean squared error of «144» and a mean absolute error of «7.2»; predicting 20 has «160» and «4»",
    ...[24, 20].flatMap((a) => [delivery((y) => (y - a) ** 2), delivery((y) => Math.abs(y - a))]),
  ],

  [
    "7.1/9.ii",
    "a root mean square error of «2.89», one of 100 bins «0.289»; but 1000 examples are then «10» per bin",
    withinBin(10),
    withinBin(1),
    1000 / 100,
  ],
  ["7.1/9.ii", "from $«-0.25»$ to $«1.25»$", 0.5 - slopeOfStep, 0.5 + slopeOfStep],
  ["7.1/9.ii", "The error is «33.3» %", 100 * errorOfLines],

  ["7.1/10.i", "has «21» parameters, «84» bytes in 32 bits", 20 + 1, 4 * (20 + 1)],
  ["7.1/10.i", "on a million rows keeps «80» MB", (1e6 * 20 * 4) / 1e6],
  [
    "7.1/10.i",
    String.raw`Ten neighbours have «100» effective parameters at $n = 1000$ and «10,000» at $n = 100{,}000$; with $k = \sqrt n$ there are «31.6» and «316»`,
    1000 / 10,
    100_000 / 10,
    1000 / Math.sqrt(1000),
    100_000 / Math.sqrt(100_000),
  ],

  [
    "7.1/13",
    "A steady drift of 0.05 a month makes «0.36» in a year; independent steps of standard deviation 0.05 make «0.03» on average",
    (12 * 0.05) ** 2,
    12 * 0.05 ** 2,
  ],
  [
    "7.1/13",
    "Recall 0.9 and a false positive rate of 0.05 stay as they are, while positives fall from 50 % to 5 %: precision falls from «0.947» to «0.486»",
    precisionOf(0.9, 0.05, 0.5),
    precisionOf(0.9, 0.05, 0.05),
  ],
  ["7.1/13", "retrain every «10» months", Math.sqrt((2 * 100) / 2)],
  [
    "7.1/13",
    "of accuracy from 0.90 to 0.87 (two-sided 5 % level, power 80 %) takes «1772» labels",
    labelsToSee(0.9, 0.87),
  ],
];

// Numbers that the computations start from, and figures quoted from a paper, that stand outside the phrases above.
export const given: Record<string, string[]> = {
  "7.1/4": ["1.2", "15.3", "26.2"],
};
