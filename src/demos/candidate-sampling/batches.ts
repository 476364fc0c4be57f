import type * as tf from "@tensorflow/tfjs-core";
import { createRowTable, type RowTable } from "../../gpu/rowTable";
import { type SampledBatch, stepSampledSoftmax } from "../../gpu/sampledSoftmax";
import { createAliasSampler } from "../../math/candidateSampler";
import { createCandidateDraws } from "../../math/drawCandidates";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { dimensions } from "./gradients";
import type { Measured, Training } from "./measured";
import { type Problem, readUniforms, streams } from "./problem";
import { createWorld, judge, type Model, type World } from "./training";

/** Examples that share their candidates. */
const examples = 64;
/** Of the sum over a batch. */
const learningRate = 0.1;
/** Random draws of a measurement for each batch. */
const drawsPerBatch = 10_000;
/** Added to the logit of what is no candidate. */
const never = -1e9;

/**
 * Trains with the sampled softmax by tensors of the backend, in batches that share their candidates, and changes rows of
 * the embeddings in place. On a processor plain arrays are as fast or faster; on a GPU the table need not leave it.
 */
export async function* trainInBatches(
  problem: Problem,
  { tf: lib, now }: Pick<RunContext, "tf" | "now">,
  measured: Measured,
): Stage {
  const { classes, draws } = problem.settings;
  const world = createWorld(problem);
  const batches = Math.max(10, Math.round(draws / drawsPerBatch));
  const drawBatch = createBatches(problem, world);
  const training: Training = {
    label: `Sampled, tensors on ${lib.getBackend()}`,
    examples: 0,
    milliseconds: 0,
    path: [],
  };
  measured.trainings.push(training);
  // The last column is the bias.
  const table = createRowTable(lib, new Float32Array(classes * (dimensions + 1)), dimensions + 1);
  try {
    for (let batch = 1; batch <= batches; batch++) {
      const began = now();
      step(lib, table, drawBatch());
      // What a GPU has been told to do is done when something can be read.
      await readFirst(lib, table.tensor);
      training.milliseconds += now() - began;
      training.examples += examples;
      // Looks after 1, 2, 4, ... batches, and at the end.
      if (batch === batches || Number.isInteger(Math.log2(batch))) {
        const divergence = judge(world, toModel(await table.tensor.data(), classes));
        training.path.push({ examples: training.examples, milliseconds: training.milliseconds, divergence });
      }
      yield batch / batches;
    }
  } finally {
    table.dispose();
  }
}

function step(lib: typeof tf, table: RowTable, batch: Omit<SampledBatch, "contexts"> & { values: Float32Array }): void {
  const contexts = lib.tensor2d(batch.values, [examples, dimensions + 1]);
  try {
    stepSampledSoftmax(lib, table, { ...batch, contexts }, learningRate);
  } finally {
    contexts.dispose();
  }
}

async function readFirst(lib: typeof tf, table: tf.Tensor2D): Promise<void> {
  const first = lib.slice(table, [0, 0], [1, 1]);
  try {
    await first.data();
  } finally {
    first.dispose();
  }
}

/** At each call a batch is drawn. Lists of candidates are as long as each other, so that shapes stay the same. */
function createBatches({ settings, scheme, sampler, expected, random }: Problem, { vectors, truths }: World) {
  const read = readUniforms(random, streams.training + 3);
  const samplers = truths.map(createAliasSampler);
  const unique = settings.scheme === "unique";
  // Of a Poisson number hardly ever more.
  const candidates = unique ? Math.ceil(scheme.count + 6 * Math.sqrt(scheme.count) + 6) : scheme.count;
  const draw = createCandidateDraws({ ...scheme, hits: "kept" }, sampler, read);
  const width = dimensions + 1;
  return () => {
    const values = new Float32Array(examples * width);
    const rows = new Int32Array(examples + candidates);
    const drawn = draw(-1).slice(0, candidates);
    rows.set(drawn, examples);
    const added = new Float32Array(examples * (1 + candidates)).fill(never);
    for (let example = 0; example < examples; example++) {
      const x = Math.floor(read() * vectors.length);
      const label = (samplers[x] as (typeof samplers)[0]).pick(read());
      values.set(vectors[x] as Float64Array, example * width);
      values[(example + 1) * width - 1] = 1;
      rows[example] = label;
      const at = example * (1 + candidates);
      added[at] = -Math.log(expected[label] as number);
      drawn.forEach((candidate, i) => {
        if (settings.hits === "kept" || candidate !== label) {
          added[at + 1 + i] = -Math.log(expected[candidate] as number);
        }
      });
    }
    return { values, rows, added };
  };
}

function toModel(values: ArrayLike<number>, classes: number): Model {
  const width = dimensions + 1;
  const model = { biases: new Float64Array(classes), vectors: new Float64Array(classes * dimensions) };
  for (let i = 0; i < classes; i++) {
    model.biases[i] = values[i * width + dimensions] as number;
    for (let d = 0; d < dimensions; d++) {
      model.vectors[i * dimensions + d] = values[i * width + d] as number;
    }
  }
  return model;
}
