// Claims of 7.3/9 to 17.

import { normalCdf as Phi } from "../../../src/math/normalDistribution";
import { integrate, peakOf, phi, studentTails, sumOver } from "../exactValues";
import type { Claim } from "./claim";

const choose = (n: number, k: number): number => sumOver(k, (i) => Math.log((n - i) / (i + 1)));

/** Probabilities of 0 to n heads of a fair coin, each from the one before. */
function heads(n: number): number[] {
  const logs = [-n * Math.LN2];
  for (let k = 1; k <= n; k++) {
    logs.push((logs[k - 1] ?? 0) + Math.log((n - k + 1) / k));
  }
  return logs.map(Math.exp);
}

const f1Of = (precision: number, recall: number): number => (2 * precision * recall) / (precision + recall);
const f1OfCounts = (tp: number, fp: number, fn: number): number => f1Of(tp / (tp + fp), tp / (tp + fn));

/** Mean and standard deviation of the F1 of a fair coin over its tosses, the labels being fixed. */
function f1OfCoin(positives: number, negatives: number): [mean: number, deviation: number] {
  const [found, falsely] = [heads(positives), heads(negatives)];
  let mean = 0;
  let meanSquare = 0;
  found.forEach((p, t) => {
    falsely.forEach((q, k) => {
      const f1 = (2 * t) / (positives + t + k);
      mean += p * q * f1;
      meanSquare += p * q * f1 ** 2;
    });
  });
  return [mean, Math.sqrt(meanSquare - mean ** 2)];
}
const coinBothWays = (n: number): number[] => [...f1OfCoin(n / 100, n - n / 100), ...f1OfCoin(n - n / 100, n / 100)];

/** The same for B where the labels of 100 examples are drawn as well. */
const coinWithDrawnLabels = sumOver(101, (b) =>
  b === 0 || b > 20 ? 0 : Math.exp(choose(100, b)) * 0.01 ** b * 0.99 ** (100 - b) * f1OfCoin(b, 100 - b)[0],
);

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const slope = (f: (x: number) => number, x: number, step = 1e-5): number => (f(x + step) - f(x - step)) / (2 * step);
/** Probability and slopes of log loss and squared error for an example with y = 1. */
const logitRow = (z: number): number[] => [
  sigmoid(z),
  slope((x) => -Math.log(sigmoid(x)), z),
  slope((x) => (1 - sigmoid(x)) ** 2, z),
];
const twoSquares = (w: number): number => (1 - sigmoid(w)) ** 2 + (1 - sigmoid(-10 * w)) ** 2;
const twoLogLosses = (w: number): number => Math.log(1 + Math.exp(-w)) + Math.log(1 + Math.exp(10 * w));

/** Asymptotic variance of least squares over that of maximum likelihood for one logistic weight, x being N(0,1). */
function dataForLeastSquares(weight: number): number {
  const moment = (power: number) =>
    integrate((x) => (sigmoid(weight * x) * sigmoid(-weight * x)) ** power * x * x * phi(x), -10, 10);
  return (moment(3) / moment(2) ** 2) * moment(1);
}

const rmse = (errors: number[]): number =>
  Math.sqrt(sumOver(errors.length, (i) => (errors[i] ?? 0) ** 2) / errors.length);
const absoluteNormal = 2 * integrate((z) => z * phi(z), 0, 9);
const laplaceVariance = integrate((x) => x * x * Math.exp(-x), 0, 60);

const crossEntropy = (p: number[], q: number[]): number =>
  sumOver(p.length, (k) => (p[k] ? -(p[k] ?? 0) * Math.log(q[k] ?? 0) : 0));
const klOf = (p: number[], q: number[]): number => crossEntropy(p, q) - crossEntropy(p, p);
const singles = [0.9, 0.8, 0.6].map((p) => -Math.log(p));
const likelihoodLoss = singles.reduce((a, b) => a + b);

const softmax = (logits: number[]): number[] => {
  const sum = logits.reduce((total, z) => total + Math.exp(z), 0);
  return logits.map((z) => Math.exp(z) / sum);
};
const squaredError = (p: number[]): number => p.reduce((sum, value, k) => sum + (value - (k === 0 ? 1 : 0)) ** 2, 0);
/** Slopes of both losses in the logit of the label, which is class 0. */
const slopesAt = ([first = 0, ...others]: number[]): number[] => [
  slope((z) => -Math.log(softmax([z, ...others])[0] ?? 0), first),
  slope((z) => squaredError(softmax([z, ...others])), first),
];
const confident = [0, 10, 0, 0, 0, 0, 0, 0, 0, 0];
const equalLogits = (count: number): number[] => Array.from({ length: count }, () => 0);
const spread = [0.45, ...Array.from({ length: 9 }, () => 0.55 / 9)];
const rival = [0.48, 0.52];

