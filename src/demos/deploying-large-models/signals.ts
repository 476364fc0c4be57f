import { type Estimate, estimateMean } from "../../math/estimate";
import { applyQuantiser, designQuantiser } from "../../math/normalQuantiser";
import { meanSquaredError, quantiseByMaximum, quantiseEvenly, signalToNoise } from "../../math/quantise";
import { createRandomSource } from "../../math/random";
import type { Stage } from "../stages";
import { streams } from "./problem";

/** What was measured of signals whose quantisation noise is known; what is not there has not been measured yet. */
export interface Signals {
  /** Mean squared error of a uniform signal on [-1, 1] by bits. */
  uniform: { bits: number; error: Estimate }[];
  /** Mean squared error of rounding a normal signal to a step, relative to step² / 12. */
  rounding?: Estimate;
  /** Decibels of a sine that fills the range. */
  sine: { bits: number; ratio: number }[];
  /** Mean squared error of the best quantiser of a normal signal, by bits: by design, and of drawn values. */
  lloyd: { bits: number; distortion: number; error: Estimate }[];
  /** Mean squared error of normal weights, each channel by its own maximum, averaged over channels. */
  channels: { bits: number; error: number }[];
}

export const uniformBits = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const values = 20_000;
export const weightsPerChannel = 4096;
export const channels = 50;
/** Of the standard deviation: fine enough for an error of step² / 12 to one part in 10³⁰. */
const roundingStep = 0.5;

/** Quantises signals whose noise is known, and measures it. */
export async function* measureSignals(seed: number, signals: Signals): Stage {
  const random = createRandomSource(seed);
  for (const bits of uniformBits) {
    const squares = random.uniforms(streams.signal + bits, values).map((uniform) => {
      const value = 2 * uniform - 1;
      return (value - quantiseEvenly(value, bits)) ** 2;
    });
    signals.uniform.push({ bits, error: estimateMean(squares) });
    yield (0.3 * signals.uniform.length) / uniformBits.length;
  }
  const normals = random.normals(streams.rounding, values);
  signals.rounding = estimateMean(
    normals.map((value) => {
      const rounded = Math.round(value / roundingStep) * roundingStep;
      return (12 * (value - rounded) ** 2) / roundingStep ** 2;
    }),
  );
  for (const bits of [8, 12]) {
    // One period, at places that share no factor with the steps.
    const places = 100_003;
    const sine = Float64Array.from({ length: places }, (_, i) => Math.sin((2 * Math.PI * (i + 0.5)) / places));
    signals.sine.push({
      bits,
      ratio: signalToNoise(
        sine,
        sine.map((value) => quantiseEvenly(value, bits)),
      ),
    });
    yield 0.4;
  }
  for (const bits of [1, 2, 3, 4]) {
    const quantiser = designQuantiser(2 ** bits);
    const drawn = random.normals(streams.lloyd, values, bits * values);
    const squares = drawn.map((value) => (value - applyQuantiser(quantiser, value)) ** 2);
    signals.lloyd.push({ bits, distortion: quantiser.distortion, error: estimateMean(squares) });
    yield 0.4 + 0.05 * bits;
  }
  for (const bits of [4, 8]) {
    const errors: number[] = [];
    while (errors.length < channels) {
      const start = (bits * channels + errors.length) * weightsPerChannel;
      const weights = random.normals(streams.channels, weightsPerChannel, start);
      errors.push(meanSquaredError(weights, quantiseByMaximum(weights, bits, weightsPerChannel)));
      if (errors.length % 10 === 0) {
        yield 0.6 + (0.2 * errors.length) / channels + (bits === 8 ? 0.2 : 0);
      }
    }
    signals.channels.push({ bits, error: estimateMean(errors).value });
  }
}
