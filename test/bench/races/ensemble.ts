import * as tf from "@tensorflow/tfjs-core";
import { createRandomSource } from "../../../src/math/random";
import type { Contest } from "./contest";

const widths = [1, 16, 16, 1];
const points = 50;
const size = widths.slice(1).reduce((sum, units, i) => sum + units * ((widths[i] as number) + 1), 0);

/**
 * Networks of 1-16-16-1 units by tensor operations and autodiff, a step of Adam on 50 points: all in one batch, or one after
 * the other. What tensors gain by width is why demos put networks, replicates and seeds into a leading axis.
 */
export function raceEnsemble(networks: number): Contest {
  const start = Float32Array.from(createRandomSource(1).normals(0, networks * size), (z) => 0.3 * z);
  const together = createTrainer(start);
  const apart = Array.from({ length: networks }, (_, i) => createTrainer(start.slice(i * size, (i + 1) * size)));
  return {
    title: `Ensemble: ${networks} networks 1-16-16-1 by tensors, on ${tf.getBackend()}`,
    unit: "examples",
    contestants: [
      {
        name: "in one batch",
        work: async () => {
          together.step();
          await together.finish();
          return networks * points;
        },
        dispose: together.dispose,
      },
      {
        name: "one after the other",
        wanted: tf.getBackend() === "webgl" ? 8 : 4,
        work: async () => {
          for (const one of apart) {
            one.step();
          }
          await apart.at(-1)?.finish();
          return networks * points;
        },
        dispose: () => {
          for (const one of apart) {
            one.dispose();
          }
        },
      },
    ],
  };
}

/** Trains as many networks as there are parameters for: `start` is [networks, parameters]. */
function createTrainer(start: Float32Array) {
  const networks = start.length / size;
  const made = tf.tidy(() => {
    const inputs = tf.tile(tf.reshape(tf.linspace(0, 1, points), [1, 1, points]), [networks, 1, 1]) as tf.Tensor3D;
    return {
      inputs,
      targets: tf.sin(tf.mul(inputs, 6)),
      parameters: tf.variable(tf.tensor2d(start, [networks, size])),
    };
  });
  const { inputs, targets, parameters } = made;
  const adam = tf.train.adam(0.001, 0.9, 0.999, 1e-8);
  const ones = tf.ones<tf.Rank.R3>([networks, 1, points]);

  const run = (): tf.Tensor3D => {
    let offset = 0;
    return widths.slice(1).reduce<tf.Tensor3D>((values, units, i) => {
      const count = units * ((widths[i] as number) + 1);
      const slice = tf.slice(parameters as tf.Tensor, [0, offset], [networks, count]);
      const weights = tf.reshape<tf.Rank.R3>(slice, [networks, units, (widths[i] as number) + 1]);
      offset += count;
      return tf.matMul(weights, tf.concat([i === 0 ? values : tf.relu(values), ones], 1));
    }, inputs);
  };

  return {
    step: () => {
      adam.minimize(() => tf.mul(tf.sum(tf.square(tf.sub(run(), targets))), 1 / points) as tf.Scalar, false, [
        parameters,
      ]);
    },
    finish: () => parameters.data(),
    dispose: () => {
      tf.dispose([inputs, targets, ones]);
      parameters.dispose();
      adam.dispose();
    },
  };
}
