/** The nearest of 2^bits equal steps that cover [-1, 1]: the middle of the step that the value lies in. */
export function quantiseEvenly(value: number, bits: number): number {
  const half = 2 ** (bits - 1);
  const step = Math.min(half - 1, Math.max(-half, Math.floor(value * half)));
  return (step + 0.5) / half;
}

/**
 * Rounds values to whole multiples of a step, so that the largest of a group in size is 2^(bits - 1) - 1 steps: symmetric
 * quantisation by absolute maximum. A group is every `group` consecutive values. `bits` is 2 or more.
 */
export function quantiseByMaximum(values: ArrayLike<number>, bits: number, group: number): Float64Array {
  const levels = 2 ** (bits - 1) - 1;
  const quantised = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += group) {
    const end = Math.min(start + group, values.length);
    let largest = 0;
    for (let i = start; i < end; i++) {
      largest = Math.max(largest, Math.abs(values[i] as number));
    }
    const step = largest / levels || 1;
    for (let i = start; i < end; i++) {
      quantised[i] = Math.round((values[i] as number) / step) * step;
    }
  }
  return quantised;
}

/** A ratio of powers in decibels. */
export const decibels = (ratio: number): number => 10 * Math.log10(ratio);

/** The mean of the squares of differences. */
export function meanSquaredError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += ((a[i] as number) - (b[i] as number)) ** 2;
  }
  return sum / a.length;
}

/** The signal-to-quantisation-noise ratio, in decibels. */
export function signalToNoise(signal: ArrayLike<number>, quantised: ArrayLike<number>): number {
  return decibels(meanSquaredError(signal, new Float64Array(signal.length)) / meanSquaredError(signal, quantised));
}
