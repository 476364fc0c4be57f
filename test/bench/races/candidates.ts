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
      { name: "the same in plain arrays", work: stepInArrays(values, picked, contexts.dataSync<"float32">()) },
      {
        name: "full softmax, gradient by hand",
        ...(tf.getBackend() === "webgl" ? { wanted: 150 } : {}),
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

/** The sampled steps as loops. */
function stepInArrays(values: Float32Array, rows: Int32Array, contexts: Float32Array) {
  const table = values.slice();
  const dot = (row: number, example: number) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      sum += (table[row * dimensions + d] as number) * (contexts[example * dimensions + d] as number);
    }
    return sum;
  };
  const slopes = new Float32Array(rows.length * dimensions);
  const scores = new Float64Array(candidates + 1);
  const add = (place: number, example: number, factor: number) => {
    for (let d = 0; d < dimensions; d++) {
      const at = place * dimensions + d;
      slopes[at] = (slopes[at] as number) + factor * (contexts[example * dimensions + d] as number);
    }
  };
  return () => {
    slopes.fill(0);
    for (let example = 0; example < examples; example++) {
      const placeOf = (i: number) => (i === 0 ? example : examples + i - 1);
      for (let i = 0; i <= candidates; i++) {
        scores[i] = dot(rows[placeOf(i)] as number, example);
      }
      const top = scores.reduce((a, b) => Math.max(a, b));
      const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
      for (let i = 0; i <= candidates; i++) {
        add(placeOf(i), example, Math.exp((scores[i] as number) - top) / total - (i === 0 ? 1 : 0));
      }
    }
    rows.forEach((row, place) => {
      for (let d = 0; d < dimensions; d++) {
        const at = row * dimensions + d;
        table[at] = (table[at] as number) - 0.01 * (slopes[place * dimensions + d] as number);
      }
    });
    return examples;
  };
}
