import type * as tf from "@tensorflow/tfjs-core";
import type { Disposable } from "../../gpu/keeper";
import { createRandomSource } from "../../math/random";
import { streams } from "./problem";

/** What goes into the network, and between what it decides. */
export const [features, classes] = [16, 8];
/** Clusters of each class: more than one, so that no linear classifier will do. */
const clusters = 2;
const clusterNoise = 0.9;

/** Points of several classes. */
export interface Clusters extends Disposable {
  inputs: tf.Tensor2D;
  labels: Uint8Array;
}

/** Points round the centres of their classes: [rows, features]. */
export function drawClusters(
  lib: typeof tf,
  seed: number,
  rows: number,
  stream: number,
  labelStream: number,
): Clusters {
  const random = createRandomSource(seed);
  const centres = random.normals(streams.centres, classes * clusters * features);
  const choices = random.uniforms(labelStream, rows).map((uniform) => Math.floor(uniform * classes * clusters));
  const noise = random.normals(stream, rows * features);
  const values = Float32Array.from(noise, (value, i) => {
    const [row, feature] = [Math.floor(i / features), i % features];
    return (centres[(choices[row] as number) * features + feature] as number) + clusterNoise * value;
  });
  const inputs = lib.tensor2d(values, [rows, features]);
  const labels = Uint8Array.from(choices, (choice) => choice % classes);
  return { inputs, labels, dispose: () => inputs.dispose() };
}
