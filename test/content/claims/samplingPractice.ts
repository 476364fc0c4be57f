// Claims of 7.2/13 to 20.

import { normalCdf as Phi } from "../../../src/math/normalDistribution";
import { integrate, peakOf, sumOver } from "../exactValues";
import type { Claim } from "./claim";

const oddsError = (...counts: number[]) => Math.sqrt(counts.reduce((sum, count) => sum + 1 / count, 0));
const precisionOf = (share: number, recall: number, falsePositives: number) =>
  (share * recall) / (share * recall + (1 - share) * falsePositives);

/** Where a function that rises from below zero to above it is zero. */
function rootOf(f: (x: number) => number, from: number, to: number): number {
  const middle = (from + to) / 2;
  return to - from < 1e-12 ? middle : f(middle) < 0 ? rootOf(f, middle, to) : rootOf(f, from, middle);
}
const normalQuantile = (share: number) => rootOf((x) => Phi(x) - share, -9, 9);
const factorial = (n: number): number => (n === 0 ? 1 : n * factorial(n - 1));
const choose = (n: number, k: number) => factorial(n) / (factorial(k) * factorial(n - k));

/** Who uses a feature that does nothing: those of two equal groups with other habits, in other shares. */
const buying = (heavy: number, light: number) => (heavy * 0.1 + light * 0.02) / (heavy + light);

/** Two classes N(±mean, 1) with a share of positives, cut at a threshold. */
const cut = (share: number, threshold: number, mean = 1) => {
  const [recall, falsePositives] = [Phi(mean - threshold), Phi(-mean - threshold)];
  const precision = precisionOf(share, recall, falsePositives);
  return { recall, falsePositives, precision, accuracy: share * recall + (1 - share) * (1 - falsePositives) };
};
const bestCut = (share: number) => Math.log((1 - share) / share) / 2;
const imbalance = (share: number): number[] => {
  const { accuracy, recall, precision } = cut(share, bestCut(share));
  return [bestCut(share), accuracy, Math.max(share, 1 - share), recall, precision];
};

/** Costs of 10,000 rows with 1 % positives, a miss costing 50 false alarms. */
const costAt = (threshold: number) =>
  50 * 100 * (1 - cut(0.01, threshold).recall) + 9900 * cut(0.01, threshold).falsePositives;

/** 10,000 images, 100 lesions: found, missed, false alarms. */
const lesions = (threshold: number, mean = 1): number[] => {
  const { recall, falsePositives } = cut(0.01, threshold, mean);
  return [100 * recall, 100 * (1 - recall), 9900 * falsePositives];
};
const evenCut = rootOf((threshold) => 100 * Phi(threshold - 1) - 9900 * Phi(-1 - threshold), -3, 5);
const sensitiveCut = (mean: number) => mean - normalQuantile(0.95);

const focalLoss = (truth: number, q: number) =>
  -truth * (1 - q) ** 2 * Math.log(q) - (1 - truth) * q ** 2 * Math.log(1 - q);

/** Wilson's interval. */
function wilson(successes: number, n: number, sign: 1 | -1): number {
  const [z, share] = [normalQuantile(0.975), successes / n];
  const spread = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return (share + z ** 2 / (2 * n) + sign * spread) / (1 + z ** 2 / n);
}

const sibling = (testShare: number, copies: number) => 1 - testShare ** (copies - 1);
/** A negative's nearest neighbour is a positive: 100 positives, all in training, and 80 % of 9900 negatives. */
const nearPositive = 100 / (100 + 0.8 * 9900);

/** P(|r| > bound) for n pairs without any correlation. */
function correlationTail(n: number, bound: number): number {
  const density = (r: number) => (1 - r * r) ** ((n - 4) / 2);
  return integrate(density, bound, 1) / integrate(density, 0, 1);
}
const medianOfLargest = rootOf((r) => (1 - correlationTail(50, r)) ** 5000 - 0.5, 0.01, 0.99);

/** Two documents of `words` out of `all` share none: one word after the other of the second is not in the first. */
const noCommonWord = (all: number, words: number) =>
  Math.exp(sumOver(words, (i) => Math.log((all - words - i) / (all - i))));

