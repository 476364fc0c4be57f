import type * as tf from "@tensorflow/tfjs-core";
import type { Penalty } from "../math/elasticNet";
import { dot, type Matrix } from "../math/matrix";
import type { Disposable } from "./keeper";
import type { Kernel, KernelCall } from "./kernel";
import { createLanes, type Lanes, type LanesOptions } from "./lanes";

/** Many problems of the same design at once, one a column: minimise ½wᵀAw - cᵀw + l1‖w‖₁ + ½l2‖w‖² for each. */
export interface Batch {
  /** A = XᵀX, [weights, weights]. */
  gram: Matrix;
  /** c = Xᵀy, [weights, columns], or [weights, 1] where all columns share it. */
  correlation: Matrix;
  /** One a column. */
  penalties: readonly Penalty[];
}

/** Minimises a batch step by step. All columns take the same steps, so none depends on which others are there. */
export interface Solver extends Disposable {
  /** Steps taken. */
  readonly steps: number;
  step(): void;
  /** The weights now, [weights, columns], row by row. */
  read(): Promise<Float32Array>;
}

/*
 * A lane is one weight of four problems: the weights [weights, columns], row by row, are the lanes' first floats one
 * after another. Rows and columns are filled up to multiples of four with problems whose solution is 0.
 */

/** The gradient Av - c of a lane's four problems, v being the vector `of` of all lanes before the step. */
const gradientGlsl = `
vec4 gradientOf(int row, int column) {
  vec4 sum = -correlation(int(lane));
  for (int j = 0; j < size; j += 4) {
    vec4 a = gram((row * size + j) / 4);
    int at = j * quads + column;
    sum += a.x * previous(at, 0) + a.y * previous(at + quads, 0)
      + a.z * previous(at + 2 * quads, 0) + a.w * previous(at + 3 * quads, 0);
  }
  return sum;
}`;

/** The same for all lanes, in float64. */
function gradientOf({ lanes, uniforms, tables, previous }: KernelCall): Float64Array {
  const { size = 0, quads = 0 } = uniforms;
  const { gram, correlation } = tables as Record<"gram" | "correlation", Float32Array>;
  const [v] = previous as [Float32Array];
  const columns = 4 * quads;
  const gradient = Float64Array.from({ length: 4 * lanes }, (_, i) => -(correlation[i] as number));
  for (let row = 0; row < size; row++) {
    for (let j = 0; j < size; j++) {
      const a = gram[row * size + j] as number;
      for (let column = 0; column < columns; column++) {
        gradient[row * columns + column] =
          (gradient[row * columns + column] as number) + a * (v[j * columns + column] as number);
      }
    }
  }
  return gradient;
}

const shape = { size: "int", quads: "int" } as const;
const fixed = ["gram", "correlation", "first", "second"] as const;

/**
 * One proximal gradient step: v - length·∇ is shrunk by `first` and divided by `second`, then `push` times what has
 * changed is added on top (FISTA's momentum; 0 is ISTA). State: v, then the weights.
 */
export const proximalStep: Kernel = {
  name: "proximalStep",
  vectors: 2,
  uniforms: { ...shape, rate: "float", push: "float" },
  tables: fixed,
  gathers: true,
  glsl: `${gradientGlsl}
void advance(inout vec4 state[2]) {
  int row = int(lane) / quads;
  int column = int(lane) - row * quads;
  vec4 v = state[0] - rate * gradientOf(row, column);
  vec4 w = sign(v) * max(abs(v) - first(column), 0.0) / second(column);
  state[0] = w + push * (w - state[1]);
  state[1] = w;
}`,
  advance: (call) => {
    const { rate = 0, push = 0, quads = 0 } = call.uniforms;
    const { first, second } = call.tables as Record<"first" | "second", Float32Array>;
    const [ahead, weights] = call.state as [Float32Array, Float32Array];
    const gradient = gradientOf(call);
    for (let i = 0; i < gradient.length; i++) {
      const column = i % (4 * quads);
      const v = (ahead[i] as number) - rate * (gradient[i] as number);
      const w = (Math.sign(v) * Math.max(Math.abs(v) - (first[column] as number), 0)) / (second[column] as number);
      ahead[i] = w + push * (w - (weights[i] as number));
      weights[i] = w;
    }
  },
};

