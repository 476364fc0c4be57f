import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import type * as tf from "@tensorflow/tfjs-core";
import { addRowsOnWebGL } from "./addRowsOnWebGL";
import type { Disposable } from "./keeper";

/** A matrix of which some rows are changed at a time: embeddings. */
export interface RowTable extends Disposable {
  /** [rows, columns]. What reads it has the rows as they are when it runs: what shares its data changes with it. */
  readonly tensor: tf.Tensor2D;
  /**
   * Adds each row of `updates` [n, columns] to the row that `rows` [n], whole numbers, names: in place, so that it takes a
   * time that does not depend on the size of the table. A row that is named twice is added to twice. Rows out of range
   * are the caller's mistake, and not looked for.
   */
  add(rows: tf.Tensor1D, updates: tf.Tensor2D): void;
}

const addRows = "AddRows";

/** Whether the current backend can add rows in place: WebGL must blend float textures. */
export function canAddRows(lib: typeof tf): boolean {
  if (lib.getBackend() !== "webgl") {
    return true;
  }
  const gl = (lib.backend() as MathBackendWebGL).gpgpu.gl as WebGL2RenderingContext;
  return gl instanceof WebGL2RenderingContext && gl.getExtension("EXT_float_blend") !== null;
}

/** Makes a table of the current backend, of values row by row. Throws where rows can not be added to it in place. */
export function createRowTable(lib: typeof tf, values: Float32Array, columns: number): RowTable {
  if (!canAddRows(lib)) {
    throw new Error("This machine's WebGL does not add to textures of 32-bit floats.");
  }
  install(lib);
  // Plain backends keep the very array that they are given, and it would change.
  const tensor = lib.tensor2d(values.slice(), [values.length / columns, columns]);
  return {
    tensor,
    add: (rows, updates) => {
      const inputs = { table: tensor, rows, updates };
      lib.engine().runKernel(addRows, inputs);
    },
    dispose: () => tensor.dispose(),
  };
}

/** Teaches the current backend to add rows, once. */
function install(lib: typeof tf): void {
  const backendName = lib.getBackend();
  if (lib.getKernel(addRows, backendName)) {
    return;
  }
  lib.registerKernel({
    kernelName: addRows,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const given = inputs as unknown as Record<"table" | "rows" | "updates", tf.TensorInfo>;
      if (backendName === "webgl") {
        addRowsOnWebGL(backend as MathBackendWebGL, given);
      } else {
        addRowsInMemory(backend as unknown as PlainBackend, given);
      }
      return [];
    },
  });
}

/** What backends in plain memory offer: WebAssembly's a view of its heap, plain JavaScript's the array itself. */
interface PlainBackend {
  typedArrayFromHeap?(info: tf.TensorInfo): Float32Array | Int32Array;
  readSync(dataId: tf.DataId): Float32Array | Int32Array;
}

function addRowsInMemory(
  backend: PlainBackend,
  { table, rows, updates }: Record<"table" | "rows" | "updates", tf.TensorInfo>,
): void {
  const [into, which, added] = [table, rows, updates].map(
    (info) => backend.typedArrayFromHeap?.(info) ?? backend.readSync(info.dataId),
  ) as [Float32Array, Int32Array, Float32Array];
  const columns = table.shape[1] as number;
  for (let i = 0; i < added.length; i++) {
    const at = (which[Math.floor(i / columns)] as number) * columns + (i % columns);
    into[at] = (into[at] as number) + (added[i] as number);
  }
}
