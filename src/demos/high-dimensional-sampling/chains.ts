import { drawChiSquare } from "../../gpu/chiSquare";
import { normalGibbs } from "../../gpu/gibbs";
import type { Kernel } from "../../gpu/kernel";
import { createLaneRandom } from "../../gpu/laneRandom";
import { createLanes } from "../../gpu/lanes";
import { radialHamiltonian, radialMetropolis } from "../../gpu/radialChains";
import { type Estimate, estimateMean } from "../../math/estimate";
import type { RunContext } from "../demo";
import { runKernel } from "./draws";
import { pathOf, type Settings, streams } from "./settings";
import { meanLength, walkTime } from "./theory";

/** What chains on the standard normal of one dimension have shown. */
export interface Chains {
  count: number;
  steps: number;
  evaluations: number;
  acceptance: Estimate;
  /** E[(x₁' - x₁)²]: `dimension` times it is the expected squared jump. */
  jump: Estimate;
  /** The mean of |x|, and of its squared distance from what that is exactly. */
  length: Estimate;
  spread: Estimate;
  /** Steps for one independent draw, of a coordinate's mean; and how many steps those are in a million evaluations. */
  time: number;
  perMillion: Estimate;
  /** Lengths of some draws. */
  lengths: number[];
}

/** How many chains a budget is worth, where they are few and where they are many. */
const few = (budget: number) => within(32, budget / 8000, 128);
const many = (budget: number) => within(128, budget / 250, 1024);
const within = (least: number, wished: number, most: number) => Math.max(least, Math.min(most, Math.floor(wished)));

/**
 * Random walks long enough to be worth eight independent draws each, and twice as many in the chosen dimension: there they
 * are also more chains, as many as six times the budget of points allows.
 */
export function runWalks(context: RunContext, { length, budget }: Settings, dimension: number, chosen: boolean) {
  const steps = Math.max(200, Math.ceil((chosen ? 16 : 8) * walkTime(dimension, length)));
  return runChains(context, radialMetropolis, {
    dimension,
    steps,
    count: chosen ? within(few(budget), (6 * budget) / steps, many(budget)) : few(budget),
    stream: streams.walks + dimension,
    uniforms: { size: length / Math.sqrt(dimension) },
    evaluations: 1,
  });
}

/** Hamiltonian paths of a quarter of a turn; each leapfrog step is an evaluation of the gradient. */
export function runPaths(context: RunContext, { budget }: Settings, dimension: number, chosen: boolean) {
  const { stepSize, leapfrogs } = pathOf(dimension);
  return runChains(context, radialHamiltonian, {
    dimension,
    steps: 200,
    count: chosen ? many(budget) : 2 * few(budget),
    stream: streams.paths + dimension,
    uniforms: { stepSize, leapfrogs },
    evaluations: leapfrogs,
  });
}

interface ChainOptions {
  dimension: number;
  count: number;
  steps: number;
  stream: number;
  uniforms: Record<string, number>;
  /** Evaluations in a step. */
  evaluations: number;
}

/** Reads of the chains on the way, for the histogram of lengths. */
const reads = 20;

/** Runs chains that start as exact draws. */
async function* runChains(
  { tf: lib, seed, now }: RunContext,
  kernel: Kernel,
  { dimension, count, steps, stream, uniforms, evaluations }: ChainOptions,
): AsyncGenerator<number, Chains> {
  const state = [drawStarts(seed, dimension, count), new Float32Array(4 * count)];
  const all = { ...uniforms, dimension };
  const lanes = createLanes(lib, kernel, { count, seed, stream, state, uniforms: all, now });
  const lengths: number[] = [];
  const centre = meanLength(dimension);
  const squares = new Float64Array(count);
  try {
    for (let read = 1; read <= reads; read++) {
      const until = Math.round((read * steps) / reads);
      while (lanes.steps < until) {
        lanes.advance(Math.min(lanes.pace, until - lanes.steps));
        yield lanes.steps / steps;
      }
      const at = await lanes.read();
      for (let i = 0; i < at.length; i += 4) {
        const length = Math.hypot(at[i] as number, at[i + 1] as number);
        lengths.push(length);
        squares[i / 4] = (squares[i / 4] as number) + (length - centre) ** 2 / reads;
      }
    }
    const chain = await lanes.read();
    const sums = await lanes.read(1);
    const perStep = (values: Float32Array, component: number) =>
      Float64Array.from({ length: count }, (_, c) => (values[4 * c + component] as number) / steps);
    // n times the variance of a mean of n states, whose expectation is known to be 0.
    const square = estimateMean(perStep(chain, 3).map((mean) => mean * mean));
    const time = steps * square.value;
    const samples = 1e6 / (time * evaluations);
    return {
      count,
      steps,
      evaluations: count * steps * evaluations,
      acceptance: estimateMean(perStep(chain, 2)),
      jump: estimateMean(perStep(sums, 0)),
      length: estimateMean(perStep(sums, 1).map((mean) => mean + Math.sqrt(dimension))),
      spread: estimateMean(squares),
      time,
      perMillion: { value: samples, standardError: (samples * square.standardError) / square.value },
      lengths,
    };
  } finally {
    lanes.dispose();
  }
}

/** Exact draws: a normal number, and the length of all the others. */
function drawStarts(seed: number, dimension: number, count: number): Float32Array {
  const random = createLaneRandom(seed, streams.starts + dimension);
  return Float32Array.from(
    Array.from({ length: count }, (_, lane) => {
      random.at(lane, 0);
      const x = random.normals(0)[0] as number;
      return [x, Math.sqrt(drawChiSquare(random, dimension - 1, 1)), 0, 0];
    }).flat(),
  );
}

/** What Gibbs sampling of correlated pairs has shown: n times the variance of a mean of n sweeps. */
export interface Sweeps {
  count: number;
  time: number;
}

export const sweepSteps = 400;

/** Gibbs on pairs of correlated coordinates: each pair goes its own way, so that one tells of any number of them. */
export async function* runSweeps(
  context: RunContext,
  { correlation, budget }: Settings,
): AsyncGenerator<number, Sweeps> {
  const count = many(budget);
  const random = createLaneRandom(context.seed, streams.gibbsStarts);
  const starts = Array.from({ length: count }, (_, lane) => {
    random.at(lane, 0);
    const [a, b] = random.normals(0) as unknown as [number, number];
    return [a, correlation * a + Math.sqrt(1 - correlation ** 2) * b, 0, 0];
  });
  const [, sums] = yield* runKernel(context, normalGibbs, {
    count,
    stream: streams.gibbs,
    steps: sweepSteps,
    state: [Float32Array.from(starts.flat()), new Float32Array(4 * count)],
    uniforms: { correlation },
  });
  const means = Float64Array.from({ length: count }, (_, c) => (sums?.[4 * c + 1] as number) / sweepSteps);
  return { count, time: sweepSteps * estimateMean(means.map((mean) => mean * mean)).value };
}
