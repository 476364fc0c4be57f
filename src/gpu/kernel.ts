import type { LaneRandom } from "./laneRandom";

/**
 * A fused kernel: one program that takes many lanes (chains, networks, replicates) K steps forward at once, each from a
 * small state of its own. It is written twice, in GLSL and in TypeScript, and both do the same arithmetic.
 */
export interface Kernel {
  /** A noun, for errors and caches: `metropolis`. */
  name: string;
  /** How many vectors of four floats a lane's state has, 1 to 8. */
  vectors: number;
  /** Numbers that are the same for all lanes: each is a uniform of that name in `glsl`. */
  uniforms: Readonly<Record<string, "int" | "float">>;
  /** Names of read-only arrays of vectors; in `glsl` element i of the table `points` is `points(i)`, a vec4. */
  tables: readonly string[];
  /**
   * A lane's step reads the states that other lanes had before it: in `glsl` vector v of lane i is `previous(i, v)`. Then
   * each step is a draw of its own.
   */
  gathers?: boolean;
  /**
   * GLSL ES 3.00 that defines `void advance(inout vec4 state[N])`, one step of one lane, N being `vectors`. It may read
   * `lane`, `step` and `laneCount` (uint), uniforms, tables, and draw numbers with `randomWords`, `randomUniforms` and
   * `randomNormals`, or make two normals of two uniforms with `toNormals` (laneRandom.ts). Other functions before it are
   * welcome.
   */
  glsl: string;
  /** The same for all lanes and several steps, in plain TypeScript, on the arrays in place. */
  advance(call: KernelCall): void;
}

/** What the TypeScript of a kernel is handed. */
export interface KernelCall {
  lanes: number;
  /** Steps `from` to `from + steps` are to be taken. */
  from: number;
  steps: number;
  random: LaneRandom;
  uniforms: Readonly<Record<string, number>>;
  /** By name, four floats an element. */
  tables: Readonly<Record<string, Float32Array>>;
  /** One array for each vector of the state, four floats a lane. */
  state: Float32Array[];
  /** For a kernel that gathers: the states before the step (then `steps` is 1). */
  previous: readonly Float32Array[];
}
