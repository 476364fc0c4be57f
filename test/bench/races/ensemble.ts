import * as tf from "@tensorflow/tfjs-core";
import { createNetworkTrainer } from "../../../src/gpu/batchedNetwork";
import { countParameters } from "../../../src/gpu/network";
import { createRandomSource } from "../../../src/gpu/random";
import type { Contest } from "./contest";

const shape = { widths: [1, 16, 16, 1], leak: 0 };
const points = 50;

/** Networks with two hidden layers of 16 units, a step of Adam on 50 points: all in one batch, or one after the other. */
export function raceEnsemble(networks: number): Contest {
  const random = createRandomSource(1);
  const size = countParameters(shape);
  const start = Float32Array.from(random.normals(0, networks * size), (z) => 0.3 * z);
  const inputs = random.uniforms(1, points);
  const batches = [{ inputs, targets: inputs.map((x) => Math.sin(6 * x)) }];
  const train = (from: number, count: number) =>
    createNetworkTrainer(tf, shape, {
      start: start.slice(from * size, (from + count) * size),
      batches,
      learningRate: 0.001,
    });
  const together = train(0, networks);
  const apart = Array.from({ length: networks }, (_, i) => train(i, 1));
  return {
    title: `Ensemble: ${networks} networks 1-16-16-1 by Adam, on ${tf.getBackend()}`,
    unit: "examples",
    contestants: [
      {
        name: "ours, in one batch",
        work: async () => {
          together.step();
          await together.read();
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
          await apart.at(-1)?.read();
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