/**
 * One step of Adam on the same objectives with the sub-gradient ∇ + first·sign(w) + second·w. State: the weights, then
 * the running means of the gradient and of its square.
 */
const adamStep: Kernel = {
  name: "adamStep",
  vectors: 3,
  // The corrections are 1 - β₁ᵗ and 1 - β₂ᵗ: a power is too coarse in the floats of some GPUs.
  uniforms: { ...shape, rate: "float", correction1: "float", correction2: "float" },
  tables: fixed,
  gathers: true,
  glsl: `${gradientGlsl}
void advance(inout vec4 state[3]) {
  int row = int(lane) / quads;
  int column = int(lane) - row * quads;
  vec4 g = gradientOf(row, column) + first(column) * sign(state[0]) + second(column) * state[0];
  state[1] = 0.9 * state[1] + 0.1 * g;
  state[2] = 0.999 * state[2] + 0.001 * g * g;
  state[0] -= rate * (state[1] / correction1) / (sqrt(state[2] / correction2) + 1e-8);
}`,
  advance: (call) => {
    const { rate = 0, correction1 = 1, correction2 = 1, quads = 0 } = call.uniforms;
    const { first, second } = call.tables as Record<"first" | "second", Float32Array>;
    const [weights, mean, square] = call.state as [Float32Array, Float32Array, Float32Array];
    const gradient = gradientOf(call);
    for (let i = 0; i < gradient.length; i++) {
      const column = i % (4 * quads);
      const w = weights[i] as number;
      const g = (gradient[i] as number) + (first[column] as number) * Math.sign(w) + (second[column] as number) * w;
      mean[i] = 0.9 * (mean[i] as number) + 0.1 * g;
      square[i] = 0.999 * (square[i] as number) + 0.001 * g * g;
      const step = (mean[i] as number) / correction1 / (Math.sqrt((square[i] as number) / correction2) + 1e-8);
      weights[i] = w - rate * step;
    }
  },
};

/**
 * Proximal gradient steps of length 1 / `lipschitz` from zero: ISTA, or FISTA where `restart` is given, which begins
 * its momentum anew after so many steps. `lipschitz` is the largest eigenvalue of A, or more.
 * Source: Beck and Teboulle 2009, eq. 3.1 (ISTA) and 4.1-4.3 (FISTA); restarts: O'Donoghue and Candès 2015.
 */
export function createProximalSolver(
  lib: typeof tf,
  batch: Batch,
  options: { lipschitz: number; restart?: number },
): Solver {
  const length = 1 / options.lipschitz;
  const layout = layOutBatch(batch, {
    // Exact zeros come from the threshold of the proximal step, and only from it.
    first: ({ l1 }) => l1 * length,
    second: ({ l2 }) => 1 + l2 * length,
    uniforms: { rate: length, push: 0 },
  });
  const lanes = layLanes(lib, proximalStep, layout);
  let momentum = 1;
  return {
    ...asSolver(lanes, batch, 1),
    get steps() {
      return lanes.steps;
    },
    step: () => {
      const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      lanes.uniforms.push = options.restart ? (momentum - 1) / next : 0;
      lanes.advance(1);
      momentum = options.restart && lanes.steps % options.restart !== 0 ? next : 1;
    },
  };
}

/**
 * Adam on the same objectives from `start` [weights], the same for all columns.
 * Source: Kingma and Ba 2015, algorithm 1, with its β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
 */
export function createAdamSolver(
  lib: typeof tf,
  batch: Batch,
  options: { start: ArrayLike<number>; learningRate: number },
): Solver {
  const layout = layOutBatch(batch, {
    first: ({ l1 }) => l1,
    second: ({ l2 }) => l2,
    uniforms: { rate: options.learningRate, correction1: 1, correction2: 1 },
    start: options.start,
  });
  const lanes = layLanes(lib, adamStep, layout);
  return {
    ...asSolver(lanes, batch, 0),
    get steps() {
      return lanes.steps;
    },
    step: () => {
      lanes.uniforms.correction1 = 1 - 0.9 ** (lanes.steps + 1);
      lanes.uniforms.correction2 = 1 - 0.999 ** (lanes.steps + 1);
      lanes.advance(1);
    },
  };
}

