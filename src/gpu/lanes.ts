import type * as tf from "@tensorflow/tfjs-core";
import type { Disposable } from "./keeper";
import type { Kernel } from "./kernel";
import { createLaneRandom } from "./laneRandom";

/** Many lanes of a kernel on the way: their states are tensors of the current backend. */
export interface Lanes extends Disposable {
  readonly count: number;
  /** Steps taken so far. */
  readonly steps: number;
  /** How many steps take some 8 ms here: what one call of `advance` had best take. Adapts; the numbers do not depend on it. */
  readonly pace: number;
  /** Changes what the kernel reads from now on. */
  readonly uniforms: Record<string, number>;
  /** One tensor [count, 2, 2] for each vector of the state: four floats a lane. Replaced by each `advance`. */
  readonly state: readonly tf.Tensor3D[];
  /** Takes every lane that many steps forward, and returns when that is done. */
  advance(steps: number): void;
  /** A vector of every lane's state: four floats a lane. */
  read(vector?: number): Promise<Float32Array>;
}

/** What lanes start from. */
export interface LanesOptions {
  /** Below 2^24, as are the steps. */
  count: number;
  /** A whole number from 0 to 2^53. */
  seed: number;
  /** Below 2^32: another use of the seed has another stream. */
  stream: number;
  /** One array for each vector of the state, four floats a lane; 0 unless given. */
  state?: readonly Float32Array[];
  /** One number for each uniform of the kernel. */
  uniforms?: Readonly<Record<string, number>>;
  /** One array for each table of the kernel, four floats an element. */
  tables?: Readonly<Record<string, Float32Array>>;
  /** Milliseconds: what `pace` is measured with. */
  now(): number;
}

/** The name under which each backend keeps its way to run kernels. */
export const advanceLanes = "AdvanceLanes";

/**
 * What a backend's way to run kernels is called with, beside the tensors `state0`, `state1`, ... and the tables. It takes
 * all lanes `steps` steps on, at least one, and returns tensors of the new states when that is done.
 */
export interface AdvanceAttributes {
  kernel: Kernel;
  lanes: number;
  from: number;
  steps: number;
  seed: number;
  stream: number;
  uniforms: Readonly<Record<string, number>>;
}

const paceMilliseconds = 8;
const mostPace = 1 << 14;

/**
 * Makes lanes of a kernel on the current backend: on WebGL its GLSL runs, elsewhere its TypeScript.
 * Throws where uniforms, tables or states are not those that the kernel names.
 */
export function createLanes(lib: typeof tf, kernel: Kernel, options: LanesOptions): Lanes {
  const { count, seed, stream, tables = {}, now } = options;
  const uniforms = { ...options.uniforms };
  assertSame(kernel, "uniforms", Object.keys(kernel.uniforms), Object.keys(uniforms));
  assertSame(kernel, "tables", kernel.tables, Object.keys(tables));
  // Beyond this their random numbers would go together (laneRandom.ts).
  if (count > 2 ** 24) {
    throw new Error(`${count} lanes are more than the ${2 ** 24} that can be told apart.`);
  }
  installTwins(lib);
  const toTensor = (values: Float32Array) => lib.tensor3d(values, [values.length / 4, 2, 2]);
  // In a tidy: where one tensor fails, those before it are freed.
  const made = lib.tidy(() => ({
    state: Array.from({ length: kernel.vectors }, (_, v) => {
      return toTensor(options.state?.[v] ?? new Float32Array(4 * count));
    }),
    tables: Object.fromEntries(Object.entries(tables).map(([name, values]) => [name, toTensor(values)])),
  }));
  const tableTensors = made.tables;
  let { state } = made;
  let steps = 0;
  let pace = 1;
  let warm = false;

  function advance(wanted: number): void {
    if (wanted < 1) {
      return;
    }
    const began = now();
    const attributes: AdvanceAttributes = { kernel, lanes: count, from: steps, steps: wanted, seed, stream, uniforms };
    const inputs = { ...Object.fromEntries(state.map((one, v) => [`state${v}`, one])), ...tableTensors };
    const next = lib.engine().runKernel(advanceLanes, inputs, attributes as unknown as tf.NamedAttrMap);
    lib.dispose(state);
    state = next as tf.Tensor3D[];
    steps += wanted;
    // The first call compiles, and a short one says little.
    if (warm && wanted >= pace) {
      const milliseconds = ((now() - began) * pace) / wanted;
      const factor = Math.min(2, Math.max(0.5, paceMilliseconds / Math.max(milliseconds, 0.1)));
      pace = Math.min(mostPace, Math.max(1, Math.round(pace * factor)));
    }
    warm = true;
  }

  return {
    count,
    uniforms,
    get steps() {
      return steps;
    },
    get pace() {
      return pace;
    },
    get state() {
      return state;
    },
    advance,
    read: async (vector = 0) => (await (state[vector] as tf.Tensor3D).data()) as Float32Array,
    dispose: () => lib.dispose([...state, ...Object.values(tableTensors)]),
  };
}

/** A taste of a kernel's work, without end: takes lanes on at their own pace, yields how many steps, and frees them. */
export async function* advanceEndlessly(lanes: Lanes): AsyncGenerator<number, void> {
  try {
    for (;;) {
      const before = lanes.steps;
      lanes.advance(lanes.pace);
      yield lanes.steps - before;
    }
  } finally {
    lanes.dispose();
  }
}

function assertSame(kernel: Kernel, what: string, wanted: readonly string[], given: readonly string[]): void {
  const off = [...wanted.filter((name) => !given.includes(name)), ...given.filter((name) => !wanted.includes(name))];
  if (off.length > 0) {
    throw new Error(`The kernel ${kernel.name} has the ${what} ${wanted.join(", ") || "none"}: see ${off.join(", ")}.`);
  }
}

/** Lets the backends without fused programs run a kernel's TypeScript; WebGL brings its own way (lanesOnWebGL.ts). */
function installTwins(lib: typeof tf): void {
  const backendName = lib.getBackend();
  if (backendName === "webgl" || lib.getKernel(advanceLanes, backendName)) {
    return;
  }
  lib.registerKernel({
    kernelName: advanceLanes,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { kernel, lanes, from, steps, seed, stream, uniforms } = attrs as unknown as AdvanceAttributes;
      const host = backend as unknown as TwinBackend;
      const valuesOf = (name: string) => host.readSync((inputs[name] as tf.TensorInfo).dataId);
      const random = createLaneRandom(seed, stream);
      const tables = Object.fromEntries(kernel.tables.map((name) => [name, valuesOf(name)]));
      let previous = Array.from({ length: kernel.vectors }, (_, v) => valuesOf(`state${v}`));
      let state = previous.map((values) => values.slice());
      const stepsPerCall = kernel.gathers ? 1 : steps;
      for (let taken = 0; taken < steps; taken += stepsPerCall) {
        if (taken > 0) {
          previous = state;
          state = previous.map((values) => values.slice());
        }
        kernel.advance({ lanes, from: from + taken, steps: stepsPerCall, random, uniforms, tables, state, previous });
      }
      return state.map((values) => {
        const shape = [values.length / 4, 2, 2];
        return { dataId: host.write(values, shape, "float32"), shape, dtype: "float32" };
      });
    },
  });
}

/** What the backends for processors offer, both of them. */
interface TwinBackend {
  readSync(dataId: tf.DataId): Float32Array;
  write(values: Float32Array, shape: number[], dtype: "float32"): tf.DataId;
}
