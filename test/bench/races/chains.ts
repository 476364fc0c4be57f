import * as tf from "@tensorflow/tfjs-core";
import { createHamiltonian } from "../../../src/gpu/hamiltonian";
import { createMetropolis } from "../../../src/gpu/metropolis";
import { banana } from "../../../src/gpu/planarTargets";
import type { Contest } from "./contest";
import { raceKernel } from "./ways";

/** All chains begin at the mode: (x, y, log density, 0). */
const startAtMode = (chains: number): Float32Array[] => {
  const [x, y] = [0, 1.2];
  const vector = [x, y, banana.logDensity(x, y), 0];
  return [Float32Array.from({ length: 4 * chains }, (_, i) => vector[i % 4] as number), new Float32Array(4 * chains)];
};

/** Random-walk Metropolis on the banana, steps of standard deviation 1. */
export function raceMetropolis(chains: number): Contest {
  return {
    title: `Metropolis on a banana, ${chains} chains`,
    unit: "steps",
    contestants: [
      ...raceKernel({
        kernel: createMetropolis(banana),
        count: chains,
        seed: 1,
        uniforms: { size: 1 },
        state: startAtMode(chains),
        steps: 64,
        wanted: { raw: 0.9, typed: 4 },
      }),
      { name: "op by op on WebGL", wanted: 50, ...walkOpByOp(chains) },
    ],
  };
}

const leapfrogs = 37;
const stepSize = 0.1;

/** Hamiltonian Monte Carlo on the banana, 37 leapfrog steps of 0.1. */
export function raceHamiltonian(chains: number): Contest {
  return {
    title: `HMC on a banana, ${leapfrogs} leapfrog steps, ${chains} chains`,
    unit: "steps",
    contestants: [
      ...raceKernel({
        kernel: createHamiltonian(banana),
        count: chains,
        seed: 1,
        uniforms: { stepSize, leapfrogs },
        state: startAtMode(chains),
        steps: 16,
        wanted: { raw: 0.9, typed: 4 },
      }),
      { name: "op by op on WebGL", wanted: 200, ...leapOpByOp(chains) },
    ],
  };
}

type Point = readonly [tf.Tensor1D, tf.Tensor1D];

/** (u, v) of `banana`. */
const straighten = ([x, y]: Point): Point => [
  tf.mul(x, 0.5),
  tf.add(tf.add(tf.mul(y, 2), tf.mul(tf.add(tf.square(x), 4), 0.4)), -4),
];

function logDensity(at: Point): tf.Tensor1D {
  const [u, v] = straighten(at);
  return tf.mul(tf.add(tf.sub(tf.square(u), tf.mul(u, v)), tf.square(v)), -2 / 3);
}

function slope(at: Point): Point {
  const [u, v] = straighten(at);
  const [gu, gv] = [tf.mul(tf.sub(u, tf.mul(v, 0.5)), -4 / 3), tf.mul(tf.sub(v, tf.mul(u, 0.5)), -4 / 3)];
  return [tf.add(tf.mul(gu, 0.5), tf.mul(tf.mul(at[0], 0.8), gv)), tf.mul(gv, 2)];
}

const drawNormals = (count: number) => tf.randomNormal<tf.Rank.R1>([count]);
const drawLogs = (count: number) => tf.log(tf.randomUniform<tf.Rank.R1>([count], 1e-7, 1));

/** One step of all chains at a time, in as many programs as it has operations. */
function stepOpByOp(chains: number, step: (state: Point) => Point) {
  let state: Point = [tf.zeros<tf.Rank.R1>([chains]), tf.fill<tf.Rank.R1>([chains], 1.2)];
  return {
    work: async () => {
      const next = tf.tidy(() => [...step(state)]) as unknown as Point;
      tf.dispose([...state]);
      state = next;
      const corner = tf.slice(state[0], 0, 1);
      await corner.data();
      corner.dispose();
      return chains;
    },
    dispose: () => tf.dispose([...state]),
  };
}

const walkOpByOp = (chains: number) =>
  stepOpByOp(chains, (at) => {
    const to = at.map((x) => tf.add(x, drawNormals(chains))) as unknown as Point;
    const accepted = tf.less(drawLogs(chains), tf.sub(logDensity(to), logDensity(at)));
    return [tf.where(accepted, to[0], at[0]), tf.where(accepted, to[1], at[1])];
  });

const leapOpByOp = (chains: number) =>
  stepOpByOp(chains, (from) => {
    const kinetic = ([a, b]: Point) => tf.mul(tf.add(tf.square(a), tf.square(b)), 0.5);
    const along = (a: Point, b: Point, by: number): Point => [
      tf.add(a[0], tf.mul(b[0], by)),
      tf.add(a[1], tf.mul(b[1], by)),
    ];
    let momentum: Point = [drawNormals(chains), drawNormals(chains)];
    const before = tf.sub(logDensity(from), kinetic(momentum));
    let at = from;
    momentum = along(momentum, slope(at), stepSize / 2);
    for (let i = 0; i < leapfrogs; i++) {
      at = along(at, momentum, stepSize);
      momentum = along(momentum, slope(at), i + 1 < leapfrogs ? stepSize : stepSize / 2);
    }
    const gain = tf.sub(tf.sub(logDensity(at), kinetic(momentum)), before);
    const accepted = tf.less(drawLogs(chains), gain);
    return [tf.where(accepted, at[0], from[0]), tf.where(accepted, at[1], from[1])];
  });
