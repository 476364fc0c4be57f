import type * as tf from "@tensorflow/tfjs-core";
import { createKeeper } from "../../gpu/keeper";
import { signalToNoise } from "../../math/quantise";
import { createRandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { type Clusters, classes, drawClusters, features } from "./clusters";
import { countBytes, join, type Layer, rescaleChannels, roundLayer } from "./layers";
import { bitWidths, readSettings, type Settings, streams } from "./problem";

/** What a network showed whose weights were rounded. */
export interface Rounded {
  granularity: Settings["granularity"];
  bits: number;
  /** Of the weights, in decibels. */
  ratio: number;
  accuracy: number;
  /** Accuracy lost against the network in 32 bits, and its standard error: paired, over the test set. */
  loss: { value: number; standardError: number };
  /** Of weights, scales and biases. */
  bytes: number;
}

/** What training and rounding showed so far. */
export interface Classified {
  /** Training loss, by step. */
  losses: number[];
  accuracy?: number;
  bytes?: number;
  /** Share of the test set that is classified otherwise once channels are rescaled. */
  changed?: number;
  rounded: Rounded[];
}

const hidden = 32;
const [trainRows, testRows, batchRows] = [2048, 2000, 128];
const learningRate = 0.01;

/** Trains a network on clusters, rescales its channels, and rounds its weights to ever fewer bits. */
export async function* classify(lib: typeof tf, settings: Settings, seed: number, classified: Classified): Stage {
  const kept = createKeeper();
  try {
    const train = kept.keep(drawClusters(lib, seed, trainRows, streams.train, streams.labels));
    const test = kept.keep(drawClusters(lib, seed, testRows, streams.test, streams.testLabels));
    let layers: Layer[] = [];
    for await (const done of trainNetwork(lib, settings.steps, seed, train, classified)) {
      layers = done.layers ?? layers;
      yield 0.6 * done.share;
    }
    const plain = await predictClasses(lib, layers, test.inputs);
    rescaleChannels(layers, settings.spread, seed);
    const found = await predictClasses(lib, layers, test.inputs);
    classified.changed = found.filter((label, i) => label !== plain[i]).length / testRows;
    const right = (labels: ArrayLike<number>, i: number) => labels[i] === test.labels[i];
    classified.accuracy = found.filter((_, i) => right(found, i)).length / testRows;
    const numbers = layers.reduce((sum, { weights, biases }) => sum + weights.values.length + biases.length, 0);
    classified.bytes = 4 * numbers;
    for (const bits of bitWidths) {
      for (const granularity of ["tensor", "channel"] as const) {
        const rounded = layers.map((layer) => roundLayer(layer, bits, granularity));
        const labels = await predictClasses(lib, rounded, test.inputs);
        const [gained, lost] = [count(labels, found), count(found, labels)];
        const value = (lost - gained) / testRows;
        classified.rounded.push({
          granularity,
          bits,
          ratio: signalToNoise(join(layers), join(rounded)),
          accuracy: classified.accuracy - value,
          // McNemar 1947: only examples on which the two differ in being right say anything.
          loss: { value, standardError: Math.sqrt((lost + gained) / testRows - value * value) / Math.sqrt(testRows) },
          bytes: layers.reduce((sum, layer) => sum + countBytes(layer, bits, granularity), 0),
        });
        yield 0.6 + (0.2 * classified.rounded.length) / bitWidths.length;
      }
    }
    /** Examples that the first gets right and the second does not. */
    function count(first: ArrayLike<number>, second: ArrayLike<number>): number {
      return Array.from(first).filter((_, i) => right(first, i) && !right(second, i)).length;
    }
  } finally {
    kept.dispose();
  }
}

/** Trains with Adam on cross-entropy; hands out the layers with the last step. */
async function* trainNetwork(
  lib: typeof tf,
  steps: number,
  seed: number,
  { inputs, labels }: Clusters,
  classified: Classified,
): AsyncGenerator<{ share: number; layers?: Layer[] }, void> {
  const widths = [features, hidden, hidden, classes];
  const random = createRandomSource(seed);
  const kept = createKeeper();
  try {
    let drawn = 0;
    const variables = widths.slice(1).flatMap((outputs, l) => {
      const rows = widths[l] as number;
      const start = random.normals(streams.start, rows * outputs, drawn).map((value) => value * Math.sqrt(2 / rows));
      drawn += start.length;
      return [
        kept.keep(toVariable(lib, lib.tensor2d(Float32Array.from(start), [rows, outputs]))),
        kept.keep(toVariable(lib, lib.zeros<tf.Rank.R2>([1, outputs]))),
      ];
    });
    const oneHot = new Float32Array(trainRows * classes);
    labels.forEach((label, row) => {
      oneHot[row * classes + label] = 1;
    });
    const targets = kept.keep(lib.tensor2d(oneHot, [trainRows, classes]));
    // Epsilon is given: the library's default differs between its backends.
    const optimizer = kept.keep(lib.train.adam(learningRate, 0.9, 0.999, 1e-8));
    for (let step = 0; step < steps; step++) {
      const from = (step * batchRows) % trainRows;
      const loss = lib.tidy(() => {
        const [x, y] = [inputs, targets].map((all) => lib.slice(all, [from, 0], [batchRows, all.shape[1]]));
        const { value, grads } = lib.variableGrads(() => {
          const logits = forward(lib, variables, x as tf.Tensor2D);
          // Cross-entropy: the logarithm of what softmax divides by, less the logit of the right class.
          return lib.mean(lib.sub(lib.logSumExp(logits, 1), lib.sum(lib.mul(logits, y as tf.Tensor2D), 1)));
        }, variables);
        optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
        return value;
      });
      try {
        if (step % 10 === 0) {
          classified.losses.push((await loss.data())[0] as number);
        }
      } finally {
        loss.dispose();
      }
      yield { share: (step + 1) / steps };
    }
    const layers: Layer[] = [];
    for (let l = 0; l < variables.length; l += 2) {
      const [weights, biases] = [variables[l], variables[l + 1]] as [tf.Variable<tf.Rank.R2>, tf.Variable<tf.Rank.R2>];
      const [rows, columns] = weights.shape;
      layers.push({
        weights: { rows, columns, values: Float64Array.from(await weights.data()) },
        biases: Float64Array.from(await biases.data()),
      });
    }
    yield { share: 1, layers };
  } finally {
    kept.dispose();
  }
}

function toVariable(lib: typeof tf, start: tf.Tensor2D): tf.Variable<tf.Rank.R2> {
  try {
    return lib.variable(start);
  } finally {
    start.dispose();
  }
}

/** The logits of rows of inputs; parameters are weights and biases by turns. */
function forward(lib: typeof tf, parameters: readonly tf.Tensor2D[], inputs: tf.Tensor2D): tf.Tensor2D {
  let values = inputs;
  for (let l = 0; l < parameters.length; l += 2) {
    const sums = lib.add<tf.Tensor2D>(
      lib.matMul(values, parameters[l] as tf.Tensor2D),
      parameters[l + 1] as tf.Tensor2D,
    );
    values = l + 2 < parameters.length ? lib.relu(sums) : sums;
  }
  return values;
}

async function predictClasses(lib: typeof tf, layers: readonly Layer[], inputs: tf.Tensor2D): Promise<Int32Array> {
  const predicted = lib.tidy(() => {
    const parameters = layers.flatMap(({ weights, biases }) => [
      lib.tensor2d(Float32Array.from(weights.values), [weights.rows, weights.columns]),
      lib.tensor2d(Float32Array.from(biases), [1, biases.length]),
    ]);
    return lib.argMax(forward(lib, parameters, inputs), 1);
  });
  try {
    return Int32Array.from(await predicted.data());
  } finally {
    predicted.dispose();
  }
}

/** Its work from the start, again and again: a step of training, or the classes of the test set, each time. */
export async function* calibrate({ tf: lib, seed, params }: RunContext): AsyncGenerator<number, void> {
  for (;;) {
    for await (const _ of classify(lib, readSettings(params), seed, { losses: [], rounded: [] })) {
      yield 1;
    }
  }
}