/** Area under the ROC curve: 90 % and 10 % ill in two hospitals of equal size; means of the ill and the healthy in each. */
const hospitals = (ill: [number, number], healthy: [number, number]): number => {
  const ahead = (i: 0 | 1, j: 0 | 1) => Phi((ill[i] - healthy[j]) / Math.SQRT2);
  return 0.81 * ahead(0, 1) + 0.09 * ahead(0, 0) + 0.09 * ahead(1, 1) + 0.01 * ahead(1, 0);
};
const raw = (effect: number) => hospitals([1 + effect, -1 + effect], [1, -1]);
const centred = (effect: number) => hospitals([effect * (1 - 0.9), effect * (1 - 0.1)], [effect * -0.9, effect * -0.1]);
const centredOnHealthy = (effect: number) => hospitals([effect, effect], [0, 0]);
const shuffledDeviation = Math.sqrt((500 + 500 + 1) / (12 * 500 * 500));

const worth = 10_000 / (1 + (200 - 1) * 0.1);
/** Largest over smallest eigenvalue of [[a, b], [b, d]]. */
const condition = (a: number, b: number, d: number) => {
  const spread = Math.hypot(a - d, 2 * b);
  return (a + d + spread) ** 2 / (4 * (a * d - b * b));
};

/** Least squares on p of the features from 100 rows, with noise and left-out signal of variance s2. */
const leastSquares = (p: number, s2 = 1): number[] => [s2 * (1 - p / 100), s2 * (1 + p / (100 - p - 1))];
const leastNorm = (p: number, signal: number) => 1 + signal * (1 - 100 / p) + 100 / (p - 100 - 1);
/** Squared distance of two uniform points of a cube. */
const distanceSpread = (d: number) => {
  const moment = (power: number) => integrate((t) => 2 * (1 - t) * t ** power, 0, 1);
  return Math.sqrt(moment(4) - moment(2) ** 2) / (moment(2) * Math.sqrt(d));
};

