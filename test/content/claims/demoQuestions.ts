// Claims of the questions that a demo measures.

import { normalCdf as Phi } from "../../../src/math/normalDistribution";
import {
  ballInCube,
  bestAcceptanceInOneDimension,
  chiSquared,
  divergence,
  expectedMaximum,
  gammaOfHalf,
  integrate,
  kolmogorovLimit,
  logUniform,
  majority,
  nearestOfRandom,
  neighbourError,
  optimalAcceptance,
  phi,
  residualOfLine,
  stabilityIndex,
  studentTails,
  sumOver,
  uncorrected,
  uniform,
} from "../exactValues";
import type { Claim } from "./claim";

const precisionAt = (share: number) => (share * Phi(1)) / (share * Phi(1) + (1 - share) * Phi(-1));
const accuracyAt = (share: number, threshold: number) => share * Phi(1 - threshold) + (1 - share) * Phi(1 + threshold);

const llama = { layers: 32, width: 4096, inner: 11_008, words: 32_000 };
const llamaParameters =
  2 * llama.words * llama.width +
  llama.layers * (4 * llama.width ** 2 + 3 * llama.width * llama.inner + 2 * llama.width) +
  llama.width;

const shallowUnits = (k: number) => 2 ** k - 2;
const folds = (k: number): number[] => [2 ** k, 6 * k + 1, shallowUnits(k), 3 * shallowUnits(k) + 1];
const votes = (p: number): number[] => [1, 3, 5, 11, 21].map((voters) => majority(p, voters));
const shifted = (shift: number): number[] => [2 * Phi(shift / 2) - 1, Phi(shift / Math.SQRT2), stabilityIndex(shift)];
const weightsLeft = (d: number) => (Math.sqrt(2 * 2 - 1) / 2) ** d;
const methods = (d: number): number[] => [ballInCube(d), weightsLeft(d)];

