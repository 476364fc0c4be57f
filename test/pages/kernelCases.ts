import type * as tf from "@tensorflow/tfjs-core";
import { bootstrap } from "../../src/gpu/bootstrap";
import { createMetropolisWithinGibbs, normalGibbs } from "../../src/gpu/gibbs";
import { createHamiltonian, createNormalHamiltonian } from "../../src/gpu/hamiltonian";
import type { Kernel } from "../../src/gpu/kernel";
import { createLanes, type Lanes } from "../../src/gpu/lanes";
import { createMetropolis, createNormalMetropolis } from "../../src/gpu/metropolis";
import { banana, createNormalTarget, funnel, mixture, ring } from "../../src/gpu/planarTargets";
import { createPopulation } from "../../src/gpu/population";
import { radialHamiltonian, radialMetropolis } from "../../src/gpu/radialChains";
import { randomNeurons } from "../../src/gpu/randomNeurons";
import { ballInCube, normalWeights, noWeights } from "../../src/gpu/rejection";
import { createTraining } from "../../src/gpu/training";
import { drawWithoutReplacement, drawWithReplacement } from "../../src/gpu/urn";
import { countParameters } from "../../src/math/network";
import { constellation, eightVectors, neighbours, randomBits, randomWalk } from "./kernels";

/** A kernel at some size: its GLSL in the browser and its TypeScript in Node must come to the same. */
export interface KernelCase {
  kernel: Kernel;
  lanes: number;
  seed?: number;
  stream?: number;
  uniforms?: Record<string, number>;
  tables?: Record<string, Float32Array>;
  state?: Float32Array[];
  /** After so many steps every number of every lane is compared. */
  steps: number;
  /** The largest |difference| / max(1, |number|) that rounding to float32 may make in those steps. */
  tolerance: number;
  /** For kernels that decide by chance, where rounding ends in other ways: after so many steps moments are compared. */
  manySteps?: number;
}

/** Floats from a formula: four a lane. */
const floats = (lanes: number, value: (index: number) => number) =>
  Float32Array.from({ length: 4 * lanes }, (_, i) => value(i));