export const claims: Claim[] = [
  [
    "7.2/13",
    "Users with it buy with probability «0.080», those without with «0.047»",
    buying(0.6, 0.2),
    buying(0.4, 0.8),
  ],
  ["7.2/13", "8 units, 4 treated: «70» assignments", choose(8, 4)],
  ["7.2/13", String.raw`$\tfrac1{70} = «0.014»$`, 1 / choose(8, 4)],
  ["7.2/13", String.raw`\tfrac{34}{70} = «0.486»`, 1 - choose(4, 2) ** 2 / choose(8, 4)],
  ["7.2/13", String.raw`$2\,(«1.96»+«0.84»)^2\, p(1-p)/\delta^2$`, normalQuantile(0.975), normalQuantile(0.8)],
  [
    "7.2/13",
    "about «31,200» users a group",
    100 * Math.round((2 * (normalQuantile(0.975) + normalQuantile(0.8)) ** 2 * 0.0525 * 0.9475) / 0.005 ** 2 / 100),
  ],
  [
    "7.2/13",
    "is $z = «3.79»$, $p = «0.00015»$",
    (50_600 - 50_000) / Math.sqrt(100_000 / 4),
    2 * Phi(-600 / Math.sqrt(25_000)),
  ],
  ["7.2/13", "assigned whole: «1.95» times the variance", 1 + (20 - 1) * 0.05],

  ["7.2/14.i", "| 0.5 | «0» | «0.841» | «0.5» | «0.841» | «0.841» |", ...imbalance(0.5)],
  ["7.2/14.i", "| 0.1 | «1.10» | «0.930» | «0.9» | «0.461» | «0.741» |", ...imbalance(0.1)],
  ["7.2/14.i", "| 0.01 | «2.30» | «0.9905» | «0.99» | «0.097» | «0.668» |", ...imbalance(0.01)],
  ["7.2/14.i", "the recall stays «0.841» and the precision is «0.051»", cut(0.01, 0).recall, cut(0.01, 0).precision],
  ["7.2/14.i", "on 100 positives has a standard error of «0.04»", Math.sqrt((0.8 * 0.2) / 100)],

  [
    "7.2/14.ii",
    "standard error «0.201». Twice the negatives: «0.2005». Twice the positives: «0.143»",
    oddsError(50, 50, 4950, 4950),
    oddsError(50, 50, 9900, 9900),
    oddsError(100, 100, 4950, 4950),
  ],
  ["7.2/14.ii", "false-positive rate 0.01: precision «0.447»", precisionOf(0.01, 0.8, 0.01)],
  ["7.2/14.ii", "by mistake: «49.7» % of the positive labels", (100 * 0.99 * 0.01) / (0.99 * 0.01 + 0.01)],
  ["7.2/14.ii", "no positive with probability «72.5» %", 100 * 0.99 ** 32],
  ["7.2/14.ii", String.raw`for $\pi = 0.01$ is $«-4.595»$`, Math.log(0.01 / 0.99)],

  ["7.2/14.iii", String.raw`threshold $\tfrac1{51} = «0.0196»$`, 1 / (1 + 50)],
  [
    "7.2/14.iii",
    String.raw`costs of «4,519» with the threshold at one half, «2,165» with $\tfrac1{51}$; «5,000» for never, «9,900» for always`,
    costAt(bestCut(0.01)),
    costAt(bestCut(0.01) - Math.log(50) / 2),
    costAt(Infinity),
    costAt(-Infinity),
  ],
  [
    "7.2/14.iii",
    "a score of 0.5 means a probability of «0.0099», a score of 0.9 means «0.083»",
    0.01 / (0.01 + 1),
    (0.01 * 9) / (0.01 * 9 + 1),
  ],
  [
    "7.2/14.iii",
    "where the true probability is 0.1, its minimiser is «0.306»",
    peakOf((q) => -focalLoss(0.1, q), 0.05, 0.95),
  ],

  ["7.2/14.iv", "| 0.5 | «10» | «90» | «5» |", ...lesions(bestCut(0.01))],
  ["7.2/14.iv", "| where both errors are equal | «32» | «68» | «68» |", ...lesions(evenCut)],
  [
    "7.2/14.iv",
    "| «0.0028», for sensitivity 0.95 | «95» | «5» | «3,576» |",
    1 / (1 + 99 * Math.exp(-2 * sensitiveCut(1))),
    ...lesions(sensitiveCut(1)),
  ],
  ["7.2/14.iv", "sensitivity 0.95 costs «92» false alarms", ...lesions(sensitiveCut(2), 2).slice(2)],
  ["7.2/14.iv", "has gone from «0.921» to «0.998»", Phi(2 / Math.SQRT2), Phi(4 / Math.SQRT2)],
  ["7.2/14.iv", "(Wilson) interval from «0.888» to «0.978»", wilson(95, 100, -1), wilson(95, 100, 1)],

  ["7.2/15.i", "$m = 2$ give «80» %", 100 * sibling(0.2, 2)],
  ["7.2/15.i", "balance takes «99» copies of each", 9900 / 100],
  ["7.2/15.i", "no twin is below $10^{«-68»}$", Math.ceil(98 * Math.log10(0.2))],
  ["7.2/15.i", "in 100 of $100 + «7920»$ cases", 0.8 * 9900],
  ["7.2/15.i", "Test accuracy «0.994»", 0.5 * 1 + 0.5 * (1 - nearPositive)],
  [
    "7.2/15.i",
    "In production: recall «0.012», precision «0.01»",
    nearPositive,
    precisionOf(0.01, nearPositive, nearPositive),
  ],
  [
    "7.2/15.i",
    "precision «0.947» in the balanced test set, «0.154» at 1 %",
    precisionOf(0.5, 0.9, 0.05),
    precisionOf(0.01, 0.9, 0.05),
  ],

  [
    "7.2/15.ii",
    "probability «80» % for a campaign of two, «99.8» % for five",
    100 * sibling(0.2, 2),
    100 * sibling(0.2, 5),
  ],
  ["7.2/15.ii", "the random split reports «0.88»", 0.7 + 0.3 * 0.6],
  ["7.2/15.ii", "a last-day test has «142,857»", 1e6 / 7],

  ["7.2/16", "density «0.1» %", 100 * (100 / 100_000)],
  [
    "7.2/16",
    "Dense in 32-bit numbers «400» GB; compressed rows (4-byte values and column indices, 8-byte row pointers) «0.808» GB",
    (1e6 * 1e5 * 4) / 1e9,
    (1e6 * 100 * (4 + 4) + (1e6 + 1) * 8) / 1e9,
  ],
  ["7.2/16", "share no word with probability «0.905»", noCommonWord(100_000, 100)],
  ["7.2/16", "absent from a sample of 1000 with probability «0.368»", 0.999 ** 1000],
  ["7.2/16", String.raw`standard error $«0.316»\,\sigma$`, 1 / Math.sqrt(10)],
  ["7.2/16", String.raw`step $«0.001»\,\eta$ under`, 1 / Math.sqrt(1e6)],
  ["7.2/16", "buckets: «9.1» % of the words", 100 * (1 - (1 - 1 / 2 ** 20) ** (100_000 - 1))],

  [
    "7.2/17.i",
    "pure noise: «1» for $m=1$ (an id), «0.5» for 4, «0.1» for 100",
    ...[1, 4, 100].map((m) => 1 / Math.sqrt(m)),
  ],
  ["7.2/17.i", "correlations with pure noise has median «0.51»", medianOfLargest],

  ["7.2/17.ii", "| Raw, or scaled as a whole | «0.837» | «0.936» |", raw(0), raw(1)],
  ["7.2/17.ii", "| Centred on each hospital's mean | «0.5» | «0.596» |", centred(0), centred(1)],
  [
    "7.2/17.ii",
    "| Centred on each hospital's healthy mean | «0.5» | «0.760» |",
    centredOnHealthy(0),
    centredOnHealthy(1),
  ],
  ["7.2/17.ii", "| Within one hospital: the honest value | «0.5» | «0.760» |", Phi(0), Phi(1 / Math.SQRT2)],

  [
    "7.2/17.iii",
    "standard deviation «0.018». A value of 0.60 with shuffled labels is «5.5» of these",
    shuffledDeviation,
    0.1 / shuffledDeviation,
  ],
  ["7.2/17.iii", "alone it reaches only «0.65»", 0.3 * 1 + 0.7 * 0.5],

  ["7.2/18", "the nearest one is «6.6» minutes away on average", (730 * 24 * 60) / 80_000 / 2],
  ["7.2/18", "is «15» days old on average", 30 / 2],
  ["7.2/18", "in training with probability «99.8» %", 100 * (1 - 0.2 ** 4)],
  ["7.2/18", String.raw`$10{,}000/(1 + 199\cdot0.1) = «478»$`, worth],
  [
    "7.2/18",
    "the standard error is «1.8» points, not «0.4»",
    100 * Math.sqrt((0.8 * 0.2) / worth),
    100 * Math.sqrt((0.8 * 0.2) / 10_000),
  ],

  ["7.2/19", String.raw`(a ratio): $\kappa = «9»\cdot10^{10}$`, (30_000 / 0.1) ** 2 / 1e10],
  ["7.2/19", String.raw`with a bias: $\kappa = «1.04»\cdot10^4$`, condition(1, 10, 1 + 10 ** 2) / 1e4],
  ["7.2/19", "and still «402» if each", condition(1, 10 / Math.hypot(1, 10), 1)],
  ["7.2/19", "the numbers supply «1.3» % of the variance", (100 * 10) / (768 + 10)],
  [
    "7.2/19",
    "has «3.84» million weights, a layer from 10 numbers to 64 units «704»",
    (30_000 * 128) / 1e6,
    10 * 64 + 64,
  ],

  ["7.2/20", "| the 10 useful | «0.90» | «1.11» |", ...leastSquares(10)],
  ["7.2/20", "| 60 | «0.40» | «2.54» |", ...leastSquares(60)],
  ["7.2/20", "| 90 | «0.10» | «11.0» |", ...leastSquares(90)],
  ["7.2/20", "| 1000, least norm | 0 | «2.91» |", leastNorm(1000, 2)],
  ["7.2/20", "Always predicting zero has a test error of «3»", 1 + 2],
  [
    "7.2/20",
    "Ten features: «1.80» and «2.22». All 60: «0.40» and «2.54»",
    ...leastSquares(10, 1 + 1),
    ...leastSquares(60),
  ],
  ["7.2/20", "They pay from «1.28» on", (100 - 10 - 1) / (100 - 60 - 1) - 1],
  [
    "7.2/20",
    "relative standard deviation «0.374» in 10 dimensions, «0.037» in 1000",
    distanceSpread(10),
    distanceSpread(1000),
  ],
  ["7.2/20", "1 % of the volume has edge «0.63» in 10 dimensions", 0.01 ** (1 / 10)],
];

// What the computations start from, or a figure from a paper.
export const given: Record<string, string[]> = {
  "7.2/13": ["0.10", "0.02", "5.5", "0.0525", "0.005", "0.05"],
  "7.2/14.i": ["0.8"],
  "7.2/14.ii": ["0.01", "0.8"],
  "7.2/14.iii": ["0.01"],
  "7.2/14.iv": ["0.95"],
  "7.2/15.i": ["0.2", "0.9", "0.05"],
  "7.2/15.ii": ["0.2", "0.6", "0.6", "0.99"],
  "7.2/17.ii": ["34.2", "1.2", "0.861"],
  "7.2/18": ["0.1"],
  "7.2/19": ["0.1"],
};
