import type { Kernel } from "../../src/gpu/kernel";

/** Kernels that try what a host of kernels must offer, each its own part. */

/** Four independent walks with normal steps: random numbers, lane, step and a uniform. */
export const randomWalk: Kernel = {
  name: "random walk",
  vectors: 1,
  uniforms: { size: "float" },
  tables: [],
  glsl: `
void advance(inout vec4 state[1]) {
  state[0] += size * randomNormals(0u);
}`,
  advance: ({ lanes, from, steps, random, uniforms, state }) => {
    const [walk] = state as [Float32Array];
    for (let lane = 0; lane < lanes; lane++) {
      for (let step = from; step < from + steps; step++) {
        random.at(lane, step);
        random.normals(0).forEach((normal, i) => {
          walk[4 * lane + i] = (walk[4 * lane + i] as number) + (uniforms.size as number) * normal;
        });
      }
    }
  },
};

/** All bits of the words of three draws, step upon step, in halves that a float holds; and the last uniforms. */
export const randomBits: Kernel = {
  name: "random bits",
  vectors: 3,
  uniforms: {},
  tables: [],
  glsl: `
void advance(inout vec4 state[3]) {
  uvec4 words = randomWords(0u) ^ randomWords(1u) << 1u ^ randomWords(65535u) << 2u;
  state[0] = vec4(uvec4(state[0]) ^ words >> 16u);
  state[1] = vec4(uvec4(state[1]) ^ (words & 0xffffu));
  state[2] = randomUniforms(7u);
}`,
  advance: ({ lanes, from, steps, random, state }) => {
    const [high, low, uniforms] = state as [Float32Array, Float32Array, Float32Array];
    for (let lane = 0; lane < lanes; lane++) {
      for (let step = from; step < from + steps; step++) {
        random.at(lane, step);
        const draws = [0, 1, 65535].map((draw) => Array.from(random.words(draw)));
        for (let c = 0; c < 4; c++) {
          const word = draws.reduce((bits, words, shift) => bits ^ ((words[c] as number) << shift), 0);
          high[4 * lane + c] = (high[4 * lane + c] as number) ^ (word >>> 16);
          low[4 * lane + c] = (low[4 * lane + c] as number) ^ (word & 0xffff);
        }
        uniforms.set(random.uniforms(7), 4 * lane);
      }
    }
  },
};

/** Is drawn towards one star after the other: tables, and an integer uniform. */
export const constellation: Kernel = {
  name: "constellation",
  vectors: 1,
  uniforms: { stars: "int" },
  tables: ["positions", "weights"],
  glsl: `
void advance(inout vec4 state[1]) {
  int star = int(step) % stars;
  state[0] += 0.01 * weights(star) * (positions(star) - state[0]);
}`,
  advance: ({ lanes, from, steps, uniforms, tables, state }) => {
    const [at] = state as [Float32Array];
    const { positions, weights } = tables as { positions: Float32Array; weights: Float32Array };
    for (let i = 0; i < 4 * lanes; i++) {
      for (let step = from; step < from + steps; step++) {
        const j = 4 * (step % (uniforms.stars as number)) + (i % 4);
        at[i] = (at[i] as number) + 0.01 * (weights[j] as number) * ((positions[j] as number) - (at[i] as number));
      }
    }
  },
};

/** Turns eight vectors round, each into the next: as many outputs as there may be. */
export const eightVectors: Kernel = {
  name: "eight vectors",
  vectors: 8,
  uniforms: {},
  tables: [],
  glsl: `
void advance(inout vec4 state[8]) {
  vec4 first = state[0];
  for (int v = 0; v < 7; v++) {
    state[v] = 0.9 * state[v + 1] + vec4(float(v), float(lane), float(step), 1.0) / 64.0;
  }
  state[7] = 0.5 * first;
}`,
  advance: ({ lanes, from, steps, state }) => {
    for (let lane = 0; lane < lanes; lane++) {
      for (let step = from; step < from + steps; step++) {
        for (let c = 0; c < 4; c++) {
          const old = state.map((vector) => vector[4 * lane + c] as number);
          state.forEach((vector, v) => {
            const push = ([v, lane, step, 1][c] as number) / 64;
            vector[4 * lane + c] = v < 7 ? 0.9 * (old[v + 1] as number) + push : 0.5 * (old[0] as number);
          });
        }
      }
    }
  },
};

/** Heat on a ring, and who was left of whom: reads other lanes as they were before the step. */
export const neighbours: Kernel = {
  name: "neighbours",
  vectors: 2,
  uniforms: {},
  tables: [],
  gathers: true,
  glsl: `
void advance(inout vec4 state[2]) {
  int last = int(laneCount) - 1;
  int here = int(lane);
  int left = here == 0 ? last : here - 1;
  int right = here == last ? 0 : here + 1;
  state[0] += 0.25 * (previous(left, 0) - 2.0 * state[0] + previous(right, 0));
  state[1] = previous(left, 1);
}`,
  advance: ({ lanes, state, previous }) => {
    for (let i = 0; i < 4 * lanes; i++) {
      const left = (i - 4 + 4 * lanes) % (4 * lanes);
      const right = (i + 4) % (4 * lanes);
      const old = (vector: number, at: number) => previous[vector]?.[at] as number;
      (state[0] as Float32Array)[i] = old(0, i) + 0.25 * (old(0, left) - 2 * old(0, i) + old(0, right));
      (state[1] as Float32Array)[i] = old(1, left);
    }
  },
};
