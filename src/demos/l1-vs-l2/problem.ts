import type { LeastSquares, Penalty } from "../../math/elasticNet";
import { createMatrix, type Matrix, normalizeColumns, orthonormalizeColumns } from "../../math/matrix";
import { createRandomSource, type RandomSource } from "../../math/random";
import type { RunContext } from "../demo";

/** The values of the demo's controls. */
export interface Settings {
  lambda: number;
  mix: number;
  correlation: number;
  rows: number;
  weights: number;
  /** True weights that are not zero. */
  nonzero: number;
  noise: number;
  solver: "fista" | "ista";
}

/** The controls' values, typed; more true weights than weights cannot be. */
export function readSettings(params: RunContext["params"]): Settings {
  const settings = params as unknown as Settings;
  return { ...settings, nonzero: Math.min(settings.nonzero, settings.weights) };
}

/** The elastic net's two penalties: `mix` of λ goes to L1, the rest to L2. */
export const penaltyOf = ({ mix }: Pick<Settings, "mix">, lambda: number): Penalty => ({
  l1: mix * lambda,
  l2: (1 - mix) * lambda,
});

/** What is drawn from the seed, each from a stream of its own. */
const streams = { design: 0, noise: 1, support: 2, sizes: 3, orthonormal: 4, uselessNoise: 5, start: 6 };

/** The data of a run. All columns have length 1, so that a weight and λ are on one scale with the noise. */
export interface Data {
  truth: Float64Array;
  /** Neighbouring features are correlated. */
  correlated: LeastSquares;
  /** The same truth and noise under orthonormal features; has more rows where there are fewer rows than weights. */
  orthonormal: LeastSquares;
  /** Noise for `columns` data sets of the orthonormal design whose true weights are all 0: [rows, columns]. */
  drawUselessNoise(batch: number, columns: number): Float64Array;
  /** Where Adam starts: small and nowhere 0, one number a weight. */
  start: Float64Array;
}

/** Draws the data that belong to a seed. */
export function drawData(settings: Settings, seed: number): Data {
  const { rows, weights, correlation, noise } = settings;
  const random = createRandomSource(seed);
  const truth = drawTruth(settings, random);

  const design: Matrix = { ...createMatrix(rows, weights), values: random.normals(streams.design, rows * weights) };
  for (let i = 0; i < design.values.length; i++) {
    if (i % weights > 0) {
      // Features along the row form an autoregression: their correlation is `correlation` to the power of their distance.
      const fresh = Math.sqrt(1 - correlation ** 2) * (design.values[i] as number);
      design.values[i] = correlation * (design.values[i - 1] as number) + fresh;
    }
  }
  const tall = Math.max(rows, weights);
  const square: Matrix = {
    ...createMatrix(tall, weights),
    values: random.normals(streams.orthonormal, tall * weights),
  };
  const errors = random.normals(streams.noise, tall);
  const observe = (x: Matrix): LeastSquares => ({
    x,
    y: Float64Array.from({ length: x.rows }, (_, row) => {
      const signal = truth.reduce((sum, w, j) => sum + w * (x.values[row * weights + j] as number), 0);
      return signal + noise * (errors[row] as number);
    }),
  });
  return {
    truth,
    correlated: observe(normalizeColumns(design)),
    orthonormal: observe(orthonormalizeColumns(square)),
    drawUselessNoise: (batch, columns) =>
      random.normals(streams.uselessNoise, tall * columns, batch * tall * columns).map((value) => noise * value),
    start: random.normals(streams.start, weights).map((value) => 0.01 * value),
  };
}

/** `nonzero` weights at random places, of random sign, their sizes even between 3 and 8; the others are 0. */
function drawTruth({ weights, nonzero }: Settings, random: RandomSource): Float64Array {
  const truth = new Float64Array(weights);
  const places = random.permutation(streams.support, weights);
  const sizes = random.uniforms(streams.sizes, 2 * nonzero);
  for (let i = 0; i < nonzero; i++) {
    const sign = (sizes[2 * i] as number) < 0.5 ? -1 : 1;
    truth[places[i] as number] = sign * (3 + 5 * (sizes[2 * i + 1] as number));
  }
  return truth;
}

/** 200 values of λ, evenly spaced in log λ from `most`/50 to 1.1 times `most`; `chosen` is one of them. */
export function lambdaGrid(chosen: number, most: number): { lambdas: number[]; at: number } {
  const low = Math.log(Math.min(most / 50, chosen));
  const high = Math.log(Math.max(1.1 * most, chosen));
  const lambdas = Array.from({ length: 200 }, (_, i) => Math.exp(low + ((high - low) * i) / 199));
  const at = Math.round((199 * (Math.log(chosen) - low)) / (high - low));
  lambdas[at] = chosen;
  return { lambdas, at };
}
