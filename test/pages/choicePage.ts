import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { Backend } from "../../src/gpu/backend";
import type { BackendChoice } from "../../src/protocol";
import { createChooser } from "../../src/webview/demo/chooser";
import { createMachine } from "../../src/webview/demo/machine";

const told: string[] = [];
const choose = createChooser(createMachine(), ({ type }) => told.push(type));

/** Contexts that were asked for, and are not given back. */
const contexts: WebGL2RenderingContext[] = [];
const { getContext } = OffscreenCanvas.prototype;
OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...given: unknown[]) {
  const context = Reflect.apply(getContext, this, given);
  if (context instanceof WebGL2RenderingContext && !contexts.includes(context)) {
    contexts.push(context);
  }
  return context;
} as typeof getContext;

/** What the tests of the choice ask of their page. */
export interface ChoicePage {
  /** Has a demo's backend chosen and started, and says what it left behind. */
  choose(
    demo: string,
    params: Record<string, number | string>,
    backend: BackendChoice,
  ): Promise<{
    backend: Backend;
    started: string;
    told: string[];
    tensors: number;
    gpuBytes: number;
    contexts: number;
  }>;
}

const page: ChoicePage = {
  choose: async (demo, params, choice) => {
    told.length = 0;
    const { backend } = await choose({ type: "start", demo, seed: 1, params, backend: choice, paused: false });
    const started = tf.getBackend();
    return {
      backend,
      started,
      told: [...told],
      tensors: tf.memory().numTensors,
      gpuBytes: started === "webgl" ? (tf.backend() as MathBackendWebGL).memory().numBytesInGPU : 0,
      contexts: contexts.filter((context) => !context.isContextLost()).length,
    };
  },
};

Object.assign(globalThis, { choicePage: page });
