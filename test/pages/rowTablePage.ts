import "@tensorflow/tfjs-backend-webgl";
import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { createRowTable } from "../../src/gpu/rowTable";
import { stepSampledSoftmax } from "../../src/gpu/sampledSoftmax";
import { createBatch, type TableCase } from "./rowTableCase";

tf.env().set("SOFTWARE_WEBGL_ENABLED", true);

/** What the test of tables asks of its page. */
export interface RowTablePage {
  /** The table after some steps, read also on the way; and tensors, their bytes and the GPU's, before and after. */
  run(given: TableCase): Promise<{ halfway: number[]; values: number[]; before: number[]; after: number[] }>;
}

function measure(): number[] {
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  return [numTensors, numBytes, numDataBuffers, (tf.backend() as MathBackendWebGL).memory().numBytesInGPU];
}

const page: RowTablePage = {
  run: async (given) => {
    await tf.setBackend("webgl");
    const before = measure();
    const table = createRowTable(tf, Float32Array.from(given.start), given.width);
    try {
      let halfway: number[] = [];
      for (let step = 0; step < given.steps; step++) {
        const { values, ...batch } = createBatch(given, step);
        const contexts = tf.tensor2d(values, [given.examples, given.width]);
        stepSampledSoftmax(tf, table, { ...batch, contexts }, given.learningRate);
        contexts.dispose();
        if (step === Math.floor(given.steps / 2)) {
          halfway = [...(await table.tensor.data())];
        }
      }
      const values = [...(await table.tensor.data())];
      table.dispose();
      return { halfway, values, before, after: measure() };
    } finally {
      table.dispose();
    }
  },
};

Object.assign(globalThis, { rowTablePage: page });
