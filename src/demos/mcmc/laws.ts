import { normalGibbs } from "../../gpu/gibbs";
import { createNormalHamiltonian } from "../../gpu/hamiltonian";
import type { Kernel } from "../../gpu/kernel";
import { createLanes } from "../../gpu/lanes";
import { createNormalMetropolis } from "../../gpu/metropolis";
import { createNormalTarget } from "../../gpu/planarTargets";
import { type Estimate, estimateMean } from "../../math/estimate";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { findPeak, spreadLengths } from "./peak";
import { type Settings, streams } from "./settings";
import { startInSpace, startOnPlane } from "./starts";
import { findTarget } from "./targets";

/** What was measured of samplers whose behaviour is known exactly; what is not there has not been measured yet. */
export interface Laws {
  /** Random walks on the standard normal: at the chosen ℓ, at the lengths of the curve, and the most efficient ℓ. */
  walks?: { acceptance: Estimate; curve: { acceptance: Estimate[]; jump: Estimate[] }; peak: Estimate };
  /** Hamiltonian paths on the standard normal: at the chosen ε, and at the steps of the curve. */
  paths?: { acceptance: Estimate; creutz: Estimate; energyError: Estimate; curve: Estimate[] };
  /** Gibbs on two correlated coordinates: E[xx'], and n times the mean square of a chain's mean over n sweeps. */
  sweeps?: { lagOne: Estimate; time: number };
  /** The smallest leapfrog step, on the same two coordinates, whose energy grows without bound. */
  unstable?: number;
}

/** The curve of the random walk is measured between these ℓ. */
export const shortest = 1.3;
export const longest = 4.4;
export const lengths = spreadLengths(shortest, longest, 15);
/** The curve of Hamiltonian paths is measured at these ε. */
export const pathSteps = Array.from({ length: 14 }, (_, i) => 0.1 * 1.26 ** i);
const walkSteps = 300;
export const pathDraws = 100;
export const sweepSteps = 500;

/** Takes chains so many steps forward, and reads a vector of their states then. */
async function* runLanes(
  { tf: lib, seed, now }: RunContext,
  kernel: Kernel,
  options: { state: Float32Array[]; uniforms: Record<string, number>; stream: number; steps: number },
): AsyncGenerator<number, readonly Float32Array[]> {
  const { state, uniforms, stream, steps } = options;
  const count = (state[0] as Float32Array).length / 4;
  const lanes = createLanes(lib, kernel, { count, seed, stream, state, uniforms, now });
  try {
    while (lanes.steps < steps) {
      lanes.advance(Math.min(lanes.pace, steps - lanes.steps));
      yield lanes.steps / steps;
    }
    const vectors: Float32Array[] = [];
    for (let v = 0; v < kernel.vectors; v++) {
      vectors.push(await lanes.read(v));
    }
    return vectors;
  } finally {
    lanes.dispose();
  }
}

/** Random walks on the standard normal, in stationarity: many at the chosen ℓ, and some at each length of the curve. */
export async function* measureWalks(context: RunContext, settings: Settings, laws: Laws): Stage {
  const { dimension, length, chains } = settings;
  const replicates = chains / 2;
  const all = [
    ...Array.from({ length: chains }, () => length),
    ...Array.from({ length: replicates }, () => lengths).flat(),
  ].map((one) => one / Math.sqrt(dimension));
  const kernel = createNormalMetropolis(dimension);
  const state = startInSpace(all, dimension, "exact", { seed: context.seed, stream: streams.walkStarts });
  yield 0;
  const vectors = yield* runLanes(context, kernel, { state, uniforms: {}, stream: streams.walks, steps: walkSteps });
  const run = vectors[kernel.vectors - 2] as Float32Array;
  const perStep = (component: number) => (chain: number) => (run[4 * chain + component] as number) / walkSteps;
  const curve = (of: (chain: number) => number) =>
    Array.from({ length: replicates }, (_, r) => lengths.map((_, k) => of(chains + r * lengths.length + k)));
  const jumps = curve(perStep(2));
  laws.walks = {
    acceptance: estimateMean(Array.from({ length: chains }, (_, c) => perStep(1)(c))),
    curve: { acceptance: estimateEach(curve(perStep(1))), jump: estimateEach(jumps) },
    peak: findPeak(shortest, longest, jumps),
  };
}