const half = [0.5, 0.5];
const tilted = [0.9, 0.1];
const middle = [0.7, 0.3];

/** Probabilities of the texts of three independent frames, "-" being blank, "a" having probability 0.3. */
const textProbability = (text: string): number =>
  sumOver(8, (path) => {
    const frames = [0, 1, 2].map((frame) => ((path >> frame) & 1 ? "a" : "-")).join("");
    const read = frames.replace(/a+/g, "a").replaceAll("-", "");
    const letters = frames.replaceAll("-", "").length;
    return read === text ? 0.3 ** letters * 0.7 ** (3 - letters) : 0;
  });

/** Returns at which a forecast of no change is off by just 10 % of the new price. */
const [lowest, highest] = [1 / 1.1 - 1, 1 / 0.9 - 1];
const missedByNormal = Phi(lowest / 0.02) + 1 - Phi(highest / 0.02);
/** Student's t with 3 degrees of freedom has variance 3. */
const missed =
  (studentTails(3, (-lowest / 0.02) * Math.sqrt(3)) + studentTails(3, (highest / 0.02) * Math.sqrt(3))) / 2;

export const claims: Claim[] = [
  ["7.3/9.i", "F1 is $198/199 = «0.995»$", f1Of(99 / 100, 1)],
  ["7.3/9.i", "| A | 99 | 1 | 0 | «0.99» | «1» | «0.995» |", 99 / 100, 99 / 99, f1OfCounts(99, 1, 0)],
  [
    "7.3/9.i",
    "macro F1 «0.497», weighted by class frequency «0.985», micro F1 (here the accuracy) «0.99»",
    (f1Of(0.99, 1) + 0) / 2,
    0.99 * f1Of(0.99, 1) + 0.01 * 0,
    99 / 100,
  ],
  [
    "7.3/9.i",
    "Accuracy is «0.990», as for always-A, and the F1 of A is «0.9949» instead of «0.9950»",
    (6 + 990 - 6) / 1000,
    f1OfCounts(984, 4, 6),
    f1OfCounts(990, 10, 0),
  ],
  ["7.3/9.i", "The F1 of B is «0.545» instead of 0", f1OfCounts(6, 6, 4)],
  ["7.3/9.i", "balanced accuracy is «0.5» here", (99 / 99 + 0 / 1) / 2],

  ["7.3/9.ii", "«0.0196» if B is positive, «0.664» if A is", f1Of(0.01, 0.5), f1Of(0.99, 0.5)],
  ["7.3/9.ii", "it is «0.019604» against «0.019608»", f1OfCoin(1, 99)[0], f1Of(0.01, 0.5)],
  ["7.3/9.ii", "| 100 | «0.019604» | «0.0198» | «0.6629» | «0.0448» |", ...coinBothWays(100)],
  ["7.3/9.ii", "| 1000 | «0.019607» | «0.0062» | «0.6643» | «0.0141» |", ...coinBothWays(1000)],
  ["7.3/9.ii", "| 10,000 | «0.019608» | «0.0020» | «0.6644» | «0.0045» |", ...coinBothWays(10_000)],
  ["7.3/9.ii", String.raw`| $\infty$ | «0.019608» | 0 | «0.6644» | 0 |`, f1Of(0.01, 0.5), f1Of(0.99, 0.5)],
  [
    "7.3/9.ii",
    "an F1 for B of «0.0198», more than the coin's; always A has «0.995» for A",
    f1Of(0.01, 1),
    f1Of(0.99, 1),
  ],
  [
    "7.3/9.ii",
    "Macro F1 is «0.342» for the coin and «0.497» for always-A",
    (f1Of(0.01, 0.5) + f1Of(0.99, 0.5)) / 2,
    f1Of(0.99, 1) / 2,
  ],
  ["7.3/9.ii", "the expectation for B is «0.01923»", coinWithDrawnLabels],

  ["7.3/10", "| 0 | «0.500» | −«0.500» | −«0.250» |", ...logitRow(0).map(Math.abs)],
  ["7.3/10", "| −2 | «0.119» | −«0.881» | −«0.185» |", ...logitRow(-2).map(Math.abs)],
  ["7.3/10", "| −5 | «0.0067» | −«0.993» | −«0.0132» |", ...logitRow(-5).map(Math.abs)],
  ["7.3/10", "| −10 | «0.000045» | −«1.000» | −«0.000091» |", ...logitRow(-10).map(Math.abs)],
  [
    "7.3/10",
    "is least, «0.316», at $w=«-0.195»$",
    twoSquares(peakOf((w) => -twoSquares(w), -1, 0)),
    peakOf((w) => -twoSquares(w), -1, 0),
  ],
  ["7.3/10", "from any start above «0.467» descent in small steps runs off", peakOf(twoSquares, 0, 1)],
  ["7.3/10", "where the sum is «1»", twoSquares(30)],
  ["7.3/10", "one minimum, at $w=«-0.281»$", peakOf((w) => -twoLogLosses(w), -1, 1)],
  [
    "7.3/10",
    "least squares needs «1.30» times the data of maximum likelihood at a true weight of 2, and «1.60» times at 4",
    dataForLeastSquares(2),
    dataForLeastSquares(4),
  ],

  ["7.3/11", "MAE is «1» both times, RMSE «1» and «2»", 4 / 4, rmse([1, 1, 1, 1]), rmse([0, 0, 0, 4])],
  [
    "7.3/11",
    "the best constant is «1.649» for RMSE and «1» for MAE",
    integrate((z) => Math.exp(z) * phi(z), -9, 11),
    Math.exp(0),
  ],
  ["7.3/11", "the MAE forecasts are «39.3» % short", 100 * (1 - 1 / integrate((z) => Math.exp(z) * phi(z), -9, 11))],
  [
    "7.3/11",
    "RMSE rises by «41» %, MAE by «9» %",
    100 * (Math.sqrt(0.99 + 0.01 * 10 ** 2) - 1),
    100 * (0.99 + 0.01 * 10 - 1),
  ],
  ["7.3/11", String.raw`$= \sqrt{\pi/2} = «1.253»$`, 1 / absoluteNormal],
  [
    "7.3/11",
    String.raw`the median needs $\pi/2 = «1.57»$ times the data of the mean`,
    // The variance of the median is 1/(4 n f(0)^2).
    1 / (4 * phi(0) ** 2),
  ],
  ["7.3/11", "the mean needs «2» times that of the median", laplaceVariance * 4 * (1 / 2) ** 2],

  ["7.3/12", String.raw`$0.9\cdot0.8\cdot0.6 = «0.432»$`, Math.exp(-likelihoodLoss)],
  ["7.3/12", "minus its logarithm «0.839»", likelihoodLoss],
  [
    "7.3/12",
    "three cross-entropies «0.105», «0.223» and «0.511» have the mean «0.280» nats («0.404» bits)",
    ...singles,
    likelihoodLoss / 3,
    likelihoodLoss / 3 / Math.LN2,
  ],
  [
    "7.3/12",
    String.raw`$-\log L = «6.325»$, ten times the cross-entropy «0.6325», which is the entropy «0.6109» plus a divergence of «0.0216»`,
    -7 * Math.log(0.6) - 3 * Math.log(0.4),
    crossEntropy([0.7, 0.3], [0.6, 0.4]),
    crossEntropy([0.7, 0.3], [0.7, 0.3]),
    klOf([0.7, 0.3], [0.6, 0.4]),
  ],
  ["7.3/12", String.raw`the binomial factor «120» lowers $-\log L$ by «4.787»`, Math.exp(choose(10, 7)), choose(10, 7)],
  ["7.3/12", "The minimum stays at «0.7»", peakOf((p) => 7 * Math.log(p) + 3 * Math.log(1 - p), 0.1, 0.9)],

  [
    "7.3/13",
    "the label has probability «0.000045». Cross-entropy is «10.00» with a slope of −«1.000» in the label's logit; squared error is «2.00»",
    softmax(confident)[0] ?? 0,
    -Math.log(softmax(confident)[0] ?? 0),
    -(slopesAt(confident)[0] ?? 0),
    squaredError(softmax(confident)),
  ],
  ["7.3/13", "with a slope of −«0.00018»", -(slopesAt(confident)[1] ?? 0)],
  [
    "7.3/13",
    "slopes −«0.9» and −«0.18» for $K=10$, −«0.999» and −«0.002» for $K=1000$",
    ...[10, 1000].flatMap((count) => slopesAt(equalLogits(count)).map(Math.abs)),
  ],
  ["7.3/13", "Cross-entropy («0.799» and «0.734»)", -Math.log(spread[0] ?? 0), -Math.log(rival[0] ?? 0)],
  ["7.3/13", "squared error («0.336» and «0.541»)", squaredError(spread), squaredError(rival)],

  ["7.3/14", String.raw`At most $\log_2 27 = «4.755»$ bits per character`, Math.log2(27)],
  [
    "7.3/14",
    String.raw`- $\log_2 27 = «4.755»$ bits or $\ln 27 = «3.296»$ nats: a perplexity of «27»`,
    Math.log2(27),
    Math.log(27),
    Math.exp(
      crossEntropy(
        equalLogits(27).map(() => 1 / 27),
        equalLogits(27).map(() => 1 / 27),
      ),
    ),
  ],
  ["7.3/14", "Three at a time fit in «15» bits, as $27^3 =", Math.ceil(3 * Math.log2(27))],
  ["7.3/14", "the limit is «14.26»", 3 * Math.log2(27)],
  [
    "7.3/14",
    "redundancy of «15» %, and of «73» to «87» %",
    ...[4.03, 1.3, 0.6].map((rate) => 100 * (1 - rate / Math.log2(27))),
  ],

  [
    "7.3/15",
    String.raw`$\mathrm{KL}(P\,\Vert\,Q) = «0.511»$, $\mathrm{KL}(Q\,\Vert\,P) = «0.368»$, Jensen–Shannon «0.102», total variation «0.4» (Pinsker allows «0.505»)`,
    klOf(half, tilted),
    klOf(tilted, half),
    (klOf(half, middle) + klOf(tilted, middle)) / 2,
    (Math.abs(0.5 - 0.9) + Math.abs(0.5 - 0.1)) / 2,
    Math.sqrt(klOf(half, tilted) / 2),
  ],

  [
    "7.3/16.i",
    "MPE compares «1,048,576» assignments; MAP compares «8» sums of «131,072» terms",
    2 ** 20,
    2 ** 3,
    2 ** 17,
  ],

  ["7.3/16.ii", 'is "viral", with «0.6»', 3 * 0.2],
  ["7.3/16.ii", "| Bacterial | 0.4 | 0 | 0 | 0 | «0.4» | «1» |", 0.4, 0.4 / 0.4],
  ["7.3/16.ii", "| Viral | 0 | 0.2 | 0.2 | 0.2 | «0.6» | «0.333» |", 3 * 0.2, 0.2 / (3 * 0.2)],
  ["7.3/16.ii", "the bound is «0.25». Ten hidden binary variables: «0.000976»", 1 / (3 + 1), 1 / (2 ** 10 + 1)],
  ["7.3/16.ii", "$0.7^3 = «0.343»$", textProbability("")],
  ["7.3/16.ii", '"a" has «0.594», "aa" «0.063»', textProbability("a"), textProbability("aa")],

  ["7.3/17", "MAPE is «1» %, and the demand is broken", (99 * 0.5 + 50.5) / 100],
  ["7.3/17", "returns below −«9.09» % or above «11.11» %", -100 * lowest, 100 * highest],
  ["7.3/17", "with probability «0.0000028» if they are normal", missedByNormal],
  ["7.3/17", "and «0.0033» if they follow", missed],
  ["7.3/17", "degrees of freedom, «1207» times as often", missed / missedByNormal],
  ["7.3/17", "still allows a rate of «0.3» % (95 % bound)", 100 * (1 - 0.05 ** (1 / 1000))],
];

// What is left: numbers that the computations start from, measurements of others, and the demand itself.
export const given: Record<string, string[]> = {
  "7.3/9.i": ["0.99"],
  "7.3/9.ii": ["0.5"],
  "7.3/12": ["0.9", "0.2", "0.6", "0.6"],
  "7.3/13": ["0.45", "0.48", "0.52"],
  "7.3/14": ["4.03", "0.6", "1.3"],
  "7.3/15": ["0.9", "0.1"],
  "7.3/16.ii": ["0.4", "0.2", "0.7", "0.3"],
  "7.3/17": ["0.1", "0.1", "1.1", "0.9", "0.5", "50.5"],
};
