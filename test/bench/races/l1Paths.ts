import * as tf from "@tensorflow/tfjs-core";
import { type Batch, layOutBatch, proximalStep } from "../../../src/gpu/proximal";
import { gramOf, multiplyTransposed, normalizeColumns } from "../../../src/math/matrix";
import { createRandomSource } from "../../../src/math/random";
import type { Contest } from "./contest";
import { raceKernel } from "./ways";

/** Proximal gradient steps for `weights` weights and 200 penalties at once. */
export function raceL1Paths(weights: number): Contest {
  const random = createRandomSource(1);
  const rows = 100;
  const x = normalizeColumns({ rows, columns: weights, values: random.normals(0, rows * weights) });
  const y = { rows, columns: 1, values: random.normals(1, rows) };
  const penalties = Array.from({ length: 200 }, (_, i) => ({ l1: 0.01 * (i + 1), l2: 0 }));
  const batch: Batch = { gram: gramOf(x), correlation: multiplyTransposed(x, y), penalties };
  const rate = 0.2;
  const layout = layOutBatch(batch, {
    first: ({ l1 }) => rate * l1,
    second: () => 1,
    uniforms: { rate, push: 0.5 },
  });
  const steps = 16;
  const work = layout.count * steps;
  return {
    title: `L1 paths: proximal steps, ${weights} weights, 200 penalties`,
    unit: "steps of four weights",
    contestants: [
      ...raceKernel({ kernel: proximalStep, ...layout, seed: 0, steps, wanted: { raw: 0.85 } }),
      { name: "op by op on WebGL", ...stepOpByOp(batch, rate, steps, work) },
    ],
  };
}

/** The same steps, as tfjs has them: one program for each operation. */
function stepOpByOp({ gram, correlation, penalties }: Batch, rate: number, steps: number, amount: number) {
  const shape: [number, number] = [gram.rows, penalties.length];
  const a = tf.tensor2d(Float32Array.from(gram.values), [gram.rows, gram.rows]);
  const c = tf.tidy(() => tf.broadcastTo(tf.tensor2d(Float32Array.from(correlation.values), [gram.rows, 1]), shape));
  const threshold = tf.tidy(() => {
    return tf.broadcastTo(
      tf.tensor2d(
        penalties.map(({ l1 }) => rate * l1),
        [1, shape[1]],
      ),
      shape,
    );
  });
  let [ahead, weights] = [tf.zeros<tf.Rank.R2>(shape), tf.zeros<tf.Rank.R2>(shape)];
  return {
    work: async () => {
      for (let i = 0; i < steps; i++) {
        const next = tf.tidy((): [tf.Tensor2D, tf.Tensor2D] => {
          const v = tf.sub(ahead, tf.mul(tf.sub(tf.matMul(a, ahead), c), rate));
          const w = tf.mul<tf.Tensor2D>(tf.sign(v), tf.relu(tf.sub(tf.abs(v), threshold)));
          return [tf.add(w, tf.mul(tf.sub(w, weights), 0.5)), w];
        });
        tf.dispose([ahead, weights]);
        [ahead, weights] = next;
      }
      const corner = tf.slice(ahead, [0, 0], [1, 1]);
      await corner.data();
      corner.dispose();
      return amount;
    },
    dispose: () => tf.dispose([a, c, threshold, ahead, weights]),
  };
}
