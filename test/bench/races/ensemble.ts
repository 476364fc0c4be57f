import * as tf from "@tensorflow/tfjs-core";
import { countParameters, layersOf } from "../../../src/math/network";
import { createRandomSource } from "../../../src/math/random";
import type { Contest } from "./contest";
import { runNetworks } from "./networks";

const widths = [1, 16, 16, 1];
const points = 50;
const layers = layersOf({ widths, leak: 0 });
const size = countParameters({ widths, leak: 0 });

/**
 * Networks of 1-16-16-1 units by tensor operations and autodiff, a step of Adam on 50 points: all in one batch, or one after
 * the other; and the same in plain arrays. What tensors gain by width is why demos put networks, replicates and seeds into a
 * leading axis. No one shader can do the same: these networks are too large for one.
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
      { name: "one after the other in plain arrays", work: trainInArrays(start.slice(0, size)) },
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

  return {
    step: () => {
      adam.minimize(
        () =>
          tf.mul(
            tf.sum(tf.square(tf.sub(runNetworks(layers, parameters as tf.Tensor, { inputs, ones }, tf.relu), targets))),
            1 / points,
          ) as tf.Scalar,
        false,
        [parameters],
      );
    },
    finish: () => parameters.data(),
    dispose: () => {
      tf.dispose([inputs, targets, ones]);
      parameters.dispose();
      adam.dispose();
    },
  };
}

/** Steps of one network as loops: all have the same work. */
function trainInArrays(parameters: Float32Array) {
  const xs = Float64Array.from({ length: points }, (_, i) => i / (points - 1));
  const ys = xs.map((x) => Math.sin(6 * x));
  const [gradient, mean, square] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const values = widths.map((width) => new Float64Array(width));
  const slopes = widths.map((width) => new Float64Array(width));
  let steps = 0;

  function learnFrom(x: number, y: number): void {
    (values[0] as Float64Array)[0] = x;
    for (let l = 1; l < widths.length; l++) {
      const [before, after] = [values[l - 1] as Float64Array, values[l] as Float64Array];
      for (let unit = 0, p = layers[l - 1]?.offset as number; unit < after.length; unit++) {
        let sum = 0;
        for (let i = 0; i < before.length; i++) {
          sum += (parameters[p++] as number) * (before[i] as number);
        }
        sum += parameters[p++] as number;
        after[unit] = l < widths.length - 1 ? Math.max(0, sum) : sum;
      }
    }
    (slopes.at(-1) as Float64Array)[0] = (2 * ((values.at(-1)?.[0] as number) - y)) / points;
    for (let l = widths.length - 1; l > 0; l--) {
      const [before, below, above] = [values[l - 1], slopes[l - 1], slopes[l]] as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      below.fill(0);
      for (let unit = 0, p = layers[l - 1]?.offset as number; unit < above.length; unit++) {
        const slope = above[unit] as number;
        for (let i = 0; i < before.length; i++, p++) {
          gradient[p] = (gradient[p] as number) + slope * (before[i] as number);
          below[i] = (below[i] as number) + ((before[i] as number) > 0 ? slope * (parameters[p] as number) : 0);
        }
        gradient[p] = (gradient[p] as number) + slope;
        p++;
      }
    }
  }

  return () => {
    gradient.fill(0);
    xs.forEach((x, i) => {
      learnFrom(x, ys[i] as number);
    });
    steps++;
    const [first, second] = [1 - 0.9 ** steps, 1 - 0.999 ** steps];
    for (let p = 0; p < size; p++) {
      const g = gradient[p] as number;
      mean[p] = 0.9 * (mean[p] as number) + 0.1 * g;
      square[p] = 0.999 * (square[p] as number) + 0.001 * g * g;
      const step = (mean[p] as number) / first / (Math.sqrt((square[p] as number) / second) + 1e-8);
      parameters[p] = (parameters[p] as number) - 0.001 * step;
    }
    return points;
  };
}
