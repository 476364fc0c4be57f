import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  bits: number;
  granularity: "tensor" | "channel";
  /** Of training. */
  steps: number;
  /** Standard deviation of the logarithm of the channels' scales. */
  spread: number;
  /** The largest batch that is timed, and how many sequences the cache holds. */
  batch: number;
  /** Of the layer that is timed. */
  width: number;
  load: number;
  queue: "markov" | "deterministic";
  fanOut: number;
  model: string;
}

/** The controls' values, typed. */
export function readSettings(params: RunContext["params"]): Settings {
  const settings = params as unknown as Settings;
  return { ...settings, width: Number(settings.width) };
}

/** Bit widths that are tried. */
export const bitWidths = Array.from({ length: 15 }, (_, i) => i + 2);

/** What is drawn from the seed, each from a stream of its own; signals have one for each bit width, from `signal` on. */
export const streams = {
  centres: 0,
  train: 1,
  labels: 2,
  test: 3,
  testLabels: 4,
  start: 5,
  spread: 6,
  rounding: 7,
  channels: 8,
  lloyd: 9,
  fanOut: 10,
  signal: 32,
  queue: 64,
};

/** The load that the conclusion always speaks of. */
export const usualLoad = 0.9;
