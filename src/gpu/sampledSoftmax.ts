import type * as tf from "@tensorflow/tfjs-core";
import type { RowTable } from "./rowTable";

/** Examples that share their candidates. */
export interface SampledBatch {
  /** [examples, columns of the table]. */
  contexts: tf.Tensor2D;
  /** The true class of each example, and after them the candidates. */
  rows: Int32Array;
  /**
   * [examples, 1 + candidates]: what is added to the logit of the true class, and to those of the candidates. -log Q; and
   * a large negative number where a candidate is none, because it is the true class or fills up the list.
   */
  added: Float32Array;
}

/**
 * A step of gradient descent on the sum over examples of -log softmax of the true class among its candidates, a logit
 * being row · context + what is added. Only the rows that are named change, in place: its time does not depend on how many
 * classes there are.
 * Source: TensorFlow, Candidate Sampling Algorithms Reference, sampled softmax.
 */
export function stepSampledSoftmax(
  lib: typeof tf,
  table: RowTable,
  { contexts, rows, added }: SampledBatch,
  learningRate: number,
): void {
  const examples = contexts.shape[0];
  const candidates = rows.length - examples;
  lib.tidy(() => {
    const which = lib.tensor1d(rows, "int32");
    const vectors = lib.gather(table.tensor, which);
    const own = lib.slice(vectors, [0, 0], [examples, -1]);
    const others = lib.slice(vectors, [examples, 0], [candidates, -1]);
    const scores = lib.concat([lib.sum(lib.mul(contexts, own), 1, true), lib.matMul(contexts, others, false, true)], 1);
    const shares = lib.softmax(lib.add(scores, lib.tensor2d(added, [examples, 1 + candidates])));
    const ownSlope = lib.sub(lib.slice(shares, [0, 0], [examples, 1]), 1);
    const otherSlopes = lib.slice(shares, [0, 1], [examples, candidates]);
    const slopes = lib.concat([lib.mul(ownSlope, contexts), lib.matMul(otherSlopes, contexts, true)], 0);
    table.add(which, lib.mul(slopes, -learningRate) as tf.Tensor2D);
  });
}
