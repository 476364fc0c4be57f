import * as tf from "@tensorflow/tfjs-core";
import type { NetworkLayer } from "../../../src/math/network";

/**
 * Many networks in one batch, by tensor operations: their parameters [networks, parameters], as `layers` have them, and
 * inputs [networks, inputs, examples]. Returns [networks, 1, examples] before any activation; `ones` is of that shape, too.
 */
export const runNetworks = (
  layers: readonly NetworkLayer[],
  parameters: tf.Tensor,
  { inputs, ones }: { inputs: tf.Tensor; ones: tf.Tensor },
  activate: (sums: tf.Tensor) => tf.Tensor,
): tf.Tensor =>
  layers.reduce((values, layer, i) => {
    const [networks, width] = [parameters.shape[0] as number, layer.inputs + 1];
    const own = tf.slice(parameters, [0, layer.offset], [networks, layer.units * width]);
    const before = tf.concat([i === 0 ? values : activate(values), ones], 1);
    return tf.matMul(tf.reshape(own, [networks, layer.units, width]), before);
  }, inputs);