export const claims: Claim[] = [
  ["7.1/5", "| 3 | «8» | «19» | «6» | «19» |", ...folds(3)],
  ["7.1/5", "| 6 | «64» | «37» | «62» | «187» |", ...folds(6)],
  ["7.1/5", "| 10 | «1024» | «61» | «1022» | «3067» |", ...folds(10)],
  ["7.1/5", "37 parameters has «12» units, hence at most «14» runs", (37 - 1) / 3, (37 - 1) / 3 + 2],
  ["7.1/5", String.raw`\tfrac12 - \tfrac{14}{128} = «39.06»\,\%`, 100 * (1 / 2 - 14 / 128)],

  ["7.1/6", "an error of $10^{-6}$ takes «500» pieces", Math.sqrt(1 / (4 * 1e-6))],
  ["7.1/6", "at $d=20$, $N$ must grow by a factor of $10^{«20»}$", Math.log10(100 ** (20 / 2))],
  [
    "7.1/6",
    String.raw`\bigl(\tfrac12 - \tfrac1{2\pi}\bigr)/N = «0.3408»/N`,
    integrate((z) => z * z * phi(z), 0, 9) - integrate((z) => z * phi(z), 0, 9) ** 2,
  ],
  ["7.1/6", String.raw`2^{-24} \approx «6.0»\cdot10^{-8}`, 1e8 * 2 ** -24],

  ["7.1/8.iii", String.raw`1 - 0.95^{60} = «95.4»\,\%`, 100 * (1 - 0.95 ** 60)],
  ["7.1/8.iii", "«59» draws suffice for 95 %", Math.ceil(Math.log(0.05) / Math.log(0.95))],
  ["7.1/8.iii", String.raw`$\tfrac1{12} = «0.083»$ on the (centred) grid`, integrate((x) => 6 * x, 0, 1 / 6)],
  ["7.1/8.iii", String.raw`$\tfrac3{55} = «0.055»$ at random`, nearestOfRandom(9)],
  ["7.1/8.iii", String.raw`cost $5\cdot 81 = «405»$ epochs`, 81 * 1 + 27 * 3 + 9 * 9 + 3 * 27 + 1 * 81],
  ["7.1/8.iii", "all 81 to the end would cost «6561»", 81 * 81],
  [
    "7.1/8.iii",
    String.raw`by $«1.54»\,s$ for $n=10$, $«2.32»\,s$ for 60, $«3.24»\,s$ for 1000`,
    ...[10, 60, 1000].map(expectedMaximum),
  ],

  ["7.1/10.ii", String.raw`$p=10$, $n=40$: excess risk $«0.345»\,s^2$`, 10 / (40 - 10 - 1)],
  ["7.1/10.ii", String.raw`\tfrac12 - 3/\pi^2 = «0.196»`, residualOfLine((x) => Math.sin(2 * Math.PI * x))],
  ["7.1/10.ii", "«2.4» for $d=1$, «11.3» for $d=10$, «64» for $d=20$", ...[1, 10, 20].map((d) => 2 ** ((4 + d) / 4))],
  ["7.1/10.ii", String.raw`2\cdot0.8\cdot0.2 = «0.32»`, neighbourError(1, 0.8)],
  ["7.1/10.ii", "with 3 neighbours «0.262», with 15 it is «0.203»", neighbourError(3, 0.8), neighbourError(15, 0.8)],

  ["7.1/11", "$M = 16$: variance «0.6875»", 0.3 * 2 + ((1 - 0.3) / 16) * 2],
  ["7.1/11", "Independence would have promised «0.125»", 2 / 16],
  ["7.1/11", String.raw`$\rho\sigma^2 = «0.6»$`, 0.3 * 2],
  ["7.1/11", "| 0.7 | «0.700» | «0.784» | «0.837» | «0.922» | «0.974» |", ...votes(0.7)],
  ["7.1/11", "| 0.6 | «0.600» | «0.648» | «0.683» | «0.753» | «0.826» |", ...votes(0.6)],
  ["7.1/11", "| 0.4 | «0.400» | «0.352» | «0.317» | «0.247» | «0.174» |", ...votes(0.4)],

  [
    "7.1/12",
    String.raw`«68.3» % for $\lambda = \sigma$ and «95.4» % for`,
    100 * (2 * Phi(1) - 1),
    100 * (2 * Phi(2) - 1),
  ],
  ["7.1/12", String.raw`For $\hat w = 3$ and $\lambda = 1$, L1 gives «2» and L2 gives «1.5»`, 3 - 1, 3 / (1 + 1)],
  ["7.1/12", String.raw`for $\hat w = 0.5$, L1 gives «0» and L2 gives «0.25»`, Math.max(0.5 - 1, 0), 0.5 / (1 + 1)],

  ["7.1/14", String.raw`20\log_{10}2 = «6.02»`, 20 * Math.log10(2)],
  ["7.1/14", "| Parameters | «6.74» billion |", llamaParameters / 1e9],
  ["7.1/14", "| Weights in 16 bits | «13.48» GB |", (2 * llamaParameters) / 1e9],
  ["7.1/14", String.raw`$2\cdot32\cdot4096\cdot2$ bytes | «512» KiB |`, (2 * llama.layers * llama.width * 2) / 1024],
  ["7.1/14", "sequence of 4096 tokens | «2» GiB |", (2 * llama.layers * llama.width * 2 * 4096) / 1024 ** 3],
  ["7.1/14", "bandwidth 3 TB/s | at most about «223» |", 3e12 / (2 * llamaParameters)],
  [
    "7.1/14",
    "Load 0.9: «10» service times on average, «46» at the 99th percentile",
    1 / (1 - 0.9),
    Math.log(100) / (1 - 0.9),
  ],
  ["7.1/14", String.raw`$1 - 0.99^{100} = «63»\,\%$`, 100 * (1 - 0.99 ** 100)],
  ["7.1/14", "From 8 to 4 bits: «24.1» dB lost", 4 * 20 * Math.log10(2)],

  ["7.1/15.i", "accuracy and precision are both «0.841»", accuracyAt(0.5, 0)],
  ["7.1/15.i", "precision are both «0.841»", precisionAt(0.5)],
  ["7.1/15.i", "the accuracy *stays* «0.841», and precision drops to «0.371»", accuracyAt(0.1, 0), precisionAt(0.1)],
  ["7.1/15.i", "would give an accuracy of «0.930»", accuracyAt(0.1, Math.log(9) / 2)],
  ["7.1/15.i", "accuracy of 0.80 the standard error is «0.0126»", Math.sqrt((0.8 * 0.2) / 1000)],
  [
    "7.1/15.i",
    "better by «2.51» of these, «3.2» points",
    expectedMaximum(100),
    100 * expectedMaximum(100) * Math.sqrt((0.8 * 0.2) / 1000),
  ],
  [
    "7.1/15.i",
    String.raw`500 test examples at 0.90 accuracy have a 95 % interval of $\pm «2.6»$`,
    196 * Math.sqrt((0.9 * 0.1) / 500),
  ],

  ["7.1/15.ii", "| 0.1 | «0.040» | «0.528» | «0.010» |", ...shifted(0.1)],
  ["7.1/15.ii", "| 0.5 | «0.197» | «0.638» | «0.238» |", ...shifted(0.5)],
  ["7.1/15.ii", "| 1 | «0.383» | «0.760» | «0.926» |", ...shifted(1)],
  ["7.1/15.ii", "test rejects above «0.0607»", kolmogorovLimit(0.05) * Math.sqrt(1 / 1000 + 1 / 1000)],
  ["7.1/15.ii", "index averages about «0.018»", (10 - 1) * (1 / 1000 + 1 / 1000)],
  ["7.1/15.ii", "false alarm with probability «64» %", 100 * (1 - 0.95 ** 20)],
  [
    "7.1/15.ii",
    String.raw`near 0.85 to $\pm 2.5$ points at 95 % takes «784» labels`,
    Math.ceil((1.96 ** 2 * 0.85 * 0.15) / 0.025 ** 2),
  ],

  ["7.1/15.iii", String.raw`e^{-\delta^2} = «0.368»$. At $\delta = 2$ it is «0.018»`, Math.exp(-1), Math.exp(-4)],
  ["7.1/15.iii", "of 10,000 rows «183» are left", 10_000 * Math.exp(-4)],
  [
    "7.1/15.iii",
    String.raw`$\tfrac12\ln 9 = «1.10»$ raises accuracy from «0.841» to «0.930»`,
    Math.log(9) / 2,
    accuracyAt(0.1, 0),
    accuracyAt(0.1, Math.log(9) / 2),
  ],

  ["7.2/2", String.raw`1 - \frac1e = «0.632»`, 1 - Math.exp(-1)],
  ["7.2/2", "about «36.8» % of the rows out-of-bag", 100 * Math.exp(-1)],
  [
    "7.2/2",
    "the correction is «0.901» for $n=100$, «0.501» for 500, «0.100» for 900, and «0» for 1000",
    ...[100, 500, 900, 1000].map((n) => (1000 - n) / 999),
  ],
  ["7.2/2", "Below 5 % of the population it is above «0.95»", (1e6 - 0.05e6) / (1e6 - 1)],
  [
    "7.2/2",
    "Distinct share: «0.672» for $n=5$, «0.651» for 10, «0.634» for 100, «0.632» for 1000",
    ...[5, 10, 100, 1000].map((n) => 1 - (1 - 1 / n) ** n),
  ],
  ["7.2/2", "some value repeats with probability «0.507»", 1 - Math.exp(sumOver(23, (i) => Math.log(1 - i / 365)))],

  [
    "7.2/3",
    String.raw`$\ell = 2.38$ | «0.445» | «0.356» | «0.287» | «0.248» | «0.237» | «0.234» |`,
    ...[1, 2, 5, 20, 100].map((d) => studentTails(d, 1.19)),
    2 * Phi(-1.19),
  ],
  ["7.2/3", "«0.234» for random walks", optimalAcceptance(1, 2)],
  ["7.2/3", "«0.574» for Langevin proposals", optimalAcceptance(3, 2)],
  ["7.2/3", "«0.651» for Hamiltonian Monte Carlo", optimalAcceptance(2, 1)],
  ["7.2/3", "a random walk on a normal does best near «0.44»", bestAcceptanceInOneDimension()],
  ["7.2/3", "$0.95^2 = «0.9025»$", 0.95 ** 2],
  ["7.2/3", "(1+0.9025)/(1-0.9025) = «19.5»", (1 + 0.9025) / (1 - 0.9025)],
  ["7.2/3", "10,000 sweeps are worth «512»", Math.floor((10_000 * (1 - 0.9025)) / (1 + 0.9025))],

  ["7.2/4", "| 2 | «0.785» | «0.75» |", ...methods(2)],
  ["7.2/4", "| 5 | «0.164» | «0.487» |", ...methods(5)],
  ["7.2/4", "| 10 | «0.00249» | «0.237» |", ...methods(10)],
  ["7.2/4", String.raw`| 20 | $«2.46»\cdot10^{-8}$ | «0.0563» |`, 1e8 * ballInCube(20), weightsLeft(20)],
  [
    "7.2/4",
    String.raw`| 100 | $«1.87»\cdot10^{-70}$ | $«5.66»\cdot10^{-7}$ |`,
    1e70 * ballInCube(100),
    1e7 * weightsLeft(100),
  ],
  ["7.2/4", "at $d = 1000$ one in «20,959»", 1.01 ** 1000],
  ["7.2/4", String.raw`$1 - 0.99^{100} = «63»\,\%$`, 100 * (1 - 0.99 ** 100)],
  ["7.2/4", String.raw`$\mathbb E\lVert x\rVert = «9.975»$`, (Math.SQRT2 * gammaOfHalf(101)) / gammaOfHalf(100)],
  ["7.2/4", "at $d = 10^4$: a factor of «1000»", 1e4 ** (2 - 5 / 4)],

  ["7.2/5", "of $V = 10{,}000$ classes probability «0.0753»", logUniform(0)],
  [
    "7.2/5",
    "$V = 10{,}000$: «170.7» with uniform $q$, «0.0132» with log-uniform",
    chiSquared(uniform),
    chiSquared(logUniform),
  ],
  ["7.2/5", "uniform sampling needs some «12,900» times", chiSquared(uniform) / chiSquared(logUniform)],
  ["7.2/5", "divergence of «2.54» nats", divergence(uncorrected)],
  ["7.2/5", "the uniform distribution it has «2.60»", divergence(uniform)],
  ["7.2/5", String.raw`$-\ln 5 = «-1.609»$`, -Math.log(5)],
  ["7.2/5", String.raw`$\ln 256 = «5.55»$`, Math.log(255 + 1)],
  ["7.2/5", "«500» times fewer logits", 50_000 / 100],
];

// The numbers that the computations start from, and one threshold from a paper.
export const given: Record<string, string[]> = {
  "7.1/10.ii": ["0.8", "0.2"],
  "7.1/11": ["0.3"],
  "7.1/15.ii": ["0.5", "0.1"],
  "7.2/3": ["1.01", "0.95"],
  "7.2/4": ["1.01"],
};