/** Every kernel, one entry each. */
export const kernelCases: KernelCase[] = [
  { kernel: randomBits, lanes: 3000, steps: 40, tolerance: 0 },
  { kernel: randomBits, lanes: 3000, seed: 0, stream: 0, steps: 40, tolerance: 0 },
  { kernel: randomBits, lanes: 3000, seed: 0xffffffff, stream: 0xffff, steps: 40, tolerance: 0 },
  { kernel: randomWalk, lanes: 5000, uniforms: { size: 0.5 }, steps: 8, tolerance: 2e-6, manySteps: 300 },
  // 300 elements: more than one row of a table's texture.
  {
    kernel: constellation,
    lanes: 77,
    uniforms: { stars: 300 },
    tables: { positions: floats(300, (i) => Math.sin(i)), weights: floats(300, (i) => 1 + (i % 7)) },
    state: [floats(77, (i) => Math.cos(i))],
    steps: 310,
    tolerance: 1e-5,
  },
  {
    kernel: eightVectors,
    lanes: 33,
    state: Array.from({ length: 8 }, (_, v) => floats(33, (i) => (v + 1) * Math.sin(i))),
    steps: 20,
    tolerance: 1e-5,
  },
  {
    kernel: neighbours,
    lanes: 130,
    state: [floats(130, (i) => i % 5), floats(130, (i) => Math.sin(i))],
    steps: 25,
    tolerance: 1e-5,
  },
  ...[drawWithReplacement, drawWithoutReplacement].map((kernel): KernelCase => {
    // Whole numbers, so that sums are the same to the bit; 37 items: no whole number of vectors.
    const population = floats(10, (i) => (i < 37 ? (i * i) % 1000 : 0));
    return {
      kernel,
      lanes: 500,
      uniforms: { size: 37, draws: 30, marked: 5 },
      tables: { population },
      steps: 10,
      tolerance: 0,
    };
  }),
  {
    kernel: bootstrap,
    lanes: 300,
    uniforms: { size: 1021, draws: 333 },
    tables: { population: floats(256, (i) => (i * i) % 1000) },
    steps: 6,
    tolerance: 0,
  },
  ...(
    [
      { layers: [2, 4, 2, 1], output: "logistic", batch: 10 },
      { layers: [3, 6, 1], output: "linear", batch: 8 },
    ] as const
  ).map((architecture): KernelCase => {
    const { kernel, parameters, pack } = createPopulation(architecture);
    return {
      kernel,
      lanes: 130,
      uniforms: { rows: 37, lanesPerSet: 20 },
      tables: {
        examples: floats(7 * 37, (i) => (i % 4 === 3 ? Number(Math.sin(i) > 0) : Math.sin(3 * i))),
        rates: floats(130, (i) => [0.3, 0.01, 0, 0][i % 4] as number),
      },
      state: pack(Array.from({ length: 130 * parameters }, (_, i) => Math.sin(7 * i))),
      steps: 60,
      tolerance: 2e-5,
    };
  }),
  // A chain that rounding makes refuse what its twin accepts goes its own way: few steps, so that none does.
  ...[banana, ring, mixture, funnel, createNormalTarget(0.9)].flatMap((target): KernelCase[] => {
    const start = floats(
      200,
      (i) => [Math.sin(i), Math.cos(i), target.logDensity(Math.sin(i - 2), Math.cos(i - 1)), 0][i % 4] as number,
    );
    const chains = { lanes: 200, state: [start, floats(200, () => 0)], steps: 12, tolerance: 2e-4 };
    return [
      { ...chains, kernel: createMetropolis(target), uniforms: { size: 1 }, manySteps: 300 },
      { ...chains, kernel: createHamiltonian(target), uniforms: { stepSize: 0.1, leapfrogs: 7 } },
      { ...chains, kernel: createMetropolisWithinGibbs(target), uniforms: { size: 1 } },
    ];
  }),
  { kernel: normalGibbs, lanes: 200, uniforms: { correlation: 0.9 }, steps: 30, tolerance: 1e-5, manySteps: 300 },
  ...[1, 6, 24].flatMap((dimension): KernelCase[] => {
    const blocks = Math.ceil(dimension / 4);
    const coordinates = Array.from({ length: blocks }, (_, b) =>
      floats(200, (i) => (4 * b + (i % 4) < dimension ? Math.sin(i + 10 * b) : 0)),
    );
    const state = [...coordinates, floats(200, (i) => (i % 4 === 0 ? 0.3 : 0)), floats(200, () => 0)];
    return [
      { kernel: createNormalMetropolis(dimension), lanes: 200, state, steps: 12, tolerance: 2e-5 },
      {
        kernel: createNormalHamiltonian(dimension),
        lanes: 200,
        uniforms: { leapfrogs: 5 },
        state,
        steps: 12,
        tolerance: 2e-4,
      },
    ];
  }),
  {
    kernel: randomNeurons,
    lanes: 100,
    uniforms: { blocks: 5 },
    tables: { inputs: floats(500, (i) => Math.sin(i) / 4) },
    steps: 12,
    tolerance: 2e-5,
    manySteps: 300,
  },
  ...[
    [1, 2, 2, 2, 2, 2, 2, 1],
    [1, 12, 1],
    [1, 20, 1],
    [1, ...Array<number>(10).fill(2), 1],
  ].map((widths): KernelCase => {
    const shape = { widths, leak: 0.1 };
    const { kernel, pack } = createTraining(shape);
    const state = pack(Array.from({ length: 9 * countParameters(shape) }, (_, i) => Math.sin(7 * i)));
    return {
      kernel,
      lanes: (state[0]?.length ?? 0) / 4,
      uniforms: { rows: 16, batches: 3, learningRate: 0.01 },
      tables: { points: floats(48, (i) => [i / 192, Math.sin(i), 0, 0][i % 4] as number) },
      state,
      steps: 12,
      tolerance: 1e-4,
    };
  }),
  ...[1, 2, 6, 100].flatMap((dimension): KernelCase[] => {
    const state = [
      floats(200, (i) => [0.5, dimension > 1 ? Math.sqrt(dimension) : 0, 0, 0][i % 4] as number),
      floats(200, () => 0),
    ];
    const paths = { dimension, stepSize: 0.5, leapfrogs: 3 };
    return [
      { kernel: ballInCube, lanes: 500, uniforms: { dimension }, steps: 30, tolerance: 0 },
      { kernel: radialMetropolis, lanes: 200, uniforms: { dimension, size: 0.3 }, state, steps: 12, tolerance: 2e-4 },
      { kernel: radialHamiltonian, lanes: 200, uniforms: paths, state, steps: 12, tolerance: 2e-4 },
      {
        kernel: normalWeights,
        lanes: 200,
        uniforms: { dimension, variance: 1.3 },
        state: [noWeights(200)],
        steps: 20,
        tolerance: 2e-4,
      },
    ];
  }),
];

/** Lanes of a case on the current backend. */
export function startCase(lib: typeof tf, which: KernelCase | undefined): Lanes {
  if (!which) {
    throw new Error("There is no such case.");
  }
  const { kernel, lanes, seed = 20261122, stream = 3, uniforms = {}, tables = {}, state = [] } = which;
  return createLanes(lib, kernel, {
    count: lanes,
    seed,
    stream,
    uniforms,
    tables,
    state,
    now: () => performance.now(),
  });
}