/** Hamiltonian paths on the standard normal, in stationarity: many at the chosen ε, and some at each step of the curve. */
export async function* measurePaths(context: RunContext, settings: Settings, laws: Laws): Stage {
  const { dimension, stepSize, leapfrogs, chains } = settings;
  const replicates = chains / 16;
  const sizes = [
    ...Array.from({ length: chains }, () => stepSize),
    ...Array.from({ length: replicates }, () => pathSteps).flat(),
  ];
  const kernel = createNormalHamiltonian(dimension);
  const state = startInSpace(sizes, dimension, "exact", { seed: context.seed, stream: streams.pathStarts });
  yield 0;
  const options = { state, uniforms: { leapfrogs }, stream: streams.paths, steps: pathDraws };
  const vectors = yield* runLanes(context, kernel, options);
  const run = vectors[kernel.vectors - 2] as Float32Array;
  const perDraw = (component: number) => (chain: number) => (run[4 * chain + component] as number) / pathDraws;
  const estimate = (component: number) => estimateMean(Array.from({ length: chains }, (_, c) => perDraw(component)(c)));
  laws.paths = {
    acceptance: estimate(1),
    creutz: estimate(2),
    energyError: estimate(3),
    curve: estimateEach(
      Array.from({ length: replicates }, (_, r) => {
        return pathSteps.map((_, k) => perDraw(1)(chains + r * pathSteps.length + k));
      }),
    ),
  };
}

/** Gibbs on two correlated normal coordinates, in stationarity. */
export async function* measureSweeps(context: RunContext, settings: Settings, laws: Laws): Stage {
  const { correlation, chains } = settings;
  const target = findTarget({ ...settings, target: "correlated" });
  const random = { seed: context.seed, stream: streams.sweepStarts };
  const starts = startOnPlane({ chains, start: "exact" }, target, () => 0, random);
  yield 0;
  const vectors = yield* runLanes(context, normalGibbs, {
    state: [starts, new Float32Array(4 * chains)],
    uniforms: { correlation },
    stream: streams.sweeps,
    steps: sweepSteps,
  });
  const [chain, sums] = vectors as [Float32Array, Float32Array];
  const each = (value: (c: number) => number) => estimateMean(Array.from({ length: chains }, (_, c) => value(c)));
  laws.sweeps = {
    // Of y alone: x carries no news, as y is drawn from it.
    lagOne: each((c) => (chain[4 * c + 3] as number) / sweepSteps),
    time: each((c) => (sums[4 * c + 1] as number) ** 2 / sweepSteps).value,
  };
}

/** Halves in on the leapfrog step at which 4,000 steps begin to multiply the energy without bound. */
export function findUnstableStep(correlation: number): number {
  const { logDensity, slopeX, slopeY } = createNormalTarget(correlation);
  const grows = (size: number): boolean => {
    let [x, y, momentumX, momentumY] = [1, -0.5, 0, 0];
    const start = -logDensity(x, y);
    for (let leap = 0; leap < 4000; leap++) {
      momentumX += 0.5 * size * slopeX(x, y);
      momentumY += 0.5 * size * slopeY(x, y);
      x += size * momentumX;
      y += size * momentumY;
      momentumX += 0.5 * size * slopeX(x, y);
      momentumY += 0.5 * size * slopeY(x, y);
      if (momentumX ** 2 + momentumY ** 2 > 1e12 * start) {
        return true;
      }
    }
    return false;
  };
  let [stable, unstable] = [0.01, 4];
  while (unstable - stable > 1e-6) {
    const middle = (stable + unstable) / 2;
    [stable, unstable] = grows(middle) ? [stable, middle] : [middle, unstable];
  }
  return unstable;
}

/** The mean of each value over the replicates. */
const estimateEach = (replicates: readonly (readonly number[])[]): Estimate[] =>
  (replicates[0] as readonly number[]).map((_, k) => estimateMean(replicates.map((values) => values[k] as number)));
