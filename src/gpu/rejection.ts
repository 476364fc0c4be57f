import { chiSquareGlsl, drawChiSquare } from "./chiSquare";
import type { Kernel } from "./kernel";

/**
 * Rejection from a cube: a step draws a point of the cube [-1, 1]^dimension and counts it if it is in the ball of radius 1.
 * State: (points inside, 0, 0, 0).
 */
export const ballInCube: Kernel = {
  name: "ball in cube",
  vectors: 1,
  uniforms: { dimension: "int" },
  tables: [],
  glsl: `
void advance(inout vec4 state[1]) {
  float square = 0.0;
  // Most points are out after a few coordinates.
  for (int j = 0; j < dimension && square <= 1.0; j += 4) {
    vec4 x = 2.0 * randomUniforms(uint(j) >> 2) - 1.0;
    vec4 there = vec4(lessThan(ivec4(j, j + 1, j + 2, j + 3), ivec4(dimension)));
    square += dot(there, x * x);
  }
  state[0].x += square <= 1.0 ? 1.0 : 0.0;
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [counts] = state as [Float32Array];
    const dimension = uniforms.dimension as number;
    for (let lane = 0; lane < lanes; lane++) {
      for (let step = from; step < from + steps; step++) {
        random.at(lane, step);
        let square = 0;
        for (let j = 0; j < dimension && square <= 1; j += 4) {
          const u = random.uniforms(j >> 2);
          for (let i = 0; i < 4 && j + i < dimension; i++) {
            square += (2 * (u[i] as number) - 1) ** 2;
          }
        }
        counts[4 * lane] = (counts[4 * lane] as number) + (square <= 1 ? 1 : 0);
      }
    }
  },
};

/** What a lane of `normalWeights` starts from: no weight has been seen. */
export const noWeights = (lanes: number): Float32Array =>
  Float32Array.from({ length: 4 * lanes }, (_, i) => (i % 4 === 0 ? -1e30 : 0));

/**
 * Draws from a normal with `variance` in each of `dimension` coordinates, weighted for the standard normal. The weight
 * knows of a point only its length, so that only the length is drawn: |x|² is `variance` times chi-square. With the constant
 * √variance^dimension left out the log weight is -½ (variance - 1) |x|²/variance, and rejection accepts with that
 * probability where the variance is 1 or more.
 * State: (largest log weight m, Σ exp(log weight - m), Σ exp(2 (log weight - m)), points accepted).
 */
export const normalWeights: Kernel = {
  name: "normal weights",
  vectors: 1,
  uniforms: { dimension: "int", variance: "float" },
  tables: [],
  glsl: `
${chiSquareGlsl}
void advance(inout vec4 state[1]) {
  float weight = -0.5 * (variance - 1.0) * drawChiSquare(dimension, 1u);
  float rescale = exp(min(0.0, state[0].x - weight));
  float share = exp(min(0.0, weight - state[0].x));
  state[0].yz = state[0].yz * vec2(rescale, rescale * rescale) + vec2(share, share * share);
  state[0].x = max(state[0].x, weight);
  state[0].w += logOf(randomUniforms(0u).x) < weight ? 1.0 : 0.0;
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [sums] = state as [Float32Array];
    const { dimension, variance } = uniforms as { dimension: number; variance: number };
    for (let i = 0; i < 4 * lanes; i += 4) {
      for (let step = from; step < from + steps; step++) {
        random.at(i >> 2, step);
        const weight = Math.fround(-0.5 * (variance - 1) * drawChiSquare(random, dimension, 1));
        const largest = sums[i] as number;
        const rescale = Math.exp(Math.min(0, largest - weight));
        const share = Math.exp(Math.min(0, weight - largest));
        sums[i] = Math.max(largest, weight);
        sums[i + 1] = (sums[i + 1] as number) * rescale + share;
        sums[i + 2] = (sums[i + 2] as number) * rescale * rescale + share * share;
        const accepted = Math.log(random.uniforms(0)[0] as number) < weight;
        sums[i + 3] = (sums[i + 3] as number) + (accepted ? 1 : 0);
      }
    }
  },
};
