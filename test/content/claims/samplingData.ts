// Claims of 7.2/1 and 7.2/6 to 12.

import { normalCdf as Phi } from "../../../src/math/normalDistribution";
import { integrate, kolmogorovLimit, phi, sumOver } from "../exactValues";
import type { Claim } from "./claim";

// Rows for contentNumbers.test.ts, with the functions that they need beyond exactValues.ts.

/** Where a rising function passes a level, by halving. */
function solve(f: (x: number) => number, level: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    [low, high] = f(middle) < level ? [middle, high] : [low, middle];
  }
  return low;
}

const quantile = (share: number) => solve(Phi, share, -9, 9);

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const pairsOf = (count: number) => range(count).flatMap((a) => range(count).map((b): [number, number] => [a, b]));

/** Ways to take two of six shirts, listed one by one, times four pairs of trousers. */
const outfits = (allowed: (a: number, b: number) => boolean) => 4 * pairsOf(6).filter(([a, b]) => allowed(a, b)).length;

const piecesOfTen = range(10).flatMap((a) => pairsOf(10).filter(([b, c]) => a < b && b < c)).length;

/** The forum's two strata, flagged comments and the others: shares of all comments, rates of violations. */
const shares = [0.05, 0.95];
const rates = [0.15, (0.01 - 0.05 * 0.15) / 0.95];
const pick = (values: number[], i: number) => values[i] ?? Number.NaN;
const spread = (rate: number) => rate * (1 - rate);
const violations = (flagged: number) => 100_000 * (flagged * pick(rates, 0) + (1 - flagged) * pick(rates, 1));
const rateError = (flagged: number) =>
  100 *
  Math.sqrt(
    sumOver(2, (i) => (pick(shares, i) ** 2 * spread(pick(rates, i))) / (100_000 * (i === 0 ? flagged : 1 - flagged))),
  );
/** The share of flagged comments that makes the error least: where its slope, taken numerically, is zero. */
const bestFlagged = solve((x) => rateError(x + 1e-5) - rateError(x - 1e-5), 0, 0.01, 0.99);

const binomial = (n: number, p: number, k: number) =>
  p ** k * (1 - p) ** (n - k) * range(k).reduce((product, i) => (product * (n - i)) / (i + 1), 1);
/** Mean of the largest of several equal binomial counts: the sum of the chances that it exceeds 0, 1, 2 ... */
const worstOf = (people: number, n: number, p: number) =>
  sumOver(n, (k) => 1 - sumOver(k + 1, (i) => binomial(n, p, i)) ** people);

/** Total variation between two uncorrelated standard normals and two of correlation 0.9, in their own axes. */
const correlated = (u: number, v: number) => (phi(u / Math.sqrt(1.9)) * phi(v / Math.sqrt(0.1))) / Math.sqrt(1.9 * 0.1);
const totalVariation =
  integrate((u) => integrate((v) => Math.abs(phi(u) * phi(v) - correlated(u, v)), -9, 9, 1200), -9, 9, 400) / 2;

/** Mean of the kernel exp(-(x-y)^2/2) over a difference that is normal with this mean and variance 2. */
const kernelMean = (mean: number) =>
  integrate((t) => (Math.exp((-t * t) / 2) * phi((t - mean) / Math.SQRT2)) / Math.SQRT2, -12, 12);

const driftLimit = (n: number) => kolmogorovLimit(0.05) * Math.sqrt(2 / n);
const driftShift = (n: number) => solve((shift) => 2 * Phi(shift / 2) - 1, driftLimit(n), 0, 3);
const chanceLimit = 0.5 + quantile(0.95) * Math.sqrt(1 / (4 * 1000));