/** What lanes start from, beside what is random. */
type Layout = Required<Pick<LanesOptions, "count" | "uniforms" | "tables" | "state">>;

interface LayoutOptions {
  /** The two numbers that a step needs of a penalty. */
  first(penalty: Penalty): number;
  second(penalty: Penalty): number;
  /** Beside the sizes. */
  uniforms: Record<string, number>;
  /** One number a weight, the same for all columns; 0 unless given. */
  start?: ArrayLike<number>;
}

const fillUp = (count: number) => 4 * Math.ceil(count / 4);

/** The lanes, tables and first state of a batch for either kernel. */
export function layOutBatch({ gram, correlation, penalties }: Batch, options: LayoutOptions): Layout {
  const weights = gram.rows;
  const [size, columns] = [fillUp(weights), fillUp(penalties.length)];
  /** [size, columns], with 0 for what is filled up. */
  const spread = (value: (row: number, column: number) => number) =>
    Float32Array.from({ length: size * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return row < weights && column < penalties.length ? value(row, column) : 0;
    });
  const pad = (of: (penalty: Penalty) => number) =>
    Float32Array.from({ length: columns }, (_, i) => of(penalties[i] ?? { l1: 0, l2: 0 }));
  const shared = correlation.columns === 1;
  return {
    count: (size * columns) / 4,
    uniforms: { size, quads: columns / 4, ...options.uniforms },
    tables: {
      gram: Float32Array.from({ length: size * size }, (_, i) => {
        const [row, column] = [Math.floor(i / size), i % size];
        return row < weights && column < weights ? (gram.values[row * weights + column] as number) : 0;
      }),
      correlation: spread(
        (row, column) => correlation.values[shared ? row : row * correlation.columns + column] as number,
      ),
      first: pad(options.first),
      second: pad(options.second),
    },
    state: [spread((row) => options.start?.[row] ?? 0)],
  };
}

/** Nothing here is random, and nothing waits for a clock. */
const layLanes = (lib: typeof tf, kernel: Kernel, layout: Layout): Lanes =>
  createLanes(lib, kernel, { ...layout, seed: 0, stream: 0, now: () => 0 });

/** What both solvers have: the weights are that vector of the lanes' state. */
function asSolver(lanes: Lanes, { gram, penalties }: Batch, vector: number): Pick<Solver, "read" | "dispose"> {
  const [rows, columns] = [gram.rows, penalties.length];
  return {
    read: async () => {
      const values = await lanes.read(vector);
      const stride = fillUp(columns);
      return Float32Array.from({ length: rows * columns }, (_, i) => {
        return values[Math.floor(i / columns) * stride + (i % columns)] as number;
      });
    },
    dispose: lanes.dispose,
  };
}

/**
 * The minimisers of ½‖y - Xw‖² + ½λ‖w‖² for many λ at once, in closed form: Q (Λ + λ)⁻¹ Qᵀc, [weights, λs] row by row,
 * where XᵀX = QΛQᵀ and c = Xᵀy. Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", eq. 3.44
 * and 3.47.
 */
export function solveRidge(
  eigen: { values: Float64Array; vectors: Matrix },
  correlation: ArrayLike<number>,
  lambdas: readonly number[],
): Float64Array {
  const { rows: weights, values: q } = eigen.vectors;
  const rotated = Array.from(eigen.values, (_, k) => {
    return dot(
      Float64Array.from({ length: weights }, (_, j) => q[j * weights + k] as number),
      correlation,
    );
  });
  const solution = new Float64Array(weights * lambdas.length);
  lambdas.forEach((lambda, column) => {
    const shrunk = rotated.map((value, k) => value / ((eigen.values[k] as number) + lambda));
    for (let j = 0; j < weights; j++) {
      solution[j * lambdas.length + column] = dot(q.subarray(j * weights, (j + 1) * weights), shrunk);
    }
  });
  return solution;
}
