import { normalCdf } from "./normalDistribution";

/** A quantiser: values below the first border become the first level, those up to the second the second, and so on. */
export interface Quantiser {
  borders: Float64Array;
  levels: Float64Array;
  /** Mean squared error for a standard normal signal. */
  distortion: number;
}

const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
/** z times the density, which is 0 at infinity. */
const weighted = (z: number) => (Number.isFinite(z) ? z * density(z) : 0);
const cumulative = (z: number) => (Number.isFinite(z) ? normalCdf(z) : z > 0 ? 1 : 0);

/**
 * The quantiser of least mean squared error for a standard normal signal, with so many levels. Lloyd's iteration: borders
 * half-way between levels, levels at the means between borders, until nothing moves by more than 1e-12.
 * Source: Lloyd 1957 (published 1982), "Least squares quantization in PCM"; Max 1960, "Quantizing for minimum distortion".
 */
export function designQuantiser(count: number): Quantiser {
  let levels = Float64Array.from({ length: count }, (_, i) => (4 * (i + 0.5)) / count - 2);
  let borders = new Float64Array(count - 1);
  for (let moved = 1; moved > 1e-12; ) {
    borders = Float64Array.from(borders, (_, i) => ((levels[i] as number) + (levels[i + 1] as number)) / 2);
    const next = levels.map((_, i) => {
      const [from, to] = cell(borders, i);
      return (density(from) - density(to)) / (cumulative(to) - cumulative(from));
    });
    moved = next.reduce((most, level, i) => Math.max(most, Math.abs(level - (levels[i] as number))), 0);
    levels = next;
  }
  const distortion = levels.reduce((sum, level, i) => sum + cellError(...cell(borders, i), level), 0);
  return { borders, levels, distortion };
}

/** The level that the quantiser gives a value. */
export function applyQuantiser({ borders, levels }: Quantiser, value: number): number {
  let i = 0;
  while (i < borders.length && value > (borders[i] as number)) {
    i++;
  }
  return levels[i] as number;
}

const cell = (borders: Float64Array, i: number) =>
  [borders[i - 1] ?? Number.NEGATIVE_INFINITY, borders[i] ?? Number.POSITIVE_INFINITY] as const;

/** The integral of (z - level)² over the standard normal density between two borders. */
function cellError(from: number, to: number, level: number): number {
  const mass = cumulative(to) - cumulative(from);
  return (1 + level * level) * mass - (weighted(to) - weighted(from)) + 2 * level * (density(to) - density(from));
}

/**
 * The mean squared error of `quantiseByMaximum` for groups of `count` standard normal values: its mean over groups, and its
 * standard deviation. The largest of a group has a known distribution and no error; the others are normal and no larger,
 * and their errors are as good as uniform.
 */
export function errorByMaximum(bits: number, count: number): { mean: number; deviation: number } {
  const levels = 2 ** (bits - 1) - 1;
  const step = 0.02;
  let [mean, square] = [0, 0];
  for (let largest = step; largest < 9; largest += step) {
    const inside = 2 * normalCdf(largest) - 1;
    const likelihood = step * count * 2 * density(largest) * inside ** (count - 1);
    if (likelihood > 1e-14) {
      const error = (1 - 1 / count) * errorWithin(largest, levels);
      mean += likelihood * error;
      // The square of a uniform error has 4/5 of its squared mean as variance.
      square += likelihood * error * error * (1 + 0.8 / count);
    }
  }
  return { mean, deviation: Math.sqrt(square - mean * mean) };
}

/** The mean squared error of a standard normal value within ±`largest`, rounded to whole multiples of largest / levels. */
function errorWithin(largest: number, levels: number): number {
  const step = largest / levels;
  let error = 0;
  for (let k = -levels; k <= levels; k++) {
    const from = Math.max(-largest, (k - 0.5) * step);
    const to = Math.min(largest, (k + 0.5) * step);
    error += cellError(from, to, k * step);
  }
  return error / (2 * normalCdf(largest) - 1);
}