/** A power law through three errors at n, 2n and 4n with n = 1000, found by search: exponent, floor. */
function powerLaw(e1: number, e2: number, e4: number) {
  const at = (exponent: number) => (1 - 2 ** -exponent) / (2 ** -exponent - 4 ** -exponent);
  const exponent = solve(at, (e1 - e2) / (e2 - e4), 0.01, 5);
  const scale = (e1 - e2) / (1 - 2 ** -exponent);
  const floor = e1 - scale;
  return { exponent, floor, at: (n: number) => floor + scale * (n / 1000) ** -exponent };
}
const curve = powerLaw(0.2, 0.16, 0.135);
/** Halving by the smallest factor n for which n^-c is one half. */
const halving = (c: number) => solve((n) => 1 - n ** -c, 0.5, 1, 1e6);

const sample = [8, 9, 9, 10, 10, 10, 11, 11, 12, 100];
const mean = sumOver(10, (i) => pick(sample, i)) / 10;
const deviation = Math.sqrt(sumOver(10, (i) => (pick(sample, i) - mean) ** 2) / 9);
const medianOf = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (pick(sorted, 4) + pick(sorted, 5)) / 2;
};
const median = medianOf(sample);
const mad = medianOf(sample.map((value) => Math.abs(value - median)));
const upper = quantile(0.75);
const fence = (q1: number, q3: number) => q3 + 1.5 * (q3 - q1);
const logFence = fence(Math.exp(-upper), Math.exp(upper));

const banded = (s: number) => 1 - (1 - s ** 5) ** 20;
const worth = (weights: number[]) =>
  sumOver(weights.length, (i) => pick(weights, i)) ** 2 / sumOver(weights.length, (i) => pick(weights, i) ** 2);

const twin = (0.8 * 2000) / (2000 - 1);

/** Variance and correlation with z when 30 % of x are filled by slope z plus noise; x and z have correlation 0.5. */
function filled(slope: number, noise: number): [number, number] {
  const variance = 0.7 * 1 + 0.3 * (slope ** 2 + noise);
  return [variance, (0.7 * 0.5 + 0.3 * slope) / Math.sqrt(variance)];
}

const groups = [
  { share: 0.8, mean: 10, complete: 0.9 },
  { share: 0.2, mean: 20, complete: 0.4 },
];
const total = (term: (group: (typeof groups)[number]) => number) => groups.map(term).reduce((a, b) => a + b, 0);
const completeShare = total(({ share, complete }) => share * complete);
const completeMean = total(({ share, complete, mean }) => share * complete * mean) / completeShare;
const weightsSeen = groups.flatMap(({ share, complete }) =>
  Array.from({ length: Math.round(1000 * share * complete) }, () => 1 / complete),
);

const seen = integrate(phi, -12, 1);
const seenMean = integrate((x) => x * phi(x), -12, 1) / seen;
const seenDeviation = Math.sqrt(integrate((x) => (x - seenMean) ** 2 * phi(x), -12, 1) / seen);
const unseenMean = integrate((x) => x * phi(x), 1, 12) / (1 - seen);

const withHead = [
  [1, 0],
  [0, 1],
  [1, 1],
];
const headMean = (i: number) => sumOver(3, (row) => pick(withHead[row] ?? [], i)) / 3;
const headProduct = (i: number, j: number) =>
  sumOver(3, (row) => (pick(withHead[row] ?? [], i) - headMean(i)) * (pick(withHead[row] ?? [], j) - headMean(j)));

