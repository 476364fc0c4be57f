// What the numbers of the chapter are computed from: integrals, sums and searches.

import { normalCdf as Phi } from "../../src/math/normalDistribution";

export const phi = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

export const sumOver = (count: number, term: (i: number) => number): number =>
  Array.from({ length: count }, (_, i) => term(i)).reduce((a, b) => a + b, 0);

/** Simpson's rule. */
export function integrate(f: (x: number) => number, from: number, to: number, steps = 4000): number {
  const width = (to - from) / steps;
  const weight = (i: number) => (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  return (sumOver(steps + 1, (i) => weight(i) * f(from + i * width)) * width) / 3;
}

/** Where a function with one peak has it. */
export function peakOf(f: (x: number) => number, from: number, to: number): number {
  const points = Array.from({ length: 2001 }, (_, i) => from + ((to - from) * i) / 2000);
  return points.reduce((best, point) => (f(point) > f(best) ? point : best));
}

/** Gamma(n/2). */
export const gammaOfHalf = (n: number): number =>
  n === 1 ? Math.sqrt(Math.PI) : n === 2 ? 1 : (n / 2 - 1) * gammaOfHalf(n - 2);

/** Expected maximum of n independent standard normals. */
export const expectedMaximum = (n: number): number => integrate((x) => n * x * phi(x) * Phi(x) ** (n - 1), -9, 9);

/** P(|T| > bound) for Student's t. */
export function studentTails(d: number, bound: number): number {
  const scale = gammaOfHalf(d + 1) / (Math.sqrt(d * Math.PI) * gammaOfHalf(d));
  return 1 - integrate((t) => scale * (1 + (t * t) / d) ** (-(d + 1) / 2), -bound, bound);
}

/** Volume of the ball of diameter 1 in d dimensions. */
export const ballInCube = (d: number): number => Math.PI ** (d / 2) / (gammaOfHalf(d + 2) * 2 ** d);

const logChoose = (n: number, k: number) => sumOver(k, (i) => Math.log((n - i) / (i + 1)));

/** Chance that a majority of independent voters is right. */
export const majority = (p: number, voters: number): number =>
  sumOver(voters + 1, (k) => (2 * k > voters ? Math.exp(logChoose(voters, k)) * p ** k * (1 - p) ** (voters - k) : 0));

/** Error of k nearest neighbours where every label is 1 with probability p. */
export const neighbourError = (k: number, p: number): number => p * (1 - majority(p, k)) + (1 - p) * majority(p, k);

/** Population stability index between N(0,1), in ten equally likely bins, and N(shift,1). */
export function stabilityIndex(shift: number): number {
  const quantile = (share: number) => peakOf((x) => -Math.abs(Phi(x) - share), -1.5, 1.5);
  const edges = [-20, ...Array.from({ length: 9 }, (_, i) => quantile((i + 1) / 10)), 20];
  return sumOver(10, (i) => {
    const [from = 0, to = 0] = edges.slice(i, i + 2);
    const [before, after] = [Phi(to) - Phi(from), Phi(to - shift) - Phi(from - shift)];
    return (after - before) * Math.log(after / before);
  });
}

/** Mean distance from a uniform point to the nearest of n uniform points in [0,1]: the integral of the chance that none is near. */
export function nearestOfRandom(n: number): number {
  const noneWithin = (point: number, distance: number) =>
    Math.max(1 - Math.min(point + distance, 1) + Math.max(point - distance, 0), 0) ** n;
  return integrate((point) => integrate((distance) => noneWithin(point, distance), 0, 1, 400), 0, 1, 400);
}

/** Mean squared error of the best line through f(x), x uniform on [0,1]. */
export function residualOfLine(f: (x: number) => number): number {
  const mean = integrate(f, 0, 1);
  const slope = 12 * integrate((x) => (x - 0.5) * f(x), 0, 1);
  return integrate((x) => (f(x) - mean - slope * (x - 0.5)) ** 2, 0, 1);
}

/** The c with P(largest distance of a Brownian bridge from zero > c) = level. */
export function kolmogorovLimit(level: number): number {
  const tail = (c: number) => 2 * sumOver(20, (i) => (-1) ** i * Math.exp(-2 * (i + 1) ** 2 * c ** 2));
  return peakOf((c) => -Math.abs(tail(c) - level), 1.3, 1.5);
}

/** Acceptance of the random walk on N(0,1) with the largest expected squared jump. */
export function bestAcceptanceInOneDimension(): number {
  const acceptance = (step: number, z: number) => 2 * Phi((-step * Math.abs(z)) / 2);
  const jump = (step: number) => step ** 2 * integrate((z) => z * z * acceptance(step, z) * phi(z), -9, 9, 400);
  const best = peakOf(jump, 1.5, 3.5);
  return integrate((z) => acceptance(best, z) * phi(z), -9, 9);
}

/**
 * Optimal acceptance as the dimension grows: that is 2 Phi(-step^power / 2), and what it gains is step^gain times it.
 * Random walk: power 1, gain 2. Langevin: 3 and 2. Hamiltonian, whose paths cost 1/step: 2 and 1.
 */
export function optimalAcceptance(power: number, gain: number): number {
  const acceptance = (step: number) => 2 * Phi(-(step ** power) / 2);
  return acceptance(peakOf((step) => step ** gain * acceptance(step), 0.5, 3.5));
}

const classes = 10_000;
const harmonic = sumOver(classes, (i) => 1 / (i + 1));

/** Probabilities of 10,000 classes sorted by frequency. */
export const zipf = (i: number): number => 1 / ((i + 1) * harmonic);
export const logUniform = (i: number): number => Math.log((i + 2) / (i + 1)) / Math.log(classes + 1);
export const uniform = (): number => 1 / classes;

/** What sampled softmax without its correction makes of Zipf's law: p/q, normalised. */
const uncorrectedSum = sumOver(classes, (i) => zipf(i) / logUniform(i));
export const uncorrected = (i: number): number => zipf(i) / logUniform(i) / uncorrectedSum;

/** Chi-squared and Kullback-Leibler divergence of Zipf's law from q. */
export const chiSquared = (q: (i: number) => number): number => sumOver(classes, (i) => zipf(i) ** 2 / q(i)) - 1;
export const divergence = (q: (i: number) => number): number =>
  sumOver(classes, (i) => zipf(i) * Math.log(zipf(i) / q(i)));
