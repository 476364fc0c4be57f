import type { Initialisation, NetworkShape } from "../../math/network";
import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  /** k: how often the line is folded. */
  folds: number;
  /** exact: nothing is trained. */
  weights: "trained" | "exact";
  target: "folds" | "smooth";
  /** Networks of each kind in training. */
  networks: number;
  steps: number;
  activation: "leaky" | "relu";
  initialisation: Initialisation;
}

/** The controls' values, typed. */
export const readSettings = (params: RunContext["params"]): Settings => params as unknown as Settings;

/** The slope below 0 of the networks in training, where the activation is leaky. */
export const leakySlope = 0.1;

/** A network of `folds` hidden layers of two units. */
export const deepShape = (folds: number, leak = 0): NetworkShape => ({
  widths: [1, ...Array.from({ length: folds }, () => 2), 1],
  leak,
});

/** A network of one hidden layer. */
export const shallowShape = (units: number, leak = 0): NetworkShape => ({ widths: [1, units, 1], leak });

/** Units of the shallow network with as many parameters as the deep one: 3 · 2k + 1 = 6k + 1. */
export const equalUnits = (folds: number): number => 2 * folds;

/** The points i / 2ᵏ. */
export const pointsOf = (folds: number): Float64Array =>
  Float64Array.from({ length: 2 ** folds }, (_, i) => i / 2 ** folds);

/** What the networks are to learn at the points: whether i is odd, or one period of a sine wave between 0 and 1. */
export const targetsOf = ({ folds, target }: Pick<Settings, "folds" | "target">): Float64Array =>
  pointsOf(folds).map((x, i) => (target === "folds" ? i % 2 : 0.5 + 0.5 * Math.sin(2 * Math.PI * x)));

/** The variance of the targets: the squared error of the best constant. */
export function varianceOf(targets: Float64Array): number {
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  return targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
}
