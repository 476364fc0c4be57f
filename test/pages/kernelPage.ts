import "@tensorflow/tfjs-backend-webgl";
import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { Kernel } from "../../src/gpu/kernel";
import { createLanes, type Lanes } from "../../src/gpu/lanes";
import { installLanesOnWebGL } from "../../src/gpu/lanesOnWebGL";
import { kernelCases, startCase } from "./kernelCases";
import { neighbours, randomWalk } from "./kernels";

tf.env().set("SOFTWARE_WEBGL_ENABLED", true);
installLanesOnWebGL(tf);

/** What the tests of kernels ask of their page. */
export interface KernelPage {
  /** Takes the steps of a case in those parts on WebGL; every vector of every lane at the end. */
  run(index: number, parts: number[]): Promise<number[][]>;
  /** Tensors, their bytes and the GPU's before and after: `times` runs of a case, each with some steps, then disposed. */
  measureLeak(index: number, times: number): Promise<{ before: number[]; after: number[] }>;
  /** What compiling a kernel with that GLSL throws. */
  errorOf(glsl: string, vectors: number): Promise<string>;
  /** What tfjs makes of a state, op by op, before the first step and after it, beside the state itself. */
  useState(): Promise<{ sums: number[]; column: number[]; values: number[] }[]>;
}

async function withLanes<T>(index: number, use: (lanes: Lanes) => Promise<T>): Promise<T> {
  await tf.setBackend("webgl");
  const lanes = startCase(tf, kernelCases[index]);
  try {
    return await use(lanes);
  } finally {
    lanes.dispose();
  }
}

const readAll = (lanes: Lanes) => Promise.all(lanes.state.map(async (_, v) => Array.from(await lanes.read(v))));

function measure(): number[] {
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  return [numTensors, numBytes, numDataBuffers, (tf.backend() as MathBackendWebGL).memory().numBytesInGPU];
}

const page: KernelPage = {
  run: (index, parts) =>
    withLanes(index, (lanes) => {
      parts.forEach(lanes.advance);
      return readAll(lanes);
    }),

  measureLeak: async (index, times) => {
    await tf.setBackend("webgl");
    const before = measure();
    for (let time = 0; time < times; time++) {
      await withLanes(index, async (lanes) => {
        lanes.advance(3);
        await readAll(lanes);
        lanes.advance(2);
      });
    }
    return { before, after: measure() };
  },

  errorOf: async (glsl, vectors) => {
    await tf.setBackend("webgl");
    const kernel: Kernel = { ...randomWalk, name: "faulty", uniforms: {}, vectors, glsl };
    const lanes = createLanes(tf, kernel, { count: 4, seed: 1, stream: 0, now: () => 0 });
    try {
      lanes.advance(1);
      return "";
    } catch (error) {
      return String(error);
    } finally {
      lanes.dispose();
    }
  },

  useState: () =>
    withLanes(
      kernelCases.findIndex(({ kernel }) => kernel === neighbours),
      async (lanes) => {
        const use = async () => {
          const state = lanes.state[0] as tf.Tensor3D;
          const [sums, column] = tf.tidy(() => [
            tf.reshape(tf.sum(state, 0), [4]),
            tf.slice(tf.reshape(state, [-1, 4]), [0, 2], [-1, 1]),
          ]);
          const [a, b, values] = await Promise.all([sums?.data(), column?.data(), lanes.read()]);
          tf.dispose([sums, column]);
          return { sums: [...(a ?? [])], column: [...(b ?? [])], values: [...values] };
        };
        const first = await use();
        lanes.advance(1);
        return [first, await use()];
      },
    ),
};

Object.assign(globalThis, { kernelPage: page });
