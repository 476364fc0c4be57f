import * as tf from "@tensorflow/tfjs-core";
import { createPopulation } from "../../../src/gpu/population";
import { layersOf } from "../../../src/math/network";
import { createRandomSource } from "../../../src/math/random";
import type { Contest } from "./contest";
import { runNetworks } from "./networks";
import { raceKernel } from "./ways";

const widths = [2, 4, 2, 1];
const batch = 10;
const learningRate = 0.03;

/** Networks of 2-4-2-1 units that learn to tell a disc from its ring, all from the same 500 examples. */
export function racePopulation(networks: number): Contest {
  const random = createRandomSource(1);
  const rows = 500;
  const { kernel, parameters, scales, pack } = createPopulation({ layers: widths, output: "logistic", batch });
  const places = random.uniforms(0, 2 * rows);
  const examples = Float32Array.from({ length: 4 * rows }, (_, i) => {
    const row = Math.floor(i / 4);
    const [x, y] = [2 * (places[2 * row] as number) - 1, 2 * (places[2 * row + 1] as number) - 1];
    return [x, y, 0, x * x + y * y < 0.5 ? 1 : 0][i % 4] as number;
  });
  const start = random.normals(1, networks * parameters).map((z, i) => z * (scales[i % parameters] as number));
  return {
    title: `Population: ${networks} networks 2-4-2-1, batches of ${batch}`,
    unit: "examples",
    contestants: [
      ...raceKernel({
        kernel,
        count: networks,
        seed: 1,
        uniforms: { rows, lanesPerSet: networks },
        tables: {
          examples,
          rates: Float32Array.from({ length: 4 * networks }, (_, i) => (i % 4 === 0 ? learningRate : 0)),
        },
        state: pack(start),
        // Some 8 ms a draw.
        steps: Math.max(10, Math.round(40_000 / networks)),
        worth: batch,
        wanted: { raw: 0.85, typed: 10 },
      }),
      { name: "op by op on WebGL", ...trainOpByOp(examples, Float32Array.from(start), networks) },
    ],
  };
}

/** The same steps, as tfjs has them: all networks in one batch, one program for each operation, gradients by autodiff. */
function trainOpByOp(examples: Float32Array, start: Float32Array, networks: number) {
  const rows = examples.length / 4;
  const size = start.length / networks;
  const parameters = tf.tidy(() => tf.variable(tf.tensor2d(start, [networks, size])));
  const descent = tf.train.sgd(learningRate);
  // [networks, 1, batch] of each of a batch's columns, as often as there are batches.
  const batches = Array.from({ length: rows / batch }, (_, b) =>
    tf.tidy(() => {
      const own = tf.tensor2d(examples.slice(4 * batch * b, 4 * batch * (b + 1)), [batch, 4]);
      const columns = tf.tile(tf.reshape(tf.transpose(own), [1, 4, batch]), [networks, 1, 1]);
      return { inputs: tf.slice(columns, [0, 0, 0], [-1, 2, -1]), labels: tf.slice(columns, [0, 3, 0], [-1, 1, -1]) };
    }),
  );
  const ones = tf.ones<tf.Rank.R3>([networks, 1, batch]);
  const lossOf = ({ inputs, labels }: (typeof batches)[number]) => {
    const sums = runNetworks(layersOf({ widths, leak: 0 }), parameters as tf.Tensor, { inputs, ones }, tf.tanh);
    return tf.mul(tf.sum(tf.sub(tf.softplus(sums), tf.mul(sums, labels))), 1 / batch) as tf.Scalar;
  };
  let step = 0;
  return {
    work: async () => {
      descent.minimize(() => lossOf(batches[step++ % batches.length] as (typeof batches)[number]), false, [parameters]);
      const corner = tf.tidy(() => tf.slice(parameters as tf.Tensor, [0, 0], [1, 1]));
      await corner.data();
      corner.dispose();
      return networks * batch;
    },
    dispose: () => {
      tf.dispose([ones, ...batches.flatMap(({ inputs, labels }) => [inputs, labels])]);
      parameters.dispose();
      descent.dispose();
    },
  };
}
