import * as tf from "@tensorflow/tfjs-core";
import { bootstrap } from "../../../src/gpu/bootstrap";
import type { Contest } from "./contest";
import { raceKernel } from "./ways";

/** Bootstrap resamples of 100 values. */
export function raceBootstrap(lanes: number): Contest {
  const size = 100;
  const population = Float32Array.from({ length: size }, (_, i) => (i * 37) % 101);
  return {
    title: `Bootstrap: resamples of ${size} values`,
    unit: "resamples",
    contestants: [
      ...raceKernel({
        kernel: bootstrap,
        count: lanes,
        seed: 1,
        uniforms: { size, draws: size },
        tables: { population },
        steps: 8,
        wanted: { raw: 0.85 },
      }),
      { name: "op by op on WebGL, sums alone", ...resampleOpByOp(population, lanes) },
    ],
  };
}

function resampleOpByOp(population: Float32Array, resamples: number) {
  const size = population.length;
  const values = tf.tensor1d(population);
  return {
    work: async () => {
      const sums = tf.tidy(() => {
        const items = tf.cast(tf.randomUniform([resamples * size], 0, size), "int32");
        return tf.sum(tf.reshape(tf.gather(values, items), [resamples, size]), 1);
      });
      await sums.data();
      sums.dispose();
      return resamples;
    },
    dispose: () => values.dispose(),
  };
}
