import type { Matrix } from "../../math/matrix";
import { createRandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import { type Truth, truths } from "./truths";

/** The values of the demo's controls. */
export interface Settings {
  truth: string;
  /** The largest number of examples. */
  most: number;
  /** Features. */
  features: number;
  noise: number;
  degree: number;
  /** Neighbours; 0: chosen by cross-validation. */
  neighbours: number;
  /** Bandwidth of the kernel; 0: chosen by cross-validation. */
  bandwidth: number;
}

/** The controls' values, typed; a law has at least the features that it depends on. */
export function readSettings(params: RunContext["params"]): Settings {
  const settings = params as unknown as Settings;
  return { ...settings, features: Math.max(settings.features, truthOf(settings).features) };
}

/** The law of that name. */
export const truthOf = ({ truth }: Pick<Settings, "truth">): Truth => truths[truth] as Truth;

/** How the parametric model is called. */
export const nameModel = ({ degree }: Pick<Settings, "degree">): string =>
  degree === 1 ? "the straight line" : `the polynomial of degree ${degree}`;

/** Its weights: an intercept, and for each feature one a degree. */
export const countParameters = ({ features, degree }: Pick<Settings, "features" | "degree">): number =>
  1 + features * degree;

/** Numbers of examples, four to a factor of ten from 10 to `most`. */
export function listSizes(most: number): number[] {
  const sizes: number[] = [];
  for (let i = 4; Math.round(10 ** (i / 4)) < 0.9 * most; i++) {
    sizes.push(Math.round(10 ** (i / 4)));
  }
  return [...sizes, most];
}

/** Independent data sets of which every curve is the mean: fewer where each costs much. */
export const countReplicates = ({ most }: Pick<Settings, "most">): number => (most > 20_000 ? 8 : 24);

/** Test points of each data set. */
export const tests = 64;

/** Examples of each data set that are left out in turn for cross-validation. */
export const mostLeftOut = 64;

/** What is drawn from the seed, each from a stream of its own; the learning curve has two a replicate, from `curve` on. */
export const streams = { leastSquares: 0, votes: 1, coverHart: 2, ball: 3, smoother: 4, curve: 16 };

/** One data set. */
export interface Sample {
  x: Matrix;
  y: Float64Array;
  /** Test points and the law there, without noise. */
  test: Matrix;
  truth: Float64Array;
}

/**
 * Draws so many examples of one replicate: inputs uniform on the unit cube, normal noise. Of one replicate, more examples
 * begin with the same as fewer, and the test points are the same.
 */
export function drawSample(settings: Settings, seed: number, replicate: number, examples: number): Sample {
  const { features, noise } = settings;
  const random = createRandomSource(seed);
  const stream = streams.curve + 2 * replicate;
  const inputs = random.uniforms(stream, (tests + examples) * features);
  const errors = random.normals(stream + 1, examples);
  const law = truthOf(settings);
  const lawAt = (x: Matrix) =>
    Float64Array.from({ length: x.rows }, (_, row) => law.at(x.values.subarray(row * features, (row + 1) * features)));
  const test: Matrix = { rows: tests, columns: features, values: inputs.subarray(0, tests * features) };
  const x: Matrix = { rows: examples, columns: features, values: inputs.subarray(tests * features) };
  return { x, y: lawAt(x).map((value, i) => value + noise * (errors[i] as number)), test, truth: lawAt(test) };
}

/** Rows `from` to `to` of a matrix: a view, not a copy. */
export const rowsOf = ({ columns, values }: Matrix, from: number, to: number): Matrix => ({
  rows: to - from,
  columns,
  values: values.subarray(from * columns, to * columns),
});
