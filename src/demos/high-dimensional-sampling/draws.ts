import { drawChiSquare } from "../../gpu/chiSquare";
import type { Kernel } from "../../gpu/kernel";
import { createLaneRandom } from "../../gpu/laneRandom";
import { createLanes } from "../../gpu/lanes";
import { ballInCube, normalWeights, noWeights } from "../../gpu/rejection";
import type { RunContext } from "../demo";
import { between, type Stage } from "../stages";
import { levels, type Settings, streams } from "./settings";

/** What independent draws have shown in one dimension. */
export interface Draws {
  points: number;
  /** Points of the cube that are in the ball. */
  inside: number;
  /** Normal points that rejection accepted; nothing is to be accepted where the normal is narrower than the target. */
  accepted: number;
  /** The logarithm of the mean weight, up to the constant s^d. */
  logMeanWeight: number;
  /** (Σw)² / Σw² over the number of points. */
  effectiveShare: number;
  /** Of points drawn evenly in the ball: how many are in the outer 1 % of its radius. */
  shell: { points: number; outside: number };
}

const lanes = 1024;

/** Takes fresh points, one a step in each lane, and reads what they came to. */
export async function* runKernel(
  { tf: lib, seed, now }: RunContext,
  kernel: Kernel,
  options: { count: number; stream: number; steps: number; state: Float32Array[]; uniforms: Record<string, number> },
): AsyncGenerator<number, Float32Array[]> {
  const { steps, ...rest } = options;
  const running = createLanes(lib, kernel, { seed, now, ...rest });
  try {
    while (running.steps < steps) {
      running.advance(Math.min(running.pace, steps - running.steps));
      yield running.steps / steps;
    }
    const vectors: Float32Array[] = [];
    for (let v = 0; v < kernel.vectors; v++) {
      vectors.push(await running.read(v));
    }
    return vectors;
  } finally {
    running.dispose();
  }
}

/** Draws in one dimension: points of the cube, and weighted normal points. */
export async function* takeDraws(
  context: RunContext,
  { budget, variance }: Settings,
  dimension: number,
): AsyncGenerator<number, Draws> {
  const steps = Math.ceil(budget / lanes);
  const common = { count: lanes, steps };
  const inCube = runKernel(context, ballInCube, {
    ...common,
    stream: streams.ball + dimension,
    state: [new Float32Array(4 * lanes)],
    uniforms: { dimension },
  });
  const [ball] = yield* between(0, 0.4, inCube);
  const fromNormal = runKernel(context, normalWeights, {
    ...common,
    stream: streams.weights + dimension,
    state: [noWeights(lanes)],
    uniforms: { dimension, variance },
  });
  const [weights] = yield* between(0.4, 0.9, fromNormal);
  const shell = { points: Math.max(4000, budget / 50), outside: 0 };
  yield* between(0.9, 1, countShell(context.seed, dimension, shell));
  return { ...readDraws(ball as Float32Array, weights as Float32Array, steps * lanes), shell };
}

/** Points between two rests. */
const restEvery = 2000;

/**
 * Draws points of the ball, without waiting for the cube's to fall into it: the first d coordinates of a point of the sphere
 * of d + 2 dimensions are even in the ball of d (Archimedes for d = 1). Their squares are those of normals over the sum of all.
 */
function* countShell(seed: number, dimension: number, shell: Draws["shell"]): Generator<number, void> {
  const random = createLaneRandom(seed, streams.shells + dimension);
  for (let point = 0; point < shell.points; point++) {
    random.at(point, 0);
    const square = drawChiSquare(random, dimension, 0);
    shell.outside += square > 0.99 ** 2 * (square + drawChiSquare(random, 2, 8)) ? 1 : 0;
    if (point % restEvery === restEvery - 1) {
      yield (point + 1) / shell.points;
    }
  }
}

/** Merges what the lanes have counted, the weights relative to the largest of all. */
function readDraws(ball: Float32Array, weights: Float32Array, points: number): Omit<Draws, "shell"> {
  const sum = (values: Float32Array, component: number) => {
    let total = 0;
    for (let i = component; i < values.length; i += 4) {
      total += values[i] as number;
    }
    return total;
  };
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < weights.length; i += 4) {
    largest = Math.max(largest, weights[i] as number);
  }
  let [first, second] = [0, 0];
  for (let i = 0; i < weights.length; i += 4) {
    const scale = Math.exp((weights[i] as number) - largest);
    first += scale * (weights[i + 1] as number);
    second += scale * scale * (weights[i + 2] as number);
  }
  return {
    points,
    inside: sum(ball, 0),
    accepted: sum(weights, 3),
    logMeanWeight: largest + Math.log(first / points),
    effectiveShare: (first * first) / second / points,
  };
}

/** What the ball's share of its cube is, level by level: of the points drawn on each, how many were inside. */
export interface Levels {
  points: number;
  inside: number[];
}

/**
 * Counts how rare the ball of `levels` dimensions is in its cube without waiting for a point of it: a point uniform in the
 * ball of k - 1 dimensions and in [-1, 1] along one axis more is in the ball of k dimensions, or not; the share of the cube
 * is the product of these shares. Of the former only the length counts, U^(1/(k-1)) with U uniform.
 */
export async function* climbLevels({ seed }: RunContext, found: Levels): Stage {
  const random = createLaneRandom(seed, streams.levels);
  for (let level = 1; level <= levels; level++) {
    let inside = 0;
    for (let i = 0; i < found.points; i += 2) {
      random.at(i, level);
      const u = random.uniforms(0);
      for (let j = 0; j < 4; j += 2) {
        const length = level === 1 ? 0 : (u[j] as number) ** (1 / (level - 1));
        const height = 2 * (u[j + 1] as number) - 1;
        inside += length * length + height * height <= 1 ? 1 : 0;
      }
    }
    found.inside.push(inside);
    yield level / levels;
  }
}