export const claims: Claim[] = [
  ["7.2/1", "There are «60»", outfits((a, b) => a < b)],
  ["7.2/1", "out of six make «15»", outfits((a, b) => a < b) / 4],
  ["7.2/1", String.raw`there are $6\cdot5 = «30»$ ways`, outfits((a, b) => a !== b) / 4],
  ["7.2/1", String.raw`$\binom62\cdot4 = «60»$ |`, outfits((a, b) => a < b)],
  ["7.2/1", String.raw`$6\cdot5\cdot4 = «120»$`, outfits((a, b) => a !== b)],
  ["7.2/1", String.raw`$6^2\cdot4 = «144»$`, outfits(() => true)],
  ["7.2/1", String.raw`$\binom72\cdot4 = «84»$`, outfits((a, b) => a <= b)],
  ["7.2/1", String.raw`$\binom{10}3 = «120»$`, piecesOfTen],

  ["7.2/6.i", "then «0.263» % of the others are", 100 * pick(rates, 1)],
  ["7.2/6.i", "| uniform | «1000» | «0.0315» points |", 100_000 * 0.01, 100 * Math.sqrt(spread(0.01) / 100_000)],
  ["7.2/6.i", "| half of them flagged | «7632» | «0.0232» points |", violations(0.5), rateError(0.5)],
  [
    "7.2/6.i",
    "| «26.8» % flagged, the best for the rate | «4218» | «0.0210» points |",
    100 * bestFlagged,
    violations(bestFlagged),
    rateError(bestFlagged),
  ],
  ["7.2/6.i", "are «10» for flagged comments and «190» for the others", (1e7 * 0.05) / 5e4, (1e7 * 0.95) / 5e4],
  [
    "7.2/6.i",
    "takes «500» comments from each of them and «5» from each other user",
    (100_000 * 0.5) / 100,
    (100_000 * 0.5) / (10_000 - 100),
  ],
  ["7.2/6.i", String.raw`$\rho = 0.05$ they are worth «1963»`, 100_000 / (1 + (1000 - 1) * 0.05)],

  ["7.2/6.ii", String.raw`to $\pm2$ points: «457» labels`, Math.ceil((1.96 ** 2 * spread(0.05)) / 0.02 ** 2)],
  ["7.2/6.ii", String.raw`it is $\pm«4.3»$ points`, 196 * Math.sqrt(spread(0.05) / 100)],
  ["7.2/6.ii", "No error in 100: below «2.95» %", 100 * (1 - solve((q) => q ** 100, 0.05, 0.5, 1))],
  ["7.2/6.ii", "moves the overall rate to «6.25» %", (30 + 19 * 5) / 20],
  ["7.2/6.ii", "shows «9.4» errors on average", worstOf(20, 100, 0.05)],
  ["7.2/6.ii", "1 % violations hold «20» of them", 2000 * 0.01],
  ["7.2/6.ii", "0.5 % of the other 99,000 are missed ones, «495»", 0.005 * 99_000],
  [
    "7.2/6.ii",
    "Then «99.4» % of labels are right, and «64.5» % of the violations",
    100 * (1 - (100 + 495) / 100_000),
    (100 * 900) / (900 + 495),
  ],
  ["7.2/6.ii", String.raw`gives $«495» \pm «433»$`, 0.005 * 99_000, 1.96 * 99_000 * Math.sqrt(spread(0.005) / 1000)],
  ["7.2/6.ii", String.raw`$D = «6.8»\,\%$`, 100 * (0.05 * 0.98 + 0.02 * 0.95)],
  ["7.2/6.ii", String.raw`$a = 2\,\%$ give $e = «5»\,\%$`, (100 * (0.068 - 0.02)) / (1 - 2 * 0.02)],
  ["7.2/6.ii", "agree on «98.02» %", 100 * (0.01 ** 2 + 0.99 ** 2)],

  ["7.2/7", "| translated | 100 | 40 % | «3000» |", 0.4 * 6000 + 0.6 * 1000],
  ["7.2/7", "| not translated | 9900 | 10 % | «1500» |", 0.1 * 6000 + 0.9 * 1000],
  ["7.2/7", "translate «3.9» % of hits and «0.67» % of the rest", 4000 / (40 + 990), 6000 / (60 + 8910)],
  [
    "7.2/7",
    String.raw`2(1.96+«0.84»)^2\cdot 2^2/0.2^2 \approx «1570»`,
    quantile(0.8),
    2 * (quantile(0.975) + quantile(0.8)) ** 2 * (2 / 0.2) ** 2,
  ],

  ["7.2/8", String.raw`rejects above $«1.358»\sqrt{`, kolmogorovLimit(0.05)],
  ["7.2/8", "| 100 | «0.192» | «0.486» |", driftLimit(100), driftShift(100)],
  ["7.2/8", "| 1000 | «0.0607» | «0.152» |", driftLimit(1000), driftShift(1000)],
  ["7.2/8", "| 1,000,000 | «0.00192» | «0.00481» |", driftLimit(1e6), driftShift(1e6)],
  [
    "7.2/8",
    "with correlation 0.9 in the other: every test of single features is blind, and the best classifier is right in «75.7» %",
    50 + 50 * totalVariation,
  ],
  ["7.2/8", "(one-sided, 5 %, normal approximation) above «0.526»", chanceLimit],
  [
    "7.2/8",
    "true accuracy 0.55 gets there with probability «94» %",
    100 * Phi((0.55 - chanceLimit) / Math.sqrt(spread(0.55) / 1000)),
  ],
  ["7.2/8", String.raw`\bigl(1-e^{-0.5^2/6}\bigr) = «0.0471»$`, 2 * kernelMean(0) - 2 * kernelMean(0.5)],
  ["7.2/8", "a false alarm with probability «92» %", 100 * (1 - 0.95 ** 50)],
  ["7.2/8", "no $p$ below «0.001»", 1 / (999 + 1)],

  [
    "7.2/9",
    "Errors 0.20, 0.16, 0.135 at 1000, 2000, 4000: $r = «1.6»$, next «0.119», floor «0.093»",
    2 ** curve.exponent,
    curve.at(8000),
    curve.floor,
  ],
  ["7.2/9", "0.10 needs about «59,700» examples", 100 * Math.round(solve((n) => -curve.at(n), -0.1, 1000, 1e6) / 100)],
  [
    "7.2/9",
    "with 0.130 as the last value the floor is «0.04», and with 0.140 it is «0.12»",
    powerLaw(0.2, 0.16, 0.13).floor,
    powerLaw(0.2, 0.16, 0.14).floor,
  ],
  ["7.2/9", "standard error of 0.135 is «0.0076»", Math.sqrt(spread(0.135) / 2000)],
  [
    "7.2/9",
    "takes «7.2» times the data at 0.35, and «20,000» times at 0.07",
    halving(0.35),
    1000 * Math.round(halving(0.07) / 1000),
  ],
  [
    "7.2/9",
    String.raw`$\varepsilon = \delta = 0.05$: «3501» examples`,
    Math.ceil(solve((n) => -2e6 * Math.exp(-2 * n * 0.05 ** 2), -0.05, 1, 1e5)),
  ],
  ["7.2/9", String.raw`$\rho = 0.5$: 2000 images are worth «190»`, 2000 / (1 + 19 * 0.5)],
  ["7.2/9", String.raw`a recall of 0.8 to $\pm«11»$ points`, 196 * Math.sqrt(spread(0.8) / 50)],

  ["7.2/10", String.raw`z_i = «0.6745»\,`, upper],
  ["7.2/10", "where «0.6745», the upper quartile", upper],
  ["7.2/10", "mean «19.0», standard deviation «28.5»", mean, deviation],
  ["7.2/10", "$z = «2.84»$ (the bound is «2.85»)", (100 - mean) / deviation, (10 - 1) / Math.sqrt(10)],
  ["7.2/10", "median «10», MAD «1», $z = «60.7»$", median, mad, (upper * (100 - median)) / mad],
  [
    "7.2/10",
    "Fences at 1.5 interquartile ranges beyond the quartiles flag «0.70» % of a normal population, «7» rows in 1000",
    200 * Phi(-fence(-upper, upper)),
    2000 * Phi(-fence(-upper, upper)),
  ],
  ["7.2/10", "and «7.8» % of a standard log-normal one", 100 * Phi(-Math.log(logFence))],

  ["7.2/11.i", String.raw`$\tfrac12$ instead of «0.9»`, 900 / 1000],
  ["7.2/11.i", String.raw`$n_{\text{eff}} = «5025»$`, worth([...Array.from({ length: 9900 }, () => 1), 100])],
  [
    "7.2/11.i",
    "similarity 0.4, 0.6, 0.8 are found with probability «0.186», «0.802», «0.9996»",
    ...[0.4, 0.6, 0.8].map(banded),
  ],

  ["7.2/11.ii", String.raw`1.5 becomes $2\cdot3/(2+1) = «2»$`, solve((w) => 2 * (w - 3) + w, 0, -9, 9)],
  [
    "7.2/11.ii",
    String.raw`accuracy 0.9: the 95 % interval is $\pm«1.86»$ points and would be reported as $\pm«1.31»$`,
    196 * Math.sqrt(spread(0.9) / 1000),
    196 * Math.sqrt(spread(0.9) / 2000),
  ],
  ["7.2/11.ii", "$z = 1.5$, $p = «0.134»$", 2 * Phi(-1.5)],
  ["7.2/11.ii", "$z = «2.12»$, $p = «0.034»$", 1.5 * Math.SQRT2, 2 * Phi(-1.5 * Math.SQRT2)],
  ["7.2/11.ii", "$1600/1999 = «0.800»$", twin],
  [
    "7.2/11.ii",
    String.raw`$«0.800» + «0.200»\cdot\tfrac12 = «0.900»$ where 0.5 is`,
    twin,
    1 - twin,
    twin + (1 - twin) / 2,
  ],
  [
    "7.2/11.ii",
    String.raw`$1-e^{-2} = «86.5»\,\%$ of the distinct rows instead of «63.2» %`,
    100 * (1 - (1 - 1e-6) ** 2e6),
    100 * (1 - (1 - 1e-6) ** 1e6),
  ],

  ["7.2/12.i", "| mean | «0.70» | «0.418» |", ...filled(0, 0)],
  ["7.2/12.i", "| prediction | «0.775» | «0.568» |", ...filled(0.5, 0)],
  ["7.2/12.i", "| draw | «1» | «0.5» |", ...filled(0.5, 1 - 0.5 ** 2)],
  ["7.2/12.i", "between «40» % and «70» % of the rows are complete, «49» %", 100 - 60, 100 - 30, 100 * 0.7 ** 2],
  [
    "7.2/12.i",
    "missing information of 0.3, five imputations are «94.3» % as efficient as infinitely many, twenty «98.5» %",
    100 / (1 + 0.3 / 5),
    100 / (1 + 0.3 / 20),
  ],

  [
    "7.2/12.ii",
    "complete with probability 0.9; group B, 20 %, mean 20, complete with probability 0.4. The truth is «12»",
    total(({ share, mean }) => share * mean),
  ],
  [
    "7.2/12.ii",
    "Complete rows give «11», with «10» % instead of 20 % from B",
    completeMean,
    (100 * 0.2 * 0.4) / completeShare,
  ],
  [
    "7.2/12.ii",
    "Filling with the mean gives «11» too",
    completeShare * completeMean + (1 - completeShare) * completeMean,
  ],
  [
    "7.2/12.ii",
    "Weights $1/0.9$ and $1/0.4$, or filling by group, give «12»; by weights, «800» complete rows are worth «720»",
    total(({ share, complete, mean }) => (share * complete * mean) / complete) /
      total(({ share, complete }) => (share * complete) / complete),
    weightsSeen.length,
    worth(weightsSeen),
  ],
  ["7.2/12.ii", "what is seen is $«-0.288»$, its standard deviation «0.794»", seenMean, seenDeviation],
  ["7.2/12.ii", "the missing «15.9» % have mean «1.525»", 100 * (1 - seen), unseenMean],
  ["7.2/12.ii", String.raw`moves by $«0.159»\,\Delta$`, 1 - seen],
  ["7.2/12.ii", String.raw`the truth is at $\Delta = «1.813»$`, -seenMean / (1 - seen)],
  ["7.2/12.ii", "the correlation is $«-0.5»$", headProduct(0, 1) / Math.sqrt(headProduct(0, 0) * headProduct(1, 1))],
];

/** Numbers that the computations start from, or a threshold or figure from a paper. */
export const given: Record<string, string[]> = {
  "7.2/6.ii": ["1.96", "0.05"],
  "7.2/8": ["0.5"],
  "7.2/9": ["0.07", "0.35"],
  "7.2/10": ["3.5"],
  "7.2/11.i": ["3.3"],
  "7.2/12.i": ["0.3", "0.5"],
};
