import * as tf from "@tensorflow/tfjs-core";
import { createRowTable } from "../../../src/gpu/rowTable";
import { stepSampledSoftmax } from "../../../src/gpu/sampledSoftmax";
import { createRandomSource } from "../../../src/math/random";
import type { Contest } from "./contest";

const [dimensions, examples, candidates] = [64, 64, 256];

/** Training steps of an output layer: over sampled candidates with rows changed in place, or over all classes. */
export function raceCandidates(classes: number): Contest {
  const random = createRandomSource(1);
  const values = Float32Array.from(random.normals(0, classes * dimensions), (z) => 0.1 * z);
  const table = createRowTable(tf, values, dimensions);
  const contexts = tf.tensor2d(Float32Array.from(random.normals(1, examples * dimensions)), [examples, dimensions]);
  const picked = Int32Array.from(random.uniforms(2, examples + candidates), (u) => Math.floor(u * classes));
  const added = new Float32Array(examples * (1 + candidates));
  let weights = tf.tensor2d(values, [classes, dimensions]);
  const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(picked.slice(0, examples), "int32"), classes) as tf.Tensor2D);
  const finish = async (matrix: tf.Tensor2D) => {
    const corner = tf.slice(matrix, [0, 0], [1, 1]);
    await corner.data();
    corner.dispose();
  };
  return {
    title: `Candidate sampling: ${candidates} of ${classes} classes, on ${tf.getBackend()}`,
    unit: "examples",
    contestants: [
      {
        name: "ours, sampled in place",
        work: async () => {
          for (let i = 0; i < 10; i++) {
            stepSampledSoftmax(tf, table, { contexts, rows: picked, added }, 0.01);
          }
          await finish(table.tensor);
          return 10 * examples;
        },
        dispose: table.dispose,
      },
      {
        name: "full softmax, gradient by hand",
        wanted: 150,
        work: async () => {
          const next = tf.tidy(() => {
            const slopes = tf.sub(tf.softmax(tf.matMul(contexts, weights, false, true)), targets);
            return tf.sub(weights, tf.mul(tf.matMul(slopes as tf.Tensor2D, contexts, true), 0.01)) as tf.Tensor2D;
          });
          weights.dispose();
          weights = next;
          await finish(weights);
          return examples;
        },
        dispose: () => tf.dispose([contexts, weights, targets]),
      },
    ],
  };
}
